/// How the units of UTF-16 or UTF-32 are laid out.
enum UTF16Order: Sendable, Hashable {
    /// By the byte order mark, else by where the zero bytes stand.
    case marked, littleEndian, bigEndian
    /// UTF-32, by its mark, else big-endian.
    case wide, wideLittleEndian, wideBigEndian

    /// Appends the text of `bytes` in UTF-8. Returns how many stretches became U+FFFD.
    func decode(_ bytes: ByteView, into text: inout [UInt8]) -> Int {
        switch self {
        case .marked:
            switch (bytes.first, bytes.dropFirst().first) {
            case (0xFE, 0xFF): Self.bigEndian.decode(bytes, into: &text)
            case (0xFF, 0xFE): Self.littleEndian.decode(bytes, into: &text)
            default: Self.guess(bytes).decode(bytes, into: &text)
            }
        case .littleEndian: Self.decodeUnits(bytes, high: 1, into: &text)
        case .bigEndian: Self.decodeUnits(bytes, high: 0, into: &text)
        case .wide:
            bytes.first == 0xFF
                ? Self.wideLittleEndian.decode(bytes, into: &text) : Self.wideBigEndian.decode(bytes, into: &text)
        case .wideLittleEndian:
            Iconv.decode(bytes.view(Self.markLength(bytes)..<bytes.count), from: "UTF-32LE", into: &text)
        case .wideBigEndian:
            Iconv.decode(bytes.view(Self.markLength(bytes)..<bytes.count), from: "UTF-32BE", into: &text)
        }
    }

    private static func guess(_ bytes: ByteView) -> UTF16Order {
        var zeros = (even: 0, odd: 0)
        for index in 0..<min(bytes.count, 256) where bytes[index] == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        return zeros.even > zeros.odd ? .bigEndian : .littleEndian
    }

    private static func markLength(_ bytes: ByteView) -> Int {
        guard bytes.count >= 4 else { return 0 }
        let isMark = bytes[0] == 0xFF && bytes[1] == 0xFE || bytes[2] == 0xFE && bytes[3] == 0xFF
        return isMark ? 4 : 0
    }

    /// `high` is the place of the more significant byte in each pair.
    private static func decodeUnits(_ bytes: ByteView, high: Int, into text: inout [UInt8]) -> Int {
        func unit(_ index: Int) -> UInt32 { UInt32(bytes[index + high]) << 8 | UInt32(bytes[index + 1 - high]) }
        var replacements = 0
        var position = 0
        if bytes.count >= 2, unit(0) == 0xFEFF { position = 2 }
        text.makeRoom(for: bytes.count)
        while position + 1 < bytes.count {
            let first = unit(position)
            position += 2
            switch first {
            case 0xD800..<0xDC00 where position + 1 < bytes.count && 0xDC00..<0xE000 ~= unit(position):
                text.append(scalar: 0x10000 + (first - 0xD800) << 10 + (unit(position) - 0xDC00))
                position += 2
            case 0xD800..<0xE000:
                text.appendReplacement()
                replacements += 1
            default:
                text.append(scalar: first)
            }
        }
        if position < bytes.count {
            text.appendReplacement()
            replacements += 1
        }
        return replacements
    }
}
