/// A secret's place of storage and the place in the file that names it.
typealias PlacedSecret = Placed<SecretReference>

extension ValueKind where Value == PlacedSecret {
    private static var cure: String { "write { file = \"/path\" }, { credential = \"name\" } or { env = \"NAME\" }" }

    /// The value of an inline secret is never repeated.
    static var secret: Self {
        ValueKind { node throws(Mistake) in
            if case .string = node.value {
                throw Mistake("the secret itself must not stand in the configuration; \(cure)", at: node.place)
            }
            guard case .table(let fields) = node.value else {
                throw Mistake("expected the place of a secret; \(cure)", at: node.place)
            }
            for (key, field) in fields.sorted(by: { $0.key < $1.key })
            where !["file", "credential", "env"].contains(key) {
                let hint = Suggestion.hint(for: key, among: ["file", "credential", "env"])
                throw Mistake("unknown key \"\(key)\"\(hint.isEmpty ? "; \(cure)" : hint)", at: field.keyPlace)
            }
            guard fields.count == 1, let (key, field) = fields.first else {
                throw Mistake("expected exactly one place of the secret; \(cure)", at: node.place)
            }
            return Placed(value: try reference(key, field), place: node.place)
        } show: {
            $0.value.description
        }
    }

    private static func reference(_ key: String, _ field: TOMLNode) throws(Mistake) -> SecretReference {
        switch key {
        case "file": return .file(try ValueKind<String>.path.parse(field))
        case "credential":
            guard case .string(let name) = field.value, !name.isEmpty, name != ".", name != "..",
                name.utf8.count <= 255, !name.contains("/"), name.unicodeScalars.allSatisfy({ $0.value > 0x20 })
            else { throw .expected("a credential's name as in LoadCredential=, without path", found: field) }
            return .credential(name)
        default:
            guard case .string(let name) = field.value, !name.isEmpty,
                name.utf8.allSatisfy({
                    $0 == 0x5F
                        || $0 < 0x80
                            && (Character(Unicode.Scalar($0)).isLetter || Character(Unicode.Scalar($0)).isNumber)
                })
            else { throw .expected("the name of an environment variable", found: field) }
            return .environment(name)
        }
    }
}
