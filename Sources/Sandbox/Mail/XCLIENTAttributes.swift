import Wire

/// `NAME=value …` of Postfix's XCLIENT; values are xtext (RFC 3461 §4).
struct XCLIENTAttributes: Sendable {
    /// The login that the proxy in front has proven; nil when none is named.
    var login: String?

    /// Nil for malformed attributes.
    init?(_ argument: String) {
        guard !argument.isEmpty else { return nil }
        for word in argument.split(separator: " ") {
            let halves = word.split(separator: "=", maxSplits: 1)
            guard halves.count == 2, let value = Self.decoded(halves[1]) else { return nil }
            if halves[0].uppercased() == "LOGIN", !["[UNAVAILABLE]", "[TEMPUNAVAIL]"].contains(value.uppercased()) {
                login = value
            }
        }
    }

    /// `+2B` is a plus sign.
    private static func decoded(_ text: Substring) -> String? {
        percentDecoded(text.utf8.map { $0 == UInt8(ascii: "+") ? UInt8(ascii: "%") : $0 })
    }
}
