/// A piece of unstructured text between two blanks, or several that have to be encoded together.
enum UnstructuredRun: Equatable {
    case plain(String)
    /// May hold blanks. Two of them never follow each other, because readers drop the blank between encoded-words.
    case encoded(String)

    /// A longer word is encoded, since it would break the limit of 998 bytes a line.
    private static let longestPlainWord = 900

    static func runs(of text: String) -> [UnstructuredRun] {
        guard !text.isEmpty else { return [] }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        var encodes = words.map(needsEncoding)
        // A blank beside another one, or at an end of the text, survives only within an encoded-word.
        for (index, word) in words.enumerated() where word.isEmpty {
            encodes[index] = true
            if index + 1 < words.count { encodes[index + 1] = true } else if index > 0 { encodes[index - 1] = true }
        }
        var runs: [UnstructuredRun] = []
        var index = 0
        while index < words.count {
            guard encodes[index] else {
                runs.append(.plain(String(words[index])))
                index += 1
                continue
            }
            let start = index
            while index < words.count, encodes[index] { index += 1 }
            runs.append(.encoded(words[start..<index].joined(separator: " ")))
        }
        return runs
    }

    private static func needsEncoding(_ word: Substring) -> Bool {
        word.utf8.count > longestPlainWord || word.utf8.contains { $0 <= 0x20 || $0 >= 0x7F } || looksEncoded(word)
    }
}

/// Whether a reader could take something in `text` for an encoded-word.
func looksEncoded(_ text: some StringProtocol) -> Bool {
    zip(text.utf8, text.utf8.dropFirst()).contains { $0 == UInt8(ascii: "=") && $1 == UInt8(ascii: "?") }
}
