import Domain
import Marketplaces
import Patterns
import Routing

extension Walk {
    /// The admin's own rules of recognition. A rule with a pattern that is none is left out, and what is wrong is kept apart: one bad pattern
    /// must not stop the service.
    func notifications(_ tables: [TableReader], marketplaces: [MarketplaceName]) -> [NotificationRule] {
        var rules: [NotificationRule] = []
        var names: [(String, SourcePlace)] = []
        for table in tables {
            let faults = report.faultyPatterns.count
            let problems = report.problems.count
            let name = table.require("name", .name)
            if let name { names.append((name, table.valuePlace(of: "name"))) }
            let kind = table.require("kind", ValueKind<NotificationKind>.word)
            var rule = NotificationRule(name: name ?? "", kind: kind ?? .other)
            readAccounts(table, &rule, marketplaces: marketplaces.map(\.text))
            readConditions(table, &rule)
            rule.capture = patterns(table, "capture")
            rule.text = frame(table)
            rule.orderRequired = table.read("order_required", .flag, default: false)
            if let zone = table.optional("timezone", .timeZone(zones)) {
                rule.clock = LocalClock(name: zone.name) { zone.instant(ofLocal: $0) }
            }
            table.finish()
            if !rule.hasCondition, report.problems.count == problems, report.faultyPatterns.count == faults {
                report.add(
                    "a rule needs a condition: header, from, from_local, relayed, subject, body, anywhere or links",
                    at: table.place)
            }
            if report.faultyPatterns.count == faults { rules.append(rule) }
        }
        checkUnique(names, what: "notification rule")
        return rules
    }

    private func readAccounts(_ table: TableReader, _ rule: inout NotificationRule, marketplaces: [String]) {
        rule.connector = table.optional("connector", ValueKind<ConnectorKind>.word)
        let names = table.optional("marketplace", .oneOrMore(of: .placed(.name))) ?? []
        for name in names { checkReference(name, key: "marketplace", among: marketplaces, what: "marketplace") }
        rule.marketplaces = names.map { MarketplaceName($0.value) }
    }

    private func readConditions(_ table: TableReader, _ rule: inout NotificationRule) {
        rule.header = header(table)
        rule.from = table.optional("from", .oneOrMore(of: .domain)) ?? []
        rule.fromLocal = patterns(table, "from_local")
        rule.isRelayed = table.optional("relayed", .flag)
        rule.subject = patterns(table, "subject")
        rule.body = patterns(table, "body")
        rule.anywhere = patterns(table, "anywhere")
        rule.links = patterns(table, "links")
    }

    /// `header = { "X-Kind" = '^CASE$' }`
    private func header(_ table: TableReader) -> [NotificationRule.Field] {
        guard let node = table.node("header") else { return [] }
        guard case .table(let entries) = node.value else {
            report.add(
                "header: expected a table such as { \"X-Kind\" = '^CASE$' }, found \(node.description)", at: node.place)
            return []
        }
        var fields: [NotificationRule.Field] = []
        var shown: [String] = []
        for (name, value) in entries.sorted(by: { $0.key < $1.key }) {
            guard (1...100).contains(name.utf8.count), name.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x3A })
            else {
                report.add("header: \(tomlString(name)) is no name of a header field", at: value.keyPlace)
                continue
            }
            do throws(Mistake) {
                let text = try ValueKind<String>.pattern.parse(value)
                shown.append("\(tomlString(name)) = \(tomlString(text))")
                if let pattern = compiled(Placed(value: text, place: value.place), key: "header") {
                    fields.append(NotificationRule.Field(name: name, pattern: pattern))
                }
            } catch {
                report.add("header: \(error.message)", at: error.place ?? value.place)
            }
        }
        table.show("header", shown.isEmpty ? "{}" : "{ \(shown.joined(separator: ", ")) }", at: node)
        return fields
    }

    /// `text = { begin = '…', end = '…', cut = ['…'] }`
    private func frame(_ table: TableReader) -> NotificationFrame? {
        guard let reader = table.inline("text"), let node = table.node("text") else { return nil }
        let frame = NotificationFrame(
            begin: patterns(reader, "begin").first, end: patterns(reader, "end").first, cut: patterns(reader, "cut"))
        table.show("text", reader.finishInline(), at: node)
        return frame
    }

    private func patterns(_ table: TableReader, _ key: String) -> [Pattern] {
        let texts = table.optional(key, .oneOrMore(of: .placed(.pattern))) ?? []
        return texts.compactMap { compiled($0, key: key) }
    }

    private func compiled(_ text: Placed<String>, key: String) -> Pattern? {
        do throws(PatternMistake) {
            let pattern = try Pattern(text.value)
            let known = NotificationCapture.allCases.map(\.rawValue)
            for name in pattern.names where !known.contains(name) {
                let hint = Suggestion.hint(for: name, among: known)
                let cure = hint.isEmpty ? "; there is \(known.joined(separator: ", "))" : hint
                report.addFaulty("\(key): unknown capture \"\(name)\"\(cure)", at: text.place)
                return nil
            }
            return pattern
        } catch {
            report.addFaulty("\(key): not a valid pattern: \(error)", at: text.place)
            return nil
        }
    }
}
