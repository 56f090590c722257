import Domain

/// Answers that somebody gave beforehand: in a file, or with the command.
public struct SetUpGiven: Sendable {
    public enum Value: Sendable, Hashable {
        case text(String)
        /// Where the secret lies.
        case secret(SecretReference)
    }

    private struct Placed: Sendable {
        var value: Value
        /// `answers.toml:3:1`, `--folder`
        var place: String
    }

    private var values: [SetUpKey: Placed] = [:]

    public init() {}

    public var keys: Set<SetUpKey> { Set(values.keys) }

    public subscript(_ key: SetUpKey) -> Value? { values[key]?.value }

    /// Replaces what was given before.
    public mutating func set(_ key: SetUpKey, _ value: Value, by place: String) {
        values[key] = Placed(value: value, place: place)
    }

    /// A mistake with the place of the answer that it is about.
    public func told(_ mistake: SetUpMistake, about key: SetUpKey) -> String {
        guard let place = values[key]?.place else { return "\(key): \(mistake)" }
        return "\(place): \(key.name): \(mistake)"
    }

    /// What was given and nobody asks for, each with its place and what was meant.
    public func unknown(among known: [SetUpKey]) -> [String] {
        // Of a marketplace whose connector is not known nobody can say which keys are right, nor of those behind it, which
        // were not asked for any more.
        let unclear = known.map(\.section).filter { section in
            if case .marketplace = section { known.count { $0.section == section } == 1 } else { false }
        }
        let judged = values.filter { key, _ in
            guard case .marketplace = key.section, !unclear.isEmpty else { return true }
            return known.count { $0.section == key.section } > 1
        }
        return judged.filter { !known.contains($0.key) }.sorted { $0.value.place < $1.value.place }.map { key, value in
            let near = known.filter { $0.section == key.section }.map(\.name)
            let cure = near.isEmpty ? "; there is nothing to know of it" : "; there is \(near.joined(separator: ", "))"
            let hint = Suggestion.hint(for: key.name, among: near)
            return "\(value.place): unknown key \"\(key.name)\"\(hint.isEmpty ? cure : hint)"
        }
    }

    /// The text or the secret, as the question wants it.
    public func answer(
        to question: SetUpQuestion, _ reader: SecretReader
    ) throws(SetUpMistake) -> String? {
        switch values[question.key]?.value {
        case nil: return nil
        case .text(let text):
            guard !question.isSecret else {
                throw SetUpMistake("a secret must not stand there; write { file = \"/path\" } or { env = \"NAME\" }")
            }
            return text
        case .secret(let reference):
            guard question.isSecret else { throw SetUpMistake("it is no secret; write it in quotes") }
            do { return try reader.read(reference).reveal() } catch { throw SetUpMistake(error.reason) }
        }
    }
}

extension SetUpGiven {
    /// Reads a file of answers: sections and keys as in the configuration, but `host` instead of `url` for mail servers, and
    /// `folder` instead of `watch`.
    public init(_ source: ConfigurationFile.Source) throws(ConfigurationProblems) {
        var problems: [ConfigurationProblem] = []
        do {
            let root = try TOMLDocument(source).root
            guard case .table(let sections) = root.value else { return }
            for (name, node) in sections.sorted(by: { $0.key < $1.key }) { read(name, node, &problems) }
        } catch {
            problems.append(error)
        }
        guard problems.isEmpty else { throw ConfigurationProblems(problems: problems.sorted()) }
    }

    private mutating func read(_ name: String, _ node: TOMLNode, _ problems: inout [ConfigurationProblem]) {
        var tables = [node]
        if case .list(let nodes) = node.value { tables = nodes }
        for (index, table) in tables.enumerated() {
            let section: SetUpKey.Section
            switch name {
            case "bridge": section = .bridge
            case "mailbox": section = .mailbox
            case "submission": section = .submission
            case "marketplace": section = .marketplace(index)
            case "agent": section = .agent(index)
            default:
                let known = ["bridge", "mailbox", "submission", "marketplace", "agent"]
                let hint = Suggestion.nearest(to: name, among: known).map { "; did you mean [\($0)]?" }
                problems.append(
                    node.keyPlace.problem(
                        "unknown section [\(name)]"
                            + (hint ?? "; there are \(known.map { "[\($0)]" }.joined(separator: ", "))")))
                return
            }
            guard case .table(let fields) = table.value else {
                problems.append(table.place.problem("\(name): expected a section, found \(table.description)"))
                continue
            }
            for (key, field) in fields { read(SetUpKey(section, key), field, &problems) }
        }
    }

    private mutating func read(_ key: SetUpKey, _ node: TOMLNode, _ problems: inout [ConfigurationProblem]) {
        let place = "\(node.keyPlace.file):\(node.keyPlace.line):\(node.keyPlace.column)"
        switch node.value {
        case .string(let text): set(key, .text(text), by: place)
        case .boolean(let flag): set(key, .text(String(flag)), by: place)
        case .table:
            do throws(Mistake) {
                set(key, .secret(try ValueKind<PlacedSecret>.secret.parse(node).value), by: place)
            } catch {
                problems.append((error.place ?? node.place).problem("\(key.name): \(error.message)"))
            }
        default:
            problems.append(node.place.problem("\(key.name): expected a text in quotes, found \(node.description)"))
        }
    }
}
