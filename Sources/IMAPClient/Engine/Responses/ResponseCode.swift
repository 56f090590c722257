/// The bracketed code of a status response (RFC 9051 §7.1, RFC 5530, RFC 4315, RFC 7162, RFC 8474).
public enum ResponseCode: Sendable, Equatable {
    case capability(Capabilities)
    /// `newKeywords`: the client may create keywords (`\*`).
    case permanentFlags([Flag], newKeywords: Bool)
    case uidValidity(UIDValidity)
    case uidNext(UID)
    /// A message sequence number.
    case unseen(UInt32)
    case highestModSequence(UInt64)
    case mailboxID(String)
    /// One UID per appended message, in their order.
    case appendUID(UIDValidity, UIDSet)
    case copyUID(CopiedUIDs)
    /// Messages that a conditional STORE left alone; comes with a tagged OK.
    case modified(UIDSet)
    case badCharset([String])
    /// Any other code, with its name in upper case and what stands behind it.
    case word(String, argument: String)

    /// In upper case.
    public var name: String {
        switch self {
        case .capability: "CAPABILITY"
        case .permanentFlags: "PERMANENTFLAGS"
        case .uidValidity: "UIDVALIDITY"
        case .uidNext: "UIDNEXT"
        case .unseen: "UNSEEN"
        case .highestModSequence: "HIGHESTMODSEQ"
        case .mailboxID: "MAILBOXID"
        case .appendUID: "APPENDUID"
        case .copyUID: "COPYUID"
        case .modified: "MODIFIED"
        case .badCharset: "BADCHARSET"
        case .word(let name, _): name
        }
    }
}
