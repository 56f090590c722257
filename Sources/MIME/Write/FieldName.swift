/// The name of a header field (RFC 5322 §3.6.8): one of ours, or checked to be able to do no harm.
struct FieldName: ExpressibleByStringLiteral {
    let text: String

    /// Only for names that stand in the source.
    init(stringLiteral literal: StaticString) { text = "\(literal)" }

    /// A name that a caller gave to a field of their own.
    init(extra name: String) throws(WriteError) {
        guard (1...WriteLimits.line).contains(name.utf8.count), name.utf8.allSatisfy(\.isTokenCharacter) else {
            throw WriteError(field: "field name", .malformedFieldName)
        }
        let folded = String(decoding: name.utf8.map(\.lowercased), as: UTF8.self)
        guard !Self.reserved.contains(folded), !folded.hasPrefix("content-") else {
            throw WriteError(field: name, .reservedField)
        }
        text = name
    }

    private static let reserved: Set<String> = [
        "date", "from", "sender", "reply-to", "to", "cc", "bcc", "resent-bcc", "subject", "message-id", "in-reply-to",
        "references", "mime-version",
    ]
}
