public import Routing

/// Where the rules of time zones come from.
public protocol TimeZoneSource: Sendable {
    /// Nil if there is no such zone.
    func rules(named name: String) -> TimeZoneRules?
    /// Names to suggest instead of a misspelt one.
    var names: [String] { get }
}
