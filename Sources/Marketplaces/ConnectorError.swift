public import Domain

/// Why a marketplace could not be used.
public struct ConnectorError: Error, Sendable, CustomStringConvertible {
    public enum Kind: String, Sendable {
        /// The key, token or signature was refused: an admin has to act.
        case credentials
        /// The account may not do this.
        case forbidden
        case notFound = "not-found"
        /// The request itself was refused.
        case invalid
        case rateLimited = "rate-limited"
        /// Network, TLS, time-out, 5xx.
        case unavailable
        /// The answer could not be understood.
        case protocolViolation = "protocol-violation"
        /// This connector has no such operation.
        case unsupported
    }

    public var kind: Kind
    /// For the log and for `doctor`: no secrets, no buyer data, no message text. Mail addresses in a peer's words are
    /// replaced by `<address>`.
    public private(set) var detail: String
    /// HTTP status if one came.
    public var status: Int?
    public var retry: RetryAdvice

    public init(_ kind: Kind, _ detail: String, status: Int? = nil, retry: RetryAdvice) {
        self.kind = kind
        self.detail = withoutAddresses(detail)
        self.status = status
        self.retry = retry
    }

    public var description: String { "\(kind.rawValue): \(detail)" }

    /// Whether it may end without a change of what is asked: the marketplace comes back, or somebody mends what is wrong with
    /// the way there (certificate, redirect, address of the tokens) or the key.
    public var mayPass: Bool { retry != .never || (!isOfWhatIsAsked && kind != .forbidden) }

    /// Whether it is of the very thing that was asked for, so that others can be had all the same: it is gone, the
    /// marketplace has no such thing, or it is larger than all that is read. Not what concerns the account (403), the way
    /// there (certificate, redirect) or the access token.
    public var isOfWhatIsAsked: Bool {
        guard retry == .never else { return false }
        return switch kind {
        case .notFound, .unsupported: true
        case .invalid: status != nil
        case .protocolViolation: status == nil
        case .credentials, .forbidden, .rateLimited, .unavailable: false
        }
    }
}

extension ConnectorError {
    /// A list that goes on behind the `lines` that are read of it: what it did not show must not be taken for absent.
    static func tooLong(_ operation: String, lines: Int) -> ConnectorError {
        ConnectorError(
            .protocolViolation,
            "\(operation): the list goes on behind its first \(lines) entries, which are all that is read",
            retry: .never)
    }
}
