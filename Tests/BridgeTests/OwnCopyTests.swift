import Domain
import MIME
import Marketplaces
import Routing
import Testing

@testable import Bridge
@testable import Store

/// Copies that a marketplace sends of answers: ours by relay mail, and those that were given in its portal.
@Suite("Traps of Amazon: copies of answers") struct OwnCopyTests {
    private let fixture: BridgeFixture

    init() throws { fixture = try BridgeFixture(ScriptedConnector(.init())) }

    private func decide(
        _ text: String, order: OrderNumber?, id: String = "1", by account: Account? = nil
    ) async throws -> Intake {
        let bytes = Array("From: donotreply@amazon.com\nMessage-ID: <\(id)@amazon>\n\n\(text)\n".utf8)
        let message = Message(parsing: bytes)
        let mail = IncomingMail(
            key: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 9), bytes: bytes,
            receivedAt: fixture.now, firstTriedAt: fixture.now)
        let recognition = Recognition(
            standing: .proven, marketplace: "conrad", kind: .ownCopy, order: order, text: text, reason: "")
        return try await OwnCopyIntake(fixture.context, account ?? fixture.account).decide(
            mail, message, recognition, Fingerprint(message))
    }

    private func answer(_ ticket: Ticket, _ text: String, state: PostOutcome.Result) async throws {
        let entry = try await sending(ticket, text)
        try await fixture.store.finish(PostOutcome(entry: entry, result: state), at: fixture.now)
    }

    private func sending(_ ticket: Ticket, _ text: String) async throws -> Int64 {
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 2),
            outcome: Outcome(.reply, reason: "test", ticket: ticket.id, messageID: "d@x", contentHash: "01"))
        intake.outbox = NewOutboxEntry(
            ticket: ticket.id, replyKey: "k2", agent: "anna@seller.example", thread: ticket.thread, text: text,
            recipients: "automatic", state: .queued, notBefore: fixture.now, replyMessageID: "d@x",
            answeredMessageID: nil)
        _ = try await fixture.store.commit(intake, at: fixture.now)
        return try #require(try await fixture.store.claimPost(marketplace: "conrad", at: fixture.now)).id
    }

    @Test("the copy of an answer that is still on its way is kept until it is known what became of that")
    func onItsWay() async throws {
        let ticket = try await fixture.openTicket()
        let entry = try await sending(ticket, "It is on its way.")
        await #expect(throws: ConnectorError.self) { try await decide("It is on its way.", order: "12345-A") }
        #expect(try await decide("Other words.", order: "12345-A").messages.isEmpty)
        try await fixture.store.finish(
            PostOutcome(entry: entry, result: .held(reason: OutboxEntry.outcomeUnknown)), at: fixture.now)
        let intake = try await decide("It is on its way.", order: "12345-A")
        guard case .confirm(entry, _, _) = intake.outboxChanges.first else {
            Issue.record("\(intake.outboxChanges)")
            return
        }
    }

    @Test("a copy settles what a restored store holds")
    func restored() async throws {
        let ticket = try await fixture.openTicket()
        let entry = try await sending(ticket, "It is on its way.")
        let result = PostOutcome.Result.uncertain(until: fixture.now, reason: "cut", looks: 1)
        try await fixture.store.finish(PostOutcome(entry: entry, result: result), at: fixture.now)
        try await fixture.store.move(
            entry, from: [.uncertain], to: .held, reason: RestoredStore.reason, at: fixture.now)
        #expect(try await decide("It is on its way.", order: "12345-A").outboxChanges.count == 1)
    }

    @Test("a copy without an order, or of one that no ticket or only another account's has, is left alone")
    func unknown() async throws {
        _ = try await fixture.store.openTicket(
            marketplace: "other", order: "12345-A", thread: "t2", fallback: "y", token: "bbcdefghijklmnopqrstuvwx23",
            at: fixture.now)
        #expect(try await decide("Hello", order: "12345-A").outcome.reason == "own-copy-without-ticket")
        _ = try await fixture.openTicket()
        #expect(try await decide("Hello", order: nil).outcome.kind == .ignored)
        #expect(try await decide("Hello", order: "99999-Z").outcome.kind == .ignored)
        #expect(try await decide("Hello", order: "12345-A").messages.count == 1)
    }

    @Test("the copy of our own answer does not show it a second time")
    func ours() async throws {
        let ticket = try await fixture.openTicket()
        try await answer(ticket, "It is on its way.", state: .confirmed(remoteID: nil, at: fixture.now))
        let intake = try await decide("It is on its way.", order: "12345-A")
        #expect(intake.outcome.ticket == ticket.id)
        #expect(intake.messages.isEmpty && intake.ticketMails.isEmpty && intake.outboxChanges.isEmpty)
    }

    @Test("a later question that was answered in the portal waits no longer")
    func portal() async throws {
        let ticket = try await fixture.openTicket()
        try await answer(ticket, "It is on its way.", state: .confirmed(remoteID: nil, at: fixture.now))
        #expect(try await decide("Tomorrow.", order: "12345-A").messages.isEmpty, "nobody asked since")
        let asked = SweepFinding(
            ticket: ticket.id, requires: try await fixture.store.version(of: ticket.id), messages: [],
            ticketUpdate: TicketUpdate(state: .open, waitingSince: .some(fixture.now)), journal: [])
        _ = try await fixture.store.commit(asked, at: fixture.now)
        let intake = try await decide("Tomorrow.", order: "12345-A")
        #expect(intake.messages.map(\.text) == ["Tomorrow."])
        #expect(intake.ticketUpdate?.waitingSince == .some(nil))
        #expect(try await decide("It is on its way.", order: "12345-A").messages.isEmpty, "our own, late")
    }

    @Test("the copy of an interim answer of unknown fate proves it, and ends no wait where such answers do not count")
    func interim() async throws {
        let ticket = try await fixture.openTicket()
        var rules = RuleSet(name: "day", target: .seconds(86_400), zone: .utc)
        rules.cannedCounts = false
        var account = fixture.account
        account.clock = AnswerClock(rules)
        try await fixture.store.update(
            ticket.id, TicketUpdate(state: .open, waitingSince: .some(fixture.now)), at: fixture.now)
        let id = try #require(
            try await fixture.commit(uid: 2, .reply, "queued", on: ticket) { fixture, intake in
                intake.messages = [fixture.buyerMessage("m1", on: ticket, at: fixture.now)]
                intake.outbox = fixture.answer("We are looking into it.", on: ticket)
                intake.outbox?.isCanned = true
            })
        _ = try #require(try await fixture.store.claimPost(marketplace: "conrad", at: fixture.now))
        try await fixture.store.finish(
            PostOutcome(entry: id, result: .uncertain(until: fixture.now, reason: "cut", looks: 0)), at: fixture.now)
        let intake = try await decide("We are looking into it.", order: "12345-A", by: account)
        #expect(intake.outboxChanges.count == 1 && intake.ticketUpdate == nil)
        #expect(intake.ticketMails.first?.text.contains("the clock keeps running") == true)
    }

    @Test("the copy of an answer whose end nobody knew settles it; other words do not")
    func settles() async throws {
        let ticket = try await fixture.openTicket()
        try await answer(
            ticket, "It is on its way.",
            state: .uncertain(until: fixture.now + .seconds(60), reason: "dropped", looks: 0))
        #expect(try await decide("Something else.", order: "12345-A").outboxChanges.isEmpty)
        #expect(try await decide("It is on its way.", order: "12345-A").outboxChanges.count == 1)
    }
}
