import CCurl
import Domain

/// A request's address, checked and taken apart.
struct HTTPTarget: Sendable, Hashable {
    let scheme: String
    /// Scheme, host and port: what shares connections and a limit.
    let origin: String
    /// Path and query exactly as written; at least `/`.
    let requestTarget: String

    init(_ url: String) throws(TransportError) {
        let forbidden = Array(#"#"<>\^`{|}"#.utf8)
        guard url.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !forbidden.contains($0) }),
            let authority = url.firstRange(ofASCII: "://")
        else { throw Self.refusal("not an absolute address in printable ASCII without fragment") }
        // libcurl takes the address apart, so that what is checked here and what it connects to is the same host.
        guard let parts = CurlAddress(url), parts.user == nil else {
            throw Self.refusal("libcurl cannot read the address, or it holds a user name")
        }
        let rest = url[authority.upperBound...]
        let target = rest[(rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex)...]
        guard target.startIndex != rest.startIndex else { throw Self.refusal("no host in the address") }
        guard parts.scheme == "https" || parts.scheme == "http" else {
            throw Self.refusal("\(parts.scheme) is not https")
        }
        guard parts.scheme == "https" || isLoopback(parts.host) else {
            throw Self.refusal("plain http is only allowed to this host itself, not to \(parts.host)")
        }
        scheme = parts.scheme
        origin = "\(parts.scheme)://\(parts.host):\(parts.port)"
        requestTarget = target.first == "/" ? String(target) : "/" + target
    }

    private static func refusal(_ detail: String) -> TransportError {
        TransportError(.configuration, detail, retry: .never)
    }
}

/// The parts of an address as libcurl sees them.
private struct CurlAddress {
    let scheme: String
    let host: String
    let port: String
    let user: String?

    init?(_ url: String) {
        guard CurlLibrary.isReady, let handle = curl_url() else { return nil }
        defer { curl_url_cleanup(handle) }
        guard curl_url_set(handle, CURLUPART_URL, url, UInt32(CURLU_PATH_AS_IS)) == CURLUE_OK else { return nil }
        func part(_ part: CURLUPart, _ flags: UInt32 = 0) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard curl_url_get(handle, part, &text, flags) == CURLUE_OK, let text else { return nil }
            defer { curl_free(text) }
            return String(cString: text)
        }
        guard let scheme = part(CURLUPART_SCHEME), let host = part(CURLUPART_HOST),
            let port = part(CURLUPART_PORT, UInt32(CURLU_DEFAULT_PORT))
        else { return nil }
        self.scheme = scheme.lowercased()
        self.host = host.lowercased()
        self.port = port
        user = part(CURLUPART_USER) ?? part(CURLUPART_PASSWORD)
    }
}

extension String {
    fileprivate func firstRange(ofASCII pattern: String) -> Range<Index>? {
        var start = startIndex
        while let found = self[start...].firstIndex(of: pattern.first ?? " ") {
            if self[found...].hasPrefix(pattern) { return found..<index(found, offsetBy: pattern.count) }
            start = index(after: found)
        }
        return nil
    }
}
