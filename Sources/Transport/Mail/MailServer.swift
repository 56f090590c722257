/// Where a mail server listens and how its connection is protected.
public struct MailServer: Sendable, Hashable {
    public enum Security: String, Sendable, CaseIterable {
        /// TLS from the first byte (RFC 8314 §3.3): `imaps`, `submissions`.
        case tls
        /// Plain text until STARTTLS, which is demanded.
        case startTLS = "starttls"
        /// No TLS; accepted only for loopback addresses.
        case plain
    }

    public var host: String
    public var port: UInt16
    public var security: Security
    /// A PEM file of accepted authorities instead of the system's.
    public var caFile: String?

    public init(host: String, port: UInt16, security: Security = .tls, caFile: String? = nil) {
        self.host = host
        self.port = port
        self.security = security
        self.caFile = caFile
    }
}
