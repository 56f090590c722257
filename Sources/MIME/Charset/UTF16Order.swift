/// How the units of UTF-16 or UTF-32 are laid out.
enum UTF16Order: Sendable, Hashable {
    /// By the byte order mark, else by where the zero bytes stand.
    case marked, littleEndian, bigEndian
    /// UTF-32, by its mark, else big-endian.
    case wide, wideLittleEndian, wideBigEndian

    /// Appends the text of `bytes` in UTF-8. Returns how many stretches became U+FFFD.
    func decode(_ bytes: ByteView, into text: inout ByteBuffer) -> Int {
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
        case .wideLittleEndian: Self.decodeWideUnits(bytes, isLittleEndian: true, into: &text)
        case .wideBigEndian: Self.decodeWideUnits(bytes, isLittleEndian: false, into: &text)
        }
    }

    private static func guess(_ bytes: ByteView) -> UTF16Order {
        var zeros = (even: 0, odd: 0)
        for index in 0..<min(bytes.count, 256) where bytes[index] == 0 {
            if index % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        return zeros.even > zeros.odd ? .bigEndian : .littleEndian
    }

    /// Four bytes a character, so that a bad one does not shift those behind it, as it would with the C library.
    private static func decodeWideUnits(_ bytes: ByteView, isLittleEndian: Bool, into text: inout ByteBuffer) -> Int {
        var replacements = 0
        var position = 0
        text.makeRoom(for: bytes.count)
        while position + 3 < bytes.count {
            var unit: UInt32 = 0
            for place in 0..<4 { unit = unit << 8 | UInt32(bytes[position + (isLittleEndian ? 3 - place : place)]) }
            if position > 0 || unit != 0xFEFF { text.append(scalar: unit) }
            if Unicode.Scalar(unit) == nil { replacements += 1 }
            position += 4
        }
        if position < bytes.count {
            text.appendReplacement()
            replacements += 1
        }
        return replacements
    }

    /// `high` is the place of the more significant byte in each pair.
    private static func decodeUnits(_ bytes: ByteView, high: Int, into text: inout ByteBuffer) -> Int {
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
