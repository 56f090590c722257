/// `ok`, alone or with the code of a question.
struct ConsentWord: Sendable, Hashable {
    /// Capital letters and digits; nil for `ok` alone.
    var code: String?

    init(code: String? = nil) { self.code = code }

    /// `ok`, `OK!`, `o.k.`, `okay 7F3-K2M`; a question mark asks back. Nil for anything else.
    init?(_ line: String) {
        guard !line.contains("?") else { return nil }
        if Self.isWord(line) { return }
        let words = line.split(whereSeparator: \.isWhitespace)
        guard words.count == 2, Self.isWord(words[0]), let code = Self.code(words[1]) else { return nil }
        self.code = code
    }

    /// Whether a line begins like the answer to a question, whatever follows: `ok 7F3K2M, please`.
    static func beginsWithCode(_ line: String) -> Bool {
        let words = line.split(whereSeparator: \.isWhitespace)
        return words.count >= 2 && isWord(words[0]) && code(words[1]) != nil
    }

    /// Four to eight letters and digits, both of which occur: no word of a language, and no order number.
    static func code(_ word: some StringProtocol) -> String? {
        guard !word.contains("?") else { return nil }
        let edges = word.split { !$0.isLetter && !$0.isNumber && $0 != "-" }
        guard edges.count == 1, let inner = edges.first else { return nil }
        let code = inner.uppercased().filter { $0 != "-" }
        guard (4...8).contains(code.utf8.count), code.utf8.allSatisfy({ isDigit($0) || (0x41...0x5A).contains($0) }),
            code.utf8.contains(where: isDigit), !code.utf8.allSatisfy(isDigit)
        else { return nil }
        return code
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private static func isWord(_ text: some StringProtocol) -> Bool {
        ["ok", "okay"].contains(text.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
