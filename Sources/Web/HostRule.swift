/// Which names a request may call this server by. A page of somewhere else whose name was pointed at this machine (DNS
/// rebinding) calls it by that other name, and gets nothing.
public struct HostRule: Sendable {
    private let names: Set<String>

    /// - Parameter names: host names without port, beside those of the machine itself
    public init(names: [String]) {
        self.names = Set(names.map { $0.lowercased() }).union(["localhost", "127.0.0.1", "::1"])
    }

    /// The host with its port as the request names it; nil if the request names none, several or a strange one.
    public func host(of request: WebRequest) -> String? {
        guard let host = request.only("host")?.lowercased(), names.contains(Self.name(host)) else { return nil }
        return host
    }

    private static func name(_ host: String) -> String {
        if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
        return String(host.prefix { $0 != ":" })
    }
}
