import Domain
import MIME
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("An answer by relay mail, which nobody confirms") struct RelayAnswerTests {
    @Test("trap: it closes no ticket, its receipt promises no more than it knows, and a bounce brings the wait back")
    func takenOver() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [.accepted(id: nil, at: Fixtures.now)])))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
                intake.messages = [fixture.buyerMessage("m1", on: ticket, at: fixture.now)]
                intake.ticketUpdate = TicketUpdate(state: .open, waitingSince: .some(fixture.now))
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
                intake.outbox?.relay = "{}"
            })
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(try await fixture.store.ticket(ticket.id)?.state == .pending)
        let receipt = try #require(try await fixture.mails(of: ticket).last)
        #expect(receipt.text.contains("If Conrad refuses it later, you will be told here"))

        let bounce = Bounce(fixture.context, fixture.account, ticket)
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 2),
            outcome: Outcome(.update, reason: "bounce", ticket: ticket.id, messageID: "2@x", contentHash: "00"))
        try await bounce.takeBack(try await fixture.entry(id), in: &intake)
        _ = try await fixture.store.commit(intake, at: fixture.now)
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == fixture.now)
        #expect(try await fixture.mails(of: ticket).last?.kind == .failure)
    }

    @Test("a mail server's report about an answer of an erased ticket brings nothing back")
    func erased() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [.accepted(id: nil, at: Fixtures.now)])))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
                intake.messages = [fixture.buyerMessage("m1", on: ticket, at: fixture.now)]
                intake.outbox = fixture.answer("Tomorrow.", on: ticket, key: "abcdefghijklmnopqrstuvwx23")
                intake.outbox?.relay = "{}"
            })
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        let entry = try await fixture.entry(id)
        let bytes = Array(
            """
            From: MAILER-DAEMON@relay.example
            Message-ID: <dsn@relay.example>
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary=b

            --b
            Content-Type: text/plain

            Not delivered.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; relay.example

            Final-Recipient: rfc822; x@relay.example
            Action: failed
            Status: 5.1.1
            --b
            Content-Type: text/rfc822-headers

            Message-ID: <\(PostKey(entry, domain: fixture.context.settings.domain).text)>
            --b--

            """.replacing("\n", with: "\r\n").utf8)
        let mail = IncomingMail(
            key: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 9), bytes: bytes,
            receivedAt: fixture.now, firstTriedAt: fixture.now)
        let message = Message(parsing: bytes)
        let before = try await BounceIntake(fixture.context).decide(mail, message, Fingerprint(message))
        #expect(before?.ticketUpdate?.state == .open && before?.ticketMails.count == 1)
        try await fixture.store.erase(
            ticket.id, force: true, JournalEntry(at: fixture.now, event: "ticket-erased", ticket: ticket.id))
        let after = try #require(try await BounceIntake(fixture.context).decide(mail, message, Fingerprint(message)))
        #expect(after.outcome.kind == .update && after.outcome.reason == "bounce")
        #expect(after.ticketUpdate == nil && after.ticketMails.isEmpty && after.outboxChanges.isEmpty)
    }

    @Test(
        "what did not arrive leaves the automatic answer before it, which ended no wait, and other threads' questions")
    func behindAutomatic() async throws {
        let fixture = try BridgeFixture(
            ScriptedConnector(
                .init(posts: [
                    .accepted(id: nil, at: Fixtures.now + .seconds(1)),
                    .accepted(id: nil, at: Fixtures.now + .seconds(2)),
                ])))
        let ticket = try await fixture.openTicket()
        let asked = fixture.now
        _ = try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
            intake.messages = [fixture.buyerMessage("m1", on: ticket, at: asked)]
            intake.ticketUpdate = TicketUpdate(state: .open, waitingSince: .some(asked))
            intake.outbox = fixture.answer("We have your question.", on: ticket, key: "auto")
            intake.outbox?.isAutomatic = true
        }
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        _ = try await dispatcher.pass()
        #expect(try await fixture.store.ticket(ticket.id)?.waitingSince == asked)
        #expect(try await fixture.store.messages(of: ticket.id).map(\.isAutomatic) == [false, true])
        let id = try #require(
            try await fixture.commit(uid: 2, .reply, "queued", on: ticket) { fixture, intake in
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
            })
        _ = try await dispatcher.pass()
        let answered = try #require(try await fixture.store.ticket(ticket.id))
        #expect(answered.waitingSince == nil)
        let wait = try await Bounce(fixture.context, fixture.account, answered).wait(
            without: try await fixture.entry(id))
        #expect(wait.since == asked)
    }
}
