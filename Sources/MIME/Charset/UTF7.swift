/// UTF-7 (RFC 2152), reading only. Output is never read again.
enum UTF7 {
    /// Appends the text of `bytes` in UTF-8. Returns how many stretches became U+FFFD.
    static func decode(_ bytes: ByteView, into text: inout ByteBuffer) -> Int {
        var replacements = 0
        var position = 0
        text.makeRoom(for: bytes.count)
        while position < bytes.count {
            let end = bytes.position(of: UInt8(ascii: "+"), from: position) ?? bytes.count
            replacements += UTF8Repair.decode(bytes.view(position..<end), into: &text).bad
            position = end + 1
            guard position < bytes.count else {
                if end < bytes.count { text.append(UInt8(ascii: "+")) }
                break
            }
            if bytes[position] == UInt8(ascii: "-") {
                text.append(UInt8(ascii: "+"))
                position += 1
            } else {
                replacements += decodeRun(bytes, &position, into: &text)
            }
        }
        return replacements
    }

    /// Reads one run of modified base64, UTF-16 big-endian inside, and the `-` that may end it.
    private static func decodeRun(_ bytes: ByteView, _ position: inout Int, into text: inout ByteBuffer) -> Int {
        var bits: UInt32 = 0
        var bitCount = 0
        var replacements = 0
        // The first half of a surrogate pair.
        var high: UInt32?
        let start = position
        while position < bytes.count, let value = Base64.value(of: bytes[position]) {
            bits = bits << 6 | UInt32(value)
            bitCount += 6
            position += 1
            guard bitCount >= 16 else { continue }
            bitCount -= 16
            let unit = (bits >> UInt32(bitCount)) & 0xFFFF
            if let first = high {
                high = nil
                if 0xDC00..<0xE000 ~= unit {
                    text.append(scalar: 0x10000 + (first - 0xD800) << 10 + (unit - 0xDC00))
                    continue
                }
                text.appendReplacement()
                replacements += 1
            }
            switch unit {
            case 0xD800..<0xDC00:
                high = unit
            case 0xDC00..<0xE000:
                text.appendReplacement()
                replacements += 1
            default:
                text.append(scalar: unit)
            }
        }
        if position == start {
            text.append(UInt8(ascii: "+"))
            return 0
        }
        if high != nil || bitCount >= 6 {
            text.appendReplacement()
            replacements += 1
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
        return replacements
    }
}
