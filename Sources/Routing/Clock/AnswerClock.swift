public import Domain

/// All versions of one named clock.
public struct AnswerClock: Sendable, Hashable {
    public let name: String
    /// Oldest first; never empty.
    public let versions: [RuleSet]

    /// Nil without any version.
    public init?(name: String, versions: [RuleSet]) {
        guard !versions.isEmpty else { return nil }
        self.name = name
        self.versions = versions.sorted { first, second in
            (first.effectiveFrom?.milliseconds ?? .min) < (second.effectiveFrom?.milliseconds ?? .min)
        }
    }

    public init(_ rules: RuleSet) {
        name = rules.name
        versions = [rules]
    }

    /// The version that governs a wait which begins at `start`, to its end. The earliest covers everything before it.
    public func rules(inForceAt start: Timestamp) -> RuleSet {
        versions.last { $0.effectiveFrom.map { $0 <= start } ?? true } ?? versions[0]
    }
}
