/// Reads UTF-8 that may be broken: every maximal ill-formed stretch becomes one U+FFFD (Unicode §3.9).
enum UTF8Repair {
    struct Count {
        /// Characters outside ASCII.
        var good = 0
        /// Stretches replaced, a character cut off at the end included.
        var bad = 0
        var isCutAtEnd = false
    }

    static func decode(_ bytes: ByteView, into text: inout [UInt8]) -> Count {
        var count = Count()
        text.makeRoom(for: bytes.count)
        var position = 0
        while position < bytes.count {
            let end = bytes.endOfASCII(from: position)
            text.append(contentsOf: bytes.view(position..<end))
            position = end
            while position < bytes.count, bytes[position] >= 0x80 {
                let (length, isWhole) = sequence(bytes, at: position)
                if isWhole {
                    text.append(contentsOf: bytes.view(position..<position + length))
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
    private static func sequence(_ bytes: ByteView, at position: Int) -> (length: Int, isWhole: Bool) {
        let lead = bytes[position]
        let length: Int
        var allowed: ClosedRange<UInt8> = 0x80...0xBF
        switch lead {
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
