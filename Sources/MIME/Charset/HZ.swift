/// HZ-GB-2312 (RFC 1843), rewritten to 8-bit GB for the C library, which lacks it.
enum HZ {
    /// Appends the text of `bytes` in UTF-8. Returns how many bytes became U+FFFD.
    static func decode(_ bytes: ByteView, into text: inout ByteBuffer) -> Int {
        var plain = ByteBuffer(capacity: bytes.count)
        var isChinese = false
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            let next = position + 1 < bytes.count ? bytes[position + 1] : 0
            if byte == UInt8(ascii: "~"), let shift = Shift(next, isChinese: isChinese) {
                switch shift {
                case .toChinese: isChinese = true
                case .toASCII: isChinese = false
                case .tilde: plain.append(UInt8(ascii: "~"))
                case .joinLines: break
                }
                position += 2
                continue
            }
            if byte == .lineFeed { isChinese = false }
            if isChinese, (0x21...0x7E).contains(byte) {
                // Half a character is left to the C library to refuse.
                plain.append(byte | 0x80)
                if (0x21...0x7E).contains(next) { plain.append(next | 0x80) }
                position += (0x21...0x7E).contains(next) ? 2 : 1
            } else {
                plain.append(byte)
                position += 1
            }
        }
        return Iconv.decode(plain.view, from: "GB18030", into: &text)
    }

    private enum Shift {
        case toChinese, toASCII, tilde, joinLines

        init?(_ byte: UInt8, isChinese: Bool) {
            switch byte {
            case UInt8(ascii: "{"): self = .toChinese
            case UInt8(ascii: "}"): self = .toASCII
            case UInt8(ascii: "~") where !isChinese: self = .tilde
            case .lineFeed: self = .joinLines
            default: return nil
            }
        }
    }
}
