/// A character set of one byte per character whose lower half is ASCII.
struct SingleByteSet: Sendable, Hashable {
    let name: String
    /// What iconv calls it.
    let glibcName: String
    /// Scalars of the bytes 0x80...0xFF; U+FFFD where there is none.
    let upperHalf: [UInt16]
    /// The same in UTF-8: the bytes from the lowest up, how many they are in the highest.
    private let upperHalfUTF8: [UInt32]

    init(_ name: String, glibcName: String, _ upperHalf: [UInt16]) {
        self.name = name
        self.glibcName = glibcName
        self.upperHalf = upperHalf
        upperHalfUTF8 = upperHalf.map(Self.packed)
    }

    private static func packed(_ unit: UInt16) -> UInt32 {
        let scalar = UInt32(unit)
        if scalar < 0x800 { return 0xC0 | scalar >> 6 | (0x80 | scalar & 0x3F) << 8 | 2 << 24 }
        return 0xE0 | scalar >> 12 | (0x80 | scalar >> 6 & 0x3F) << 8 | (0x80 | scalar & 0x3F) << 16 | 3 << 24
    }

    static func == (left: Self, right: Self) -> Bool { left.name == right.name }
    func hash(into hasher: inout Hasher) { hasher.combine(name) }

    static let all: [SingleByteSet] = [
        .iso8859_2, .iso8859_3, .iso8859_4, .iso8859_5, .iso8859_6, .iso8859_7, .iso8859_8, .iso8859_10, .iso8859_13,
        .iso8859_14, .iso8859_15, .iso8859_16, .windows1250, .windows1251, .windows1252, .windows1253, .windows1254,
        .windows1255, .windows1256, .windows1257, .windows1258, .windows874, .cp437, .cp850, .ibm866, .koi8r, .koi8u,
        .koi8ru, .macintosh, .macCyrillic,
    ]

    /// Appends the text of `bytes` in UTF-8. Returns how many bytes have no character.
    func decode(_ bytes: ByteView, into text: inout ByteBuffer) -> Int {
        text.makeRoom(for: bytes.count + 2 * bytes.highByteCount)
        var replacements = 0
        let start = UnsafeMutableRawPointer(text.free)
        var written = 0
        upperHalfUTF8.withUnsafeBufferPointer { table in
            var position = 0
            while position + 8 <= bytes.count {
                let word = bytes.word(at: position)
                start.storeBytes(of: word, toByteOffset: written, as: Word.self)
                let high = word & .high
                guard high != 0 else {
                    position += 8
                    written += 8
                    continue
                }
                position += high.firstByte
                written += high.firstByte
                repeat {
                    put(table[Int(bytes[position] & 0x7F)])
                    position += 1
                } while position < bytes.count && bytes[position] >= 0x80
            }
            for byte in bytes[position...] {
                put(byte < 0x80 ? UInt32(byte) | 1 << 24 : table[Int(byte & 0x7F)])
            }
        }

        /// `encoded` is as in the table.
        func put(_ encoded: UInt32) {
            if encoded == Self.replacement { replacements += 1 }
            start.storeBytes(of: encoded, toByteOffset: written, as: UInt32.self)
            written += Int(encoded >> 24)
        }
        text.advance(by: written)
        return replacements
    }

    /// U+FFFD in the form of the table.
    private static let replacement: UInt32 = 0x03BD_BFEF
}
