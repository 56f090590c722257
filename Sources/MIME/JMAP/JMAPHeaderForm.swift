/// A form in which JMAP gives the value of a header field (RFC 8621 §4.1.2).
public enum JMAPHeaderForm: String, Sendable, Hashable, CaseIterable {
    /// All behind the colon, folds included.
    case raw = "asRaw"
    /// Unfolded and decoded.
    case text = "asText"
    /// Mailboxes, those of groups among them.
    case addresses = "asAddresses"
    /// Groups with their mailboxes.
    case groupedAddresses = "asGroupedAddresses"
    /// Without angle brackets; null if there is none.
    case messageIDs = "asMessageIds"
    /// RFC 3339 with the writer's offset; null if it is no date.
    case date = "asDate"
    /// What stands in angle brackets outside comments (RFC 2369 §2); null if there is none.
    case urls = "asURLs"

    /// The forms that the RFC allows for a field, whatever the case of its name: every form, unless RFC 5322 or RFC 2369
    /// defines the field.
    public static func allowed(for field: String) -> [JMAPHeaderForm] {
        defined[field.lowercased()].map { [.raw] + $0 } ?? allCases
    }

    /// The fields of RFC 5322 and RFC 2369, with the forms that they have beside the raw one.
    private static let defined: [String: [JMAPHeaderForm]] = {
        var forms: [String: [JMAPHeaderForm]] = ["return-path": [], "received": []]
        for name in ["subject", "comments", "keywords"] { forms[name] = [.text] }
        for name in ["from", "sender", "reply-to", "to", "cc", "bcc"] {
            forms[name] = [.addresses, .groupedAddresses]
            forms["resent-" + name] = [.addresses, .groupedAddresses]
        }
        for name in ["message-id", "in-reply-to", "references", "resent-message-id"] { forms[name] = [.messageIDs] }
        for name in ["date", "resent-date"] { forms[name] = [.date] }
        for name in ["help", "unsubscribe", "subscribe", "post", "owner", "archive"] { forms["list-" + name] = [.urls] }
        return forms
    }()
}
