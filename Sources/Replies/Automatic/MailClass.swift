/// Who wrote a mail. Only a human's is ever relayed. Raw values are stable.
public enum MailClass: String, Sendable, Hashable, CaseIterable {
    case human
    case autoReply = "auto-reply"
    case bounce
    case mdn
    case list
    case loop
}

/// The class of a mail and the rule that says so.
public struct MailClassification: Sendable, Hashable {
    public var mailClass: MailClass
    /// Stable name of the rule that matched: `auto-submitted`, `own-header`; `none` for a human.
    public var rule: String

    public init(_ mailClass: MailClass, _ rule: String) {
        self.mailClass = mailClass
        self.rule = rule
    }

    public static let human = MailClassification(.human, "none")
}
