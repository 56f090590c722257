/// Times in whole seconds, summed up as clocks.md §7 says.
public struct TimeSummary: Sendable, Hashable, Encodable {
    public var count: Int
    /// Arithmetic mean, cut; nil where there are none, as are the others.
    public var mean: Int64?
    /// The lower of the two middle values of an even number.
    public var median: Int64?
    /// 90th percentile by nearest rank.
    public var ninetieth: Int64?

    /// - Complexity: n log n
    init(_ times: [Int32]) {
        let sorted = times.sorted()
        count = sorted.count
        guard count > 0 else { return }
        mean = sorted.reduce(Int64(0)) { $0 + Int64($1) } / Int64(count)
        median = Int64(sorted[(count - 1) / 2])
        ninetieth = Int64(sorted[min(count, (count * 9 + 9) / 10) - 1])
    }
}

/// Answers that took less than so long, and not less than the step before says.
public struct TimeStep: Sendable, Hashable, Encodable {
    /// Seconds, not part of the step; nil = longer.
    public var below: Int64?
    public var answers: Int

    static let limits: [Int64] = [900, 3600, 7200, 14_400, 28_800, 43_200, 64_800, 86_400, 129_600, 172_800, 259_200]

    /// The steps in order, the last without a limit.
    static func steps(of times: [Int32]) -> [TimeStep] {
        var counts = [Int](repeating: 0, count: limits.count + 1)
        for time in times { counts[limits.firstIndex { Int64(time) < $0 } ?? limits.count] += 1 }
        return counts.enumerated().map { TimeStep(below: $0 < limits.count ? limits[$0] : nil, answers: $1) }
    }
}
