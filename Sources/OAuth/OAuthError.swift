public import Domain
public import Transport

/// Why there is no access token.
public struct OAuthError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, CaseIterable {
        /// The refresh token or the client's secret is not accepted (any more): an admin has to act.
        case credentials
        /// The request cannot work like this: address, scope, certificate.
        case configuration
        /// No answer, or the server asks to come later.
        case unavailable
        /// The answer could not be understood.
        case protocolViolation = "protocol-violation"
        /// A new refresh token could not be kept, or the kept one not be read.
        case storage
    }

    public var kind: Kind
    /// For the operator's log: no secrets, no addresses.
    public var detail: String
    public var retry: RetryAdvice

    public init(_ kind: Kind, _ detail: String, retry: RetryAdvice) {
        self.kind = kind
        self.detail = detail
        self.retry = retry
    }

    public var description: String { "\(kind.rawValue): \(detail)" }

    /// The same for those who log in: a login without token fails before anything is sent.
    public var transportError: TransportError {
        let kind: TransportError.Kind =
            switch kind {
            case .credentials: .credentials
            case .configuration: .configuration
            case .unavailable, .protocolViolation, .storage: .unavailable
            }
        return TransportError(kind, "access token: \(detail)", retry: retry)
    }

    /// Of a request that got no answer.
    init(_ error: TransportError) {
        switch error.kind {
        case .certificate, .configuration: self.init(.configuration, "token endpoint: \(error.detail)", retry: .never)
        case .tooLarge, .protocolViolation:
            self.init(.protocolViolation, "token endpoint: \(error.detail)", retry: .later)
        default: self.init(.unavailable, "token endpoint: \(error.kind.rawValue): \(error.detail)", retry: .later)
        }
    }
}
