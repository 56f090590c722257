import Domain
import Marketplaces
import Routing
import Store
import Templates
import Testing

@testable import Bridge
@testable import Store

@Suite("The template that goes out by itself") struct FirstReplyTests {
    private static func message(_ role: AuthorRole = .buyer, _ source: TicketMessage.Source = .api) -> NewMessage {
        NewMessage(
            ticket: TicketID(7), remoteID: "m1", thread: "t1", role: role, authorName: nil, text: "Where?",
            createdAt: Fixtures.now, source: source)
    }

    private func entry(
        _ messages: [NewMessage], _ text: String, automatic: Bool = true, shadow: Bool = false,
        buyerName: String? = "Zerlina"
    ) async throws -> NewOutboxEntry? {
        let bench = try await DeskBench(rules: { _ in }) { settings in
            settings.templates = TemplateBook([
                Template(
                    name: "first", language: "de", marketplaces: [], text: try TemplateText(text), isCanned: false,
                    isAutomatic: automatic)
            ])
        }
        if shadow { bench.shadow(true) }
        let account = try #require(bench.bridge.accounts["conrad"])
        return await FirstReply(bench.bridge, account, Fixtures.ticket { $0.buyerName = buyerName }).entry(messages)
    }

    @Test("it answers the first message, filled in, and is known as automatic")
    func sent() async throws {
        let entry = try #require(try await entry([Self.message()], "Hallo {{buyer.name}}, {{order.number}}: bald."))
        #expect(entry.text == "Hallo Zerlina, 12345-A: bald." && entry.isAutomatic && entry.answering == "m1")
    }

    @Test("nothing goes out unless a template says so, in shadow mode, for history, behind an answer, without a value")
    func silent() async throws {
        #expect(try await entry([Self.message()], "Hallo", automatic: false) == nil)
        #expect(try await entry([Self.message()], "Hallo", shadow: true) == nil)
        #expect(try await entry([Self.message(.buyer, .history)], "Hallo") == nil)
        #expect(try await entry([Self.message(), Self.message(.seller)], "Hallo") == nil)
        #expect(try await entry([Self.message(.system)], "Hallo") == nil)
        #expect(try await entry([Self.message()], "{{item.title}}") == nil)
    }

    @Test("its key cannot be worked out without the ticket's token, and is the same each time")
    func key() async throws {
        let template = Template(
            name: "first", language: nil, marketplaces: [], text: try TemplateText("Bald."), isCanned: false,
            isAutomatic: true)
        let bench = try await DeskBench(rules: { _ in }) { $0.templates = TemplateBook([template]) }
        let account = try #require(bench.bridge.accounts["conrad"])
        func key(_ change: (inout Ticket) -> Void) async -> String? {
            await FirstReply(bench.bridge, account, Fixtures.ticket(change)).entry([Self.message()])?.replyKey
        }
        let own = try #require(await key { _ in })
        #expect(await key { _ in } == own)
        #expect(await key { $0.token = String($0.token.reversed()) } != own)
    }

    @Test("it counts as an answer only where the clock says so")
    func counts() {
        var rules = RuleSet(name: "day", target: .seconds(86_400), zone: .utc)
        var entry = OutboxEntry.confirmed(remoteID: "r1")
        entry.isAutomatic = true
        #expect(!rules.counts(entry))
        rules.autoReplyCounts = true
        #expect(rules.counts(entry))
    }
}

extension OutboxEntry {
    fileprivate static func confirmed(remoteID: RemoteMessageID) -> OutboxEntry {
        OutboxEntry(
            id: 1, ticket: TicketID(7), replyKey: "k", agent: "anna@seller.example", thread: "t1", text: "text",
            attachments: [], recipients: "automatic", relay: nil, task: nil, handle: nil, opening: nil,
            state: .confirmed, reason: nil, attempts: 1, readBacks: 0, nextAttempt: Fixtures.now, intendedAt: nil,
            uncertainSince: nil, answering: nil, lastKnown: nil, remoteID: remoteID, remoteAt: nil,
            replyMessageID: nil, answeredMessageID: nil, createdAt: Fixtures.now, updatedAt: Fixtures.now)
    }
}
