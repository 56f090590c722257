/// Quoted-printable (RFC 2045 §6.7). An escape that is none stays as it is.
enum QuotedPrintable {
    /// Writes the decoded bytes, which are never more than the coded ones, to `output` in one pass.
    ///
    /// - Parameter output: has room for as many bytes as `bytes` has and the slack of a ``ByteBuffer``.
    /// - Returns: how many bytes were written, and whether each escape was well-formed.
    static func decode(_ bytes: ByteView, into output: UnsafeMutablePointer<UInt8>) -> (count: Int, isClean: Bool) {
        var isClean = true
        var count = 0
        // White space before this place was written as an escape and is meant.
        var kept = 0
        var position = 0
        while true {
            count += copyPlain(bytes, &position, to: output + count)
            guard position < bytes.count else { return (count, isClean) }
            if bytes[position] == .lineFeed {
                let hasReturn = count > kept && output[count - 1] == .carriageReturn
                // White space before a line end was added on the way.
                while count > kept, output[count - 1].isWhiteSpace { count -= 1 }
                if hasReturn {
                    output[count] = .carriageReturn
                    count += 1
                }
                output[count] = .lineFeed
                count += 1
                kept = count
                position += 1
            } else if position + 2 < bytes.count, let byte = hexadecimalPair(bytes[position + 1], bytes[position + 2]) {
                output[count] = byte
                count += 1
                kept = count
                position += 3
            } else if let next = endOfSoftBreak(bytes, position + 1) {
                kept = count
                position = next
            } else {
                output[count] = UInt8(ascii: "=")
                count += 1
                kept = count
                position += 1
                isClean = false
            }
        }
    }

    /// Copies up to the next `=` or line feed, which `position` stands on then.
    @inline(__always)
    private static func copyPlain(
        _ bytes: ByteView, _ position: inout Int, to output: UnsafeMutablePointer<UInt8>
    ) -> Int {
        let start = position
        let raw = UnsafeMutableRawPointer(output)
        while position + 8 <= bytes.count {
            let word = bytes.word(at: position)
            raw.storeBytes(of: word, toByteOffset: position - start, as: Word.self)
            let special =
                word.bytes(equalTo: Word(repeating: UInt8(ascii: "="))) | word.bytes(equalTo: Word(repeating: 0x0A))
            if special != 0 {
                position += special.firstByte
                return position - start
            }
            position += 8
        }
        while position < bytes.count, bytes[position] != UInt8(ascii: "="), bytes[position] != .lineFeed {
            output[position - start] = bytes[position]
            position += 1
        }
        return position - start
    }

    /// Behind the white space and line end that follow the `=` of a soft line break; nil if it is none.
    private static func endOfSoftBreak(_ bytes: ByteView, _ start: Int) -> Int? {
        var position = start
        while position < bytes.count, bytes[position] != .lineFeed {
            guard bytes[position].isWhiteSpace else { return nil }
            position += 1
        }
        return min(position + 1, bytes.count)
    }

    @inline(__always)
    private static func hexadecimalPair(_ high: UInt8, _ low: UInt8) -> UInt8? {
        let first = nibble(high)
        let second = nibble(low)
        return first | second < 16 ? first << 4 | second : nil
    }

    /// The value of a hexadecimal digit; 16 or more for any other byte.
    @inline(__always)
    private static func nibble(_ byte: UInt8) -> UInt8 {
        let digit = byte &- 0x30
        if digit < 10 { return digit }
        let letter = (byte | 0x20) &- 0x61
        return letter < 6 ? letter + 10 : 16
    }
}
