import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("An answer that waits while somebody else answers") struct HeldAgainTests {
    /// An answer given in the portal, as a look at the conversation finds it.
    private func answerInPortal(_ bench: DeskBench) async throws {
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 900),
            outcome: Outcome(.update, reason: "x", ticket: bench.ticket.id, messageID: "p@x", contentHash: "1"))
        intake.messages = [
            NewMessage(
                ticket: bench.ticket.id, remoteID: "m2", thread: "t1", role: .seller, authorName: "Shop",
                text: "It is on its way.", createdAt: bench.bridge.now(), source: .api)
        ]
        #expect(try await bench.store.commit(intake, at: bench.bridge.now()).isNew)
    }

    @Test("its agent's ok, written before, is asked for once more, and goes out at the second")
    func asked() async throws {
        let bench = try await DeskBench()
        try await bench.send("Tomorrow.")
        try await bench.send("Tomorrow.")
        #expect(try await bench.outbox().map(\.reason).last == HoldCause.sameText.rawValue)
        bench.advance(.seconds(60))
        try await answerInPortal(bench)
        let questions = try await bench.mails().count { $0.kind == .question }

        try await bench.receive(try await bench.mail("ok", answering: "@QUESTION@"))
        try await bench.dispatch()
        let held = try #require(try await bench.outbox().last)
        #expect(held.state == .held && held.reason == HoldCause.answeredElsewhere.rawValue)
        let last = try #require(try await bench.mails().last)
        #expect(last.kind == .question && last.text.contains("Tomorrow."))
        #expect(try await bench.mails().count { $0.kind == .question } == questions + 1)
        #expect(bench.connector.posts.count == 1)

        try await bench.receive(try await bench.mail("ok", answering: "@QUESTION@"))
        try await bench.dispatch()
        #expect(bench.connector.posts.count == 2)
    }

    @Test("one that is queued is held, and its agent asked; what no agent wrote is dropped")
    func queued() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await fixture.openTicket()
        for (uid, key) in zip(UInt32(1)..., ["anna", "machine"]) {
            _ = try await fixture.commit(uid: uid, .reply, "test", on: ticket) { fixture, intake in
                intake.outbox = fixture.answer("From \(key).", on: ticket, key: key)
                if key == "machine" { intake.outbox?.isAutomatic = true }
            }
        }
        // Tried before: its agent was told that it is late, and has the portal's link.
        let tried = try #require(try await fixture.store.claimPost(marketplace: "conrad", at: fixture.now))
        try await fixture.store.finish(
            PostOutcome(entry: tried.id, result: .postponed(until: fixture.now + .seconds(900), reason: "503")),
            at: fixture.now)
        let entries = try await fixture.store.outbox(of: ticket.id)
        #expect(entries.map(\.attempts) == [1, 0])
        let (changes, mails) = try AnsweredElsewhere(fixture.context, fixture.account, ticket)
            .hold(entries, in: "t1", name: "m2")
        let cause = HoldCause.answeredElsewhere.rawValue
        let meant: [OutboxChange] = [
            .drop(id: entries[1].id, reason: cause), .hold(id: entries[0].id, reason: cause),
        ]
        #expect(changes.map { "\($0)" } == meant.map { "\($0)" })
        #expect(mails.map(\.kind) == [.question] && mails[0].outbox == entries[0].id)
        #expect(mails[0].text.contains("From anna."))
        let other = try AnsweredElsewhere(fixture.context, fixture.account, ticket).hold(entries, in: "t9", name: "m2")
        #expect(other.changes.isEmpty && other.mails.isEmpty)
    }
}
