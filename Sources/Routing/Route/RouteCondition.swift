public import Domain

/// One demand of a route. A list is met by any of its entries.
public enum RouteCondition: Sendable, Hashable {
    case marketplace([MarketplaceName])
    case kind([NotificationKind])
    /// The order number matches; a message without one does not.
    case order(OrderPattern)
    /// Primary language (`de` also means `de-AT`) or the full tag; case does not matter.
    case language([String])
    /// The subject holds one of these; case does not matter.
    case subject([String])
    /// The buyer's text holds one of these; case does not matter.
    case text([String])

    /// Whether it is met, and why or why not in words that hold nothing of the buyer's text.
    func check(_ subject: RouteSubject) -> (isMet: Bool, reason: String) {
        switch self {
        case .marketplace(let names):
            let isMet = names.contains(subject.marketplace)
            return (isMet, "marketplace is \(subject.marketplace)" + (isMet ? "" : ", not \(any(of: names))"))
        case .kind(let kinds):
            let isMet = kinds.contains(subject.kind)
            let wanted = any(of: kinds.map(\.rawValue))
            return (isMet, "kind is \(subject.kind.rawValue)" + (isMet ? "" : ", not \(wanted)"))
        case .order(let pattern):
            guard let order = subject.order else { return (false, "there is no order number") }
            let isMet = pattern.matches(order)
            return (isMet, "order \(order) \(isMet ? "matches" : "does not match") \(pattern)")
        case .language(let tags):
            guard let language = subject.buyerLanguage else { return (false, "the buyer's language is not known") }
            let isMet = tags.contains { Self.language(language, isWithin: $0) }
            return (isMet, "language is \(language)" + (isMet ? "" : ", not \(any(of: tags))"))
        case .subject(let phrases):
            return Self.search(phrases, in: subject.subject, called: "subject")
        case .text(let phrases):
            return Self.search(phrases, in: subject.text, called: "text")
        }
    }

    private func any(of values: [some CustomStringConvertible]) -> String {
        values.map(\.description).joined(separator: " or ")
    }

    private static func language(_ tag: String, isWithin wanted: String) -> Bool {
        let tag = tag.lowercased().replacing("_", with: "-")
        let wanted = wanted.lowercased().replacing("_", with: "-")
        return tag == wanted || tag.hasPrefix(wanted + "-")
    }

    private static func search(_ phrases: [String], in text: String, called name: String) -> (Bool, String) {
        let text = Array(String(decoding: text.utf8.prefix(longestText), as: UTF8.self).lowercased().utf8)
        for phrase in phrases where contains(text, Array(phrase.lowercased().utf8)) {
            return (true, "\(name) contains \"\(phrase)\"")
        }
        return (false, "\(name) contains none of \(phrases.map { "\"\($0)\"" }.joined(separator: ", "))")
    }

    private static let longestText = 65_536

    private static func contains(_ text: [UInt8], _ phrase: [UInt8]) -> Bool {
        guard let first = phrase.first, text.count >= phrase.count else { return phrase.isEmpty }
        return (0...text.count - phrase.count).contains { start in
            text[start] == first && text[start..<start + phrase.count].elementsEqual(phrase)
        }
    }
}
