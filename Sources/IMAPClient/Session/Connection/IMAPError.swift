public import Domain

/// Why something could not be done over IMAP.
public struct IMAPError: Error, Sendable, CustomStringConvertible {
    public enum Kind: String, Sendable, CaseIterable {
        /// User name, password or token were refused; trying again quickly may lock the account.
        case credentials
        /// No connection, or it broke or fell silent.
        case network
        /// The server does not keep to the protocol.
        case protocolViolation = "protocol-violation"
        /// The server said NO or BAD for a reason that has no case of its own here.
        case refused
        /// The server asks to come later.
        case unavailable
        /// The server limits commands or bandwidth.
        case throttled
        /// The settings cannot work: certificate, TLS, folder name.
        case configuration
        case noSuchFolder = "no-such-folder"
        /// The folder was made anew, so the UIDs in the request mean nothing any more.
        case uidValidityChanged = "uid-validity-changed"
        /// The mailbox is full: an admin or the user has to act.
        case overQuota = "over-quota"
        /// The mail is above what the server takes.
        case tooLarge = "too-large"
        /// The server cannot do this, and there is no safe way around.
        case unsupported
        /// The calling task was cancelled.
        case cancelled
    }

    public var kind: Kind
    /// For the operator's log: no secrets, no message text.
    public var detail: String
    /// The server's response code, where it gave one.
    public var code: ResponseCode?
    public var retry: RetryAdvice
    /// True if the command may have been carried out although its answer never came. Look before repeating an APPEND.
    public var mayHaveTakenEffect: Bool
    /// Of a fetch: the only mail that was asked for when it happened.
    public var suspect: UID?

    public init(
        _ kind: Kind, _ detail: String, code: ResponseCode? = nil, retry: RetryAdvice = .later,
        mayHaveTakenEffect: Bool = false
    ) {
        self.kind = kind
        self.detail = detail
        self.code = code
        self.retry = retry
        self.mayHaveTakenEffect = mayHaveTakenEffect
    }

    public var description: String { "\(kind.rawValue): \(detail)" }
}
