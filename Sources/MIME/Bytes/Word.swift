/// Eight bytes of text at once: the first of them in the lowest bits.
///
/// A question is answered by a word whose highest bit is set in each byte that fits. The first byte told is always right;
/// one behind it may be told by mistake, so only ``firstByte`` of an answer counts.
typealias Word = UInt64

extension Word {
    /// The highest bit of each byte.
    static let high: Word = 0x8080_8080_8080_8080
    private static let ones: Word = 0x0101_0101_0101_0101

    init(repeating byte: UInt8) { self = Word.ones &* Word(byte) }

    var isASCII: Bool { self & .high == 0 }

    /// Bytes that are zero.
    private var zeros: Word { (self &- .ones) & ~self & .high }

    /// Bytes that equal the one that `pattern` repeats.
    @inline(__always)
    func bytes(equalTo pattern: Word) -> Word { (self ^ pattern).zeros }

    /// ASCII bytes below the one that `pattern` repeats, which is at most 0x80.
    @inline(__always)
    func bytes(below pattern: Word) -> Word { (self &- pattern) & ~self & .high }

    /// Of an answer: the index of the first byte that fits; 8 if there is none.
    var firstByte: Int { trailingZeroBitCount >> 3 }
}

extension UnsafeBufferPointer<UInt8> {
    /// The eight bytes at `position`, all of which exist.
    @inline(__always)
    func word(at position: Int) -> Word {
        UnsafeRawPointer(baseAddress.unsafelyUnwrapped).loadUnaligned(fromByteOffset: position, as: Word.self)
    }

    /// The first position at or behind `start` whose byte is outside ASCII; `count` if there is none.
    func endOfASCII(from start: Int) -> Int {
        var position = start
        while position + 8 <= count {
            let high = word(at: position) & .high
            if high != 0 { return position + high.firstByte }
            position += 8
        }
        while position < count, self[position] < 0x80 { position += 1 }
        return position
    }

    /// How many bytes are outside ASCII.
    var highByteCount: Int {
        var total = 0
        var position = 0
        while position + 8 <= count {
            total += (word(at: position) & .high).nonzeroBitCount
            position += 8
        }
        while position < count {
            total += Int(self[position] >> 7)
            position += 1
        }
        return total
    }

    /// Whether any byte is outside ASCII.
    var hasHighBytes: Bool { endOfASCII(from: 0) < count }
}
