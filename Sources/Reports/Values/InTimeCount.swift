/// Waits that ended in time and late ones, counted as the marketplaces do (clocks.md §7): whole numbers, nothing rounded.
public struct InTimeCount: Sendable, Hashable, Encodable {
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

    mutating func add(_ isInTime: Bool) {
        if isInTime { inTime += 1 } else { late += 1 }
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
