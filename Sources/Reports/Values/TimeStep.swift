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
