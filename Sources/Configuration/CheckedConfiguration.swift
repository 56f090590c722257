import Domain

/// A configuration without mistakes, whose secrets have not been fetched yet.
public struct CheckedConfiguration: Sendable {
    /// The same values with empty secrets, for work that contacts nobody: marketplaces have ``Credentials/none``.
    public let offline: Configuration
    /// The values with their origins, for `show-config`.
    public let shown: ShownConfiguration
    let slots: [SecretSlot]

    /// Where the secrets lie.
    public var secrets: [SecretReference] { slots.flatMap { $0.references.map(\.reference) } }

    /// Fetches every secret. Throws all problems at once, at the place in the file that asks for the secret.
    public func resolved(_ reader: SecretReader) throws(ConfigurationProblems) -> Configuration {
        try resolved { reference throws(FileError) in try reader.read(reference) }
    }

    /// The same with secrets from wherever.
    func resolved(
        _ read: (SecretReference) throws(FileError) -> Secret<String>
    ) throws(ConfigurationProblems) -> Configuration {
        var configuration = offline
        var problems: [ConfigurationProblem] = []
        for slot in slots {
            var values: [Secret<String>] = []
            for placed in slot.references {
                do throws(FileError) {
                    let value = try read(placed.reference)
                    guard value.reveal().count >= slot.leastLength else {
                        throw FileError(
                            reason: "it has less than \(slot.leastLength) characters; what can be guessed is no secret")
                    }
                    values.append(value)
                } catch {
                    problems.append(placed.place.problem("secret \(placed.key): \(error.reason)"))
                }
            }
            if values.count == slot.references.count { slot.fill(&configuration, values) }
        }
        guard problems.isEmpty else { throw ConfigurationProblems(problems: problems.sorted()) }
        return configuration
    }
}

/// Secrets that belong together, and what to do with them.
struct SecretSlot: Sendable {
    struct Placed: Sendable {
        var key: String
        var reference: SecretReference
        var place: SourcePlace
    }

    var references: [Placed]
    /// Characters that each secret has at least.
    var leastLength = 0
    /// Gets one value per reference, in order.
    var fill: @Sendable (inout Configuration, [Secret<String>]) -> Void
}
