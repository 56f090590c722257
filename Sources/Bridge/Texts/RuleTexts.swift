import ContentRules
import Domain
import Marketplaces

/// What agents are told about content rules and limits, in one language. `{name}` stands for a value, as in ``AgentTexts``.
struct RuleTexts: LanguageTexts {
    /// A rule as agents know it.
    struct Rule: Sendable {
        /// What was found.
        var name: String
        /// What to do about it.
        var fix: String

        init(_ name: String, _ fix: String) {
            self.name = name
            self.fix = fix
        }
    }

    /// With `{line}` and `{words}`.
    var place: String
    /// With `{words}`.
    var file: String
    /// In front of what cannot be overridden.
    var refused: String
    /// In front of what `ok` would send all the same.
    var asked: String
    /// In front of what was sent all the same.
    var warned: String
    var rules: [RuleName: Rule]

    // Limits: `{count}`, `{limit}`, `{words}` (a file's name), `{type}`
    var tooShort: String
    var tooLong: String
    var tooManyFiles: String
    var noFiles: String
    var fileTooLarge: String
    var filesTooLarge: String
    var fileType: String

    /// `Link (line 3: “…seller-shop.de…”): …`
    func line(for finding: Finding) -> String {
        let rule = rules[finding.rule] ?? Rule(finding.rule.rawValue, "")
        let values = ["line": finding.line.map(String.init) ?? "", "words": "…\(finding.excerpt)…"]
        let found: String
        if finding.line != nil {
            found = " (\(AgentTexts.fill(place, values)))"
        } else if !finding.excerpt.isEmpty {
            found = " (\(AgentTexts.fill(file, ["words": finding.excerpt])))"
        } else {
            found = ""
        }
        return "\(rule.name)\(found): \(rule.fix)"
    }

    func line(for violation: LimitViolation) -> String {
        func fill(_ template: String, _ values: [String: String]) -> String { AgentTexts.fill(template, values) }
        switch violation {
        case .textTooShort(let count, let limit): return fill(tooShort, ["count": "\(count)", "limit": "\(limit)"])
        case .textTooLong(let count, let limit): return fill(tooLong, ["count": "\(count)", "limit": "\(limit)"])
        case .tooManyFiles(_, 0), .noFiles: return noFiles
        case .tooManyFiles(let count, let limit): return fill(tooManyFiles, ["count": "\(count)", "limit": "\(limit)"])
        case .fileTooLarge(let name, let bytes, let limit):
            return fill(fileTooLarge, ["words": name, "count": Self.size(bytes), "limit": Self.size(limit)])
        case .filesTooLarge(let bytes, let limit):
            return fill(filesTooLarge, ["count": Self.size(bytes), "limit": Self.size(limit)])
        case .fileType(let name, let type): return fill(fileType, ["words": name, "type": type])
        }
    }

    /// `5.2 MB`, in steps of a tenth, rounded up so that what is too much never looks equal.
    private static func size(_ bytes: Int) -> String {
        let tenths = (bytes + 99_999) / 100_000
        return tenths.isMultiple(of: 10) ? "\(tenths / 10) MB" : "\(tenths / 10).\(tenths % 10) MB"
    }
}
