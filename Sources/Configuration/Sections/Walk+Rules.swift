import ContentRules
import Domain

extension Walk {
    /// The table `rules` of a marketplace: one action per rule, and what the rules need to know.
    func rules(_ table: TableReader, _ kind: ConnectorKind) -> ContentPolicy {
        var policy = ContentPolicy.preset(kind)
        let node = table.node("rules")
        let rules: TableReader
        if node != nil {
            guard let given = table.inline("rules") else { return policy }
            rules = given
        } else {
            rules = TableReader(
                name: "rules", node: TOMLNode(value: .table([:]), keyPlace: table.place, place: table.place),
                report: report)
        }
        for rule in RuleName.allCases {
            policy[rule] = rules.read(rule.rawValue, ValueKind<RuleAction>.word, default: policy[rule])
        }
        policy.allowedHosts += rules.read("allow_hosts", .list(of: .domain), default: [])
        policy.words = rules.read("forbidden", .list(of: ValueKind<String>.phrase), default: [])
        table.show("rules", rules.finishInline(withDefaults: true), at: node)
        return policy
    }
}
