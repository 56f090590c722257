public import Domain
import Replies

/// Which language a text is written in, by the small words that every sentence has.
struct LanguageGuess {
    /// Nil where the text is too short or too mixed to tell.
    let language: AgentLanguage?

    /// Small words needed, of the likeliest language.
    private static let least = 3

    init(_ text: CheckedText) {
        var counts: [AgentLanguage: Int] = [:]
        var seen = 0
        for line in text.lines where !line.isQuoted && seen < Self.mostWords {
            for word in line.folded.bytes.split(whereSeparator: { !FoldedText.isWordByte($0) }) {
                seen += 1
                for language in StopWords.languages[String(decoding: word, as: UTF8.self)] ?? [] {
                    counts[language, default: 0] += 1
                }
            }
        }
        let ranked = counts.sorted { ($0.value, $1.key.rawValue) > ($1.value, $0.key.rawValue) }
        guard let best = ranked.first, best.value >= Self.least else {
            language = nil
            return
        }
        let second = ranked.dropFirst().first?.value ?? 0
        language = best.value >= second * 2 || best.value - second >= 8 ? best.key : nil
    }

    private static let mostWords = 2_000
}

/// The language of a text from outside, such as the buyer's messages; nil where it cannot be told.
public func guessedLanguage(of text: String) -> AgentLanguage? { LanguageGuess(CheckedText(text)).language }
