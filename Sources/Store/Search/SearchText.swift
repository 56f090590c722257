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

    /// All have to be found.
    private let terms: [Term]

    private enum Term: Hashable {
        /// Words that stand one behind the other.
        case phrase(String)
        /// The ways in which the beginning of a word can be written.
        case beginning([String])
    }

    /// Nil if it holds no letter and no digit.
    public init?(_ text: String) {
        var terms: [Term] = []
        for (number, piece) in text.split(separator: "\"", omittingEmptySubsequences: false).enumerated() {
            let words = Self.words(piece)
            guard !words.isEmpty else { continue }
            if number % 2 == 1 {
                terms.append(.phrase(words.map(Self.plain).joined(separator: " ")))
            } else {
                terms += words.map { .beginning(Self.spellings($0)) }
            }
        }
        guard !terms.isEmpty else { return nil }
        self.terms = Array(terms.prefix(Self.mostWords))
    }

    /// In the language of FTS5 (https://www.sqlite.org/fts5.html §3): every word of the user in double quotes.
    ///
    /// - Parameter completions: the word and all longer ones of the index that begin so; nil if they are too many or not
    ///   known. FTS5 collects the places of a beginning before it shows the first of them, but walks those of words.
    func expression(_ completions: (String) throws -> [String]?) rethrows -> String {
        try terms.map { term in
            switch term {
            case .phrase(let words): return "\"\(words)\""
            case .beginning(let spellings):
                let alternatives = try spellings.flatMap { spelling in
                    guard let words = try completions(spelling) else { return ["\"\(spelling)\" *"] }
                    return words.map { "\"\($0)\"" }
                }
                return alternatives.count == 1 ? alternatives[0] : "(\(alternatives.joined(separator: " OR ")))"
            }
        }.joined(separator: " AND ")
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

    private static func spellings(_ word: String) -> [String] {
        let spelled = umlauts.reduce(word) { $0.replacing($1.0, with: $1.1) }
        let short = ["ae", "oe", "ue"].reduce(word) { $0.replacing($1, with: $1.prefix(1)) }
        var spellings: [String] = []
        for spelling in [word, spelled, short].map(plain) where !spellings.contains(spelling) {
            spellings.append(spelling)
        }
        return spellings
    }

    /// As the tokenizer writes a word of Latin letters and digits; nil for others, about which it may think otherwise.
    static func token(_ word: String) -> String? {
        var token = ""
        for character in word {
            if character.isASCII, character.isLetter || character.isNumber {
                token.append(contentsOf: character.lowercased())
            } else if let letter = bareLetters[character] {
                token.append(letter)
            } else {
                return nil
            }
        }
        return token.isEmpty ? nil : token
    }

    /// Letters with one of the marks that `unicode61` takes off, composed or not, and the letters without.
    private static let bareLetters: [Character: Character] = {
        let marks = [
            0x300...0x304, 0x306...0x30C, 0x30F...0x30F, 0x311...0x311, 0x31B...0x31B, 0x323...0x328, 0x32D...0x32E,
            0x330...0x331,
        ].joined().compactMap(Unicode.Scalar.init)
        var letters: [Character: Character] = [:]
        for letter in "abcdefghijklmnopqrstuvwxyz" {
            for mark in marks {
                letters[Character("\(letter)\(mark)")] = letter
                letters[Character("\(letter.uppercased())\(mark)")] = letter
            }
        }
        return letters
    }()

    private static func plain(_ word: String) -> String {
        letters.reduce(word) { $0.replacing($1.letter, with: $1.plain) }
    }
}
