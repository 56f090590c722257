/// How a part's bytes are written in the mail (RFC 2045 §6).
public enum TransferCoding: Sendable, Hashable {
    /// 7bit, 8bit, binary, and whatever is not known.
    case identity
    case quotedPrintable
    case base64
    case uuencode
}
