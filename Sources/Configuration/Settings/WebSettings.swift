public import Domain

/// A place of this machine where the service listens.
public enum ListeningPlace: Sendable, Hashable {
    /// Absolute path of a Unix socket, with its rights as in chmod(2); without group it has the service's own.
    case path(String, mode: UInt32, group: String?)
    /// A loopback address.
    case port(host: String, port: Int)
}

/// `[web]`: the status page.
public struct WebSettings: Sendable {
    public enum Key: Sendable {
        case password(user: String, Secret<String>)
        case token(Secret<String>)
    }

    public var place: ListeningPlace
    public var key: Key
    /// Names by which browsers call the page, beside those of this machine: the proxy's.
    public var hosts: [String]
    /// At one time.
    public var connections: Int
    /// That a request may take to arrive.
    public var requestTimeout: Duration
}

/// `[metrics]`: metrics and health.
public struct MetricsSettings: Sendable, Hashable {
    public var place: ListeningPlace
    public var hosts: [String]
    public var connections: Int
    public var requestTimeout: Duration
}
