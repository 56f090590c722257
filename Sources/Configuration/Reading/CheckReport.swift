/// What a check has found so far; belongs to one call.
final class CheckReport {
    private(set) var problems: [ConfigurationProblem] = []
    private(set) var shown = ShownConfiguration()

    func add(_ problem: ConfigurationProblem) { problems.append(problem) }

    func add(_ message: String, at place: SourcePlace) { problems.append(place.problem(message)) }

    func show(_ section: ShownConfiguration.Section) { shown.sections.append(section) }
}
