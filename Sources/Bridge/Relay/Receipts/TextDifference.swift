/// Where a text that stands at the marketplace differs from the one that was sent: from the first word that is another to the
/// last, with a few words around. A value without I/O.
///
/// White space, letters without width, markup tags and forms that compatibility normalisation makes equal (NFKC, as far as
/// marketplaces swap them) do not count.
struct TextDifference: Sendable, Hashable {
    /// The place in the text that was sent; empty where the marketplace only added words.
    var sent: String
    /// The place in the text as it stands there.
    var stored: String

    /// Nil if both say the same. Linear in the length of the texts.
    init?(sent: String, stored: String) {
        let (own, there) = (Self.words(sent), Self.words(stored))
        // What an agent wrote may look like a tag: both ways of reading count.
        let isSame = { (left: [Word], right: [Word]) in left.map(\.folded) == right.map(\.folded) }
        let bareThere = stored.contains("<") ? Self.words(Self.withoutTags(stored)) : there
        if isSame(own, there) || isSame(own, bareThere) { return nil }
        if sent.contains("<"), isSame(Self.words(Self.withoutTags(sent)), bareThere) { return nil }
        var start = 0
        while start < own.count, start < there.count, own[start].folded == there[start].folded { start += 1 }
        var end = 0
        while end < own.count - start, end < there.count - start,
            own[own.count - 1 - end].folded == there[there.count - 1 - end].folded
        { end += 1 }
        self.sent = Self.excerpt(own, start, own.count - end)
        self.stored = Self.excerpt(there, start, there.count - end)
    }

    private struct Word {
        var shown: Substring
        var folded: String
    }

    /// Words around the place, and words of the place that are shown at most.
    private static let around = 3
    private static let longest = 40

    private static func excerpt(_ words: [Word], _ start: Int, _ end: Int) -> String {
        let (from, to) = (max(0, start - around), min(words.count, end + around))
        let last = min(to, from + longest)
        let shown = words[from..<last].map { String($0.shown.prefix(200)) }.joined(separator: " ")
        return (from > 0 ? "… " : "") + shown + (last < words.count ? " …" : "")
    }

    private static func words(_ text: String) -> [Word] {
        text.split { $0.isWhitespace }.compactMap { word in
            let folded = folded(word)
            return folded.isEmpty ? nil : Word(shown: word, folded: folded)
        }
    }

    /// As compatibility normalisation sees it. Comparison of strings is by canonical equivalence already.
    private static func folded(_ word: Substring) -> String {
        var result = ""
        for scalar in word.unicodeScalars {
            switch scalar.value {
            case 0x200B...0x200D, 0x2060, 0xFEFF, 0x00AD: continue
            case 0xFF01...0xFF5E: result.unicodeScalars.append(Unicode.Scalar(UInt8(scalar.value - 0xFEE0)))
            case 0x2026: result += "..."
            case 0x2011: result += "\u{2010}"
            case 0xFB00: result += "ff"
            case 0xFB01: result += "fi"
            case 0xFB02: result += "fl"
            case 0xB2, 0xB3: result += scalar.value == 0xB2 ? "2" : "3"
            case 0xB9: result += "1"
            case 0x2122: result += "TM"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// `<` and what follows it up to `>` count as a blank, if it begins like a tag.
    private static func withoutTags(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            result += rest[..<open]
            let next = rest.index(after: open)
            let isTag = next < rest.endIndex && (rest[next].isLetter || rest[next] == "/" || rest[next] == "!")
            guard isTag, let close = rest[next...].firstIndex(of: ">") else {
                result.append("<")
                rest = rest[next...]
                // Without an end nothing behind it is a tag either.
                if isTag { return result + rest }
                continue
            }
            result.append(" ")
            rest = rest[rest.index(after: close)...]
        }
        return result + rest
    }
}
