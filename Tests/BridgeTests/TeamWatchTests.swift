import Domain
import MIME
import Replies
import Routing
import Testing

@testable import Bridge
@testable import Store

@Suite("What the team is told") struct TeamWatchTests {
    let fixture: BridgeFixture
    let context: BridgeContext
    var store: any TicketStore { fixture.store }

    init() throws {
        fixture = try BridgeFixture(ScriptedConnector(.init()))
        var context = fixture.context
        context.settings = try Self.settings()
        self.context = context
    }

    /// Anna leads, in English; Ben reads German. Nobody is ever away, so that nothing is forecast.
    private static func settings() throws -> TicketingSettings {
        var settings = try Fixtures.settings()
        let ben = try #require(EmailAddress("ben@seller.example"))
        settings.agents.append(.init(identity: AgentIdentity(name: "ben", addresses: [ben]), language: .de))
        let always = [DayWindow("00:00-24:00")].compactMap { $0 }
        settings.team = .init(
            hours: TeamHours(
                windows: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, always) }), zone: .utc),
            lead: "anna", digest: nil, submits: true)
        return settings
    }

    /// A ticket whose buyer waits from now on, with a day's time.
    func waiting(_ order: OrderNumber, owner: String? = nil) async throws -> Ticket {
        let ticket = try await store.openTicket(
            marketplace: "conrad", order: order, thread: nil, fallback: "x",
            token: order == "1-A" ? Fixtures.token : "\(order)abcdefghijklmnopqrstuvw", at: fixture.now)
        try await store.update(
            ticket.id,
            TicketUpdate(
                state: .open, subject: "Where is it?", waitingSince: .some(fixture.now),
                deadline: .some(fixture.now + .seconds(86_400)), owner: owner), at: fixture.now)
        return ticket
    }

    struct Mail {
        var to: [String]
        var subject: String
        var text: String
        var references: [String]
    }

    /// What a look at the clocks has made since the last time.
    func mails(_ context: BridgeContext? = nil, looking: Bool = true) async throws -> [Mail] {
        if looking { try await TeamWatch(context ?? self.context).pass() }
        var mails: [Mail] = []
        while let mail = try await store.claimTeamMail(at: fixture.now) {
            try await store.sentTeamMail(mail.id, at: fixture.now)
            let message = Message(parsing: mail.raw)
            mails.append(
                Mail(
                    to: mail.recipients.map(\.text), subject: message.subject ?? "", text: message.displayText,
                    references: message.references))
        }
        return mails
    }

    @Test(
        "half of the time: the owner, in the owner's language; a quarter: all; a tenth and nothing: the lead; each once"
    )
    func reminders() async throws {
        let ticket = try await waiting("1-A", owner: "ben")
        #expect(try await mails().isEmpty)
        fixture.advance(.seconds(43_200))
        let half = try await mails()
        #expect(half.map(\.to) == [["ben@seller.example"]])
        #expect(half[0].subject.hasPrefix("Antwort bis "))
        #expect(half[0].subject.contains("[Conrad 1-A]"))
        #expect(half[0].text.contains("noch 12 h 00 min"))
        #expect(half[0].references == [ticket.rootMessageID(domain: "seller.example")])
        #expect(try await mails().isEmpty)
        fixture.advance(.seconds(21_600))
        #expect(try await mails().map(\.to) == [["anna@seller.example", "ben@seller.example"]])
        fixture.advance(.seconds(12_960))
        #expect(try await mails().map(\.to) == [["anna@seller.example"]])
        fixture.advance(.seconds(8_640))
        let late = try await mails()
        #expect(late.map(\.to) == [["anna@seller.example"]])
        #expect(late[0].subject.hasPrefix("OVERDUE since "))
        fixture.advance(.seconds(1_000_000))
        #expect(try await mails().isEmpty)
    }

    @Test("a ticket that a route gave its own clock is reminded of by that one")
    func ownClock() async throws {
        var context = context
        // Only the first half of each hour counts.
        let halves = (0..<24).compactMap { DayWindow(start: $0 * 3600, end: $0 * 3600 + 1800) }
        let halfHours = RuleSet(
            name: "halves", target: .seconds(3600),
            counting: .businessHours(Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, halves) })),
            zone: .utc)
        let known = try #require(context.accounts["conrad"])
        context.accounts["conrad"] = Account(
            connector: known.connector, isShadow: false, shownName: "Conrad", clock: known.clock, portal: nil,
            clocks: ["halves": AnswerClock(halfHours)])
        let ticket = try await waiting("1-A", owner: "ben")
        // An hour of it ends after an hour and a half.
        var update = TicketUpdate(deadline: .some(fixture.now + .seconds(5400)))
        update.clock = .some("halves")
        try await store.update(ticket.id, update, at: fixture.now)
        // Half of it is over after half an hour; of the time by the wall only a third is.
        fixture.advance(.seconds(1799))
        #expect(try await mails(context).isEmpty)
        fixture.advance(.seconds(1))
        #expect(try await mails(context).map(\.to) == [["ben@seller.example"]])
    }

    @Test("a wait that ended is reminded of no more, and a new one from the beginning")
    func ended() async throws {
        let ticket = try await waiting("1-A", owner: "ben")
        fixture.advance(.seconds(43_200))
        #expect(try await mails().count == 1)
        try await store.update(
            ticket.id, TicketUpdate(state: .pending, waitingSince: .some(nil), deadline: .some(nil)), at: fixture.now)
        fixture.advance(.seconds(43_200))
        #expect(try await mails().isEmpty)
        _ = try await waiting("1-A", owner: "ben")
        fixture.advance(.seconds(43_200))
        #expect(try await mails().map(\.to) == [["ben@seller.example"]])
    }

    @Test(
        "several at once are one mail for the same people, the most urgent first; after an outage only the last counts")
    func together() async throws {
        _ = try await waiting("1-A", owner: "ben")
        fixture.advance(.seconds(60))
        _ = try await waiting("2-A", owner: "ben")
        _ = try await waiting("3-A", owner: "anna")
        fixture.advance(.seconds(43_200))
        let half = try await mails().sorted { $0.to.count > $1.to.count || $0.to[0] < $1.to[0] }
        #expect(half.map(\.to) == [["anna@seller.example"], ["ben@seller.example"]])
        #expect(half[1].subject == "Antworten mit naher Frist: 2")
        let first = try #require(half[1].text.firstRange(of: "1-A")?.lowerBound)
        let second = try #require(half[1].text.firstRange(of: "2-A")?.lowerBound)
        #expect(first < second)
        fixture.advance(.seconds(400_000))
        let late = try await mails()
        #expect(late.count == 1)
        #expect(late[0].subject == "Answers needed soon: 3")
        #expect(late[0].text.contains("late"))
    }

    @Test("whom several reminders concern at once gets one mail about all of them")
    func overlapping() async throws {
        _ = try await waiting("1-A", owner: "ben")
        fixture.advance(.seconds(21_600))
        _ = try await waiting("2-A", owner: "ben")
        // A quarter is left of the first, for the team; half of the second, for its owner.
        fixture.advance(.seconds(43_200))
        let mails = try await mails()
        #expect(mails.flatMap(\.to).sorted() == ["anna@seller.example", "ben@seller.example"])
        let ben = try #require(mails.first { $0.to == ["ben@seller.example"] })
        #expect(ben.text.contains("1-A") && ben.text.contains("2-A"))
        #expect(mails.first { $0.to == ["anna@seller.example"] }?.text.contains("2-A") == false)
    }

    @Test("an alarm is told at once, after an hour, after four more, then daily, until someone takes it")
    func alarms() async throws {
        let ticket = try await store.openTicket(
            marketplace: "conrad", order: nil, thread: nil, fallback: "case", token: Fixtures.token, at: fixture.now)
        _ = try await fixture.commit(uid: 1, .notice, "performance", on: ticket) { _, intake in
            intake.alarm = .performance
        }
        let first = try await mails()
        #expect(first.map(\.to) == [["anna@seller.example"]])
        #expect(first[0].subject.hasPrefix("Alarm: the account's standing"))
        for pause in [3600, 4 * 3600, 86_400, 86_400] {
            fixture.advance(.seconds(pause - 1))
            #expect(try await mails().isEmpty)
            fixture.advance(.seconds(1))
            #expect(try await mails().count == 1)
        }
        var update = TicketUpdate(owner: "ben")
        update.takenBy = "ben"
        try await store.update(ticket.id, update, at: fixture.now)
        fixture.advance(.seconds(1_000_000))
        #expect(try await mails().isEmpty)
        // News of it begin anew, with the owner among those who are told.
        _ = try await fixture.commit(uid: 2, .update, "performance", on: ticket) { _, intake in
            intake.alarm = .performance
        }
        #expect(try await mails().map(\.to) == [["ben@seller.example", "anna@seller.example"]])
        try await store.update(ticket.id, TicketUpdate(state: .closed), at: fixture.now)
        fixture.advance(.seconds(1_000_000))
        #expect(try await mails().isEmpty)
    }

    @Test("an alarm of another kind on a ticket is one, though nobody took the first; a merge takes it along")
    func otherAlarms() async throws {
        let ticket = try await store.openTicket(
            marketplace: "conrad", order: nil, thread: nil, fallback: "case", token: Fixtures.token, at: fixture.now)
        _ = try await fixture.commit(uid: 1, .notice, "feedback", on: ticket) { _, intake in intake.alarm = .feedback }
        #expect(try await mails().count == 1)
        fixture.advance(.seconds(60))
        _ = try await fixture.commit(uid: 2, .notice, "claim", on: ticket) { _, intake in intake.alarm = .claimOpen }
        #expect(try await mails().count == 1)
        let other = try await store.openTicket(
            marketplace: "conrad", order: "7-A", thread: nil, fallback: "x", token: String(Fixtures.token.reversed()),
            at: fixture.now)
        try await store.merge(ticket.id, into: other.id, at: fixture.now)
        let open = try await store.openAlarms(limit: 9)
        #expect(open.map(\.ticket.id) == [other.id] && open.map(\.kind) == [.claimOpen])
    }

    @Test("before people leave, all read once what will be late when they are back")
    func forecast() async throws {
        var context = context
        context.settings.team.hours = TeamHours(zone: .utc)
        context.settings.team.reminds = false
        // From Sunday 10:00 to Monday 9:00; due on Tuesday 9:00, an hour after people come.
        fixture.advance(.seconds(23 * 3600))
        _ = try await waiting("1-A")
        fixture.advance(.seconds(7 * 3600 - 1))
        #expect(try await mails(context).isEmpty)
        fixture.advance(.seconds(1))
        let forecast = try await mails(context)
        #expect(forecast.map(\.to) == [["anna@seller.example", "ben@seller.example"]])
        #expect(forecast.first?.subject == "Before you leave, answers needed: 1")
        #expect(forecast.first?.text.contains("1-A") == true)
        #expect(forecast.first?.text.contains("back on Tue 2026-11-24 08:00 UTC, or in the two hours after:") == true)
        fixture.advance(.seconds(60))
        #expect(try await mails(context).isEmpty)
        #expect(try await mails(joined(context)).isEmpty, "whoever the team is by then")
    }

    /// With one more in the team, and one less.
    private func joined(_ context: BridgeContext) throws -> BridgeContext {
        var context = context
        let carl = try #require(EmailAddress("carl@seller.example"))
        context.settings.agents.removeLast()
        context.settings.agents.append(.init(identity: AgentIdentity(name: "carl", addresses: [carl]), language: .fr))
        return context
    }

    @Test("where nothing falls due before people are back, but becomes urgent, the forecast says that")
    func forecastOfUrgentOnly() async throws {
        var context = context
        context.settings.team.hours = TeamHours(zone: .utc)
        context.settings.team.reminds = false
        // From Sunday 10:00 to Monday 12:00; due on Tuesday 12:00, four hours after people come.
        fixture.advance(.seconds(26 * 3600))
        _ = try await waiting("1-A")
        fixture.advance(.seconds(4 * 3600))
        let forecast = try await mails(context)
        #expect(forecast.map(\.subject) == ["Before you leave: nothing falls due, but these become urgent: 1"])
        let text = try #require(forecast.first?.text)
        #expect(
            text.contains(
                "less than a quarter of their time left when the team is back on Tue 2026-11-24 08:00 UTC: 1."))
        #expect(!text.contains("1-A"))
    }

    /// Goes on to the next day's 8:00, when the digest is due.
    private func atDigestTime() -> BridgeContext {
        var context = context
        context.settings.team.digest = 8 * 3600
        context.settings.team.reminds = false
        let local = LocalTime(fixture.now, in: .utc)
        fixture.advance(.seconds(86_400 + 8 * 3600 - local.secondOfDay))
        return context
    }

    @Test("the day's mail lists what is overdue and due today, once; without anything to say there is none")
    func digest() async throws {
        let context = atDigestTime()
        #expect(try await mails(context).isEmpty)
        fixture.advance(.seconds(86_400 - 7 * 3600))
        _ = try await waiting("1-A", owner: "ben")
        fixture.advance(.seconds(7 * 3600 - 1))
        #expect(try await mails(context).isEmpty)
        fixture.advance(.seconds(1))
        let digest = try await mails(context)
        #expect(digest.count == 1)
        #expect(digest.first?.text.contains("Buyers who wait for an answer in all: 1.") == true)
        fixture.advance(.seconds(600))
        #expect(try await mails(context).isEmpty)
        #expect(try await mails(joined(context)).isEmpty, "whoever the team is by then")
    }

    @Test("a day whose digest had nothing to say gets none because of the first question")
    func silentDay() async throws {
        let context = atDigestTime()
        var memory = TeamWatch.Memory()
        try await TeamWatch(context).pass(&memory)
        fixture.advance(.seconds(600))
        _ = try await waiting("1-A", owner: "ben")
        try await TeamWatch(context).pass(&memory)
        #expect(try await mails(context, looking: false).isEmpty)
        // Whoever looks for the first time now does not know that; the mail is better late than never.
        #expect(try await mails(context).count == 1)
    }

    @Test("a marketplace that is silent for too long is told of once a day")
    func silence() async throws {
        var context = context
        context.accounts["conrad"]?.silence = .seconds(3600)
        context.accounts["conrad"]?.sweep = nil
        let ticket = try await fixture.openTicket()
        #expect(try await mails(context).isEmpty)
        _ = try await fixture.commit(uid: 1, .ticket, "buyer-message", on: ticket) { _, _ in }
        fixture.advance(.seconds(3600))
        #expect(try await mails(context).isEmpty)
        fixture.advance(.seconds(1))
        let told = try await mails(context)
        #expect(told.map(\.subject) == ["Nothing heard from Conrad"])
        #expect(told.map(\.to) == [["anna@seller.example"]])
        #expect(try await mails(context).isEmpty)
        fixture.advance(.seconds(86_400))
        #expect(try await mails(context).count == 1)
    }

    @Test("a marketplace whose list shows that nobody asked may be silent; one question without a mail is told of")
    func silenceWithSweep() async throws {
        var context = context
        context.accounts["conrad"]?.silence = .seconds(3600)
        #expect(context.accounts["conrad"]?.sweep != nil)
        let ticket = try await fixture.openTicket()
        _ = try await fixture.commit(uid: 1, .ticket, "buyer-message", on: ticket) { fixture, intake in
            intake.messages = [question(on: ticket, at: fixture.now)]
        }
        fixture.advance(.seconds(86_400))
        #expect(try await mails(context).isEmpty)
        let other = try await store.openTicket(
            marketplace: "conrad", order: "9-A", thread: "t9", fallback: "x", token: "t9", at: fixture.now)
        let finding = SweepFinding(
            ticket: other.id, requires: try await store.version(of: other.id),
            messages: [question(on: other, at: fixture.now)], ticketUpdate: TicketUpdate(), journal: [])
        #expect(try await store.commit(finding, at: fixture.now) != nil)
        #expect(try await mails(context).map(\.subject) == ["Nothing heard from Conrad"])
    }

    @Test(
        "marketplaces that are silent at the same time are one mail, and one that falls silent later the same day is another"
    )
    func silentTogether() async throws {
        var context = context
        let clock = try #require(context.accounts["conrad"]?.clock)
        for (number, (name, limit))
            in ([("conrad", 3600), ("other", 7200), ("third", 3600)] as [(MarketplaceName, Int64)]).enumerated()
        {
            var account = Account(
                connector: ScriptedConnector(marketplace: name, .init()), isShadow: false, shownName: "<\(name)>",
                clock: clock,
                portal: nil)
            account.silence = .seconds(limit)
            context.accounts[name] = account
            let ticket = try await store.openTicket(
                marketplace: name, order: OrderNumber("\(number)-S"), thread: nil, fallback: "x\(number)",
                token: "s\(number)", at: fixture.now)
            _ = try await fixture.commit(uid: UInt32(number + 1), .ticket, "buyer-message", on: ticket) { _, _ in }
        }
        fixture.advance(.seconds(3601))
        let told = try await mails(context)
        #expect(told.map(\.subject) == ["Nothing heard from <conrad>, <third>"])
        #expect(context.meter.counts.events["marketplace-silent"] == 2)
        #expect(told.first?.text.matches(of: /The last mail of/).count == 2)
        #expect(told.first?.text.matches(of: /mailbridge doctor/).count == 1)
        fixture.advance(.seconds(3601))
        #expect(try await mails(context).map(\.subject) == ["Nothing heard from <other>"])
        // Told again after a day, neither at midnight nor in one mail with what was told later.
        fixture.advance(.seconds(86_400 - 3602))
        #expect(try await mails(context).isEmpty)
        fixture.advance(.seconds(1))
        #expect(try await mails(context).map(\.subject) == ["Nothing heard from <conrad>, <third>"])
    }

    @Test("a marketplace of which no mail ever came is told of when its list shows that somebody asked")
    func silenceFromTheStart() async throws {
        var context = context
        context.accounts["conrad"]?.silence = .seconds(3600)
        fixture.advance(.seconds(86_400 * 9))
        #expect(try await mails(context).isEmpty)
        let ticket = try await fixture.openTicket()
        let finding = SweepFinding(
            ticket: ticket.id, requires: try await store.version(of: ticket.id),
            messages: [question(on: ticket, at: fixture.now)], ticketUpdate: TicketUpdate(), journal: [])
        #expect(try await store.commit(finding, at: fixture.now) != nil)
        // Its mail may be on its way.
        fixture.advance(.seconds(3600))
        #expect(try await mails(context).isEmpty)
        fixture.advance(.seconds(1))
        let told = try await mails(context)
        #expect(told.map(\.subject) == ["Nothing heard from Conrad"])
        #expect(
            told.first?.text.contains(
                "No mail of Conrad has come yet, although buyers have asked there since Tue 2026-12-01 10:00 UTC")
                == true)
        // Its first mail ends it.
        _ = try await fixture.commit(uid: 1, .update, "buyer-message", on: ticket) { _, _ in }
        fixture.advance(.seconds(86_400))
        #expect(try await mails(context).isEmpty)
    }

    private func question(on ticket: Ticket, at time: Timestamp) -> NewMessage {
        NewMessage(
            ticket: ticket.id, remoteID: RemoteMessageID("m\(ticket.id)"), thread: ticket.thread, role: .buyer,
            authorName: nil, text: "Where is it?", createdAt: time, source: .api)
    }

    @Test("a mail that was interrupted is in doubt; one that nobody takes goes into the folder")
    func queue() async throws {
        _ = try await waiting("1-A", owner: "ben")
        fixture.advance(.seconds(43_200))
        try await TeamWatch(context).pass()
        let first = try #require(try await store.claimTeamMail(at: fixture.now))
        #expect(!first.isInDoubt)
        #expect(first.recipients.map(\.text) == ["ben@seller.example"])
        let again = try #require(try await store.claimTeamMail(at: fixture.now))
        #expect(again.id == first.id)
        #expect(again.isInDoubt)
        try await store.postponeTeamMail(
            first.id, until: fixture.now + .seconds(5), certain: true, toFolder: true)
        #expect(try await store.claimTeamMail(at: fixture.now) == nil)
        #expect(try await store.nextTeamMailTime() == fixture.now + .seconds(5))
        fixture.advance(.seconds(5))
        let third = try #require(try await store.claimTeamMail(at: fixture.now))
        #expect(third.recipients.isEmpty)
        #expect(third.folder == "Marketplaces/Team")
        #expect(!third.isInDoubt)
    }

    @Test("every kind that is an alarm has a name in every language")
    func names() {
        for language in AgentLanguage.allCases {
            for kind in NotificationKind.allCases where kind.isAlarm {
                #expect(TeamTexts.of(language).kinds[kind] != nil, "\(kind) in \(language)")
            }
        }
    }
}
