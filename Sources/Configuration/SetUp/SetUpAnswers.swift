import Domain
import Marketplaces

/// What is known so far.
public struct SetUpAnswers: Sendable {
    private var texts: [SetUpKey: String] = [:]
    private var secrets: [SetUpKey: Secret<String>] = [:]

    /// Nil where nothing was answered, or the key is left out.
    subscript(_ section: SetUpKey.Section, _ name: String) -> String? {
        texts[SetUpKey(section, name)].flatMap { $0.isEmpty ? nil : $0 }
    }

    func secret(_ section: SetUpKey.Section, _ name: String) -> Secret<String>? { secrets[SetUpKey(section, name)] }

    /// Whether the question was answered, if only by leaving the key out.
    func isAnswered(_ key: SetUpKey) -> Bool { texts[key] != nil || secrets[key] != nil }

    mutating func set(_ key: SetUpKey, _ text: String) { texts[key] = text }

    mutating func set(_ key: SetUpKey, _ secret: Secret<String>) { secrets[key] = secret }

    mutating func forget(_ key: SetUpKey) {
        texts[key] = nil
        secrets[key] = nil
    }

    func connector(_ index: Int) -> ConnectorKind? {
        self[.marketplace(index), "connector"].flatMap(ConnectorKind.init)
    }

    /// Names of the marketplaces before this one.
    func names(before index: Int) -> Set<String> { Set((0..<index).compactMap { self[.marketplace($0), "name"] }) }

    /// How many sections of a kind there are, whose first key is this one.
    func count(_ section: (Int) -> SetUpKey.Section, having name: String) -> Int {
        var count = 0
        while self[section(count), name] != nil { count += 1 }
        return count
    }
}
