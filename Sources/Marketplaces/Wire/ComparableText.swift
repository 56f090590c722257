/// A text as it is compared when an answer is looked for among the messages that a marketplace shows: runs of white space
/// count as one blank, ends do not count. Comparison by `==` is by canonical equivalence, so composed and decomposed
/// letters are the same.
struct ComparableText: Hashable, Sendable {
    let text: String

    init(_ text: String) {
        self.text = text.split { $0.isWhitespace || $0 == "\u{200B}" || $0 == "\u{FEFF}" }.joined(separator: " ")
    }

    /// Whether it is likely the same text with some words put in, taken out or masked: at least half of the longer one's
    /// words are common. For the question whether an answer may have been changed on its way.
    func resembles(_ other: ComparableText) -> Bool {
        let (words, others) = (text.split(separator: " "), other.text.split(separator: " "))
        guard !words.isEmpty, !others.isEmpty else { return false }
        var counts: [Substring: Int] = [:]
        for word in words { counts[word, default: 0] += 1 }
        var common = 0
        for word in others {
            guard let left = counts[word], left > 0 else { continue }
            counts[word] = left - 1
            common += 1
        }
        return 2 * common >= max(words.count, others.count)
    }
}
