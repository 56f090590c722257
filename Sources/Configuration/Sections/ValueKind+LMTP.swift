import Domain

/// Where to listen, as `listen` writes it.
enum LocalPlace {
    /// Absolute path of a Unix socket.
    case path(String)
    /// A loopback address.
    case port(host: String, port: Int)
}

extension ValueKind where Value == LocalPlace {
    /// The socket's address has room for 107 bytes; the name is longer for a moment while it is being made.
    private static var longestPath: Int { 90 }

    /// A Unix socket, or a port that only this machine reaches.
    static func localPlace(
        example: String, port: Int, because reason: String = "nothing is encrypted here, so it is for this machine only"
    ) -> Self {
        let what = "a path such as \"\(example)\" or a port of this machine such as \"127.0.0.1:\(port)\""
        return ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value else { throw .expected(what, found: node) }
            if text.hasPrefix("/") {
                let path = try ValueKind<String>.path.parse(node)
                guard path.utf8.count <= longestPath else {
                    throw Mistake("the path of a socket has at most \(longestPath) bytes", at: node.place)
                }
                return .path(path)
            }
            do throws(Mistake) {
                let address = try Address("local://\(text)")
                guard let port = address.port, address.path.isEmpty else { throw Mistake("it names no port") }
                guard HostName.isLoopback(address.host) else { throw Mistake(reason) }
                return .port(host: address.host, port: port)
            } catch {
                throw Mistake("expected \(what): \(error.message)", at: node.place)
            }
        } show: { place in
            switch place {
            case .path(let path): tomlString(path)
            case .port(let host, let port): tomlString(host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)")
            }
        }
    }
}

extension ValueKind where Value == UInt32 {
    /// Rights as chmod(1) writes them in octal digits; nobody may be let in who is neither user nor group.
    static var socketMode: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, text.utf8.count == 4, text.hasPrefix("0"),
                let mode = UInt32(text, radix: 8), mode & 0o007 == 0, mode & 0o600 == 0o600
            else {
                throw .expected(
                    "rights such as \"0660\" or \"0600\": who may write to the socket can write as every agent",
                    found: node)
            }
            return mode
        } show: {
            tomlString("0" + String($0, radix: 8))
        }
    }
}

/// One entry of `recipients`.
enum RecipientEntry {
    case address(EmailAddress)
    case domain(String)
}

extension ValueKind where Value == RecipientEntry {
    /// An address, or `@domain` for all of a domain.
    static var recipient: Self {
        ValueKind { node throws(Mistake) in
            if case .string(let text) = node.value, text.hasPrefix("@") {
                guard HostName.isValid(String(text.dropFirst())) else {
                    throw .expected("an address, or \"@example.com\" for all of a domain", found: node)
                }
                return .domain(text.dropFirst().lowercased())
            }
            return .address(try ValueKind<EmailAddress>.address.parse(node))
        } show: { entry in
            switch entry {
            case .address(let address): tomlString(address.text)
            case .domain(let domain): tomlString("@\(domain)")
            }
        }
    }
}
