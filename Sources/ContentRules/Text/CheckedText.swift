import Replies

/// A text line by line, each prepared for matching with a way back to what stands there.
struct CheckedText {
    struct Line {
        /// From 1.
        let number: Int
        let text: String
        let folded: FoldedText
        /// Offset in `text`, in UTF-8 bytes, of each byte of `folded`.
        let origins: [Int]

        init(_ text: Substring, number: Int) {
            self.number = number
            self.text = String(text)
            var origins: [Int] = []
            folded = FoldedText(unmasking: text, origins: &origins)
            self.origins = origins
        }

        /// The buyer's words above an answer of the agent's.
        var isQuoted: Bool { text.hasPrefix("> ") }

        /// The folded line as a text; its UTF-8 bytes are ``folded``'s.
        var plain: String { String(decoding: folded.bytes, as: UTF8.self) }
    }

    let lines: [Line]

    init(_ text: String) {
        lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated()
            .map { Line($0.element, number: $0.offset + 1) }
    }
}

extension CheckedText.Line {
    /// Where a range of the folded line stands in the text, in UTF-8 bytes.
    func place(of range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty, origins.indices.contains(range.lowerBound), origins.indices.contains(range.upperBound - 1)
        else { return 0..<0 }
        let bytes = text.utf8
        let last = origins[range.upperBound - 1]
        var end = bytes.index(bytes.startIndex, offsetBy: last + 1)
        var length = last + 1
        // To the end of the character that the last byte came from.
        while end < bytes.endIndex, bytes[end] & 0xC0 == 0x80 {
            end = bytes.index(after: end)
            length += 1
        }
        return origins[range.lowerBound]..<length
    }

    /// The text's own bytes of a range of the folded line.
    func written(at range: Range<Int>) -> Substring.UTF8View {
        let place = place(of: range)
        return text.utf8.dropFirst(place.lowerBound).prefix(place.count)
    }

    /// Whether a letter from A to Z stands there.
    func hasCapitals(at range: Range<Int>) -> Bool { written(at: range).contains { (0x41...0x5A).contains($0) } }

    func finding(_ rule: RuleName, _ action: RuleAction, at range: Range<Int>) -> Finding {
        let place = place(of: range)
        let before = String(decoding: text.utf8.prefix(place.lowerBound), as: UTF8.self)
        let found = String(decoding: written(at: range), as: UTF8.self)
        return Finding(
            rule: rule, action: action, excerpt: String(found.prefix(Finding.longestExcerpt)), line: number,
            column: before.count + 1)
    }
}
