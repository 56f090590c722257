public import Domain
import Logging
import Routing
import Store

/// Looks at the clocks and tells people in time: reminders, the forecast before they leave, the day's digest, alarms until
/// someone takes them, and marketplaces that have fallen silent.
public struct TeamWatch: Sendable {
    let context: BridgeContext
    private var team: TicketingSettings.Team { context.settings.team }

    public init(_ context: BridgeContext) { self.context = context }

    /// Between two looks.
    private static let pause = Duration.seconds(30)
    /// Waits that are looked at; of more, the most urgent.
    private static let most = 10_000

    /// What is known from one look to the next.
    struct Memory {
        /// The day whose digest had nothing to say at its time.
        var silentDay: CivilDate?
    }

    /// Works until the task is cancelled.
    public func run() async {
        var memory = Memory()
        while !Task.isCancelled {
            var pause = Self.pause
            do {
                let next = try await pass(&memory)
                pause = next.map { max(.milliseconds(10), min($0 - context.now(), pause)) } ?? pause
            } catch {
                context.noteStoreFailure(error)
            }
            await context.teamWatch.wait(atMost: pause)
        }
    }

    /// One look by itself.
    @discardableResult
    public func pass() async throws -> Timestamp? {
        var memory = Memory()
        return try await pass(&memory)
    }

    /// One look; returns when the next reminder of a wait that runs now is due.
    @discardableResult
    func pass(_ memory: inout Memory) async throws -> Timestamp? {
        let now = context.now()
        try await countBreaches(at: now)
        let waits = try await context.store.openWaits(limit: Self.most).compactMap { wait in
            context.accounts[wait.ticket.marketplace].flatMap { PressingWait(wait, $0) }
        }
        var round = TeamRound()
        try remind(waits, at: now, in: &round)
        try await alarm(at: now, in: &round)
        try await forecast(waits, at: now, in: &round)
        try await digest(waits, at: now, in: &round, &memory)
        try await listen(at: now, in: &round)
        let troubles = try await warn(at: now, in: &round)
        let next = waits.lazy.flatMap(\.warnings).map(\.sendAt).filter { $0 > now }.min()
        guard !round.isEmpty else { return next }
        try await context.store.commit(round, at: now)
        for reminder in round.reminders {
            context.note(.info, .waitReminded, ticket: reminder.ticket, ["percent": "\(reminder.percent)"])
        }
        for trouble in troubles { context.note(.warning, .adminAlerted, ["matter": trouble.matter]) }
        if !round.mails.isEmpty { context.teamMailsWaiting.ring() }
        return next
    }

    /// Looks come at each deadline, so that one that passed is counted even if the answer follows at once.
    private func countBreaches(at now: Timestamp) async throws(StoreError) {
        let since = context.meter.breachesUntil(now)
        context.meter.count(
            breaches: try await context.store.deadlines(after: since, through: now), since: since, until: now)
    }

    private var audience: TeamAudience { TeamAudience(settings: context.settings) }

    private func composer(_ people: [TicketingSettings.Agent], at now: Timestamp) -> TeamMailComposer {
        TeamMailComposer(context: context, people: people, now: now)
    }

    private func remind(_ waits: [PressingWait], at now: Timestamp, in round: inout TeamRound) throws {
        guard team.reminds else { return }
        let plan = TeamRoundPlan(waits, audience, at: now)
        round.reminders = plan.reminders
        for group in plan.groups { round.mails.append(try composer(group.people, at: now).reminder(group)) }
    }

    private func alarm(at now: Timestamp, in round: inout TeamRound) async throws {
        for alarm in try await context.store.dueAlarms(at: now) {
            guard let account = context.accounts[alarm.ticket.marketplace] else { continue }
            round.mails.append(try composer(audience.alarmed(alarm.ticket), at: now).alarm(alarm, account))
            round.alarms[alarm.ticket.id] = now + AlarmRepeat.pause(after: alarm.repeats)
            context.note(
                .warning, .alarmRaised, ticket: alarm.ticket.id,
                ["kind": alarm.kind.rawValue, "repeats": "\(alarm.repeats)"])
        }
    }

    private func forecast(_ waits: [PressingWait], at now: Timestamp, in round: inout TeamRound) async throws {
        guard team.forecasts, let closure = Forecast.closure(of: team.hours, at: now) else { return }
        let composer = composer(audience.everybody, at: now)
        guard try await !context.store.hasTeamMail(composer.name(ofForecast: closure)) else { return }
        let forecast = Forecast(waits.map(\.pending), before: closure)
        guard !forecast.isEmpty else { return }
        let byTicket = Dictionary(waits.map { ($0.wait.ticket.id, $0) }, uniquingKeysWith: { first, _ in first })
        round.mails.append(try composer.forecast(forecast, byTicket))
    }

    private func digest(
        _ waits: [PressingWait], at now: Timestamp, in round: inout TeamRound, _ memory: inout Memory
    ) async throws {
        // What comes during the day is no news of the morning.
        guard let day = TeamDigest.day(team, at: now), memory.silentDay != day else { return }
        let composer = composer(audience.everybody, at: now)
        guard try await !context.store.hasTeamMail(composer.name(ofDigest: day)) else { return }
        let problems = try await context.store.teamProblems(failedSince: now - .seconds(86_400))
        let texts = ScoreTexts.of(composer.language)
        var known = context.scores.latest
        if known.isEmpty { known = try await ScoreWatch(context).look() }
        let scores = known.filter { !$0.isEmpty }.map(texts.line)
        let digest = TeamDigest(waits, problems, team, day: day, scores: scores, at: now)
        if digest.isEmpty {
            memory.silentDay = day
        } else {
            round.mails.append(try composer.digest(digest))
        }
    }

    /// Tells the administrator what to mend; returns what is told.
    private func warn(at now: Timestamp, in round: inout TeamRound) async throws -> [Trouble] {
        guard team.alerts, let admin = audience.admin else { return [] }
        let told = try await context.store.alertMarks()
        let due = try await TroubleSurvey(context).troubles(told: told, at: now)
            .filter { $0.isDue(told: told[$0.matter], at: now) }
        guard !due.isEmpty else { return [] }
        round.mails.append(try composer([admin], at: now).alert(due))
        for trouble in due { round.alerts[trouble.matter] = AlertMark(at: now, mark: trouble.mark) }
        return due
    }

    /// Tells of marketplaces whose mails stopped to come, or never came: they may have lost our address.
    private func listen(at now: Timestamp, in round: inout TeamRound) async throws {
        let survey = SilenceSurvey(context)
        let all = try await survey.silences(at: now)
        context.silences.show(all)
        let silent = try await survey.untold(all, at: now)
        guard !silent.isEmpty else { return }
        let composer = composer(audience.lead.map { [$0] } ?? audience.everybody, at: now)
        round.mails.append(try composer.silence(silent))
        for silence in silent {
            round.alerts[silence.matter] = AlertMark(at: now)
            context.note(
                .warning, .marketplaceSilent,
                ["marketplace": silence.account.name.text, "since": silence.since.description])
        }
    }
}
