import ContentRules
import Domain
import Marketplaces

/// What content rules and limits say of one text and its files.
struct ContentReview: Sendable {
    var findings: [Finding] = []
    var violations: [LimitViolation] = []

    /// Nothing makes it go out as it is.
    var isRefused: Bool { !violations.isEmpty || findings.action == .refuse }
    /// The agent has to say `ok`.
    var isHeld: Bool { !isRefused && findings.action == .hold }
    /// It may go out, perhaps with a warning.
    var isClear: Bool { !isRefused && !isHeld }

    /// The rules that call for more than a warning, for the journal.
    var names: String {
        var names = violations.isEmpty ? [] : ["limits"]
        for finding in findings where finding.action > .warn && !names.contains(finding.rule.rawValue) {
            names.append(finding.rule.rawValue)
        }
        return names.joined(separator: ", ")
    }

    /// For the agent: all of it, the gravest first.
    func lines(_ texts: RuleTexts) -> [String] {
        let limits = violations.map(texts.line)
        let refused = found(.refuse, texts)
        let asked = found(.hold, texts) + found(.warn, texts)
        return limits + (refused.isEmpty ? [] : [texts.refused] + refused)
            + (asked.isEmpty ? [] : [texts.asked] + asked)
    }

    /// For the receipt of what went out.
    func warnings(_ texts: RuleTexts) -> [String] {
        let warned = found(.warn, texts)
        return warned.isEmpty ? [] : [texts.warned] + warned
    }

    private func found(_ action: RuleAction, _ texts: RuleTexts) -> [String] {
        findings.filter { $0.action == action }.map(texts.line)
    }
}
