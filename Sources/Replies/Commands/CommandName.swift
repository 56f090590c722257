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

    /// All words for it in English, German, Dutch, French and Polish, folded by ``FoldedWord``. A word means one command
    /// whatever the language: French `annuler` is the order's cancellation, taking back is `retirer` or `défaire`.
    var words: [String] {
        switch self {
        case .close:
            [
                "close", "closed", "done", "schliessen", "schliess", "abschliessen", "erledigt", "fertig", "sluiten",
                "afsluiten", "gesloten", "klaar", "fermer", "clore", "cloturer", "terminer", "zamknij", "zamknac",
                "zakoncz",
            ]
        case .noReply:
            [
                "noreply", "noreplyneeded", "noanswer", "noresponse", "keineantwort", "keineantwortnotig",
                "keineantwortnoetig", "keineantworterforderlich", "geenantwoord", "geenantwoordnodig", "sansreponse",
                "pasdereponse", "aucunereponse", "bezodpowiedzi", "brakodpowiedzi",
            ]
        case .escalate:
            [
                "escalate", "escalation", "eskalieren", "eskalation", "escaleren", "escalatie", "escalader", "escalade",
                "eskaluj", "eskalacja",
            ]
        case .refund:
            [
                "refund", "refunds", "erstatten", "erstattung", "ruckerstattung", "rueckerstattung", "gutschrift",
                "terugbetalen", "terugbetaling", "restitutie", "rembourser", "rembourse", "remboursement", "zwrot",
                "zwroc",
            ]
        case .cancel:
            [
                "cancel", "cancellation", "stornieren", "stornierung", "storno", "annuleren", "annulering", "annuler",
                "annulation", "anuluj", "anulowanie",
            ]
        case .template:
            ["template", "canned", "vorlage", "textbaustein", "sjabloon", "modele", "gabarit", "szablon", "wzor"]
        case .to:
            [
                "to", "recipient", "an", "empfanger", "empfaenger", "aan", "ontvanger", "a", "destinataire", "do",
                "odbiorca",
            ]
        case .note: ["note", "internal", "notiz", "intern", "notitie", "interne", "notatka", "wewnetrznie"]
        case .assign:
            [
                "assign", "owner", "zuweisen", "zuordnen", "toewijzen", "attribuer", "assigner", "affecter", "przypisz",
                "przydziel",
            ]
        case .snooze:
            [
                "snooze", "later", "spater", "spaeter", "wiedervorlage", "uitstellen", "reporter", "plustard", "rappel",
                "odloz", "pozniej",
            ]
        case .undo:
            [
                "undo", "withdraw", "ruckgangig", "rueckgaengig", "zuruck", "zurueck", "zuruckziehen", "zurueckziehen",
                "ongedaan", "terugtrekken", "defaire", "retirer", "cofnij", "wycofaj",
            ]
        case .status: ["status", "stand", "statut", "stan"]
        case .order: ["order", "bestellung", "auftrag", "bestelling", "commande", "zamowienie"]
        case .help: ["help", "commands", "hilfe", "befehle", "hulp", "aide", "pomoc"]
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
        guard let name = Self.byWord[FoldedWord(word).text] else { return nil }
        self = name
    }

    /// The known word nearest to a mistyped one, at most two edits away; nil if none is that near.
    static func nearest(to word: some StringProtocol) -> String? {
        let folded = FoldedWord(word)
        guard (3...20).contains(folded.text.count) else { return nil }
        let limit = folded.text.count <= 4 ? 1 : 2
        return allCases.flatMap(\.words)
            .map { (distance: folded.distance(to: $0), word: $0) }
            .filter { $0.distance <= limit }
            .min { $0.distance < $1.distance }?.word
    }
}
