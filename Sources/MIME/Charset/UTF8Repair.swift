/// Tells UTF-8 from what only looks like it, and reads UTF-8 that may be broken (RFC 3629 §4, Unicode §3.9).
enum UTF8Repair {
    struct Count {
        /// Characters outside ASCII.
        var good = 0
        /// Stretches replaced, a character cut off at the end included.
        var bad = 0
        var isCutAtEnd = false
    }

    /// Where the longest beginning of `bytes` ends that is well-formed, and whether it is all ASCII.
    static func validBeginning(of bytes: ByteView) -> (end: Int, isASCII: Bool) {
        var position = bytes.endOfASCII(from: 0)
        guard position < bytes.count else { return (position, true) }
        while position < bytes.count {
            repeat {
                let (length, isWhole) = sequence(bytes, at: position)
                guard isWhole else { return (position, false) }
                position += length
            } while position < bytes.count && bytes[position] >= 0x80
            position = bytes.endOfASCII(from: position)
        }
        return (position, false)
    }

    static func isValid(_ bytes: ByteView) -> Bool { validBeginning(of: bytes).end == bytes.count }

    /// Appends `bytes`; every maximal ill-formed stretch becomes one U+FFFD.
    @discardableResult
    static func decode(_ bytes: ByteView, into text: inout ByteBuffer) -> Count {
        var count = Count()
        var position = 0
        while position < bytes.count {
            let end = bytes.endOfASCII(from: position)
            text.append(bytes.view(position..<end))
            position = end
            while position < bytes.count, bytes[position] >= 0x80 {
                let (length, isWhole) = sequence(bytes, at: position)
                if isWhole {
                    text.append(bytes.view(position..<position + length))
                    count.good += 1
                } else {
                    text.appendReplacement()
                    count.bad += 1
                    count.isCutAtEnd =
                        position + length == bytes.count && bytes[position] >= 0xC2 && bytes[position] < 0xF5
                }
                position += length
            }
        }
        return count
    }

    /// The length of the sequence at `position`, or of its longest valid beginning (at least one byte).
    @inline(__always)
    private static func sequence(_ bytes: ByteView, at position: Int) -> (length: Int, isWhole: Bool) {
        let lead = bytes[position]
        if lead >= 0xC2, lead < 0xE0, position + 1 < bytes.count, bytes[position + 1] & 0xC0 == 0x80 {
            return (2, true)
        }
        if lead > 0xE0, lead < 0xED, position + 2 < bytes.count, bytes[position + 1] & 0xC0 == 0x80,
            bytes[position + 2] & 0xC0 == 0x80
        {
            return (3, true)
        }
        return rareSequence(bytes, at: position)
    }

    /// Sequences whose second byte is restricted, of four bytes, or broken.
    private static func rareSequence(_ bytes: ByteView, at position: Int) -> (length: Int, isWhole: Bool) {
        let length: Int
        var allowed: ClosedRange<UInt8> = 0x80...0xBF
        switch bytes[position] {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, allowed) = (3, 0xA0...0xBF)
        case 0xED: (length, allowed) = (3, 0x80...0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, allowed) = (4, 0x90...0xBF)
        case 0xF4: (length, allowed) = (4, 0x80...0x8F)
        case 0xF1...0xF3: length = 4
        default: return (1, false)
        }
        var read = 1
        while read < length {
            guard position + read < bytes.count, allowed.contains(bytes[position + read]) else { return (read, false) }
            allowed = 0x80...0xBF
            read += 1
        }
        return (length, true)
    }
}
