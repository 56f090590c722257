/// All lines of a buffer that start with two hyphens, found in one pass, so that no boundary is ever searched for.
struct DelimiterIndex {
    /// Small, as a mail may consist of such lines. Offsets have 32 bits, see ``FieldEntry``.
    struct Line {
        private let lineStart: UInt32
        private let contentCount: UInt16
        /// Whether `content` ends with two hyphens.
        let isClosing: Bool
        /// Of `content`.
        let hash: UInt32
        /// Of `content` without two hyphens at its end.
        let closingHash: UInt32

        init(start: Int, contentCount: Int, hash: UInt32, closingHash: UInt32, isClosing: Bool) {
            lineStart = UInt32(start)
            self.contentCount = UInt16(contentCount)
            self.hash = hash
            self.closingHash = closingHash
            self.isClosing = isClosing
        }

        /// Where the line starts.
        var start: Int { Int(lineStart) }
        /// Behind the two hyphens, trailing white space trimmed; not empty.
        var content: Range<Int> { start + 2..<start + 2 + Int(contentCount) }
    }

    /// Longer lines are no delimiters; the standard allows 70 bytes.
    static let longest = 1000
    /// Up to so many lines are searched for a delimiter; for more there is a table.
    private static let fewLines = 20_000

    private(set) var lines: [Line] = []
    /// By the lowest bits of a hash: the start of the last line with it; built when first needed.
    private var lastStarts: [UInt32] = []
    private static let mask: UInt32 = (1 << 20) - 1

    init(_ bytes: ByteView, from start: Int, to end: Int, lineEnd: UInt8) {
        var position = start
        while position < end {
            let stop = bytes.position(of: lineEnd, from: position, to: end)
            if position + 1 < end, bytes[position] == UInt8(ascii: "-"), bytes[position + 1] == UInt8(ascii: "-") {
                add(bytes, position, stop ?? end)
            }
            position = stop.map { $0 + 1 } ?? end
        }
    }

    private mutating func add(_ bytes: ByteView, _ start: Int, _ stop: Int) {
        var end = stop
        while end > start + 2, bytes[end - 1].isWhiteSpace { end -= 1 }
        guard (1...Self.longest).contains(end - start - 2) else { return }
        let content = start + 2..<end
        let isClosing = content.count >= 2 && bytes[end - 1] == UInt8(ascii: "-") && bytes[end - 2] == UInt8(ascii: "-")
        let closingHash = isClosing ? Self.hash(bytes.view(start + 2..<end - 2)) : 0
        let hash =
            isClosing
            ? Self.mix(Self.mix(closingHash, UInt8(ascii: "-")), UInt8(ascii: "-")) : Self.hash(bytes.view(content))
        lines.append(
            Line(
                start: start, contentCount: content.count, hash: hash, closingHash: closingHash, isClosing: isClosing))
    }

    /// FNV-1a.
    static func hash(_ bytes: ByteView) -> UInt32 {
        var hash: UInt32 = 2_166_136_261
        for byte in bytes { hash = mix(hash, byte) }
        return hash
    }

    static func hash(_ bytes: [UInt8]) -> UInt32 { bytes.withUnsafeBufferPointer { hash($0) } }

    private static func mix(_ hash: UInt32, _ byte: UInt8) -> UInt32 { (hash ^ UInt32(byte)) &* 16_777_619 }

    /// The number of the first line at or behind `offset`, searched for from `number` on.
    func number(atOrBehind offset: Int, from number: Int) -> Int {
        var number = number
        while number < lines.count, lines[number].start < offset { number += 1 }
        return number
    }

    /// The number of the first line at or behind `offset`.
    func number(atOrBehind offset: Int) -> Int {
        var lower = 0
        var upper = lines.count
        while lower < upper {
            let middle = (lower + upper) / 2
            if lines[middle].start < offset { lower = middle + 1 } else { upper = middle }
        }
        return lower
    }

    /// Whether a delimiter with this hash may stand at or behind `offset`; no is certain.
    mutating func mayOccur(_ hash: UInt32, atOrBehind offset: Int) -> Bool {
        guard lines.count > Self.fewLines else {
            return lines[number(atOrBehind: offset)...].contains { line in
                line.hash == hash || line.isClosing && line.closingHash == hash
            }
        }
        if lastStarts.isEmpty { fillTable() }
        return Int(lastStarts[Int(hash & Self.mask)]) >= max(offset, 1)
    }

    private mutating func fillTable() {
        lastStarts = Array(repeating: 0, count: Int(Self.mask) + 1)
        for line in lines {
            lastStarts[Int(line.hash & Self.mask)] = UInt32(line.start)
            if line.isClosing { lastStarts[Int(line.closingHash & Self.mask)] = UInt32(line.start) }
        }
    }
}
