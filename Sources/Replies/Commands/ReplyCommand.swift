/// One command line of a reply: `#refund 12.50 EUR scratched`.
public struct ReplyCommand: Sendable, Hashable {
    public enum Name: Sendable, Hashable {
        case known(CommandName)
        /// Nothing is posted; the agent is told what was probably meant.
        case unknown(word: String, didYouMean: String?)

        /// The word without its sign.
        public var shown: String {
            switch self {
            case .known(let name): name.rawValue
            case .unknown(let word, _): word
            }
        }
    }

    public var name: Name
    /// The rest of the line, without white space at the ends.
    public var arguments: String
    /// Line of the new text, from 1.
    public var line: Int

    public init(name: Name, arguments: String, line: Int) {
        self.name = name
        self.arguments = arguments
        self.line = line
    }
}

/// What an agent can ask for in a reply. Raw values are the English words, which work in every language.
public enum CommandName: String, Sendable, Hashable, CaseIterable {
    case close
    /// No answer is owed.
    case noReply = "noreply"
    case escalate
    case refund
    case cancel
    case template
    /// Who receives the answer: `#to operator`.
    case to
    /// Starts the internal part of a reply, which is never posted.
    case note
    case assign
    case snooze
    case undo
    case status
    case order
    case help
    case reopen
    /// A claim or incident is settled.
    case resolve
    /// The attached file is the order's invoice.
    case invoice
    /// Starts another conversation about the order.
    case new

    /// All words for it in English, German, French, Dutch and Polish, folded by ``fold(_:)``.
    var words: [String] {
        switch self {
        case .close: ["close", "done", "schliessen", "erledigt", "fertig", "fermer", "clore", "sluiten", "zamknij"]
        case .noReply:
            ["noreply", "noreplyneeded", "keineantwort", "geenantwoord", "sansreponse", "bezodpowiedzi"]
        case .escalate: ["escalate", "eskalieren", "escaleren", "escalader", "eskaluj"]
        case .refund:
            ["refund", "erstatten", "erstattung", "gutschrift", "terugbetalen", "rembourser", "remboursement", "zwrot"]
        case .cancel: ["cancel", "stornieren", "storno", "annuleren", "annuler", "anuluj"]
        case .template: ["template", "vorlage", "sjabloon", "modele", "szablon"]
        case .to: ["to", "an", "aan", "a", "do"]
        case .note: ["note", "notiz", "intern", "notitie", "notatka"]
        case .assign: ["assign", "zuweisen", "toewijzen", "attribuer", "przypisz"]
        case .snooze: ["snooze", "spater", "spaeter", "wiedervorlage", "uitstellen", "later", "reporter", "odloz"]
        case .undo:
            ["undo", "ruckgangig", "rueckgaengig", "zuruck", "zurueck", "ongedaan", "defaire", "cofnij"]
        case .status: ["status", "stand", "statut"]
        case .order: ["order", "bestellung", "auftrag", "bestelling", "commande", "zamowienie"]
        case .help: ["help", "hilfe", "hulp", "aide", "pomoc"]
        case .reopen: ["reopen", "wiederoeffnen", "wiederoffnen", "heropenen", "rouvrir", "otworz"]
        case .resolve: ["resolve", "geloest", "gelost", "opgelost", "resolu", "resoudre", "rozwiazane"]
        case .invoice: ["invoice", "rechnung", "factuur", "facture", "faktura"]
        case .new: ["new", "neu", "nieuw", "nouveau", "nowe", "nowa"]
        }
    }

    private static let byWord = Dictionary(
        allCases.flatMap { name in name.words.map { ($0, name) } }, uniquingKeysWith: { first, _ in first })

    /// Reads a word in any of the languages, with or without its accents and hyphens.
    public init?(word: some StringProtocol) {
        guard let name = Self.byWord[Self.fold(word)] else { return nil }
        self = name
    }

    /// The known word nearest to a mistyped one, at most two edits away; nil if none is that near.
    static func nearest(to word: some StringProtocol) -> String? {
        let folded = fold(word)
        guard (3...20).contains(folded.count) else { return nil }
        let limit = folded.count <= 4 ? 1 : 2
        return allCases.flatMap(\.words)
            .map { (distance: editDistance(folded, $0), word: $0) }
            .filter { $0.distance <= limit }
            .min { $0.distance < $1.distance }?.word
    }

    /// Lower case, letters only, Latin letters without their accents.
    static func fold(_ word: some StringProtocol) -> String {
        var folded = ""
        for character in word.lowercased() {
            if let plain = plainLetters[character] {
                folded += plain
            } else if character.isLetter {
                folded.append(character)
            }
        }
        return folded
    }

    private static let plainLetters: [Character: String] = {
        let rows: [(String, String)] = [
            ("a", "äáàâąå"), ("e", "éèêëę"), ("i", "íìîï"), ("o", "öóòôø"), ("u", "üúùû"), ("c", "çć"), ("n", "ñń"),
            ("l", "ł"), ("s", "śš"), ("z", "źżž"), ("ss", "ß"),
        ]
        return Dictionary(uniqueKeysWithValues: rows.flatMap { plain, row in row.map { ($0, plain) } })
    }()

    /// Insertions, deletions, replacements (Levenshtein); words are short.
    private static func editDistance(_ left: String, _ right: String) -> Int {
        let right = Array(right)
        var row = Array(0...right.count)
        for (i, character) in left.enumerated() {
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
