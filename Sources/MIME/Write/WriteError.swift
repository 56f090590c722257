/// Why a mail could not be written. No bytes are made then.
public struct WriteError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// CR, LF, NUL or another of U+0000–U+001F, U+007F–U+009F, U+2028 and U+2029, by which a value could become a field
        /// or a body. A tab may stand in `subject` and `fields`.
        case controlCharacter
        /// No `local@domain` of characters that RFC 5322 or 6532 allow there, invisible ones, or over 320 bytes.
        case malformedAddress
        /// No id: empty, with white space, invisible characters or angle brackets, not `left@right` where it is our own, not
        /// ASCII where it is a Content-ID, or over 900 bytes.
        case malformedID
        /// Empty, over 76 bytes, or with other characters than those of a token (RFC 2045 §5.1).
        case malformedFieldName
        /// An extra field that the writer writes itself or that names hidden recipients: From, Bcc, Content-… and their like.
        case reservedField
        /// No `type/subtype` of ASCII letters, digits and `!#$&-^_.+`, or a multipart.
        case malformedType
        /// Outside of the years 1900 to 9999, or more than 14 hours away from UTC.
        case dateOutOfRange
        /// More than readers keep: text over 64 KiB, a file name over 1,024 bytes, a field over 256 KiB, all fields together
        /// over 1 MiB, more than 2,000 mailboxes in a field, 1,000 extra fields or 900 attachments.
        case tooLong
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
