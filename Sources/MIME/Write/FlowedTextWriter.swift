/// Breaks long lines by format=flowed (RFC 3676 §4), without DelSp.
enum FlowedTextWriter {
    private static let longestLine = 72

    /// - Parameter text: lines end with CRLF.
    static func wrap(_ text: String) -> String {
        var output = ""
        for line in text.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast() {
            append(line, to: &output)
        }
        return output
    }

    private static func append(_ line: Substring, to output: inout String) {
        let marks = line.prefix { $0 == ">" }
        var rest = line.dropFirst(marks.count)
        if !marks.isEmpty, rest.first == " " { rest = rest.dropFirst() }
        if rest != "-- " {
            while rest.last == " " { rest = rest.dropLast() }
        }
        let quote = marks.isEmpty ? "" : marks + " "
        while true {
            let (piece, next) = cut(rest, to: max(longestLine - quote.utf8.count, 20))
            // A blank is put before what would otherwise be read as a quote, a blank to remove, or a mailbox's separator.
            let isStuffed = quote.isEmpty && (piece.hasPrefix(" ") || piece.hasPrefix(">") || piece.hasPrefix("From "))
            output += quote + (isStuffed ? " " : "") + piece + "\r\n"
            guard let next else { return }
            rest = next
        }
    }

    /// Cuts behind the last blank within `length` bytes, or behind the first one after; nil as rest if nothing is left.
    private static func cut(_ line: Substring, to length: Int) -> (Substring, Substring?) {
        guard line.utf8.count > length, line != "-- " else { return (line, nil) }
        var best: Substring.Index?
        var position = 0
        for index in line.utf8.indices {
            position += 1
            guard line.utf8[index] == 0x20 else { continue }
            if position > length, best != nil { break }
            best = line.utf8.index(after: index)
            if position > length { break }
        }
        guard let best, best < line.endIndex else { return (line, nil) }
        return (line[..<best], line[best...])
    }
}
