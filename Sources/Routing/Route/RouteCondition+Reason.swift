import Domain
import Patterns

extension RouteProgram {
    /// Whether a condition is met, and why, why not or why nobody knows, in words that hold nothing of the buyer's text.
    func check(
        _ condition: RouteCondition, _ step: Step, _ facts: inout RouteFacts
    ) -> (isMet: Bool?, reason: String) {
        let isMet = isMet(step, &facts)
        switch (condition, step) {
        case (.all(let inner), .all(let steps)):
            let reasons = zip(inner, steps).map { check($0, $1, &facts) }.filter { $0.isMet == isMet }.map(\.reason)
            return (isMet, "(\(reasons.joined(separator: " and ")))")
        case (.any(let inner), .any(let steps)):
            let checks = zip(inner, steps).map { check($0, $1, &facts) }
            if isMet == true { return (true, checks.first { $0.isMet == true }?.reason ?? "") }
            let reasons = checks.filter { $0.isMet == isMet }.map(\.reason)
            return (isMet, "(\(reasons.joined(separator: " and ")))")
        case (.not(let inner), .not(let step)):
            let reason = check(inner, step, &facts).reason
            return (isMet, isMet == nil ? "\(reason), so \"not\" decides nothing" : "\(reason), which it must not")
        case (.phrases(let field, _), _) where isMet == nil, (.patterns(let field, _), _) where isMet == nil:
            return (nil, "\(field.rawValue) is not known")
        case (.phrases(let field, let phrases), .phrases(_, let numbers)):
            for (phrase, number) in zip(phrases, numbers) where facts.holds(number, in: field) {
                return (true, "\(field.rawValue) contains \"\(phrase)\"")
            }
            return (false, "\(field.rawValue) contains none of \(list(phrases))")
        case (.patterns(let field, let patterns), .patterns):
            let text = facts.searchable(field)
            if let found = patterns.first(where: { $0.matches(text) }) {
                return (true, "\(field.rawValue) matches \(found)")
            }
            return (false, "\(field.rawValue) matches none of \(list(patterns.map(\.text)))")
        default: return (isMet, condition.reason(facts.subject, isMet: isMet == true))
        }
    }

    private func list(_ phrases: [String]) -> String { phrases.map { "\"\($0)\"" }.joined(separator: ", ") }
}

extension RouteCondition {
    fileprivate func reason(_ subject: RouteSubject, isMet: Bool) -> String {
        func one(_ what: String, _ value: String?, _ wanted: [String]) -> String {
            guard let value else { return "\(what) is not known" }
            return "\(what) is \(value)" + (isMet ? "" : ", not \(wanted.joined(separator: " or "))")
        }
        switch self {
        case .all, .any, .not, .phrases, .patterns: return ""
        case .marketplace(let names): return one("marketplace", subject.marketplace.text, names.map(\.text))
        case .kind(let kinds): return one("kind", subject.kind.rawValue, kinds.map(\.rawValue))
        case .order(let pattern):
            guard let order = subject.order else { return "there is no order number" }
            return "order \(order) \(isMet ? "matches" : "does not match") \(pattern)"
        case .language(let tags):
            return subject.buyerLanguage == nil
                ? "the buyer's language is not known" : one("language", subject.buyerLanguage, tags)
        case .value(let range, let currency):
            if let value = subject.value, value.currency != currency {
                return "value is \(value), which is not in \(currency)"
            }
            let wanted = range.text { Money(minorUnits: $0, currency: currency).description }
            return one("value", subject.value?.description, [wanted])
        case .sku(let patterns):
            let known = subject.items.compactMap(\.sku)
            return one("SKU", known.isEmpty ? nil : known.joined(separator: ", "), patterns.map(\.text))
        case .country(let codes): return one("country", subject.country, codes)
        case .fulfilment(let way): return one("fulfilment", subject.fulfilment?.rawValue, [way.rawValue])
        case .files(let range, let types):
            let what = types.isEmpty ? "attachments" : "attachments of \(types.joined(separator: ", "))"
            guard let files = subject.files else { return "the attachments are not known" }
            return "\(files.count) attachments, \(isMet ? "" : "not ")\(range.text(String.init)) \(what)"
        case .time(let time):
            guard let at = subject.at else { return "the time is not known" }
            return "it is \(LocalTime(at, in: time.zone).text)" + (isMet ? "" : ", outside the times")
        case .earlierMessages(let range):
            return "\(subject.earlierMessages) earlier messages" + (isMet ? "" : ", not \(range.text(String.init))")
        case .left(let range):
            guard let left = subject.left?.components.seconds else { return "no answer is owed" }
            return "\(Self.shown(left)) left" + (isMet ? "" : ", not \(range.text(Self.shown))")
        case .earlierOwner(let names):
            return subject.earlierOwner == nil
                ? "nobody had the buyer before" : one("the earlier owner", subject.earlierOwner, names)
        case .hasEarlierOwner:
            return subject.earlierOwner.map { "\($0) had the buyer before" } ?? "nobody had the buyer before"
        }
    }

    /// `6h`, `-1h30m`
    private static func shown(_ seconds: Int64) -> String {
        let minutes = Int64(seconds.magnitude / 60)
        let parts = [(minutes / 60, "h"), (minutes % 60, "m")].filter { $0.0 > 0 }.map { "\($0.0)\($0.1)" }
        return (seconds < 0 ? "-" : "") + (parts.isEmpty ? "\(seconds.magnitude % 60)s" : parts.joined())
    }
}
