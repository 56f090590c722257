/// A word in lower case, of letters only, Latin ones without their accents: `Les Deux` and `les-deux` are `lesdeux`.
struct FoldedWord {
    let text: String

    init(_ word: some StringProtocol) {
        var folded = ""
        for character in word.lowercased() {
            if let plain = Self.plainLetters[character] {
                folded += plain
            } else if character.isLetter {
                folded.append(character)
            }
        }
        text = folded
    }

    private static let plainLetters: [Character: String] = {
        let rows: [(String, String)] = [
            ("a", "äáàâąå"), ("e", "éèêëę"), ("i", "íìîï"), ("o", "öóòôø"), ("u", "üúùû"), ("c", "çć"), ("n", "ñń"),
            ("l", "ł"), ("s", "śš"), ("z", "źżž"), ("ss", "ß"),
        ]
        return Dictionary(uniqueKeysWithValues: rows.flatMap { plain, row in row.map { ($0, plain) } })
    }()

    /// Insertions, deletions, replacements (Levenshtein); words are short.
    func distance(to other: String) -> Int {
        let right = Array(other)
        var row = Array(0...right.count)
        for (i, character) in text.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for j in right.indices {
                let replaced = diagonal + (character == right[j] ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, row[j] + 1, diagonal + 1)
            }
        }
        return row[right.count]
    }
}
