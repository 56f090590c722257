/// `ok` as the answer to a question of the bridge: that word, maybe with a code, and around it only what letters begin
/// and end with.
///
/// What is taken for consent sends a text that the agent was asked about, and what is not becomes a new text for the
/// buyer. So each further line has to be known as greeting, formula or name.
struct Consent {
    /// Words of the author's name and address, in lower case.
    let authorNames: Set<String>

    /// - Parameter lines: what the agent wrote, without history; with the signature where nothing else would be left.
    func word(in lines: [String]) -> ConsentWord? {
        var rest = lines.filter { !words(of: $0).isEmpty && !Self.isPicture($0) }[...]
        guard !lines.contains(where: { $0.contains("?") && words(of: $0).isEmpty }) else { return nil }
        for _ in 0..<2 { if let first = rest.first, Greeting.isGreeting(first) { rest.removeFirst() } }
        guard let line = rest.popFirst(), var word = ConsentWord(line) else { return nil }
        if word.code == nil, let next = rest.first, let code = ConsentWord.code(next) {
            word.code = code
            rest.removeFirst()
        }
        var names = 0
        for line in rest {
            if ClosingFormula.isMere(line, names: authorNames) { continue }
            if ContactData.isLetterhead(line) {
                return names > 0 || isCapitalised(line) ? word : nil
            }
            names += 1
            guard names <= 3, isName(line) else { return nil }
        }
        return word
    }

    /// What text parts show for a logo: `[cid:…]`, `[image: …]`.
    private static func isPicture(_ line: String) -> Bool {
        FoldedText(line).starts(withAnyOf: ["[cid:", "[image"]) && line.last == "]"
    }

    /// `Anna`, `i. A. Anna Berg`, `Kundenservice`: a few words with capitals, no statement.
    private func isName(_ line: String) -> Bool {
        guard line.utf8.count <= 60, !line.contains(where: { "!?".contains($0) || $0.isNumber }) else { return false }
        let words = words(of: line)
        // An initial or title may end with a stop, a sentence does.
        if line.last == ".", (words.last ?? "").count > 3 { return false }
        return words.count <= 5 && CapitalWords(line, names: authorNames).areName(words)
    }

    /// The first line of a letterhead begins like a name: `Berg Leuchten GmbH`, not `but write to x@y.example`.
    private func isCapitalised(_ line: String) -> Bool {
        line.first { $0.isLetter || $0.isNumber }.map { $0.isUppercase } ?? false
    }
}

extension ClosingFormula {
    /// Formulas and names alone: `Danke und viele Grüße aus Kiel, Jonas`. `Danke und bitte erst morgen` says more.
    static func isMere(_ line: String, names: Set<String>) -> Bool {
        guard isFormula(line) else { return false }
        var rest = FoldedText(line)
        while let behind = afterFormula(rest) {
            rest = FoldedText(behind.drop { !$0.isLetter })
            for joiner in ["und ", "and ", "en ", "et ", "i "] where rest.starts(with: joiner) {
                rest = FoldedText(String(decoding: rest.bytes.dropFirst(joiner.utf8.count), as: UTF8.self))
                break
            }
        }
        return CapitalWords(line, names: names).contain(words(of: String(decoding: rest.bytes, as: UTF8.self)))
    }
}

/// The words of a line that can be names: with a capital, of the author's own name, or particles of names.
private struct CapitalWords {
    private let known: Set<String>
    private let capitals: Set<String>

    init(_ line: String, names: Set<String>) {
        let capitals = line.split { !$0.isLetter }.filter { $0.first?.isUppercase ?? false }.map { $0.lowercased() }
        self.capitals = names.union(capitals).subtracting(Self.statements)
        known = self.capitals.union(Self.particles)
    }

    /// Not of particles alone.
    func areName(_ words: [String]) -> Bool { contain(words) && words.contains(where: capitals.contains) }

    func contain(_ words: [String]) -> Bool { words.allSatisfy(known.contains) }

    private static let particles: Set<String> = [
        "von", "van", "de", "der", "den", "du", "la", "le", "ter", "i", "a", "im", "auftrag", "ppa", "pp", "aus",
        "from",
        "uit", "z", "und", "and", "en", "et", "team", "für", "for", "of", "the", "again", "lot", "very", "much", "so",
        "voraus", "vorab", "schön", "you", "all", "euch", "dir", "ihnen", "alvast", "d", "avance",
    ]

    /// One word that begins a line has a capital without being a name, and can take the consent back.
    private static let statements: Set<String> = [
        "nein", "nicht", "kein", "keine", "stop", "stopp", "halt", "warte", "warten", "aber", "moment", "morgen",
        "später", "erst", "falsch", "storno", "stornieren", "erstattung", "gutschrift", "rabatt", "bitte", "nur",
        "no", "not", "wait", "but", "later", "tomorrow", "wrong", "cancel", "refund", "only", "please", "never",
        "nee", "niet", "geen", "maar", "wacht", "alleen", "graag",
        "non", "pas", "mais", "attendez", "attends", "demain", "seulement", "jamais",
        "nie", "ale", "czekaj", "jutro", "tylko", "później", "proszę",
    ]
}
