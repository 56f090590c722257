import Domain
import Patterns

/// A built-in rule as it is written: the same keys as `[[notification]]` has, with patterns as texts.
struct PresetRule: Sendable {
    var name: String
    var kind: NotificationKind
    /// Amazon's `X-Space-Notification-Type`.
    var type: String?
    var fromLocal: [String] = []
    var isRelayed: Bool?
    var subject: [String] = []
    var body: [String] = []
    var anywhere: [String] = []
    var links: [String] = []
    var capture: [String] = []

    func compiled(for connector: ConnectorKind) throws(PatternMistake) -> NotificationRule {
        var rule = NotificationRule(name: name, kind: kind, connector: connector)
        if let type { rule.header = [.init(name: AmazonType.field, pattern: try Pattern(type))] }
        rule.isRelayed = isRelayed
        rule.fromLocal = try Self.patterns(fromLocal)
        rule.subject = try Self.patterns(subject)
        rule.body = try Self.patterns(body)
        rule.anywhere = try Self.patterns(anywhere)
        rule.links = try Self.patterns(links)
        rule.capture = try Self.patterns(capture)
        rule.isBuiltIn = true
        return rule
    }

    static func patterns(_ texts: [String]) throws(PatternMistake) -> [Pattern] {
        var patterns: [Pattern] = []
        for text in texts { patterns.append(try Pattern(text)) }
        return patterns
    }
}
