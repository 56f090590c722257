import ArgumentParser
import Configuration
import Domain
import FoundationEssentials
import Marketplaces
import Routing

struct ClockCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "clock", abstract: "Until when an answer is in time, when warnings go out, and why.",
        discussion: """
            NAME is a marketplace or clock of the configuration, or a preset such as conrad, bol or kaufland-at. TIME is \
            ISO 8601, such as 2026-12-24T15:00+01:00; without an offset it is taken by the clock's own zone. With \
            --vectors a whole file is computed: rules and events, waits and scores, or holidays, told apart by the \
            header. Its rows are printed with all columns; a column that the file has and that differs is named on \
            standard error, and the exit code is 1.
            """)

    @Option(
        name: .long,
        help: ArgumentHelp("The configuration; without it the usual one, if it is there.", valueName: "file"))
    var config: String?
    @Flag(help: "As JSON.") var json = false
    @Option(help: ArgumentHelp("When the buyer wrote; without it now.", valueName: "time"))
    var at: String?
    @Option(help: ArgumentHelp("Tell what is left at this time.", valueName: "time"))
    var now: String?
    @Option(help: ArgumentHelp("Compute a file of vectors.", valueName: "file"))
    var vectors: String?
    @Option(help: ArgumentHelp("Compute a file of scores.", valueName: "file"))
    var scores: String?
    @Argument(help: "A marketplace, a clock or a preset.")
    var name: String?

    func validate() throws {
        let tasks = [name, vectors, scores].compactMap(\.self)
        guard tasks.count == 1 else {
            throw ValidationError("Name one clock, or one file with --vectors or --scores.")
        }
    }

    func run() async throws {
        try await reportingErrors {
            if let file = vectors ?? scores { return try ClockVectors(file: file, areScores: scores != nil).run() }
            guard let name else { return }
            let clock = try ClockLookUp(config: config).clock(name)
            let asked = try at.map { try time($0, clock) } ?? systemTime()
            let rules = clock.rules(inForceAt: asked)
            let answer = ClockAnswer(try rules.explanation(from: asked), now: try now.map { try time($0, clock) })
            if json { try sayJSON(answer) } else { say(answer.text) }
        }
    }

    /// Without an offset, by the clocks of the zone.
    private func time(_ text: String, _ clock: AnswerClock) throws -> Timestamp {
        guard let time = Timestamp(iso8601: text) else {
            complain("\"\(text)\" is no time such as 2026-12-24T15:00+01:00")
            throw ExitStatus.badData
        }
        let hasOffset = text.hasSuffix("Z") || text.hasSuffix("z") || text.dropFirst(10).contains { "+-".contains($0) }
        guard !hasOffset, let zone = clock.versions.last?.zone else { return time }
        return Timestamp(seconds: zone.instant(ofLocal: time.seconds))
    }
}
