/// Answers in time and late ones, with the marketplaces' own arithmetic: whole numbers, nothing rounded.
public struct AnswerCount: Sendable, Hashable, Encodable {
    public var inTime: Int
    public var late: Int

    public init(inTime: Int = 0, late: Int = 0) {
        self.inTime = inTime
        self.late = late
    }

    public var total: Int { inTime + late }

    /// One decimal, rounded down: `91.1`; nil where there is nothing to divide.
    public var share: String? { tenths(inTime, of: total) }

    /// Whether the share reaches the percentage; nil where there is nothing.
    public func reaches(_ percent: Int) -> Bool? { total > 0 ? inTime * 100 >= percent * total : nil }

    public mutating func add(_ isInTime: Bool) {
        if isInTime { inTime += 1 } else { late += 1 }
    }

    /// How many more late answers bring the marketplace's warning; 0 = it is due.
    /// - Parameters:
    ///   - percent: 1…100
    ///   - limit: late answers below which it does not warn
    public func allowance(percent: Int, limit: Int?) -> Int {
        // The smallest total at which the share is below the percentage.
        let total = max(inTime * 100 / max(1, percent) + 1, 1)
        return max(0, total - self.total, (limit ?? 0) - late)
    }

    /// How many more answers in time reach the percentage; nil if none do, as for 100 % after a late one.
    public func recovery(percent: Int) -> Int? {
        let missing = percent * total - 100 * inTime
        guard missing > 0 else { return 0 }
        guard percent < 100 else { return nil }
        return (missing + 100 - percent - 1) / (100 - percent)
    }

    private enum CodingKeys: String, CodingKey {
        case inTime, late, share
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(inTime, forKey: .inTime)
        try container.encode(late, forKey: .late)
        try container.encode(share, forKey: .share)
    }
}
