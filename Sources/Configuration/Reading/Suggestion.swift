/// The nearest of some words to a misspelt one, and how to say so.
public enum Suggestion {
    private static let longest = 64

    /// `; did you mean "grace"?`, or the empty text where nothing is near.
    static func hint(for word: String, among candidates: [String]) -> String {
        nearest(to: word, among: candidates).map { "; did you mean \"\($0)\"?" } ?? ""
    }

    /// The candidate that differs by the fewest letters, at most a third of them, else one of which the word is the
    /// beginning; nil if none is that near.
    public static func nearest(to word: String, among candidates: [String]) -> String? {
        let letters = Array(word.lowercased().unicodeScalars.prefix(longest))
        var best: (word: String, distance: Int)?
        for candidate in candidates.sorted() {
            let distance = distance(letters, Array(candidate.lowercased().unicodeScalars.prefix(longest)))
            if distance <= max(1, max(letters.count, candidate.count) / 3), distance < best?.distance ?? .max {
                best = (candidate, distance)
            }
        }
        let word = word.lowercased()
        return best?.word ?? candidates.sorted().first { word.count >= 3 && $0.lowercased().hasPrefix(word) }
    }

    /// Insertions, deletions, replacements and swaps of neighbours that turn one text into the other.
    private static func distance(_ first: [Unicode.Scalar], _ second: [Unicode.Scalar]) -> Int {
        var beforeLast = [Int](repeating: 0, count: second.count + 1)
        var last = Array(0...second.count)
        for row in 0..<first.count {
            var current = [row + 1]
            for column in 0..<second.count {
                let isSame = first[row] == second[column]
                var cost = min(last[column] + (isSame ? 0 : 1), last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[second.count]
    }
}
