/// All lines of a buffer that start with two hyphens, found in one pass, so that no boundary is ever searched for.
struct DelimiterIndex {
    struct Line {
        /// Where the line starts.
        let start: Int
        /// Behind the two hyphens, trailing white space trimmed.
        let content: Range<Int>
        /// Behind the line end.
        let next: Int
        /// Of `content`.
        let hash: UInt64
        /// Of `content` without the two hyphens at its end, if it has them.
        let closingHash: UInt64?
    }

    /// Longer lines are no delimiters; the standard allows 70 bytes.
    static let longest = 1000

    private(set) var lines: [Line] = []
    /// Start of the last line with a hash; built when first asked for.
    private var lastStart: [UInt64: Int]?

    init(_ bytes: ByteView, from start: Int, to end: Int, lineEnd: UInt8) {
        var position = start
        while position < end {
            let stop = bytes.position(of: lineEnd, from: position, to: end)
            if position + 1 < end, bytes[position] == UInt8(ascii: "-"), bytes[position + 1] == UInt8(ascii: "-") {
                add(bytes, position, stop ?? end, next: stop.map { $0 + 1 } ?? end)
            }
            position = stop.map { $0 + 1 } ?? end
        }
    }

    private mutating func add(_ bytes: ByteView, _ start: Int, _ stop: Int, next: Int) {
        var end = stop
        while end > start + 2, bytes[end - 1].isWhiteSpace { end -= 1 }
        guard end - start - 2 <= Self.longest else { return }
        let content = start + 2..<end
        let isClosing = content.count >= 2 && bytes[end - 1] == UInt8(ascii: "-") && bytes[end - 2] == UInt8(ascii: "-")
        lines.append(
            Line(
                start: start, content: content, next: next, hash: Self.hash(bytes.view(content)),
                closingHash: isClosing ? Self.hash(bytes.view(content.lowerBound..<end - 2)) : nil))
    }

    /// FNV-1a.
    static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(14_695_981_039_346_656_037) { ($0 ^ UInt64($1)) &* 1_099_511_628_211 }
    }

    /// The place in `lines` of the first line at or behind `offset`, searched for from `place` on.
    func place(atOrBehind offset: Int, from place: Int) -> Int {
        var place = place
        while place < lines.count, lines[place].start < offset { place += 1 }
        return place
    }

    /// Whether a delimiter with this hash may stand at or behind `offset`.
    mutating func mayOccur(_ hash: UInt64, atOrBehind offset: Int) -> Bool {
        if lastStart == nil {
            var table: [UInt64: Int] = [:]
            table.reserveCapacity(lines.count)
            for line in lines {
                table[line.hash] = line.start
                if let closing = line.closingHash { table[closing] = line.start }
            }
            lastStart = table
        }
        return (lastStart?[hash]).map { $0 >= offset } ?? false
    }
}
