/// Gathers the answer to UID SEARCH in either form.
struct FoundUIDs {
    /// More than any folder has; a larger answer would only be written to make us run out of memory.
    private static let limit = 20_000_000

    private let lowest: UID
    private var found = UIDSet()

    init(from lowest: UID = .first) { self.lowest = lowest }

    mutating func receive(_ response: Response) {
        switch response {
        case .data(.search(let result)): found = UIDSet(ranges: found.ranges + result.numbers.map { $0...$0 })
        case .data(.extendedSearch(let result)): found = UIDSet(ranges: found.ranges + (result.all?.ranges ?? []))
        default: break
        }
    }

    /// Ascending, without what lies below the lowest asked for: `n:*` always names the last message too. Nil if there
    /// are more than can be.
    var uids: [UID]? {
        found.count > Self.limit ? nil : found.uids.filter { $0 >= lowest }
    }
}
