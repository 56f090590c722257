/// Reads the keys of one table, each once, and reports every mistake: values that are not what they should be, keys
/// that are missing and, at the end, keys that nobody asked for.
final class TableReader {
    /// As messages name it: `[bridge]`, `[[mailbox]]`.
    let name: String
    /// Of the header.
    let place: SourcePlace
    let report: CheckReport
    /// The table itself.
    let source: TOMLNode
    private let fields: [String: TOMLNode]
    private var known: [String] = []
    private var shown: [ShownConfiguration.Setting] = []

    init(name: String, node: TOMLNode, report: CheckReport) {
        self.name = name
        source = node
        place = node.place
        self.report = report
        if case .table(let fields) = node.value { self.fields = fields } else { fields = [:] }
    }

    /// The raw value; the key counts as known.
    func node(_ key: String) -> TOMLNode? {
        if !known.contains(key) { known.append(key) }
        return fields[key]
    }

    /// Whether the file sets this key. Does not make it known.
    func has(_ key: String) -> Bool { fields[key] != nil }

    /// Where a key stands, or the table where it does not.
    func place(of key: String) -> SourcePlace { fields[key]?.keyPlace ?? place }

    /// Where the value of a key stands, or the table where there is none.
    func valuePlace(of key: String) -> SourcePlace { fields[key]?.place ?? place }

    /// A value that has to be there; nil after a mistake, which is reported.
    func require<Value>(_ key: String, _ kind: ValueKind<Value>) -> Value? {
        guard node(key) != nil else {
            report.add("\(name) needs the key \"\(key)\"", at: place)
            return nil
        }
        return optional(key, kind)
    }

    /// A value that may be left out; nil too after a mistake, which is reported.
    func optional<Value>(_ key: String, _ kind: ValueKind<Value>) -> Value? {
        guard let node = node(key) else { return nil }
        do {
            let value = try kind.parse(node)
            show(key, kind.show(value), .file(node.keyPlace.file, line: node.keyPlace.line))
            return value
        } catch {
            for mistake in [error] + error.others {
                report.add("\(key): \(mistake.message)", at: mistake.place ?? node.place)
            }
            return nil
        }
    }

    /// A value with a default, which also stands in after a mistake.
    func read<Value>(_ key: String, _ kind: ValueKind<Value>, default fallback: Value) -> Value {
        if has(key) { return optional(key, kind) ?? fallback }
        _ = node(key)
        show(key, kind.show(fallback), .byDefault)
        return fallback
    }

    /// A value whose default depends on others; nil = there is no default either.
    func optional<Value>(_ key: String, _ kind: ValueKind<Value>, default fallback: Value?) -> Value? {
        guard !has(key), let fallback else { return optional(key, kind) }
        return read(key, kind, default: fallback)
    }

    /// Says of keys that exist elsewhere why they are out of place here.
    func refuse(_ keys: [String], because reason: String) {
        for key in keys where has(key) && !known.contains(key) {
            report.add("\(key): \(reason)", at: place(of: key))
            _ = node(key)
        }
    }

    /// Keys that nobody asked for.
    private var unknown: [(String, TOMLNode)] {
        fields.sorted { $0.key < $1.key }.filter { !known.contains($0.key) }.map { ($0.key, $0.value) }
    }

    /// Reports the keys that nobody asked for, and hands the settings over to be shown.
    func finish() {
        reportUnknown()
        report.show(ShownConfiguration.Section(header: name, settings: shown))
    }

    private func reportUnknown() {
        report.note(known, of: name)
        for (key, node) in unknown {
            let hint = Suggestion.hint(for: key, among: known)
            let cure = hint.isEmpty ? "; it knows \(known.sorted().joined(separator: ", "))" : hint
            report.add("unknown key \"\(key)\" in \(name)\(cure)", at: node.keyPlace)
        }
    }

    /// A table inside this one; nil if it is not there or no table, which is reported.
    func inline(_ key: String) -> TableReader? {
        guard let node = node(key) else { return nil }
        guard case .table = node.value else {
            report.add("\(key): expected a table in curly brackets, found \(node.description)", at: node.place)
            return nil
        }
        return TableReader(name: key, node: node, report: report)
    }

    /// Shows a table inside this one; without a node it holds defaults only.
    func show(_ key: String, _ value: String, at node: TOMLNode?) {
        show(key, value, node.map { .file($0.keyPlace.file, line: $0.keyPlace.line) } ?? .byDefault)
    }

    /// Like ``finish()`` for a table inside another: what is set in it, or all of it, as an inline table.
    func finishInline(withDefaults: Bool = false) -> String {
        reportUnknown()
        let set = shown.filter { withDefaults || $0.origin != .byDefault }
        return set.isEmpty ? "{}" : "{ \(set.map { "\($0.key) = \($0.value)" }.joined(separator: ", ")) }"
    }

    /// Takes all other keys as known.
    func acceptRest() { known += unknown.map(\.0) }

    private func show(_ key: String, _ value: String, _ origin: ShownConfiguration.Origin) {
        shown.append(ShownConfiguration.Setting(key: key, value: value, origin: origin))
    }
}

extension TableReader {
    /// Like ``finish()`` for the root, whose keys are sections.
    func finishSections() {
        for (key, node) in unknown {
            let hint = Suggestion.nearest(to: key, among: known).map { "; did you mean [\($0)]?" }
            let isTable: Bool =
                switch node.value {
                case .table, .list: true
                default: false
                }
            let what = isTable ? "unknown section [\(key)]" : "the key \"\(key)\" stands in no section"
            report.add(
                what + (hint ?? "; there are \(known.sorted().map { "[\($0)]" }.joined(separator: ", "))"),
                at: node.keyPlace)
        }
    }
}
