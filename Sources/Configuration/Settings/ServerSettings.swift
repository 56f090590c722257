/// Where a mail server is and how the connection is protected.
public struct ServerSettings: Sendable, Hashable {
    public enum Security: String, Sendable {
        /// TLS from the first byte.
        case tls
        /// TLS after STARTTLS, demanded.
        case startTLS = "starttls"
        /// None; only ever to this machine itself.
        case plain
    }

    /// Without brackets, also for IPv6.
    public var host: String
    public var port: Int
    public var security: Security
    /// PEM file with the certificates to trust instead of the system's.
    public var caFile: String?
}
