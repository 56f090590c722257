/// Cuts a text into encoded-words (RFC 2047): UTF-8, Q or B for each, whichever says more of the text in its room.
///
/// No word ends within a character, and no B word but the last ends in `=`: GMime loses what follows such a word.
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
    private let context: Context

    init(_ text: String, context: Context) {
        rest = Substring(text).unicodeScalars
        self.context = context
    }

    var isEmpty: Bool { rest.isEmpty }

    /// The next word, of at most `room` and 75 bytes. `room` is at least ``leastRoom``.
    mutating func next(room: Int) -> [UInt8] {
        let limit = min(room, Self.longestWord) - Self.frame
        var quoted = Cut(end: rest.startIndex)
        var base64 = quoted
        var bytes = 0
        var quotedLength = 0
        var index = rest.startIndex
        while index < rest.endIndex {
            let scalar = rest[index]
            index = rest.index(after: index)
            let size = UTF8.width(scalar)
            bytes += size
            quotedLength += size == 1 && isLiteral(UInt8(scalar.value)) ? 1 : 3 * size
            let base64Length = (bytes + 2) / 3 * 4
            if quotedLength <= limit { quoted = Cut(end: index, length: quotedLength) }
            if base64Length <= limit, bytes % 3 == 0 || index == rest.endIndex {
                base64 = Cut(end: index, length: base64Length)
            }
            if quotedLength > limit, base64Length > limit { break }
        }
        let usesBase64 = base64.end > quoted.end || base64.end == quoted.end && base64.length < quoted.length
        let end = usesBase64 ? base64.end : quoted.end
        let text = Array(String(rest[..<end]).utf8)
        rest = rest[end...]
        return usesBase64 ? Self.base64Word(text) : quotedWord(text)
    }

    /// Where a word could end, and the length of its coded text then.
    private struct Cut {
        var end: String.Index
        var length = 0
    }

    private static func base64Word(_ text: [UInt8]) -> [UInt8] {
        Array("=?utf-8?B?".utf8) + Base64Writer.encoded(text) + Array("?=".utf8)
    }

    private func quotedWord(_ text: [UInt8]) -> [UInt8] {
        var word = Array("=?utf-8?Q?".utf8)
        for byte in text {
            if byte == .space {
                word.append(UInt8(ascii: "_"))
            } else if isLiteral(byte) {
                word.append(byte)
            } else {
                appendEscape(byte, mark: UInt8(ascii: "="), to: &word)
            }
        }
        word.append(contentsOf: "?=".utf8)
        return word
    }

    /// Whether an ASCII character takes one byte; the blank does, as `_`.
    private func isLiteral(_ byte: UInt8) -> Bool {
        if byte.isLetter || byte.isDigit || byte == .space { return true }
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
