public import Domain

/// A mail as it lies in its folder.
public struct FetchedMail: Sendable, Equatable {
    public let uid: UID
    public let flags: [Flag]
    /// When the server took it in; nil if it did not say so.
    public let internalDate: Timestamp?
    /// Octets by the server's word (RFC822.SIZE).
    public let size: UInt64
    public let bytes: [UInt8]
    /// `bytes` holds only its header and the start of its body: the mail is above ``IMAPOptions/largestMail``, or above
    /// ``IMAPOptions/wholeMail`` and nobody wanted all of it.
    public let isTruncated: Bool

    public init(
        uid: UID, flags: [Flag], internalDate: Timestamp?, size: UInt64, bytes: [UInt8], isTruncated: Bool = false
    ) {
        self.uid = uid
        self.flags = flags
        self.internalDate = internalDate
        self.size = size
        self.bytes = bytes
        self.isTruncated = isTruncated
    }
}

/// What became of one UID that was asked for.
public enum FetchedItem: Sendable, Equatable {
    case mail(FetchedMail)
    case missing(UID, MissingMail)

    public var uid: UID {
        switch self {
        case .mail(let mail): mail.uid
        case .missing(let uid, _): uid
        }
    }
}

/// Why a UID that the server had named brought no mail, even when asked for alone.
public enum MissingMail: Sendable, Hashable {
    /// It is no longer in the folder.
    case vanished
    /// It is there, but the server cannot give it. `reason` is the server's text, or says what was missing.
    case unreadable(reason: String)
}
