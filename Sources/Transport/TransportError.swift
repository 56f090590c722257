public import Domain

/// Why a transfer over the network failed.
public struct TransportError: Error, Sendable, Hashable, CustomStringConvertible {
    public enum Kind: String, Sendable, CaseIterable {
        /// The host name has no address.
        case resolve
        /// No connection to the host and port.
        case connect
        /// The TLS handshake failed for another reason than the certificate, or TLS was demanded and not offered.
        case tls
        /// The certificate is not trusted, expired or for another host.
        case certificate
        case timeout
        /// The connection broke after it had been made.
        case connectionLost = "connection-lost"
        /// The peer does not keep to its protocol.
        case protocolViolation = "protocol-violation"
        /// User name, password or token were refused.
        case credentials
        /// The server asks to come later: login refused with `[UNAVAILABLE]` or alike, SMTP 4xx.
        case unavailable
        /// The request or the settings cannot work: bad address, plain text to a foreign host, missing CA file.
        case configuration
        /// The answer is longer than the cap.
        case tooLarge = "too-large"
        /// The calling task was cancelled.
        case cancelled
        /// The client or channel was closed by its owner.
        case closed
    }

    public var kind: Kind
    /// For the operator's log: no secrets, no message text.
    public var detail: String
    public var retry: RetryAdvice
    /// True if the peer may have received at least a part of the request, so that it may have acted on it. Errs on the
    /// side of true; always false when name resolution, connecting, TLS or the login failed.
    public var requestWasSent: Bool
    /// libcurl's number (`CURLE_…`) where libcurl reported the fault.
    public var curlCode: Int?
    /// The peer's last line of a dialogue in lines (IMAP, SMTP), where it explains the fault.
    public var reply: String?

    public init(
        _ kind: Kind, _ detail: String, retry: RetryAdvice, requestWasSent: Bool = false, curlCode: Int? = nil,
        reply: String? = nil
    ) {
        self.kind = kind
        self.detail = detail
        self.retry = retry
        self.requestWasSent = requestWasSent
        self.curlCode = curlCode
        self.reply = reply
    }

    public var description: String {
        "\(kind.rawValue): \(detail)\(curlCode.map { " (curl \($0))" } ?? "")"
    }
}
