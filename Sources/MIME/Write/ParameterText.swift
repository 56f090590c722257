/// A parameter of Content-Type or Content-Disposition as it is written (RFC 2231).
enum ParameterText {
    /// Longest value that is written as one quoted string.
    private static let longestQuotedValue = 60
    /// Leaves room for a blank before and a semicolon behind.
    private static let longestParameter = HeaderWriter.lineLength - 2

    /// `name="value"` where that says it all; else the value as `name*=utf-8''…`, in numbered pieces if it is long, and
    /// behind it an ASCII likeness as `name="…"` for old readers. In this order, because some readers take the first.
    static func parameters(_ name: String, _ value: String) -> [String] {
        if value.utf8.count <= longestQuotedValue, value.utf8.allSatisfy(isQuotable), !looksEncoded(value) {
            return ["\(name)=\"\(value)\""]
        }
        return extended(name, value) + ["\(name)=\"\(likeness(of: value))\""]
    }

    private static func extended(_ name: String, _ value: String) -> [String] {
        var characters = value.unicodeScalars.map(escaped)[...]
        let whole = "\(name)*=utf-8''\(characters.joined())"
        if whole.utf8.count <= longestParameter { return [whole] }
        var pieces: [String] = []
        while !characters.isEmpty {
            var piece = "\(name)*\(pieces.count)*=" + (pieces.isEmpty ? "utf-8''" : "")
            while let character = characters.first, piece.utf8.count + character.utf8.count <= longestParameter {
                piece += character
                characters.removeFirst()
            }
            pieces.append(piece)
        }
        return pieces
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

    /// ASCII for readers that know no other: the extension is kept, the rest is cut.
    private static func likeness(of value: String) -> String {
        let plain = value.unicodeScalars.map { scalar -> Character in
            guard let byte = UInt8(exactly: scalar.value), isQuotable(byte), byte != UInt8(ascii: "=") else {
                return "_"
            }
            return Character(scalar)
        }
        guard plain.count > longestQuotedValue else { return String(plain) }
        let dot = plain.lastIndex(of: ".") ?? plain.endIndex
        let ending = plain[dot...].count <= 10 ? plain[dot...] : []
        return String(plain.prefix(longestQuotedValue - ending.count) + ending)
    }

    private static func isQuotable(_ byte: UInt8) -> Bool {
        (0x20...0x7E).contains(byte) && !"\"\\/%".utf8.contains(byte)
    }
}
