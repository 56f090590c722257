/// Why a mail could not be written. No bytes are made then.
public struct WriteError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// CR, LF or NUL, by which a value could become a field or a body.
        case lineEndOrNUL
        /// No `local@domain` of characters that RFC 5322 or 6532 allow there, or over 320 bytes.
        case malformedAddress
        /// No id: empty, with white space, control characters or angle brackets, without `@` where it is our own, or over
        /// 900 bytes.
        case malformedID
        /// Empty, over 76 bytes, or with other than visible ASCII characters, or with a colon.
        case malformedFieldName
        /// An extra field that the writer writes itself: From, To, Date, Content-… and their like.
        case reservedField
        /// No `type/subtype` of ASCII letters, digits and `!#$&-^_.+`, or a multipart.
        case malformedType
        /// Outside of the years 1900 to 9999, or a day or more away from UTC.
        case dateOutOfRange
    }

    /// The field that holds the value, as it would stand in the mail: `To`, `Subject`, `attachment 2 name`. Never the value.
    public let field: String
    public let kind: Kind

    public init(field: String, _ kind: Kind) {
        self.field = field
        self.kind = kind
    }

    public var description: String { "\(field): \(kind.rawValue)" }
}
