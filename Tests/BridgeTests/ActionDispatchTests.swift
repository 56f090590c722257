import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("Actions on their way to the marketplace") struct ActionDispatchTests {
    private static let refund = ActionRequest.Task.refund([], reason: "18")

    @Test("what is done is reported, and changes the ticket as the action says")
    func done() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(actions: [.done(note: "number 77")])))
        let ticket = try await fixture.openTicket()
        let id = try await fixture.enqueue(.close, on: ticket)
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(try await fixture.entry(id).state == .confirmed)
        #expect(try await fixture.store.ticket(ticket.id)?.state == .closed)
        let mail = try #require(try await fixture.mails(of: ticket).last)
        #expect(mail.kind == .receipt && mail.text.contains("number 77"))
        #expect(try await fixture.store.messages(of: ticket.id).isEmpty)
        #expect(fixture.connector.requests.map(\.order) == ["12345-A"])
    }

    /// Questions of the buyer, the ticket waiting since the first.
    private func ask(
        _ questions: [(RemoteMessageID, ThreadID)], on ticket: Ticket, uid: UInt32, _ fixture: BridgeFixture
    ) async throws {
        let since = try await fixture.store.ticket(ticket.id)?.waitingSince ?? fixture.now
        _ = try await fixture.commit(uid: uid, .update, "question", on: ticket) { fixture, intake in
            intake.messages = questions.map { id, thread in
                var message = fixture.buyerMessage(id, on: ticket, at: fixture.now)
                message.thread = thread
                return message
            }
            intake.ticketUpdate = TicketUpdate(
                state: .open, waitingSince: .some(since), deadline: .some(since + .seconds(86_400)))
        }
    }

    @Test("closing one thread leaves the question of another its wait", arguments: [true, false])
    func threads(closes: Bool) async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(actions: [.done(note: nil)])))
        let ticket = try await fixture.openTicket()
        try await ask([("a1", "t1"), ("b1", "t2")], on: ticket, uid: 2, fixture)
        let asked = fixture.now
        fixture.advance(.seconds(60))
        _ = try await fixture.enqueue(closes ? .close : .noReplyNeeded, on: ticket)
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(fixture.connector.requests.map(\.thread) == ["t1"])
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == asked && now.deadline == asked + .seconds(86_400))
    }

    @Test("a question that came in since the command keeps its conversation open, and the agent reads why")
    func crossed() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(actions: [.done(note: nil)])))
        let ticket = try await fixture.openTicket()
        try await ask([("a1", "t1")], on: ticket, uid: 2, fixture)
        fixture.advance(.seconds(60))
        let id = try await fixture.enqueue(.close, on: ticket)
        fixture.advance(.seconds(60))
        try await ask([("a2", "t1")], on: ticket, uid: 3, fixture)
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(fixture.connector.requests.isEmpty)
        #expect(try await fixture.entry(id).state == .failed)
        #expect(try await fixture.store.ticket(ticket.id)?.waitingSince != nil)
        #expect(try await fixture.mails(of: ticket).last?.text.contains("has written again since") == true)
    }

    @Test("reopened, a ticket waits as it did before it was closed")
    func reopened() async throws {
        let fixture = try BridgeFixture(
            ScriptedConnector(.init(actions: [.done(note: nil), .done(note: nil)])))
        let ticket = try await fixture.openTicket()
        try await ask([("a1", "t1")], on: ticket, uid: 2, fixture)
        let asked = fixture.now
        fixture.advance(.seconds(60))
        _ = try await fixture.enqueue(.close, on: ticket)
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        _ = try await dispatcher.pass()
        #expect(try await fixture.store.ticket(ticket.id)?.waitingSince == nil)
        fixture.advance(.seconds(60))
        _ = try await fixture.commit(uid: 4, .command, "reopen", on: ticket) { fixture, intake in
            intake.outbox = fixture.answer("Reopen", on: ticket, key: "k4")
            intake.outbox?.task = try TaskNote(.reopen).json()
        }
        _ = try await dispatcher.pass()
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == asked && now.deadline == asked + .seconds(86_400))
    }

    @Test(
        "reopened, a thread waits again although another waits, or was answered meanwhile, but not after weeks",
        arguments: [(false, 0), (true, 0), (true, 8)])
    func reopenedBeside(answered: Bool, days: Int) async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(actions: [.done(note: nil), .done(note: nil)])))
        let ticket = try await fixture.openTicket()
        try await ask([("a1", "t1")], on: ticket, uid: 2, fixture)
        let asked = fixture.now
        fixture.advance(.seconds(60))
        try await ask([("b1", "t2")], on: ticket, uid: 3, fixture)
        fixture.advance(.seconds(60))
        _ = try await fixture.enqueue(.close, on: ticket)
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        _ = try await dispatcher.pass()
        #expect(try await fixture.store.ticket(ticket.id)?.waitingSince == asked + .seconds(60))
        fixture.advance(.seconds(60))
        if answered {
            _ = try await fixture.commit(uid: 5, .update, "answered", on: ticket) { fixture, intake in
                intake.messages = [
                    NewMessage(
                        ticket: ticket.id, remoteID: "s1", thread: "t2", role: .seller, authorName: nil, text: "So.",
                        createdAt: fixture.now, source: .api)
                ]
                intake.ticketUpdate = TicketUpdate(state: .pending, waitingSince: .some(nil), deadline: .some(nil))
            }
            fixture.advance(.seconds(60 + days * 86_400))
        }
        try await fixture.store.update(ticket.id, .reopened, at: fixture.now)
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == (days == 0 ? asked : nil))
        if days == 0 { #expect(now.deadline == asked + .seconds(86_400)) }
    }

    @Test("what the marketplace works on is asked for until it ends, and tells the agent twice")
    func pending() async throws {
        let fixture = try BridgeFixture(
            ScriptedConnector(
                .init(actions: [.pending(handle: "p1")], outcomes: [.pending, .pending, .failed(reason: "shipped")])))
        let ticket = try await fixture.openTicket()
        let id = try await fixture.enqueue(.cancel(lines: [], reason: nil), on: ticket)
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        for _ in 0..<4 {
            _ = try await dispatcher.pass()
            fixture.advance(.seconds(1000))
        }
        let entry = try await fixture.entry(id)
        #expect(entry.state == .failed && entry.reason == "shipped" && entry.handle == "p1")
        #expect(fixture.connector.requests.count == 1)
        #expect(try await fixture.mails(of: ticket).map(\.kind) == [.notice, .failure])
    }

    @Test("money of unknown fate is never asked for again without a person's word")
    func money() async throws {
        let fixture = try BridgeFixture(
            ScriptedConnector(
                .init(actions: [.uncertain(reason: "cut"), .done(note: nil)], outcomes: [.absent, .absent, .absent])))
        let ticket = try await fixture.openTicket()
        let id = try await fixture.enqueue(Self.refund, on: ticket)
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        for _ in 0..<6 {
            _ = try await dispatcher.pass()
            fixture.advance(.seconds(300))
        }
        #expect(fixture.connector.requests.count == 1)
        #expect(try await fixture.entry(id).state == .held)
        let question = try #require(try await fixture.mails(of: ticket).last)
        #expect(question.kind == .question && question.text.contains("look in the portal"))

        // The person's word.
        try await fixture.store.move(id, from: [.held], to: .queued, reason: nil, at: fixture.now)
        _ = try await dispatcher.pass()
        #expect(try await fixture.entry(id).state == .confirmed)
        #expect(fixture.connector.requests.count == 2)
        #expect(try await fixture.mails(of: ticket).map(\.kind) == [.question, .receipt])
    }

    @Test("an answer that bounced and was sent again has a receipt of its own")
    func bounced() async throws {
        let fixture = try BridgeFixture(
            ScriptedConnector(
                .init(posts: [.accepted(id: "m1", at: Fixtures.now), .accepted(id: "m2", at: Fixtures.now)])))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .reply, "queued", on: ticket) { fixture, intake in
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
            })
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        _ = try await dispatcher.pass()
        let entry = try await fixture.entry(id)
        _ = try await fixture.commit(uid: 2, .update, "bounce", on: ticket) { fixture, intake in
            try Bounce(fixture.context, fixture.account, ticket).report(entry, in: &intake)
        }
        try await fixture.store.move(id, from: [.failed], to: .queued, reason: nil, at: fixture.now)
        _ = try await dispatcher.pass()
        #expect(try await fixture.mails(of: ticket).map(\.kind) == [.receipt, .failure, .receipt])
        #expect(try await fixture.entry(id).state == .confirmed)
    }

    @Test("what costs nothing is asked for once more if the marketplace shows no trace of it")
    func harmless() async throws {
        let fixture = try BridgeFixture(
            ScriptedConnector(
                .init(actions: [.uncertain(reason: "cut"), .done(note: nil)], outcomes: [.absent, .absent, .absent])))
        let ticket = try await fixture.openTicket()
        let id = try await fixture.enqueue(.close, on: ticket)
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        for _ in 0..<6 {
            _ = try await dispatcher.pass()
            fixture.advance(.seconds(300))
        }
        #expect(fixture.connector.requests.count == 2)
        #expect(try await fixture.entry(id).state == .confirmed)
    }

    @Test("an action that the marketplace works on does not hold up the answers")
    func order() async throws {
        let fixture = try BridgeFixture(
            ScriptedConnector(.init(posts: [.accepted(id: "m9", at: Fixtures.now)], actions: [.pending(handle: "p1")])))
        let ticket = try await fixture.openTicket()
        _ = try await fixture.enqueue(.cancel(lines: [], reason: nil), on: ticket)
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 2),
            outcome: Outcome(.reply, reason: "test", ticket: ticket.id, messageID: "d@x", contentHash: "01"))
        intake.outbox = NewOutboxEntry(
            ticket: ticket.id, replyKey: "k2", agent: "anna@seller.example", thread: "t1", text: "Tomorrow.",
            recipients: "automatic", state: .queued, notBefore: fixture.now, replyMessageID: "d@x",
            answeredMessageID: nil)
        _ = try await fixture.store.commit(intake, at: fixture.now)
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(fixture.connector.posts.map(\.text) == ["Tomorrow."])
    }

    @Test(
        "an action survives its way through the store",
        arguments: [
            ActionRequest.Task.close, .reopen, .noReplyNeeded, .escalate(text: "help\nus"),
            .resolveIncident(reason: "7"), .resolveIncident(reason: nil), .cancel(lines: ["1", "2"], reason: "X"),
            .refund([.init(line: "l", amount: Money(minorUnits: 1250, currency: "EUR"), quantity: 2)], reason: nil),
            .refund([], reason: "18"),
            .uploadInvoice(Domain.Attachment(name: "i.pdf", type: "application/pdf", bytes: [1])),
        ])
    func stored(task: ActionRequest.Task) throws {
        let file = Domain.Attachment(name: "i.pdf", type: "application/pdf", bytes: [1])
        #expect(TaskNote.task(try TaskNote(task).json(), attachments: [file]) == task)
    }
}
