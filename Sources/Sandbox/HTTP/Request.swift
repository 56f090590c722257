import Wire

/// One HTTP request to a stand-in, with its target exactly as the client sent it.
struct Request: Sendable {
    var method: String
    /// Path as sent, percent-encoded, without query.
    var path: String
    /// Query as sent, without the question mark.
    var rawQuery: String
    /// Field names in lower case.
    var headers: [String: String]
    var body: [UInt8]

    init(method: String, target: String, headers: [String: String] = [:], body: [UInt8] = []) {
        self.method = method
        let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(halves.first ?? "")
        rawQuery = halves.count > 1 ? String(halves[1]) : ""
        self.headers = headers
        self.body = body
    }

    /// The absolute URI that a client on plain HTTP meant (RFC 9112 §3.3).
    var uri: String {
        "http://\(headers["host"] ?? "")\(path)\(rawQuery.isEmpty ? "" : "?" + rawQuery)"
    }

    /// Decoded segments of the path behind `prefix`; nil when it does not start so or is not well encoded.
    func segments(below prefix: String) -> [String]? {
        guard path.hasPrefix(prefix + "/") else { return nil }
        var result: [String] = []
        for segment in path.dropFirst(prefix.count + 1).split(separator: "/", omittingEmptySubsequences: false) {
            guard let decoded = percentDecoded(segment.utf8) else { return nil }
            result.append(decoded)
        }
        return result
    }

    /// Media type without parameters, in lower case.
    var contentType: String {
        let value = headers["content-type"] ?? ""
        let type = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        return trimmed(type).lowercased()
    }
}

/// `text` without blanks and tabs at either end.
func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while let first = rest.first, first == " " || first == "\t" { rest.removeFirst() }
    while let last = rest.last, last == " " || last == "\t" { rest.removeLast() }
    return String(rest)
}
