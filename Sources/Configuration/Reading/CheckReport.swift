/// What a check has found so far; belongs to one call.
final class CheckReport {
    private(set) var problems: [ConfigurationProblem] = []
    /// Of rules that can be left out.
    private(set) var faultyPatterns: [ConfigurationProblem] = []
    private(set) var shown = ShownConfiguration()
    /// The keys that each table knows, by the table's name.
    private(set) var known: [String: Set<String>] = [:]

    func add(_ message: String, at place: SourcePlace) { problems.append(place.problem(message)) }

    func addFaulty(_ message: String, at place: SourcePlace) { faultyPatterns.append(place.problem(message)) }

    func note(_ keys: [String], of table: String) { known[table, default: []].formUnion(keys) }

    func show(_ section: ShownConfiguration.Section) { shown.sections.append(section) }
}
