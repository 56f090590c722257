import ContentRules
import Domain

/// What one rule finds in a text, as excerpts.
func excerpts(
    _ rule: RuleName, in text: String, facts: ContentFacts = ContentFacts(), allowing hosts: [String] = []
) -> [String] {
    var policy = ContentPolicy()
    policy[rule] = .hold
    policy.allowedHosts = hosts
    return ContentCheck(policy, facts).findings(in: text).map(\.excerpt)
}

/// Rules that a text breaks by a marketplace's preset, with what follows.
func broken(
    _ policy: ContentPolicy, by text: String, facts: ContentFacts = ContentFacts(), files: [Attachment] = []
) -> [RuleName: RuleAction] {
    ContentCheck(policy, facts).findings(in: text, files: files).reduce(into: [:]) { $0[$1.rule] = $1.action }
}

func file(_ name: String, bytes: Int = 10) -> Attachment {
    Attachment(name: name, type: "application/pdf", bytes: [UInt8](repeating: 0x20, count: bytes))
}
