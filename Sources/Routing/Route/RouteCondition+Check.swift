import Domain

extension RouteCondition {
    /// Whether a condition without phrases, patterns and others inside it is met; nil = what it asks about is not known.
    func isMet(by subject: RouteSubject) -> Bool? {
        switch self {
        case .all, .any, .not, .phrases, .patterns: return nil
        case .marketplace(let names): return names.contains(subject.marketplace)
        case .kind(let kinds): return kinds.contains(subject.kind)
        // No number, no answer owed and no earlier owner are known facts.
        case .order(let pattern): return subject.order.map { pattern.matches($0.text) } ?? false
        case .language(let tags):
            guard let language = subject.buyerLanguage else { return nil }
            return tags.contains { Self.language(language, isWithin: $0) }
        case .value(let range, let currency):
            guard let value = subject.value, value.currency == currency else { return nil }
            return range.contains(value.minorUnits)
        case .sku(let patterns):
            let known = subject.items.compactMap(\.sku)
            guard !known.isEmpty else { return nil }
            return known.contains { sku in patterns.contains { $0.matches(sku) } }
        case .country(let codes): return subject.country.map { codes.contains($0.uppercased()) }
        case .fulfilment(let way): return subject.fulfilment.map { $0 == way }
        case .files(let range, let types):
            guard let files = subject.files else { return nil }
            return range.contains(files.count { Self.isType($0.type, among: types) })
        case .time(let time): return subject.at.map { time.contains(LocalTime($0, in: time.zone)) }
        case .earlierMessages(let range): return range.contains(subject.earlierMessages)
        case .left(let range): return subject.left.map { range.contains($0.components.seconds) } ?? false
        case .earlierOwner(let names): return subject.earlierOwner.map(names.contains) ?? false
        case .hasEarlierOwner(let has): return (subject.earlierOwner != nil) == has
        }
    }

    private static func language(_ tag: String, isWithin wanted: String) -> Bool {
        let tag = tag.lowercased().replacing("_", with: "-")
        let wanted = wanted.lowercased().replacing("_", with: "-")
        return tag == wanted || tag.hasPrefix(wanted + "-")
    }

    /// `image/*` takes all images; no type at all takes everything.
    private static func isType(_ type: String, among wanted: [String]) -> Bool {
        let type = type.lowercased()
        return wanted.isEmpty
            || wanted.contains { $0 == type || ($0.hasSuffix("/*") && type.hasPrefix($0.dropLast(1))) }
    }
}
