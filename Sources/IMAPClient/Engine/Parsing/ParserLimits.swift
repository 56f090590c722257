/// What a server may make us hold in memory.
public struct ParserLimits: Sendable {
    /// Octets of one response outside its literals. A SEARCH answer with a million UIDs is 7 MB.
    public var line = 16 << 20
    /// Octets of all literals of one response together.
    public var literal = 64 << 20
    /// Octets between two tagged answers, where each response counts 128 more. A million mails with their flags are 170 MB.
    public var answer = 256 << 20
    /// Levels of parentheses.
    public var nesting = 64
    /// Octets of a malformed line that are kept for the log.
    public var excerpt = 200

    public init() {}

    public static let `default` = ParserLimits()
}
