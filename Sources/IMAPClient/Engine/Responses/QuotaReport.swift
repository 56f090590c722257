/// Use and limit of one quota root (RFC 9208 §5.1).
public struct QuotaReport: Sendable, Equatable {
    public struct Resource: Sendable, Equatable {
        /// Upper case: `STORAGE` counts in units of 1024 octets, `MESSAGE` in messages.
        public let name: String
        public let used: UInt64
        public let limit: UInt64
    }

    public let root: String
    public let resources: [Resource]
}
