import Domain
import Routing
import Store

/// What the day brings, for everybody, in the morning. A value without I/O.
struct TeamDigest: Sendable {
    let day: CivilDate
    /// The most urgent first.
    let overdue: [PressingWait]
    let today: [PressingWait]
    /// All that wait for an answer.
    let open: Int
    let problems: TeamProblems
    /// How the marketplaces judge, a line for each.
    let scores: [String]

    /// How long after its time a digest still makes sense; the service may start late.
    static let patience: Int64 = 3 * 3600

    /// Whether the day's digest is due; the day, if so.
    static func day(_ team: TicketingSettings.Team, at now: Timestamp) -> CivilDate? {
        guard let time = team.digest, team.hours.worksToday(now) else { return nil }
        let (date, second) = team.hours.day(of: now)
        return second >= time && second < time + patience ? date : nil
    }

    init(
        _ waits: [PressingWait], _ problems: TeamProblems, _ team: TicketingSettings.Team, day: CivilDate,
        scores: [String], at now: Timestamp
    ) {
        self.day = day
        let sorted = waits.mostUrgentFirst()
        overdue = sorted.filter { $0.wait.deadline < now }
        today = sorted.filter { $0.wait.deadline >= now && team.hours.day(of: $0.wait.deadline).date == day }
        open = waits.count
        self.problems = problems
        self.scores = scores
    }

    /// Nothing to say is no mail.
    var isEmpty: Bool { open == 0 && problems.isEmpty && scores.isEmpty }
}
