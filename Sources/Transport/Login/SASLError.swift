/// What a server says of a token that it does not accept, as JSON in a challenge (RFC 7628 §3.2.2; XOAUTH2 alike).
struct SASLError: Hashable {
    /// At most so many characters are read and shown.
    private static let limit = 300

    /// One line of printable ASCII.
    let text: String
    /// `invalid_token`, or an HTTP status as text.
    let status: String?

    /// Of a continuation line `+ <base 64>`; nil if that is no JSON object.
    init?(challenge line: String) {
        guard line.hasPrefix("+ "), let bytes = Self.decoded(line.dropFirst(2)), bytes.first == UInt8(ascii: "{") else {
            return nil
        }
        text = String(decoding: bytes.map { (0x20...0x7E).contains($0) ? $0 : 0x20 }, as: UTF8.self)
        status = Self.member("\"status\"", of: text)
    }

    /// Whether the server could not check the token, which says nothing about it.
    var isTemporary: Bool {
        guard let status else { return false }
        return status.hasPrefix("5") || ["temporarily_unavailable", "server_error"].contains(status)
    }

    /// The value behind a name, as far as it is letters, digits and `_`, with or without quotes.
    private static func member(_ name: String, of text: String) -> String? {
        guard let range = text.firstRange(of: name) else { return nil }
        let rest = text[range.upperBound...].drop { $0 == " " || $0 == ":" || $0 == "\"" }
        let value = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        return value.isEmpty ? nil : String(value)
    }

    /// Base 64 (RFC 4648 §4); nil at a foreign character.
    private static func decoded(_ text: Substring) -> [UInt8]? {
        var bytes: [UInt8] = []
        var buffer: UInt32 = 0
        var bits = 0
        for byte in text.utf8.prefix(limit / 3 * 4) where byte != UInt8(ascii: "=") {
            let value: UInt8
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = byte - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = byte - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = byte - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            default: return nil
            }
            buffer = (buffer << 6 | UInt32(value)) & 0xFFFF
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: buffer >> UInt32(bits)))
            }
        }
        return bytes
    }
}
