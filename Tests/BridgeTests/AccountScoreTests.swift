import Domain
import Metrics
import Routing
import StatusPage
import Testing
import Web

@testable import Bridge
@testable import Store

@Suite("How a marketplace judges an account") struct AccountScoreTests {
    private let fixture: BridgeFixture
    private let rules = RuleSet(
        name: "week", target: .seconds(86_400), zone: .utc, goal: .init(percent: 90, windowDays: 7, unit: .first),
        weeklyLateLimit: 2)

    init() throws { fixture = try BridgeFixture(ScriptedConnector(.init())) }

    private func ticket(_ number: Int) async throws -> Ticket {
        try await fixture.store.openTicket(
            marketplace: "conrad", order: OrderNumber("\(number)-A"), thread: nil, fallback: "x",
            token: "\(number)abcdefghijklmnopqrstuvwxyz", at: fixture.now)
    }

    /// A buyer asks now, and has a day.
    private func ask(_ ticket: Ticket) async throws {
        try await fixture.store.update(
            ticket.id,
            TicketUpdate(
                state: .open, waitingSince: .some(fixture.now), deadline: .some(fixture.now + .seconds(86_400))),
            at: fixture.now)
    }

    private func answer(_ ticket: Ticket, uid: UInt32) async throws {
        _ = try await fixture.commit(uid: uid, .update, "answered", on: ticket) { f, intake in
            var message = f.buyerMessage(RemoteMessageID("p\(uid)"), on: ticket, at: f.now)
            message.role = .seller
            intake.messages = [message]
            intake.ticketUpdate = TicketUpdate(state: .pending, waitingSince: .some(nil), deadline: .some(nil))
        }
    }

    private func score(_ rules: RuleSet? = nil) async throws -> AccountScore {
        try await .read(
            "conrad", shownName: "Conrad", AnswerClock(rules ?? self.rules), from: fixture.store, at: fixture.now)
    }

    @Test("answers in time, late ones and unanswered ones count; the first of each ticket where only those do")
    func counts() async throws {
        #expect(try await score().isEmpty)
        let (quick, slow, open) = (try await ticket(1), try await ticket(2), try await ticket(3))
        for ticket in [quick, slow, open] { try await ask(ticket) }
        try await answer(quick, uid: 11)
        fixture.advance(.seconds(100_000))
        try await answer(slow, uid: 12)
        try await ask(quick)
        fixture.advance(.seconds(100_000))
        try await answer(quick, uid: 13)
        let first = try await score()
        #expect(first.score.rolling == AnswerCount(inTime: 1, late: 2))
        #expect(first.weeks.last == first.score.week)
        #expect(first.level == .bad)
        var every = rules
        every.goal?.unit = .every
        #expect(try await score(every).score.rolling == AnswerCount(inTime: 1, late: 3))
    }

    @Test("where the marketplace demands nothing, there is a share and no warning")
    func withoutGoal() async throws {
        let slow = try await ticket(1)
        try await ask(slow)
        fixture.advance(.seconds(90_000))
        try await answer(slow, uid: 11)
        var rules = rules
        rules.goal = nil
        let score = try await score(rules)
        #expect(score.score.rolling == AnswerCount(late: 1))
        #expect(score.allowance == nil)
        #expect(score.level == .near)
        #expect(ScoreTexts.of(.en).line(score) == "Conrad: In time in the last 30 days: 0.0 %")
    }

    @Test("the page and the digest show the goal and what is left until the warning", arguments: AgentLanguage.allCases)
    func shown(language: AgentLanguage) async throws {
        for number in 1...3 {
            let ticket = try await ticket(number)
            try await ask(ticket)
            try await answer(ticket, uid: UInt32(number))
        }
        let score = try await score()
        let texts = ScoreTexts.of(language)
        let panel = ScorePanel(score, texts)
        #expect(panel.lines[0].value == (language == .en ? "100.0 %" : "100,0 %"))
        #expect(panel.lines[0].targetShare == 0.9)
        #expect(panel.lines[0].note?.contains("2") == true)
        #expect(panel.course == [1])
        #expect(texts.line(score).contains("90 %"))
        for text in panel.lines.compactMap(\.note) + [texts.line(score)] { #expect(!text.contains("{")) }
    }

    @Test("the status page has the scores and the alarms that nobody took, with no word of the buyer")
    func page() async throws {
        let ticket = try await ticket(1)
        try await ask(ticket)
        try await answer(ticket, uid: 1)
        _ = try await fixture.commit(uid: 2, .notice, "performance", on: ticket) { $1.alarm = .performance }
        try await ScoreWatch(fixture.context).look()
        let desk = StatusDesk(
            fixture.context, AccountWatch(mailboxes: [], since: fixture.now),
            gate: WebGate(key: .token(Secret("x")), hosts: HostRule(names: [])))
        let overview = try await desk.overview(after: nil, at: fixture.now)
        #expect(overview.scores.map(\.marketplace) == ["Conrad"])
        #expect(overview.alarms.map(\.ticket.id) == [ticket.id])
        #expect(
            overview.alarms.map(\.kind) == [TeamTexts.of(fixture.context.settings.language).name(of: .performance)])
    }

    @Test("metrics have the share, the goal and the open alarms")
    func metrics() async throws {
        let ticket = try await ticket(1)
        try await ask(ticket)
        try await answer(ticket, uid: 1)
        _ = try await fixture.commit(uid: 2, .notice, "performance", on: ticket) { $1.alarm = .performance }
        try await ScoreWatch(fixture.context).look()
        let desk = MetricsDesk(
            fixture.context, AccountWatch(mailboxes: [], since: fixture.now), version: "1")
        let text = try await desk.families(at: fixture.now).map(\.text).joined()
        #expect(text.contains("mailbridge_in_time_ratio{marketplace=\"conrad\"} 1\n"))
        #expect(text.contains("mailbridge_open_alarms 1\n"))
        #expect(!text.contains("mailbridge_late_until_warning{"))
    }
}
