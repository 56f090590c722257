import Domain
import Marketplaces
import Routing
import Synchronization
import Testing

@testable import Bridge
@testable import Store

@Suite("Routes in the in path") struct RouteFilingTests {
    private static func context(_ fixture: BridgeFixture, _ routes: [Route]) throws -> BridgeContext {
        let folder = try #require(FolderPath("Marketplaces/Conrad"))
        var context = fixture.context
        context.router = Router(routes: routes, folders: ["conrad": folder], fallback: folder)
        return context
    }

    private static func account(_ fixture: BridgeFixture) -> Account {
        var account = fixture.account
        account.clocks = ["hour": AnswerClock(RuleSet(name: "hour", target: .seconds(3600), zone: .utc))]
        return account
    }

    private static func news(_ fixture: BridgeFixture, _ text: String = "Where?") -> News {
        News(
            mail: ConversationMessage(id: "m", role: .buyer, text: text, createdAt: fixture.now), attachments: [],
            relay: nil, thread: "t1", subject: "Question", order: "12345-A", known: [], history: [], of: nil,
            counts: { _ in true })
    }

    @Test("owner, folder, clock, tags and importance, copies and alarms of a route reach ticket, mails and journal")
    func filed() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let route = Route(
            name: "urgent", conditions: [.phrases(.text, ["where"])], folder: FolderPath("Urgent"),
            owner: OwnerChoice(["anna"], way: .roundRobin), tags: ["x"], priority: .high, clock: "hour",
            copies: ["anna", "nobody"], holds: true, alarms: true)
        let ticket = try await fixture.openTicket()
        let filing = NewsFiling(
            try Self.context(fixture, [route]), Self.account(fixture), ticket, kind: .buyerMessage)
        let filed = try await filing.file(Self.news(fixture))
        #expect(filed.folder == "Urgent" && filed.update.owner == "anna" && filed.route.isHeld)
        #expect(filed.update.clock == .some("hour"))
        #expect(filed.update.deadline == .some(fixture.now + .seconds(3600)))
        #expect(filed.update.routing?.turn == .init(route: "urgent", agent: "anna"))
        let mail = try #require(filed.messages.first?.ticketMail)
        #expect(mail.keywords == ["x"] && mail.copies == ["anna@seller.example"])
        #expect(String(decoding: mail.raw, as: UTF8.self).contains("Importance: high"))
        #expect(filed.journal.map(\.event) == ["route-alarm"] && filed.journal.map(\.detail) == ["urgent"])
    }

    @Test(
        "an alarm is reported when it is committed, not when it is worked out, and does not hide what became of the ticket"
    )
    func alarmReported() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let route = Route(name: "urgent", conditions: [.phrases(.text, ["where"])], alarms: true)
        let ticket = try await fixture.openTicket()
        let filing = NewsFiling(try Self.context(fixture, [route]), Self.account(fixture), ticket, kind: .buyerMessage)
        var filed = try await filing.file(Self.news(fixture))
        filed = try await filing.file(Self.news(fixture))
        let meter = fixture.context.meter
        #expect(meter.counts.events["route-alarm"] == nil)
        fixture.context.noteAlarms(filed.journal, kind: .buyerMessage)
        #expect(meter.counts.events["route-alarm"] == 1)
        var intake = Intake(
            mail: MailKey(account: "a", folder: "b", uidValidity: 1, uid: 1),
            outcome: Outcome(.update, reason: "x", ticket: ticket.id, messageID: nil, contentHash: "0"))
        intake.journal = filed.journal
        #expect(Event(intake) == .ticketUpdated)
    }

    @Test("a ticket that has an owner keeps him, and a wait the clock that it began with")
    func kept() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await fixture.openTicket()
        try await fixture.store.update(
            ticket.id, TicketUpdate(waitingSince: .some(fixture.now), owner: "ben"), at: fixture.now)
        let route = Route(
            name: "r", conditions: [], owner: OwnerChoice(["anna"], way: .roundRobin), clock: "hour")
        let owned = try #require(try await fixture.store.ticket(ticket.id))
        let filed = try await NewsFiling(
            try Self.context(fixture, [route]), Self.account(fixture), owned, kind: .buyerMessage
        ).file(Self.news(fixture))
        #expect(filed.update.owner == "ben" && filed.update.routing?.turn == nil)
        #expect(filed.update.clock == .some(nil))
        #expect(filed.update.deadline == .some(fixture.now + .seconds(86_400)))
    }

    @Test("earlier messages and the earlier owner are those of the buyer's other tickets")
    func history() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let old = try await fixture.store.openTicket(
            marketplace: "conrad", order: "old", thread: nil, fallback: "x",
            token: "zzcdefghijklmnopqrstuvwx23", at: fixture.now)
        _ = try await fixture.commit(uid: 9, .update, "test", on: old) { fixture, intake in
            intake.messages = [fixture.buyerMessage("m0", on: old, at: fixture.now)]
            intake.ticketUpdate = TicketUpdate(buyerName: "Zerlina", owner: "ben")
        }
        let ticket = try await fixture.openTicket()
        try await fixture.store.update(ticket.id, TicketUpdate(buyerName: "Zerlina"), at: fixture.now)
        let route = Route(
            name: "again", conditions: [.earlierMessages(RouteRange(least: 1)), .earlierOwner(["ben"])],
            owner: OwnerChoice([], isSticky: true))
        let known = try #require(try await fixture.store.ticket(ticket.id))
        let filed = try await NewsFiling(
            try Self.context(fixture, [route]), fixture.account, known, kind: .buyerMessage
        ).file(Self.news(fixture))
        #expect(filed.route.routes == ["again"] && filed.update.owner == "ben")
    }

    @Test("a clock that is edited moves the deadlines of running waits, but none that the marketplace named")
    func recount() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await fixture.openTicket()
        var update = TicketUpdate(
            state: .open, waitingSince: .some(fixture.now), deadline: .some(fixture.now + .seconds(60)))
        update.isExplicitDeadline = true
        try await fixture.store.update(ticket.id, update, at: fixture.now)
        #expect(try await Recount(fixture.context).pass() == 0)
        update.isExplicitDeadline = false
        try await fixture.store.update(ticket.id, update, at: fixture.now)
        #expect(try await Recount(fixture.context).pass() == 1)
        #expect(try await Recount(fixture.context).pass() == 0)
        #expect(try await fixture.store.ticket(ticket.id)?.deadline == fixture.now + .seconds(86_400))
        #expect(try await fixture.store.journal(of: ticket.id).map(\.event) == ["deadline-moved"])
    }

    @Test("a copy is sent once it can be, and given up when it is refused or nobody waits any more")
    func copies() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await fixture.openTicket()
        let answers = Mutex<[MailDelivery]>([.unclear(reason: "down"), .taken, .refused(code: 550)])
        let dispatcher = MailCopyDispatcher(fixture.context) { _, _ in
            answers.withLock { $0.isEmpty ? .unclear(reason: "down") : $0.removeFirst() }
        }
        func enqueue(_ name: String) async throws {
            var mail = NewTicketMail(
                ticket: ticket.id, kind: .message, messageID: name, mailbox: "service", folder: "F", text: "t",
                html: nil, raw: [1])
            mail.copies = ["anna@seller.example"]
            try await fixture.store.enqueue(mail, at: fixture.now)
        }
        try await enqueue("a@x")
        #expect(try await dispatcher.pass() == 0)
        fixture.advance(.seconds(60))
        #expect(try await dispatcher.pass() == 1)
        try await enqueue("b@x")
        #expect(try await dispatcher.pass() == 0)
        #expect(try await fixture.store.nextMailCopyTime() == nil)
        try await enqueue("c@x")
        fixture.advance(.seconds(49 * 3600))
        #expect(try await dispatcher.pass() == 0)
        #expect(try await fixture.store.nextMailCopyTime() == nil)
    }
}
