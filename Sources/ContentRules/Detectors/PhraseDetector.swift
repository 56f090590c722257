import Replies

/// Phrases as whole words in any case; a `*` at the end of one stands for any ending. All are looked for in one pass.
struct PhraseDetector: Sendable {
    private struct Phrase {
        let rule: RuleName
        let text: [UInt8]
        let isStem: Bool
    }

    /// By the first two bytes.
    private var phrases: [UInt16: [Phrase]] = [:]

    /// Phrases of less than two bytes are none.
    init(_ lists: [(RuleName, [String])]) {
        for (rule, list) in lists {
            for phrase in list {
                let text = Array(phrase.lowercased().prefix { $0 != "*" }.utf8)
                guard text.count >= 2 else { continue }
                phrases[Self.key(text, 0), default: []]
                    .append(Phrase(rule: rule, text: text, isStem: phrase.hasSuffix("*")))
            }
        }
    }

    /// Each phrase once, where it stands first.
    func marks(in line: CheckedText.Line) -> [(rule: RuleName, range: Range<Int>)] {
        let bytes = line.folded.bytes
        var found: [(rule: RuleName, range: Range<Int>)] = []
        guard !phrases.isEmpty, bytes.count >= 2 else { return found }
        var counts: [RuleName: Int] = [:]
        for start in 0..<bytes.count - 1 {
            guard start == 0 || !FoldedText.isWordByte(bytes[start - 1]) || !FoldedText.isWordByte(bytes[start]) else {
                continue
            }
            for phrase in phrases[Self.key(bytes, start)] ?? [] {
                guard counts[phrase.rule, default: 0] < ContentCheck.mostOfRule,
                    let end = Self.end(of: phrase, bytes, start)
                else { continue }
                let text = bytes[start..<end]
                guard !found.contains(where: { $0.rule == phrase.rule && bytes[$0.range] == text }) else { continue }
                found.append((phrase.rule, start..<end))
                counts[phrase.rule, default: 0] += 1
            }
        }
        return found
    }

    private static func end(of phrase: Phrase, _ bytes: [UInt8], _ start: Int) -> Int? {
        guard bytes[start...].starts(with: phrase.text) else { return nil }
        let end = start + phrase.text.count
        if phrase.isStem { return bytes[end...].prefix(40).prefix(while: FoldedText.isWordByte).endIndex }
        // A sign at the end needs no end of a word.
        let endsInWord = phrase.text.last.map(FoldedText.isWordByte) ?? false
        return end == bytes.count || !endsInWord || !FoldedText.isWordByte(bytes[end]) ? end : nil
    }

    private static func key(_ bytes: [UInt8], _ start: Int) -> UInt16 {
        UInt16(bytes[start]) << 8 | UInt16(bytes[start + 1])
    }
}
