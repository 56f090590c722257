/// A parameter of Content-Type or Content-Disposition as it is written (RFC 2231).
enum ParameterText {
    /// Longest value that is written as one quoted string.
    private static let longestQuotedValue = 60
    /// Leaves room for a blank before and a semicolon behind.
    private static let longestParameter = WriteLimits.line - 2

    /// `name="value"` where that says it all; else the value as `name*=utf-8''…`, in numbered pieces if it is long, and
    /// behind it an ASCII likeness as `name="…"` for old readers. In this order, because some readers take the first.
    static func parameters(_ name: String, _ value: String) -> [String] {
        if isPlain(value) { return ["\(name)=\"\(value)\""] }
        return extended(name, value) + ["\(name)=\"\(likeness(of: value))\""]
    }

    private static func isPlain(_ value: String) -> Bool {
        value.utf8.count <= longestQuotedValue && value.utf8.allSatisfy(isQuotable) && !looksEncoded(value)
            && value.utf8.first != .space && value.utf8.last != .space
    }

    /// Never parts a character.
    private static func extended(_ name: String, _ value: String) -> [String] {
        let characters = value.unicodeScalars.map(escaped)
        let whole = "\(name)*=utf-8''\(characters.joined())"
        if whole.utf8.count <= longestParameter { return [whole] }
        var pieces: [String] = []
        var piece = "\(name)*0*=utf-8''"
        for character in characters {
            if piece.utf8.count + character.utf8.count > longestParameter {
                pieces.append(piece)
                piece = "\(name)*\(pieces.count)*="
            }
            piece += character
        }
        return pieces + [piece]
    }

    private static func escaped(_ scalar: Unicode.Scalar) -> String {
        var bytes: [UInt8] = []
        for byte in UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter {
            if byte.isLetter || byte.isDigit || "!#$&+-.^_`|~".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                appendEscape(byte, mark: UInt8(ascii: "%"), to: &bytes)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// ASCII for readers that know no other, each run of other characters as one `_`. The extension is kept, the rest is
    /// cut; a name without any ASCII letter or digit becomes `attachment`.
    private static func likeness(of value: String) -> String {
        var plain: [UInt8] = []
        for scalar in value.unicodeScalars {
            if let byte = UInt8(exactly: scalar.value), isQuotable(byte), byte != UInt8(ascii: "=") {
                plain.append(byte)
            } else if plain.last != UInt8(ascii: "_") {
                plain.append(UInt8(ascii: "_"))
            }
        }
        let dot = plain.lastIndex(of: UInt8(ascii: ".")) ?? plain.endIndex
        var ending = plain[dot...]
        var stem = plain[..<dot]
        if !(2...10).contains(ending.count) || !ending.dropFirst().allSatisfy({ $0.isLetter || $0.isDigit }) {
            ending = []
            stem = plain[...]
        }
        if !stem.contains(where: { $0.isLetter || $0.isDigit }) { stem = Array("attachment".utf8)[...] }
        return String(decoding: stem.prefix(longestQuotedValue - ending.count) + ending, as: UTF8.self)
    }

    private static func isQuotable(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && !"\"\\/%".utf8.contains(byte)
    }
}
