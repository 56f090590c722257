/// Gathers the answer to UID SEARCH in either form.
struct FoundUIDs {
    /// More than any folder has; a larger answer would only be written to make us run out of memory.
    private static let limit = 20_000_000

    private let lowest: UID
    private var found = UIDSet()
    /// Not yet joined with `found`: a server may give one number a line.
    private var pending: [ClosedRange<UInt32>] = []

    init(from lowest: UID = .first) { self.lowest = lowest }

    mutating func receive(_ response: Response) {
        switch response {
        case .data(.search(let result)): add(result.numbers.map { $0...$0 })
        case .data(.extendedSearch(let result)): add(result.all?.ranges ?? [])
        default: break
        }
    }

    /// Joins now and then, so that all in all it takes O(n log n), and repetitions take no room.
    private mutating func add(_ ranges: [ClosedRange<UInt32>]) {
        pending += ranges
        if pending.count > 2 * found.ranges.count + 4096 { join() }
    }

    private mutating func join() {
        found = UIDSet(ranges: found.ranges + pending)
        pending = []
    }

    /// Ascending, without what lies below the lowest asked for: `n:*` always names the last message too. Nil if there
    /// are more than can be.
    var uids: [UID]? {
        var all = self
        all.join()
        return all.found.count > Self.limit ? nil : all.found.uids.filter { $0 >= lowest }
    }
}
