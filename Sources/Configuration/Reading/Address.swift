/// `scheme://host[:port][/path]` taken apart; a name and password in it are refused.
struct Address {
    var scheme: String
    /// Without brackets.
    var host: String
    var port: Int?
    /// With leading slash, or empty.
    var path: String

    /// Nil with a reason if it is no such address.
    init(_ text: String) throws(Mistake) {
        guard let colon = text.firstRange(of: "://") else { throw Mistake("it has no scheme in front of \"://\"") }
        scheme = text[..<colon.lowerBound].lowercased()
        var rest = text[colon.upperBound...]
        guard rest.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Mistake("it holds a blank or a character beyond ASCII")
        }
        path = rest.firstIndex(of: "/").map { String(rest[$0...]) } ?? ""
        rest = rest[..<(rest.firstIndex(of: "/") ?? rest.endIndex)]
        guard !rest.contains("@") else {
            throw Mistake("user and password do not belong into it; they have their own keys")
        }
        guard !rest.contains("?"), !rest.contains("#"), !path.contains("?"), !path.contains("#") else {
            throw Mistake("it must not hold \"?\" or \"#\"")
        }
        var portText: Substring?
        if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") {
            host = String(rest[rest.index(after: rest.startIndex)..<end])
            let behind = rest[rest.index(after: end)...]
            guard HostName.isIPv6(host), behind.isEmpty || behind.hasPrefix(":") else {
                throw Mistake("its host is no IPv6 address")
            }
            portText = behind.isEmpty ? nil : behind.dropFirst()
        } else {
            let parts = rest.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            host = String(parts[0])
            portText = parts.count > 1 ? parts[1] : nil
            guard HostName.isValid(host) else {
                throw Mistake(host.isEmpty ? "it has no host" : "\"\(host)\" is no host name")
            }
        }
        if let portText {
            guard let number = Int(portText), (1...65_535).contains(number), portText.utf8.first != 0x2B else {
                throw Mistake("\"\(portText)\" is no port (1 to 65535)")
            }
            port = number
        }
    }
}
