/// A mail server's address as the configuration writes it.
struct MailServerAddress {
    enum Service {
        case imap, submission

        var examples: String {
            switch self {
            case .imap: "\"imaps://mail.example.com\" or \"imap://mail.example.com\" (STARTTLS)"
            case .submission: "\"smtps://mail.example.com\" or \"smtp://mail.example.com\" (STARTTLS)"
            }
        }

        /// Scheme with TLS from the first byte, and its port; scheme without, and its port.
        var schemes: (secure: (String, Int), upgraded: (String, Int)) {
            switch self {
            case .imap: (("imaps", 993), ("imap", 143))
            case .submission: (("smtps", 465), ("smtp", 587))
            }
        }
    }

    var scheme: String
    var host: String
    var port: Int
    /// TLS from the first byte.
    var isSecureFromStart: Bool
}

extension ValueKind where Value == MailServerAddress {
    static func mailServer(_ service: MailServerAddress.Service) -> Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value else { throw .expected(service.examples, found: node) }
            let address: Address
            do throws(Mistake) { address = try Address(text) } catch {
                throw Mistake("expected \(service.examples): \(error.message)", at: node.place)
            }
            let (secure, upgraded) = service.schemes
            guard address.scheme == secure.0 || address.scheme == upgraded.0 else {
                let hint = Suggestion.hint(for: address.scheme, among: [secure.0, upgraded.0])
                throw Mistake(
                    "expected \(service.examples), found the scheme \"\(address.scheme)\"\(hint)", at: node.place)
            }
            guard address.path.isEmpty || address.path == "/" else {
                throw Mistake("a mail server's address has no path, found \"\(address.path)\"", at: node.place)
            }
            let isSecure = address.scheme == secure.0
            return MailServerAddress(
                scheme: address.scheme, host: address.host, port: address.port ?? (isSecure ? secure.1 : upgraded.1),
                isSecureFromStart: isSecure)
        } show: { server in
            let host = server.host.contains(":") ? "[\(server.host)]" : server.host
            return tomlString("\(server.scheme)://\(host):\(server.port)")
        }
    }
}

extension ValueKind where Value == String {
    /// The base of an API, without trailing slash.
    static var baseURL: Self {
        ValueKind { node throws(Mistake) in
            var base = try webAddress(node, example: "an address such as \"https://shop.example.com\"")[...]
            while base.hasSuffix("/") { base.removeLast() }
            return String(base)
        } show: {
            tomlString($0)
        }
    }

    /// The endpoint that gives access tokens (RFC 6749 §3.2).
    static var tokenURL: Self {
        ValueKind { node throws(Mistake) in
            try webAddress(node, example: "an address such as \"https://login.example.com/token\"")
        } show: {
            tomlString($0)
        }
    }

    /// https, or http to this machine itself.
    private static func webAddress(_ node: TOMLNode, example: String) throws(Mistake) -> String {
        guard case .string(let text) = node.value else { throw .expected(example, found: node) }
        let address: Address
        do throws(Mistake) { address = try Address(text) } catch {
            throw Mistake("expected \(example): \(error.message)", at: node.place)
        }
        switch address.scheme {
        case "https": break
        case "http" where HostName.isLoopback(address.host): break
        case "http":
            throw Mistake("http is allowed to this machine only; write \"https://\(address.host)\"", at: node.place)
        default: throw Mistake("expected \(example), found the scheme \"\(address.scheme)\"", at: node.place)
        }
        return text
    }

    /// A portal page for people, with `{order}` and `{thread}` as the only placeholders.
    static var portal: Self {
        ValueKind { node throws(Mistake) in
            let text = try ValueKind.text.parse(node)
            var bare = text.replacing("{order}", with: "0").replacing("{thread}", with: "0")
            if let open = bare.firstIndex(of: "{") {
                throw Mistake(
                    "unknown placeholder \"\(bare[open...].prefix(20))\"; there are {order} and {thread}",
                    at: node.place)
            }
            // A page of a portal may have a query; the check is about scheme and host.
            bare = String(bare.prefix { $0 != "?" && $0 != "#" })
            do throws(Mistake) {
                guard ["https", "http"].contains(try Address(bare).scheme) else {
                    throw Mistake("its scheme is not https")
                }
            } catch {
                throw Mistake(
                    "expected an address such as \"https://shop.example.com/order/{order}\": \(error.message)",
                    at: node.place)
            }
            return text
        } show: {
            tomlString($0)
        }
    }
}
