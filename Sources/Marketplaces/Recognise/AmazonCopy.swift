/// Amazon's copy of an answer: the answer as the buyer got it, with what ``AmazonRelayMail`` put below it.
enum AmazonCopy {
    /// The agent's words in a message that was cut out of its frame: without quoted history and without the line that
    /// names the order.
    static func words(of message: String) -> String {
        let words = History.cut(message[...])
        guard let line = orderLineRange(of: words) else { return String(words).trimmed }
        let rest = String(words[..<line.lowerBound]).trimmed
        return rest.isEmpty ? String(words).trimmed : rest
    }

    /// The line that names the order, last of the answer.
    static func orderLine(of message: String) -> String? {
        let words = History.cut(message[...])
        return orderLineRange(of: words).map { String(words[$0]) }
    }

    private static func orderLineRange(of words: Substring) -> Range<Substring.Index>? {
        var end = words.endIndex
        while end != words.startIndex, words[words.index(before: end)].isWhitespace { end = words.index(before: end) }
        let start = words[..<end].lastIndex(where: \.isNewline).map { words.index(after: $0) } ?? words.startIndex
        let line = words[start..<end]
        // Order numbers are short; a heading of the agent's own has blanks in it.
        guard line.hasPrefix("# "), line.utf8.count <= 80, !line.dropFirst(2).contains(where: \.isWhitespace),
            line.contains(where: \.isASCIIDigit)
        else { return nil }
        return start..<end
    }
}
