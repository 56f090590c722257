/// One place in an answer that breaks a rule.
public struct Finding: Sendable, Hashable {
    public var rule: RuleName
    /// Never `.off`.
    public var action: RuleAction
    /// The words in question as they stand there, at most ``longestExcerpt`` characters; a file's name where a file breaks
    /// the rule; empty where the whole text does.
    public var excerpt: String
    /// From 1; nil where the whole text or a file breaks the rule.
    public var line: Int?
    /// In characters, from 1.
    public var column: Int?

    /// In characters.
    public static let longestExcerpt = 60

    public init(rule: RuleName, action: RuleAction, excerpt: String = "", line: Int? = nil, column: Int? = nil) {
        self.rule = rule
        self.action = action
        self.excerpt = excerpt
        self.line = line
        self.column = column
    }
}

extension [Finding] {
    /// The gravest action; nil without findings.
    public var action: RuleAction? { map(\.action).max() }
}
