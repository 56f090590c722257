/// Words to look for, as a person typed them; whatever it holds, it is a valid question to the index.
///
/// Case, accents and umlauts make no difference, `ß` is `ss`, and `ü` is found as `ue` too. Each word also finds longer ones
/// that begin with it; words between double quotes are looked for as they stand, one behind the other.
public struct SearchText: Sendable, Hashable {
    /// Letters that have no accent to be taken off, but are written otherwise where a keyboard lacks them.
    static let letters: [(letter: String, plain: String)] = [
        ("ß", "ss"), ("ẞ", "ss"), ("ł", "l"), ("Ł", "l"), ("ø", "o"), ("Ø", "o"), ("æ", "ae"), ("Æ", "ae"), ("œ", "oe"),
        ("Œ", "oe"), ("đ", "d"), ("Đ", "d"), ("ı", "i"),
    ]
    private static let umlauts = [("ä", "ae"), ("ö", "oe"), ("ü", "ue")]
    private static let mostWords = 16
    private static let longestWord = 64

    /// In the language of FTS5 (https://www.sqlite.org/fts5.html §3): every word of the user in double quotes.
    let expression: String

    /// Nil if it holds no letter and no digit.
    public init?(_ text: String) {
        var terms: [String] = []
        for (number, piece) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            let words = Self.words(piece)
            guard !words.isEmpty else { continue }
            if number % 2 == 1 {
                terms.append("\"\(words.map(Self.plain).joined(separator: " "))\"")
            } else {
                terms += words.map(Self.term)
            }
        }
        guard !terms.isEmpty else { return nil }
        expression = terms.prefix(Self.mostWords).joined(separator: " AND ")
    }

    private static func words(_ text: Substring) -> [String] {
        text.split { !$0.isLetter && !$0.isNumber && !isMark($0) }.prefix(mostWords).map {
            String($0.prefix(longestWord)).lowercased()
        }
    }

    /// Combining marks belong to the letter before them.
    private static func isMark(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { [.nonspacingMark, .spacingMark].contains($0.properties.generalCategory) }
    }

    private static func term(_ word: String) -> String {
        let spelled = umlauts.reduce(word) { $0.replacing($1.0, with: $1.1) }
        let short = ["ae", "oe", "ue"].reduce(word) { $0.replacing($1, with: $1.prefix(1)) }
        var spellings: [String] = []
        for spelling in [word, spelled, short].map(plain) where !spellings.contains(spelling) {
            spellings.append(spelling)
        }
        let terms = spellings.map { "\"\($0)\" *" }
        return terms.count == 1 ? terms[0] : "(\(terms.joined(separator: " OR ")))"
    }

    private static func plain(_ word: String) -> String {
        letters.reduce(word) { $0.replacing($1.letter, with: $1.plain) }
    }
}
