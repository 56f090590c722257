/// Breaks long lines by format=flowed (RFC 3676 §4), without DelSp. A word is never parted, so text without blanks, such as
/// Chinese or Japanese, stays in long lines, which the transfer coding makes short.
struct FlowedTextWriter {
    /// Characters of a line, its quote marks included.
    private static let longestLine = 72
    /// Characters left for text behind many quote marks.
    private static let leastRoom = 20

    private var output: [UInt8] = []

    /// - Parameter lines: UTF-8 whose lines end with CRLF.
    static func wrap(_ lines: [UInt8]) -> [UInt8] {
        var writer = FlowedTextWriter()
        writer.output.reserveCapacity(lines.count + lines.count / 16)
        lines.withUnsafeBufferPointer { lines in
            var start = 0
            while start < lines.count {
                let lineFeed = lines.position(of: .lineFeed, from: start) ?? lines.count
                writer.append(lines.view(start..<lineFeed - 1))
                start = lineFeed + 1
            }
        }
        return writer.output
    }

    private mutating func append(_ line: ByteView) {
        let depth = line.prefix { $0 == UInt8(ascii: ">") }.count
        var start = depth
        if depth > 0, start < line.count, line[start] == .space { start += 1 }
        var end = line.count
        if !Self.isSignatureMark(line.view(start..<end)) {
            while end > start, line[end - 1] == .space { end -= 1 }
        }
        let room = max(Self.longestLine - (depth > 0 ? depth + 1 : 0), Self.leastRoom)
        repeat {
            let cut = Self.cut(line.view(start..<end), to: room)
            put(line.view(start..<start + cut), depth: depth)
            start += cut
        } while start < end
    }

    /// Writes one line. A blank goes before what would be read as a quote, as that blank, or as a mailbox's separator.
    private mutating func put(_ piece: ByteView, depth: Int) {
        output.append(contentsOf: repeatElement(UInt8(ascii: ">"), count: depth))
        let isQuote = depth > 0 && !piece.isEmpty
        if isQuote || piece.starts(with: " ") || piece.starts(with: ">") || piece.starts(with: "From ") {
            output.append(.space)
        }
        output.append(contentsOf: piece)
        output.append(.carriageReturn)
        output.append(.lineFeed)
    }

    /// Where to cut: behind the last blank within `room` characters, or behind the first one after; else at the end.
    private static func cut(_ line: ByteView, to room: Int) -> Int {
        var best: Int?
        var characters = 0
        for index in line.indices {
            if line[index] & 0xC0 != 0x80 { characters += 1 }
            if characters > room, best != nil { break }
            // A piece that is a signature mark would not be read as flowed.
            guard line[index] == .space, !isSignatureMark(line.view(0..<index + 1)) else { continue }
            best = index + 1
            if characters > room { break }
        }
        guard characters > room, let best else { return line.count }
        return best
    }

    private static func isSignatureMark(_ line: ByteView) -> Bool { line.count == 3 && line.starts(with: "-- ") }
}
