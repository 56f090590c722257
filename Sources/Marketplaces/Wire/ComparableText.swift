/// A text as it is compared when an answer is looked for among the messages that a marketplace shows: runs of white space
/// count as one blank, ends do not count. Comparison by `==` is by canonical equivalence, so composed and decomposed
/// letters are the same.
struct ComparableText: Hashable, Sendable {
    let text: String

    init(_ text: String) {
        self.text = text.split { $0.isWhitespace || $0 == "\u{200B}" || $0 == "\u{FEFF}" }.joined(separator: " ")
    }
}
