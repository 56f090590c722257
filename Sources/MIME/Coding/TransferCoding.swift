/// How a part's bytes are written in the mail (RFC 2045 §6).
public enum TransferCoding: Sendable, Hashable {
    /// 7bit, 8bit, binary, and whatever is not known.
    case identity
    case quotedPrintable
    case base64
    case uuencode

    /// The coding that `token`, in lower case, names; nil if nobody knows it.
    init?(token: String) {
        switch token {
        case "7bit", "8bit", "binary", "": self = .identity
        case "quoted-printable", "qp", "quotedprintable": self = .quotedPrintable
        case "base64", "base-64", "b64": self = .base64
        case "x-uuencode", "uuencode", "x-uue", "uue", "x-uu": self = .uuencode
        default: return nil
        }
    }

    /// Appends the decoded `bytes` to `output`. Returns what was wrong with them, if anything was.
    @discardableResult
    func decode(_ bytes: ByteView, into output: inout [UInt8]) -> Defect.Kind? {
        switch self {
        case .identity:
            output.append(contentsOf: bytes)
            return nil
        case .quotedPrintable:
            return QuotedPrintable.decode(bytes, into: &output) ? nil : .malformedQuotedPrintable
        case .base64:
            return Base64.decode(bytes, into: &output) ? nil : .malformedBase64
        case .uuencode:
            return UUEncode.decode(bytes, into: &output) ? nil : .malformedUUEncode
        }
    }
}
