/// A `type; text` of a report: an address, the name of a host, a diagnosis (RFC 3464 §2.1.2).
public struct TypedText: Sendable, Hashable {
    /// Lower case: `rfc822`, `dns`, `smtp`…; empty if the field names none.
    public let type: String
    /// What follows, decoded.
    public let text: String
    /// `local@domain`, if the type allows a mail address and there is one.
    public let address: String?

    public init(type: String, text: String, address: String? = nil) {
        self.type = type
        self.text = text
        self.address = address
    }

    /// Nil if there is nothing to read.
    init?(_ field: HeaderField?) {
        guard let field, let value = field.withValue({ Self(parsing: $0, of: field) }) else { return nil }
        self = value
    }

    private init?(parsing value: ByteView, of field: HeaderField) {
        let semicolon = value.position(of: UInt8(ascii: ";"))
        let word = value.view(0..<(semicolon ?? 0)).trimmed
        // A text without type may hold a semicolon of its own.
        let isTyped = semicolon != nil && word.allSatisfy(\.isTokenCharacter)
        let rest = value.view((isTyped ? (semicolon ?? 0) + 1 : 0)..<value.count)
        type = isTyped ? word.lowercasedString : ""
        text = FieldText(field.store).decode(rest)
        if text.isEmpty { return nil }
        if ["rfc822", "utf-8", ""].contains(type) {
            var parser = AddressParser(rest, text: FieldText(field.store))
            address = parser.parse().mailboxes.first.flatMap { $0.domain.isEmpty ? nil : $0.address }
        } else {
            address = nil
        }
    }
}
