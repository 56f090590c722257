extension ByteBuffer {
    /// Appends one Unicode scalar in UTF-8; a surrogate or a value out of range becomes U+FFFD.
    mutating func append(scalar: UInt32) {
        makeRoom(for: 4)
        let end = free
        switch scalar {
        case 0..<0x80:
            end[0] = UInt8(scalar)
            advance(by: 1)
        case 0x80..<0x800:
            end[0] = UInt8(0xC0 | scalar >> 6)
            end[1] = UInt8(0x80 | scalar & 0x3F)
            advance(by: 2)
        case 0x800..<0xD800, 0xE000..<0x10000:
            end[0] = UInt8(0xE0 | scalar >> 12)
            end[1] = UInt8(0x80 | scalar >> 6 & 0x3F)
            end[2] = UInt8(0x80 | scalar & 0x3F)
            advance(by: 3)
        case 0x10000..<0x110000:
            end[0] = UInt8(0xF0 | scalar >> 18)
            end[1] = UInt8(0x80 | scalar >> 12 & 0x3F)
            end[2] = UInt8(0x80 | scalar >> 6 & 0x3F)
            end[3] = UInt8(0x80 | scalar & 0x3F)
            advance(by: 4)
        default:
            appendReplacement()
        }
    }

    /// Appends U+FFFD.
    mutating func appendReplacement() {
        append(0xEF)
        append(0xBF)
        append(0xBD)
    }
}

extension String {
    /// The text of bytes that are known to be UTF-8.
    init(knownUTF8 bytes: ByteView, isASCII: Bool = false) {
        guard !bytes.isEmpty else {
            self = ""
            return
        }
        self = String(copying: UTF8Span(unchecked: bytes.span, isKnownASCII: isASCII))
    }
}
