/// A character set of one byte per character whose lower half is ASCII.
struct SingleByteSet: Sendable, Hashable {
    let name: String
    /// What iconv calls it.
    let glibcName: String
    /// Scalars of the bytes 0x80...0xFF; U+FFFD where there is none.
    let upperHalf: [UInt16]

    init(_ name: String, glibcName: String, _ upperHalf: [UInt16]) {
        self.name = name
        self.glibcName = glibcName
        self.upperHalf = upperHalf
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
    func decode(_ bytes: ByteView, into text: inout [UInt8]) -> Int {
        text.makeRoom(for: bytes.count + 2 * bytes.highByteCount)
        var replacements = 0
        var position = 0
        upperHalf.withUnsafeBufferPointer { table in
            while position < bytes.count {
                let end = bytes.endOfASCII(from: position)
                text.append(contentsOf: bytes.view(position..<end))
                position = end
                while position < bytes.count, bytes[position] >= 0x80 {
                    let scalar = table[Int(bytes[position] & 0x7F)]
                    if scalar == 0xFFFD { replacements += 1 }
                    text.append(scalar: UInt32(scalar))
                    position += 1
                }
            }
        }
        return replacements
    }
}
