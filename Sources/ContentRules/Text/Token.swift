import Replies

/// A word (letters, digits, `-`, `_`, `+`) or a single sign of a folded line.
struct Token {
    let text: String
    let range: Range<Int>
    let isWord: Bool

    static func tokens(of bytes: [UInt8]) -> [Token] {
        var tokens: [Token] = []
        var index = 0
        while index < bytes.count {
            guard bytes[index] != 0x20 else {
                index += 1
                continue
            }
            var end = index
            while end < bytes.count, isWordByte(bytes[end]) { end += 1 }
            let isWord = end > index
            end = max(end, index + 1)
            tokens.append(
                Token(text: String(decoding: bytes[index..<end], as: UTF8.self), range: index..<end, isWord: isWord))
            index = end
        }
        return tokens
    }

    private static func isWordByte(_ byte: UInt8) -> Bool { FoldedText.isWordByte(byte) || "-_+".utf8.contains(byte) }
}

/// A dot that is written as a word or in brackets: `(dot)`, `punkt`, `[.]`.
struct SpeltDot {
    /// The token behind it.
    let end: Int
    let isBracketed: Bool
    private let word: String

    init?(_ tokens: [Token], at index: Int) {
        guard tokens.indices.contains(index) else { return nil }
        let first = tokens[index].text
        if "([{<".contains(first), index + 2 < tokens.count, ")]}>".contains(tokens[index + 2].text),
            tokens[index + 1].text == "." || Self.endings[tokens[index + 1].text] != nil
        {
            end = index + 3
            isBracketed = true
            word = tokens[index + 1].text
        } else if Self.endings[first] != nil {
            end = index + 1
            isBracketed = false
            word = first
        } else {
            return nil
        }
    }

    /// Whether the word stands for a dot in front of this ending, where nothing else says so.
    func goesWith(_ ending: String) -> Bool { Self.endings[word]?.contains(ending) ?? false }

    /// Words for a dot, each with endings in front of which it means nothing else.
    private static let endings: [String: Set<String>] = [
        "punkt": ["de", "com", "net", "org", "eu", "shop", "info", "at", "ch"],
        "dot": ["com", "net", "org", "eu", "uk", "shop", "info", "de", "fr", "nl", "pl"],
        "point": ["com", "net", "org", "eu", "fr"], "punt": ["com", "net", "org", "eu", "nl"],
        "kropka": ["com", "net", "org", "eu", "pl"],
    ]
}
