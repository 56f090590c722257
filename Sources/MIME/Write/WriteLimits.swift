/// Bounds of what is written, so that readers can keep all of it; ours are in ``Limits``.
enum WriteLimits {
    /// Bytes of a header line, with its fold's blank and without CRLF, where words can be parted (RFC 2047 §2).
    static let line = 76
    /// Bytes of any line without CRLF (RFC 5322 §2.1.1).
    static let longestLine = 998
    /// UTF-8 bytes of a subject, a display name or an extra field's value.
    static let text = Limits.default.fieldTextBytes
    /// UTF-8 bytes of a file name: its parameters stay under those that a field may have.
    static let fileName = 1_024
    /// Bytes of a field as written.
    static let field = Limits.default.fieldBytes
    /// Bytes of all fields of the mail as written; those of its Content-… fields come on top.
    static let header = Limits.default.headerBytes - 1_024
    /// Mailboxes of a field.
    static let mailboxes = Limits.default.addresses
    /// Ids of a References field.
    static let references = Limits.default.references
    /// Bytes of a message id without angle brackets.
    static let id = 900
    /// Bytes of an address.
    static let address = 320
    static let extraFields = 1_000
    static let attachments = 900
}
