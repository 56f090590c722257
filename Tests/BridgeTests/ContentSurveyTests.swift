import ContentRules
import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("What a text is checked against") struct ContentSurveyTests {
    @Test("files of the conversation and of answers on their way count, those held or given up do not")
    func files() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await fixture.openTicket()
        let file = Attachment(name: "a", type: "text/plain", bytes: [1])
        for (number, state) in [OutboxState.queued, .held, .queued].enumerated() {
            _ = try await fixture.commit(uid: UInt32(number), .reply, "queued", on: ticket) { fixture, intake in
                var entry = fixture.answer("x", on: ticket, key: "k\(number)")
                entry.state = state
                entry.attachments = [file]
                intake.outbox = entry
                guard number == 0 else { return }
                var message = fixture.buyerMessage("m1", on: ticket, at: fixture.now)
                message.files = 5
                intake.messages = [message]
            }
        }
        let survey = ContentSurvey(store: fixture.store, ticket: ticket, policy: .preset(.mirakl))
        let messages = try await fixture.store.messages(of: ticket.id)
        let all = try await survey.facts(
            "x", messages, agent: nil, relay: nil, isOpening: false, besides: nil, at: fixture.now)
        #expect(all.filesBefore == 7)
        let own = try await survey.facts(
            "x", messages, agent: nil, relay: nil, isOpening: false, besides: 1, at: fixture.now)
        #expect(own.filesBefore == 6)
    }

    @Test(
        "an administrator's release is checked as the agent's words would be",
        arguments: [
            ("It comes tomorrow.", nil), ("Hallo {{buyer.name}}", "placeholder"), ("See https://x.example/a", "link"),
        ] as [(String, String?)])
    func release(text: String, rule: String?) async throws {
        let bench = try await DeskBench()
        let entry = NewOutboxEntry(
            ticket: bench.ticket.id, replyKey: "k", agent: "anna@seller.example", thread: "t1", text: text,
            recipients: "automatic", state: .held, reason: "not-sure", notBefore: Fixtures.now, replyMessageID: nil,
            answeredMessageID: nil)
        var intake = Intake(
            mail: MailKey(account: "x", folder: "y", uidValidity: 1, uid: 1),
            outcome: Outcome(.reply, reason: "held", ticket: bench.ticket.id, messageID: "n2@x", contentHash: "1"))
        intake.outbox = entry
        _ = try await bench.store.commit(intake, at: Fixtures.now)
        let review = QueueReview(
            bench.bridge.settings, policies: ["conrad": .preset(.mirakl)], store: bench.store)
        let held = try #require(try await bench.outbox().last)
        #expect(try await review.objection(to: held, at: Fixtures.now)?.names == rule, "\(text)")
        // What may have arrived was looked through before.
        var doubtful = held
        doubtful.reason = OutboxEntry.outcomeUnknown
        #expect(try await review.objection(to: doubtful, at: Fixtures.now) == nil)
    }
}
