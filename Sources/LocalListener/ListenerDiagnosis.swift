import Glibc

extension ListenerSettings.Place {
    /// What is there at the moment, for a person.
    public enum Finding: Sendable, Hashable {
        case answers
        /// The place is free, and could be taken.
        case free
        /// What keeps anybody from listening there.
        case unusable(String)
    }

    /// Connects to a Unix socket and goes again; says of a port only whether somebody is there.
    public func look() -> Finding {
        switch self {
        case .unix(let path, _, let group): Self.look(path, group)
        case .tcp(let host, let port): Self.look(host, port)
        }
    }

    private static func look(_ path: String, _ group: String?) -> Finding {
        do {
            if let group { _ = try SocketFile.groupID(group) }
            if try SocketFile.isTaken(path) { return .answers }
        } catch {
            return .unusable(error.description)
        }
        let directory = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
        guard access(directory.isEmpty ? "/" : String(directory), W_OK | X_OK) == 0 else {
            return .unusable("\(directory): \(String(cString: strerror(errno)))")
        }
        return .free
    }

    private static func look(_ host: String, _ port: Int) -> Finding {
        var hints = addrinfo()
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, "\(port)", &hints, &found)
        guard code == 0, let found else { return .unusable("\(host): \(String(cString: gai_strerror(code)))") }
        defer { freeaddrinfo(found) }
        let descriptor = socket(found.pointee.ai_family, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .unusable(String(cString: strerror(errno))) }
        defer { close(descriptor) }
        return connect(descriptor, found.pointee.ai_addr, found.pointee.ai_addrlen) == 0 ? .answers : .free
    }
}
