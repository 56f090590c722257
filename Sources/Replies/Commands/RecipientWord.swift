/// Whom `#to` names.
public enum RecipientWord: Sendable, Hashable, CaseIterable {
    case buyer, `operator`, both

    private var words: [String] {
        switch self {
        case .buyer:
            [
                "buyer", "customer", "kunde", "kundin", "kaufer", "kaeufer", "koper", "klant", "client", "acheteur",
                "kupujacy", "kupujacego", "klient", "klienta",
            ]
        case .operator:
            [
                "operator", "marketplace", "betreiber", "marktplatz", "beheerder", "marktplaats", "operateur",
                "operatora", "platforma",
            ]
        case .both: ["both", "beide", "beiden", "allebei", "lesdeux", "tousdeux", "oba", "oboje", "obu"]
        }
    }

    /// Reads the words in any of the five languages, with or without accents, blanks and hyphens.
    public init?(words: some StringProtocol) {
        let folded = FoldedWord(words).text
        guard let found = Self.allCases.first(where: { $0.words.contains(folded) }) else { return nil }
        self = found
    }
}
