import Wire

/// Puts the address of an API call together. What stands here is what goes out: it is signed by one marketplace.
struct WebAddress: Sendable, CustomStringConvertible {
    private(set) var description: String
    private var hasQuery = false

    /// `base` is an absolute address; slashes at its end are dropped.
    init(_ base: String) {
        var base = base[...]
        while base.last == "/" { base.removeLast() }
        description = String(base)
    }

    /// An address that came from outside, exactly as it is.
    init(_ link: WebLink) {
        description = link.text
        hasQuery = link.text.contains("?")
    }

    /// Adds path segments; each is percent-encoded, so that an id from outside cannot leave its place.
    func path(_ segments: String...) -> WebAddress {
        var result = self
        for segment in segments {
            // "." and ".." would climb; no id of any marketplace looks like that.
            let safe = segment.allSatisfy { $0 == "." } ? String(repeating: "%2E", count: segment.count) : segment
            result.description += "/" + (safe == segment ? percentEncoded(segment) : safe)
        }
        return result
    }

    /// Adds a query parameter; nil adds nothing.
    func query(_ name: String, _ value: String?) -> WebAddress {
        guard let value else { return self }
        var result = self
        result.description += (hasQuery ? "&" : "?") + percentEncoded(name) + "=" + percentEncoded(value)
        result.hasQuery = true
        return result
    }
}

/// Scheme, host and path of an absolute web address as it was found in a text; host in lower case, without port.
struct WebLink: Sendable, Hashable {
    let text: String
    let scheme: String
    let host: String
    /// From the first slash behind the host; may be empty.
    let rest: String

    /// Nil unless it is `http` or `https` with a plain host; user names in front of the host are refused, because they
    /// make a foreign address look like a known one.
    init?(_ text: some StringProtocol) {
        guard let colon = text.range(ofASCII: "://") else { return nil }
        let scheme = text[..<colon.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { return nil }
        let behind = text[colon.upperBound...]
        let end = behind.firstIndex { $0 == "/" || $0 == "?" || $0 == "#" } ?? behind.endIndex
        let authority = behind[..<end]
        let host = authority.prefix { $0 != ":" }.lowercased()
        guard !host.isEmpty, !authority.contains("@"), !authority.contains("\\") else { return nil }
        self.text = String(text)
        self.scheme = scheme
        self.host = host
        rest = String(behind[end...])
    }

    /// The value of a query parameter as written, without decoding.
    func parameter(_ name: String) -> Substring? {
        guard let question = rest.firstIndex(of: "?") else { return nil }
        for pair in rest[rest.index(after: question)...].split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2, parts[0] == name { return parts[1] }
        }
        return nil
    }
}

extension StringProtocol {
    /// Where an ASCII needle stands first. Linear for the short needles used here.
    func range(ofASCII needle: String) -> Range<Index>? {
        let bytes = Array(needle.utf8)
        guard let first = bytes.first else { return nil }
        var start = utf8.startIndex
        while let found = utf8[start...].firstIndex(of: first) {
            if utf8[found...].starts(with: bytes) { return found..<utf8.index(found, offsetBy: bytes.count) }
            start = utf8.index(after: found)
        }
        return nil
    }
}
