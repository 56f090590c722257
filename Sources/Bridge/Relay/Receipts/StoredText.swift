/// What a receipt shows as the text of an answer.
enum StoredText: Sendable, Hashable {
    /// Nobody could read it back: the text that was sent.
    case notRead
    /// As it stands there, equal but for white space and the like.
    case same(String)
    /// As it stands there, with other words.
    case altered(String, TextDifference)

    init(sent: String, stored: String?) {
        guard let stored, !stored.allSatisfy(\.isWhitespace) else {
            self = .notRead
            return
        }
        self = TextDifference(sent: sent, stored: stored).map { .altered(stored, $0) } ?? .same(stored)
    }

    var isAltered: Bool {
        if case .altered = self { true } else { false }
    }
}
