import Domain
import MIME
import Marketplaces
import Routing
import Templates
import Testing

@testable import Bridge
@testable import Store

@Suite("Receipts") struct ReceiptTests {
    private static func conversation(_ id: RemoteMessageID, _ text: String) -> Conversation {
        Conversation(
            thread: "t1", order: "12345-A",
            messages: [
                ConversationMessage(id: id, role: .seller, authorName: nil, text: text, createdAt: Fixtures.now)
            ])
    }

    /// What the agent reads of an answer "It comes tomorrow." that ended so.
    private func receipt(
        _ result: PostResult, shown: [Conversation] = [], text: String = "It comes tomorrow.",
        _ change: (inout NewOutboxEntry) -> Void = { _ in }
    ) async throws -> (mail: TicketMail, reads: Int) {
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [result], conversations: shown)))
        let ticket = try await fixture.openTicket()
        _ = try await fixture.commit(uid: 1, .reply, "queued", on: ticket) { fixture, intake in
            var entry = fixture.answer(text, on: ticket)
            change(&entry)
            intake.outbox = entry
        }
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        return (
            try #require(try await fixture.store.claimTicketMails(at: fixture.now, limit: 99).last),
            fixture.connector.reads
        )
    }

    @Test("the text that the marketplace showed on the way needs no other look")
    func shownOnTheWay() async throws {
        let (mail, reads) = try await receipt(.accepted(id: "m1", at: Fixtures.now, text: "It  comes\ntomorrow."))
        #expect(mail.kind == .receipt && reads == 0)
        #expect(mail.text.contains("As it stands at Conrad") && mail.text.contains("It  comes\ntomorrow."))
        #expect(!mail.text.contains("Careful"))
    }

    @Test("otherwise one look shows it, and other words are shown with both places")
    func readBack() async throws {
        let result = PostResult.accepted(id: "m1", at: Fixtures.now)
        let (same, reads) = try await receipt(result, shown: [Self.conversation("m1", "It comes tomorrow.")])
        #expect(reads == 1 && same.text.contains("As it stands at Conrad"))
        let (other, _) = try await receipt(
            result, shown: [Self.conversation("m1", "It comes [removed] tomorrow.")])
        #expect(other.text.contains("Careful: Conrad shows another text than was sent."))
        #expect(other.text.contains("Sent:\n\nIt comes tomorrow.\n\nIt says there:\n\nIt comes [removed] tomorrow."))
    }

    @Test("what is not shown there is told as the text that was sent")
    func notShown() async throws {
        let (mail, _) = try await receipt(
            .accepted(id: "m1", at: Fixtures.now), shown: [Self.conversation("m0", "Something else.")])
        #expect(mail.text.contains("The text that was sent (not read back at Conrad):\n\nIt comes tomorrow."))
        let (unnamed, reads) = try await receipt(.accepted(id: nil, at: Fixtures.now))
        #expect(reads == 0 && unnamed.text.contains("not read back"))
    }

    @Test("a failure names code, cause and cure, and brings the text, the files and the portal's link")
    func failure() async throws {
        let (mail, _) = try await receipt(.refused(reason: "conversation-full: 100 messages")) { entry in
            entry.attachments = [Domain.Attachment(name: "label.pdf", type: "application/pdf", bytes: [1, 2, 3])]
        }
        #expect(mail.kind == .failure)
        #expect(
            mail.text.contains(
                "Reason: the conversation is full; Conrad takes no further message in it. [conversation-full]"))
        #expect(mail.text.contains("What to do: Use the portal."))
        #expect(mail.text.contains("https://portal.example/orders/12345-A"))
        #expect(mail.text.contains("Your text:\n\nIt comes tomorrow."))
        let raw = try #require(mail.raw)
        #expect(Message(parsing: raw).attachments.count == 1)
    }

    @Test("an answer that cannot be posted near the deadline is handed back, and ok would try it once more")
    func handedOver() async throws {
        let error = ConnectorError(.unavailable, "M12: no route", retry: .after(.seconds(600)))
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [.notSent(error)])))
        let ticket = try await fixture.openTicket()
        try await fixture.store.update(
            ticket.id,
            TicketUpdate(
                state: .open, waitingSince: .some(fixture.now), deadline: .some(fixture.now + .seconds(500))),
            at: fixture.now)
        let id = try #require(
            try await fixture.commit(uid: 1, .reply, "queued", on: ticket) { fixture, intake in
                intake.outbox = fixture.answer("It comes tomorrow.", on: ticket)
            })
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        let entry = try await fixture.entry(id)
        #expect(entry.state == .held && entry.reason == "deadline-near")
        let mail = try #require(try await fixture.mails(of: ticket).last)
        #expect(mail.kind == .question && mail.text.contains("the time to answer is nearly over"))
        #expect(mail.text.contains("https://portal.example/orders/12345-A") && mail.text.contains("It comes tomorrow."))
        #expect(mail.text.contains("[unavailable]"))
    }
}

@Suite("Quiet receipts") struct QuietReceiptTests {
    /// Whether the receipt of anna's short answer would be a keyword.
    private func isQuiet(
        _ style: ReceiptStyle?, all: ReceiptStyle = .mail, text: String = "It comes tomorrow.",
        rules: @escaping (inout RuleSet) -> Void = { _ in }
    ) async throws -> Bool {
        let bench = try await DeskBench(rules: rules) { settings in
            settings.agents[0].receipts = style
            settings.receipts = all
        }
        try await bench.send(text)
        return try #require(try await bench.mails().last { $0.kind == .receipt }).isQuiet
    }

    @Test("an agent's own wish goes before that for all")
    func styles() async throws {
        #expect(try await isQuiet(.keyword))
        #expect(try await isQuiet(nil, all: .keyword))
        #expect(try await !isQuiet(nil))
        #expect(try await !isQuiet(.mail, all: .keyword))
    }

    @Test("what an agent should read is never quiet")
    func loud() async throws {
        let template = TemplateText.self
        let bench = try await DeskBench(rules: { $0.cannedCounts = false }) { settings in
            settings.receipts = .keyword
            settings.templates = .init([
                .init(name: "wait", language: nil, marketplaces: [], text: try template.init("Bald."), isCanned: true)
            ])
        }
        try await bench.send("#template wait")
        let receipt = try #require(try await bench.mails().last { $0.kind == .receipt })
        #expect(!receipt.isQuiet, "the clock runs on")
    }
}
