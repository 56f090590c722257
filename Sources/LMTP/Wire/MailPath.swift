public import Domain

/// The argument of MAIL or RCPT: `FROM:<address> NAME=value …` (RFC 5321 §4.1.1.2).
public struct MailPath: Sendable {
    /// What stands between the angle brackets, as written; empty for the null path.
    public let text: String
    /// Names in upper case, values too; a parameter without value has an empty one.
    public let parameters: [(name: String, value: String)]

    /// Nil for the null path, and for what is no address of a mailbox.
    public var address: EmailAddress? { EmailAddress(text) }

    /// Nil for a malformed argument.
    public init?(_ argument: String, keyword: String) {
        guard argument.prefix(keyword.count).uppercased() == keyword else { return nil }
        var rest = argument.dropFirst(keyword.count)
        guard rest.popFirst() == ":" else { return nil }
        rest = rest.drop { $0 == " " }
        guard rest.popFirst() == "<", let end = rest.lastIndex(of: ">") else { return nil }
        text = String(rest[..<end])
        parameters = rest[end...].dropFirst().split(separator: " ").map { word in
            let halves = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (halves[0].uppercased(), halves.count > 1 ? halves[1].uppercased() : "")
        }
    }
}
