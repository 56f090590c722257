/// Where connections are taken, and how many at one time.
public struct ListenerSettings: Sendable, Hashable {
    public enum Place: Sendable, Hashable {
        /// `mode` as in chmod(2); without `group` the socket has the process' own.
        case unix(path: String, mode: UInt32, group: String?)
        case tcp(host: String, port: Int)
    }

    public var place: Place
    /// Most at one time; a further one is told so.
    public var connections: Int
    /// How long a peer may keep its connection waiting; the protocol above says for what.
    public var idleTimeout: Duration

    public init(place: Place, connections: Int, idleTimeout: Duration) {
        self.place = place
        self.connections = connections
        self.idleTimeout = idleTimeout
    }
}

extension ListenerSettings.Place: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unix(let path, _, _): path
        case .tcp(let host, let port): host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }
}

/// Why nothing can be taken at the place.
public struct ListenerError: Error, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}
