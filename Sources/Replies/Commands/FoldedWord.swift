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

    /// Insertions, deletions, replacements, and neighbours that changed places (optimal string alignment); words are short.
    func distance(to other: String) -> Int {
        let (left, right) = (Array(text), Array(other))
        var before = [Int](repeating: 0, count: right.count + 1)
        var row = Array(0...right.count)
        for i in left.indices {
            var next = [i + 1]
            for j in right.indices {
                var least = min(row[j] + (left[i] == right[j] ? 0 : 1), row[j + 1] + 1, next[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    least = min(least, before[j - 1] + 1)
                }
                next.append(least)
            }
            (before, row) = (row, next)
        }
        return row[right.count]
    }
}
