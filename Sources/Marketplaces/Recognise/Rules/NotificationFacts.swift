import Domain
import Patterns

/// What a rule's captures took from a mail.
struct NotificationFacts {
    /// Where something was found, the strongest evidence first.
    enum Place: Int, Comparable {
        case header, link, sender, subject, text

        static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    struct Value {
        var text: String
        var place: Place
        /// What the pattern ran over.
        var whole: String
    }

    /// Matches of one pattern in one text that are looked at.
    private static let mostMatches = 20
    /// Bytes of a captured text.
    private static let longest = 300

    /// Nil where no rule fits, and only the captures count that all mails of the marketplace share.
    let rule: String?
    let kind: NotificationKind
    let clock: LocalClock
    let isBuiltIn: Bool
    /// The strongest evidence; nil for a rule without conditions.
    private(set) var evidence: Place?
    private var values: [String: [Value]] = [:]

    /// - Parameter rule: nil = none fits
    init(_ rule: NotificationRule?) {
        self.rule = rule?.name
        kind = rule?.kind ?? .other
        clock = rule?.clock ?? .centralEurope
        isBuiltIn = rule?.isBuiltIn ?? true
    }

    mutating func note(_ place: Place) { evidence = min(evidence ?? place, place) }

    func all(_ capture: NotificationCapture) -> [Value] { values[capture.rawValue] ?? [] }
    func first(_ capture: NotificationCapture) -> String? { all(capture).first?.text }

    /// Takes what a pattern finds; false if it finds nothing. The first text that fits counts: own words before history.
    @discardableResult
    mutating func take(_ pattern: Pattern, from texts: [PatternText], _ place: Place) -> Bool {
        for text in texts {
            let isCollecting = pattern.names.contains(NotificationCapture.order.rawValue)
            let matches = pattern.matches(in: text, limit: isCollecting ? Self.mostMatches : 1)
            guard !matches.isEmpty else { continue }
            let whole = place == .link ? text[0..<text.bytes.count] : ""
            for match in matches { take(match, from: place, whole: whole) }
            return true
        }
        return false
    }

    mutating func take(_ match: PatternMatch, from place: Place, whole: String = "") {
        for group in match.groups {
            let text = group.text.trimmed.boundedUTF8(Self.longest)
            guard !text.isEmpty else { continue }
            values[group.name, default: []].append(Value(text: text, place: place, whole: whole))
        }
    }

    /// Takes what patterns that are no condition find in the subject, then in the text, then in the links.
    mutating func take(_ patterns: [Pattern], from evidence: NotificationEvidence) {
        for pattern in patterns {
            // The subject's order numbers count before the text's, so both are looked at only where it has none.
            if take(pattern, from: [evidence.subject], .subject) { continue }
            if take(pattern, from: evidence.texts, .text) { continue }
            take(pattern, from: evidence.linkTexts, .link)
        }
    }
}
