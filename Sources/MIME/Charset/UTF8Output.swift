extension [UInt8] {
    /// Reserves room for `more` bytes, growing so that many small calls stay linear.
    mutating func makeRoom(for more: Int) {
        if capacity - count < more { reserveCapacity(Swift.max(count + more, capacity * 2)) }
    }

    /// Appends one Unicode scalar in UTF-8; a surrogate or a value out of range becomes U+FFFD.
    mutating func append(scalar: UInt32) {
        switch scalar {
        case 0..<0x80:
            append(UInt8(scalar))
        case 0x80..<0x800:
            append(UInt8(0xC0 | scalar >> 6))
            append(UInt8(0x80 | scalar & 0x3F))
        case 0x800..<0xD800, 0xE000..<0x10000:
            append(UInt8(0xE0 | scalar >> 12))
            append(UInt8(0x80 | scalar >> 6 & 0x3F))
            append(UInt8(0x80 | scalar & 0x3F))
        case 0x10000..<0x110000:
            append(UInt8(0xF0 | scalar >> 18))
            append(UInt8(0x80 | scalar >> 12 & 0x3F))
            append(UInt8(0x80 | scalar >> 6 & 0x3F))
            append(UInt8(0x80 | scalar & 0x3F))
        default:
            appendReplacement()
        }
    }

    /// Appends U+FFFD.
    mutating func appendReplacement() { append(contentsOf: [0xEF, 0xBF, 0xBD] as [UInt8]) }
}

extension UnsafeBufferPointer<UInt8> {
    /// The first position at or behind `start` whose byte is outside ASCII; `count` if there is none.
    func endOfASCII(from start: Int) -> Int {
        var position = start
        let raw = UnsafeRawBufferPointer(self)
        while position + 8 <= count {
            if raw.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 != 0 { break }
            position += 8
        }
        while position < count, self[position] < 0x80 { position += 1 }
        return position
    }
}
