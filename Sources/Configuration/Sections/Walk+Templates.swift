import Domain
import Routing
import Templates

extension Walk {
    func templates(_ tables: [TableReader], marketplaces: [MarketplaceName]) -> TemplateBook {
        var templates: [Template] = []
        var seen: [(text: String, place: SourcePlace)] = []
        for table in tables {
            let name = table.require("name", .name)
            let language = table.optional("language", .languageTag)
            let accounts = table.optional("marketplace", .oneOrMore(of: .placed(.name))) ?? []
            for account in accounts {
                checkReference(account, key: "marketplace", among: marketplaces.map(\.text), what: "marketplace")
            }
            let text = table.require("text", .templateText)
            let isCanned = table.read("canned", .flag, default: false)
            let isOffered = table.read("offered", .flag, default: false)
            let isAutomatic = table.read("automatic", .flag, default: false)
            let outsideHours = table.optional("outside_hours", .windows)
            let delay = table.read("delay", .duration(.zero ... .seconds(86_400)), default: .zero)
            table.finish()
            guard let name else { continue }
            for account in accounts.isEmpty ? ["all marketplaces"] : accounts.map(\.value) {
                let key = [name, language.map { "in \($0)" }, "for \(account)"].compactMap { $0 }
                seen.append((key.joined(separator: " "), table.valuePlace(of: "name")))
            }
            guard let text else { continue }
            var template = Template(
                name: name, language: language, marketplaces: accounts.map { MarketplaceName($0.value) },
                text: text.text, isCanned: isCanned, isOffered: isOffered, isAutomatic: isAutomatic)
            template.outsideHours = outsideHours
            template.delay = delay
            templates.append(template)
        }
        checkUnique(seen, what: "template")
        return TemplateBook(templates)
    }
}

/// A template's text, with how it was written.
struct WrittenTemplate {
    var written: String
    var text: TemplateText
}

extension ValueKind where Value == WrittenTemplate {
    /// Text with `{{variables}}`, of at most 20 000 bytes.
    static var templateText: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let written) = node.value, written.utf8.count <= 20_000 else {
                throw .expected("a text of at most 20000 bytes in quotes", found: node)
            }
            do throws(TemplateText.Mistake) {
                return WrittenTemplate(written: written, text: try TemplateText(written))
            } catch {
                throw Mistake("line \(error.line) of the text: \(Self.words(error.kind))", at: node.place)
            }
        } show: {
            tomlString($0.written)
        }
    }

    private static func words(_ kind: TemplateText.Mistake.Kind) -> String {
        let known = TemplateVariable.allCases.map(\.rawValue)
        switch kind {
        case .unknownVariable(let name):
            let hint = Suggestion.hint(for: name, among: known)
            return "unknown variable \"{{\(name)}}\""
                + (hint.isEmpty ? "; there is \(known.joined(separator: ", "))" : hint)
        case .unclosed: return "\"{{\" and \"}}\" belong together, around the name of a variable"
        case .empty: return "there is nothing in it"
        }
    }
}
