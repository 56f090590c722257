extension TOMLNode {
    /// Adds what another file says: lists of tables add up, sections join, anything else may stand only once.
    mutating func merge(_ other: TOMLNode, problems: inout [ConfigurationProblem]) {
        guard case .table(var own) = value, case .table(let theirs) = other.value else { return }
        for (key, added) in theirs.sorted(by: { $0.key < $1.key }) {
            guard let present = own[key] else {
                own[key] = added
                continue
            }
            switch (present.value, added.value) {
            case (.table(var fields), .table(let more)):
                for (name, node) in more.sorted(by: { $0.key < $1.key }) {
                    if let first = fields[name] {
                        problems.append(node.keyPlace.problem(Self.twice("\(key).\(name)", first)))
                    } else {
                        fields[name] = node
                    }
                }
                own[key]?.value = .table(fields)
            case (.list(let first), .list(let second)): own[key]?.value = .list(first + second)
            default: problems.append(added.keyPlace.problem(Self.twice(key, present)))
            }
        }
        value = .table(own)
    }

    /// Takes away what another file says.
    mutating func remove(sectionsOf other: TOMLNode) {
        guard case .table(let own) = value, case .table(let theirs) = other.value else { return }
        value = .table(own.filter { theirs[$0.key] == nil })
    }

    private static func twice(_ key: String, _ first: TOMLNode) -> String {
        "\(key) is set already at \(first.keyPlace.file):\(first.keyPlace.line)"
    }
}
