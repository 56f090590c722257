/// Host names and literal addresses, as far as a configuration has to judge them.
enum HostName {
    /// Labels of letters, digits, `-` and `_`, with at most 253 characters; IPv4 addresses look alike.
    static func isValid(_ text: String) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { byte in
                        switch byte {
                        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F: true
                        default: false
                        }
                    }
            }
    }

    /// Hexadecimal digits and colons; whether it really is an address, the system says when it connects.
    static func isIPv6(_ text: String) -> Bool {
        text.utf8.count >= 2 && text.contains(":") && text.allSatisfy { $0 == ":" || $0 == "." || $0.isHexDigit }
    }

    /// Whether it names this machine itself: unprotected connections are allowed to nothing else.
    static func isLoopback(_ text: String) -> Bool {
        let host = text.lowercased()
        if host == "localhost" || host.hasSuffix(".localhost") || host == "::1" { return true }
        let octets = host.split(separator: ".", omittingEmptySubsequences: false)
        return octets.count == 4 && octets[0] == "127" && octets.allSatisfy { UInt8($0) != nil }
    }
}
