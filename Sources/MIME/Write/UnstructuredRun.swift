/// A piece of unstructured text between two blanks, or several that have to be encoded together.
enum UnstructuredRun: Equatable {
    case plain(String)
    /// May hold blanks. Two of them never follow each other, because readers drop the blank between encoded-words.
    case encoded(String)

    /// A longer word is encoded, since it would break the limit of 998 bytes a line.
    private static let longestPlainWord = 900
    /// Plain words between encoded ones are encoded with them if that takes less room than another encoded-word.
    private static let longestGap = 12
    /// A longer text is encoded whole, because readers bound the number of encoded-words that they decode.
    private static let longestMixture = 4_096

    static func runs(of text: String) -> [UnstructuredRun] {
        guard !text.isEmpty else { return [] }
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        var encodes = words.map(needsEncoding)
        // A blank beside another one, or at an end of the text, survives only within an encoded-word.
        for (index, word) in words.enumerated() where word.isEmpty {
            encodes[index] = true
            if index + 1 < words.count { encodes[index + 1] = true } else if index > 0 { encodes[index - 1] = true }
        }
        if text.utf8.count > longestMixture, encodes.contains(true) { return [.encoded(text)] }
        closeGaps(in: &encodes, words)
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

    private static func closeGaps(in encodes: inout [Bool], _ words: [Substring]) {
        var gapStart: Int?
        var length = 0
        for index in words.indices {
            if encodes[index] {
                if let gapStart, length <= longestGap { for gap in gapStart..<index { encodes[gap] = true } }
                gapStart = index + 1
                length = 0
            } else {
                length += words[index].utf8.count + 1
            }
        }
    }

    private static func needsEncoding(_ word: Substring) -> Bool {
        word.utf8.count > longestPlainWord || word.utf8.contains { $0 <= 0x20 || $0 >= 0x7F } || looksEncoded(word)
    }
}

/// Whether a reader could take something in `text` for an encoded-word.
func looksEncoded(_ text: some StringProtocol) -> Bool {
    zip(text.utf8, text.utf8.dropFirst()).contains { $0 == UInt8(ascii: "=") && $1 == UInt8(ascii: "?") }
}
