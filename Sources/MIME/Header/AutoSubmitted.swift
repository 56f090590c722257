/// How a mail came to be sent, in the words of Auto-Submitted (RFC 3834 §5, RFC 5436 §2.7.1).
public enum AutoSubmitted: Sendable, Hashable {
    /// A person sent it.
    case no
    /// A program sent it on its own account.
    case generated
    /// A program answered another mail.
    case replied
    /// A program told of an event that somebody had asked to hear of.
    case notified
    /// A keyword, in lower case, that these standards do not have. Counts as automatic.
    case other(String)

    /// Nil for an empty keyword, which says nothing.
    public init?(keyword: String) {
        switch keyword.lowercased() {
        case "": return nil
        case "no": self = .no
        case "auto-generated": self = .generated
        case "auto-replied": self = .replied
        case "auto-notified": self = .notified
        case let other: self = .other(other)
        }
    }
}

extension Header {
    /// What the first Auto-Submitted field says; comments and parameters do not count.
    public var autoSubmitted: AutoSubmitted? {
        first("auto-submitted").flatMap { AutoSubmitted(keyword: $0.parameters.value) }
    }
}

extension Message {
    /// What Auto-Submitted says (RFC 3834 §5).
    public var autoSubmitted: AutoSubmitted? { header.autoSubmitted }
}
