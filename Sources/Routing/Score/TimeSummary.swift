/// Times in whole seconds, summed up as clocks.md §7 says.
public struct TimeSummary: Sendable, Hashable, Encodable {
    public var count: Int
    /// Arithmetic mean, cut; nil where there are none, as are the others.
    public var mean: Int64?
    /// The lower of the two middle values of an even number.
    public var median: Int64?
    /// 90th percentile by nearest rank.
    public var ninetieth: Int64?

    // Not generic: sorting what the compiler does not know here takes twenty times as long.
    /// - Complexity: n log n
    public init(_ times: [Int32]) {
        let sorted = times.sorted()
        count = sorted.count
        guard count > 0 else { return }
        mean = sorted.reduce(Int64(0)) { $0 + Int64($1) } / Int64(count)
        median = Int64(sorted[(count - 1) / 2])
        ninetieth = Int64(sorted[min(count, (count * 9 + 9) / 10) - 1])
    }
}
