/// The characters of a JSON string.
enum JSONText {
    /// Bytes that gather before they are handed on.
    private static let room = 1 << 10

    /// Gives the escaped form of `text`, which is UTF-8, to `sink` piece by piece. Noncharacters, which I-JSON does not allow
    /// (RFC 7493 §2.1), become U+FFFD.
    static func escape(_ text: ByteView, into sink: (ByteView) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { bytes in
            var piece = Piece(bytes: bytes)
            var position = 0
            while position < text.count {
                if piece.count > room - Piece.longestStep {
                    sink(piece.filled)
                    piece.count = 0
                }
                if piece.copyWord(text, position) {
                    position += 8
                } else {
                    let end = min(position + 8, text.count)
                    while position < end { position += piece.copyCharacter(text, position) }
                }
            }
            sink(piece.filled)
        }
    }

    /// A stretch of output of fixed room.
    private struct Piece {
        /// Eight bytes that all need six.
        static let longestStep = 48

        let bytes: UnsafeMutableBufferPointer<UInt8>
        var count = 0

        var filled: ByteView { ByteView(rebasing: UnsafeBufferPointer(bytes)[..<count]) }

        mutating func append(_ byte: UInt8) {
            bytes[count] = byte
            count += 1
        }

        /// Writes the eight bytes at `position` if none of them needs an escape.
        mutating func copyWord(_ text: ByteView, _ position: Int) -> Bool {
            guard position + 8 <= text.count else { return false }
            let word = UnsafeRawBufferPointer(text).loadUnaligned(fromByteOffset: position, as: UInt64.self)
            guard JSONText.isPlain(word) else { return false }
            UnsafeMutableRawBufferPointer(bytes).storeBytes(of: word, toByteOffset: count, as: UInt64.self)
            count += 8
            return true
        }

        /// Writes what stands at `position`; returns how many bytes of `text` that was.
        mutating func copyCharacter(_ text: ByteView, _ position: Int) -> Int {
            let byte = text[position]
            if byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == 0x7F {
                escape(byte)
                return 1
            }
            if byte >= 0xEF {
                let length = byte < 0xF0 ? 3 : 4
                let scalar = text.view(position..<position + length)
                if JSONText.isNoncharacter(scalar) {
                    for byte in "\u{FFFD}".utf8 { append(byte) }
                    return length
                }
            }
            append(byte)
            return 1
        }

        private mutating func escape(_ byte: UInt8) {
            append(UInt8(ascii: "\\"))
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(byte)
            case .lineFeed: append(UInt8(ascii: "n"))
            case .carriageReturn: append(UInt8(ascii: "r"))
            case .tab: append(UInt8(ascii: "t"))
            default:
                append(UInt8(ascii: "u"))
                append(UInt8(ascii: "0"))
                append(UInt8(ascii: "0"))
                append(0x30 | byte >> 4)
                append(byte & 15 < 10 ? 0x30 | byte & 15 : 0x57 + (byte & 15))
            }
        }
    }

    /// Whether the eight bytes are ASCII that needs no escape. May say no where it could say yes.
    private static func isPlain(_ word: UInt64) -> Bool {
        // A byte's top bit is set in the end if the byte is over 0x7F, under 0x20, or one of the three.
        let marks =
            word | (word &- 0x2020_2020_2020_2020)
            | ((word ^ 0x2222_2222_2222_2222) &- 0x0101_0101_0101_0101)
            | ((word ^ 0x5C5C_5C5C_5C5C_5C5C) &- 0x0101_0101_0101_0101)
            | ((word ^ 0x7F7F_7F7F_7F7F_7F7F) &- 0x0101_0101_0101_0101)
        return marks & 0x8080_8080_8080_8080 == 0
    }

    /// U+FDD0 to U+FDEF and the last two of each plane.
    private static func isNoncharacter(_ scalar: ByteView) -> Bool {
        guard let last = scalar.last else { return false }
        switch scalar.count {
        case 3: return scalar[1] == 0xB7 && (0x90...0xAF).contains(last) || scalar[1] == 0xBF && last >= 0xBE
        case 4: return scalar[1] & 0x0F == 0x0F && scalar[2] == 0xBF && last >= 0xBE
        default: return false
        }
    }
}
