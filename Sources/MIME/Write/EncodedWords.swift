/// Cuts a text into encoded-words (RFC 2047): UTF-8, Q or B for all of them, whichever is shorter.
struct EncodedWords {
    enum Context {
        case unstructured
        /// Within a display name, where fewer characters may stand for themselves (RFC 2047 §5 (3)).
        case phrase
    }

    /// A word needs at least this room to be worth its line.
    static let leastRoom = 32
    /// RFC 2047 §2.
    private static let longestWord = 75
    /// `=?utf-8?Q?` and `?=`.
    private static let frame = 12

    private var rest: Substring.UnicodeScalarView
    private let usesBase64: Bool
    private let context: Context

    init(_ text: String, context: Context) {
        rest = Substring(text).unicodeScalars
        self.context = context
        var quotedLength = 0
        for byte in text.utf8 { quotedLength += Self.isLiteral(byte, context) || byte == 0x20 ? 1 : 3 }
        usesBase64 = (text.utf8.count + 2) / 3 * 4 < quotedLength
    }

    var isEmpty: Bool { rest.isEmpty }

    /// The next word, of at most `room` and 75 bytes. `room` is at least ``leastRoom``.
    mutating func next(room: Int) -> [UInt8] {
        let limit = min(room, Self.longestWord) - Self.frame
        var bytes: [UInt8] = []
        var length = 0
        while let scalar = rest.first, let encoded = UTF8.encode(scalar) {
            let added = encoded.reduce(0) { $0 + (Self.isLiteral($1, context) || $1 == 0x20 ? 1 : 3) }
            let lengthWithScalar = usesBase64 ? (bytes.count + encoded.count + 2) / 3 * 4 : length + added
            if lengthWithScalar > limit { break }
            length = lengthWithScalar
            bytes.append(contentsOf: encoded)
            rest.removeFirst()
        }
        var word = Array((usesBase64 ? "=?utf-8?B?" : "=?utf-8?Q?").utf8)
        if usesBase64 { Base64Writer.append(bytes[...], to: &word) } else { appendQuoted(bytes, to: &word) }
        word.append(contentsOf: "?=".utf8)
        return word
    }

    private func appendQuoted(_ bytes: [UInt8], to word: inout [UInt8]) {
        for byte in bytes {
            if byte == 0x20 {
                word.append(UInt8(ascii: "_"))
            } else if Self.isLiteral(byte, context) {
                word.append(byte)
            } else {
                appendEscape(byte, mark: UInt8(ascii: "="), to: &word)
            }
        }
    }

    private static func isLiteral(_ byte: UInt8, _ context: Context) -> Bool {
        if byte.isLetter || byte.isDigit { return true }
        switch byte {
        case UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "/"): return true
        case UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "_"): return false
        default: return context == .unstructured && (0x21...0x7E).contains(byte)
        }
    }
}

/// Appends `mark` and two capital hexadecimal digits.
func appendEscape(_ byte: UInt8, mark: UInt8, to output: inout [UInt8]) {
    output.append(mark)
    appendHexadecimal(byte, to: &output)
}

func appendHexadecimal(_ byte: UInt8, to output: inout [UInt8]) {
    let digits: StaticString = "0123456789ABCDEF"
    digits.withUTF8Buffer {
        output.append($0[Int(byte >> 4)])
        output.append($0[Int(byte & 15)])
    }
}
