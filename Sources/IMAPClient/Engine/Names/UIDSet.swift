/// A set of UIDs in its compact form: ascending ranges that neither overlap nor touch.
///
/// Some servers answer `BAD` to sets that do not ascend, so there is no way to write one. The upper end ``UID/last`` is
/// sent as `*`, which in a non-empty folder always names the last message too, even if its UID lies below the range
/// (RFC 9051 §6.4.9); whoever asks must drop what was not asked for.
public struct UIDSet: Hashable, Sendable, CustomStringConvertible {
    public private(set) var ranges: [ClosedRange<UInt32>]

    public init() { ranges = [] }

    public init(_ uid: UID) { ranges = [uid.number...uid.number] }

    /// `uid` and everything above it.
    public init(from uid: UID) { ranges = [uid.number...UInt32.max] }

    /// Accepts any order and repetitions. O(n log n), O(n) if ascending.
    public init(_ uids: some Sequence<UID>) {
        self.init(ranges: uids.map { $0.number...$0.number })
    }

    /// Accepts any order and overlap. O(n log n), O(n) if ascending.
    public init(ranges unordered: [ClosedRange<UInt32>]) {
        var result: [ClosedRange<UInt32>] = []
        let ascends = zip(unordered, unordered.dropFirst()).allSatisfy { $0.lowerBound <= $1.lowerBound }
        for range in ascends ? unordered : unordered.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, range.lowerBound <= last.upperBound || range.lowerBound - 1 == last.upperBound {
                result[result.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
        ranges = result
    }

    public var isEmpty: Bool { ranges.isEmpty }

    /// The lowest.
    public var first: UID? { ranges.first.map { UID($0.lowerBound) } }

    /// The number of UIDs; does not overflow, since there are fewer than 2³² of them.
    public var count: Int { ranges.reduce(0) { $0 + Int($1.upperBound) - Int($1.lowerBound) + 1 } }

    /// O(log n) in the number of ranges.
    public func contains(_ uid: UID) -> Bool {
        var low = 0
        var high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].upperBound < uid.number { low = middle + 1 } else { high = middle }
        }
        return low < ranges.count && ranges[low].contains(uid.number)
    }

    /// The members that `other` lacks. O(n + m) in the numbers of ranges.
    public func subtracting(_ other: UIDSet) -> UIDSet {
        var result: [ClosedRange<UInt32>] = []
        var place = 0
        for range in ranges {
            var lower = UInt64(range.lowerBound)
            while place < other.ranges.count, other.ranges[place].upperBound < range.lowerBound { place += 1 }
            var inner = place
            while inner < other.ranges.count, other.ranges[inner].lowerBound <= range.upperBound {
                let hole = other.ranges[inner]
                if lower < hole.lowerBound { result.append(UInt32(lower)...(hole.lowerBound - 1)) }
                lower = UInt64(hole.upperBound) + 1
                inner += 1
            }
            if lower <= range.upperBound { result.append(UInt32(lower)...range.upperBound) }
        }
        return UIDSet(ranges: result)
    }

    /// All members in ascending order, made one by one.
    public var uids: some Sequence<UID> { ranges.lazy.joined().map { UID($0) } }

    /// This set in parts short enough for a command line: some servers take 4 KB.
    var pieces: [UIDSet] {
        stride(from: 0, to: ranges.count, by: 160).map { start in
            UIDSet(ranges: Array(ranges[start..<min(ranges.count, start + 160)]))
        }
    }

    /// As IMAP writes it: `2:4,7,9:*`. Empty for the empty set, which IMAP cannot express.
    public var description: String {
        ranges.map { range in
            if range.upperBound == .max { return "\(range.lowerBound):*" }
            return range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound):\(range.upperBound)"
        }.joined(separator: ",")
    }
}
