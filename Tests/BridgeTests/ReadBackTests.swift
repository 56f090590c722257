import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("Looking for an answer whose outcome is open") struct ReadBackTests {
    /// An answer that may have arrived, in a conversation where our side wrote before and the buyer wrote last.
    private static func doubtful(
        _ readBacks: [ReadBack], reason: String = "cut"
    ) async throws -> (BridgeFixture, Ticket, Int64) {
        let fixture = try BridgeFixture(
            ScriptedConnector(.init(posts: [.uncertain(reason: reason)], readBacks: readBacks)))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
                intake.messages = [
                    seller("a0", on: ticket, at: fixture.now), fixture.buyerMessage("m1", on: ticket, at: fixture.now),
                ]
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
                intake.outbox?.lastKnown = "m1"
            })
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        return (fixture, ticket, id)
    }

    private static func seller(_ id: RemoteMessageID, on ticket: Ticket, at time: Timestamp) -> NewMessage {
        NewMessage(
            ticket: ticket.id, remoteID: id, thread: ticket.thread, role: .seller, authorName: nil, text: "Tomorrow.",
            createdAt: time, source: .api)
    }

    @Test("the buyer's next mail shows our own answer in the conversation: it is looked for all the same")
    func seenMeanwhile() async throws {
        let (fixture, ticket, id) = try await Self.doubtful([.found(id: "a1", at: Fixtures.now + .seconds(1))])
        _ = try await fixture.commit(uid: 2, .update, "test", on: ticket) { fixture, intake in
            intake.messages = [
                Self.seller("a1", on: ticket, at: fixture.now),
                fixture.buyerMessage("m2", on: ticket, at: fixture.now + .seconds(2)),
            ]
        }
        fixture.advance(.seconds(20))
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(fixture.connector.lookedFor.map(\.known) == [["a0", "m1", "m2"]])
        #expect(try await fixture.entry(id).state == .confirmed)
        #expect(fixture.connector.posts.count == 1)
        let messages = try await fixture.store.messages(of: ticket.id)
        #expect(messages.filter { $0.source == .outbox }.map(\.remoteID) == ["a1"])
    }

    @Test("another answer of ours with the same words is not taken for it")
    func ours() async throws {
        let (fixture, ticket, _) = try await Self.doubtful([.absent])
        let messages = [
            TicketMessage(
                id: 9, ticket: ticket.id, remoteID: "a2", thread: "t1", role: .seller, authorName: nil,
                text: "Tomorrow.", createdAt: Fixtures.now, source: .outbox, relay: nil)
        ]
        let entry = try #require(try await fixture.store.outbox(of: ticket.id).first)
        #expect(entry.earlierMessages(among: messages) == ["a2"])
    }

    /// One pass after the other, each when the next step is due.
    private static func run(_ fixture: BridgeFixture, passes: Int) async throws {
        for _ in 0..<passes {
            fixture.advance(.seconds(600))
            _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        }
    }

    @Test(
        "hastened by an administrator while it waits to be sent again, it counts as nobody's word that it is not there")
    func hastened() async throws {
        let (fixture, _, id) = try await Self.doubtful([.absent, .absent, .absent, .impossible])
        while try await fixture.entry(id).state != .queued {
            fixture.advance(.seconds(600))
            _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
            try #require(fixture.connector.posts.count == 1)
        }
        try await QueueChange.retry.apply(to: id, in: fixture.store, at: fixture.now)
        let entry = try await fixture.entry(id)
        #expect(entry.state == .queued && !entry.isVouchedFor)
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(fixture.connector.posts.count == 1)
        #expect(try await fixture.entry(id).state == .held)
    }

    @Test("what three looks did not show is looked for once more before it is sent again")
    func late() async throws {
        let (fixture, ticket, id) = try await Self.doubtful(
            [.absent, .absent, .absent, .found(id: "a1", at: Fixtures.now + .seconds(1))])
        try await Self.run(fixture, passes: 4)
        #expect(try await fixture.entry(id).state == .confirmed)
        #expect(fixture.connector.posts.count == 1)
        #expect(try await fixture.store.messages(of: ticket.id).last?.remoteID == "a1")
    }

    @Test("as long as nothing can be read, it is not sent again; a person decides where it cannot be told")
    func blind() async throws {
        let (fixture, _, id) = try await Self.doubtful([.absent, .absent, .absent, .impossible, .impossible])
        try await Self.run(fixture, passes: 3)
        #expect(try await fixture.entry(id).state == .queued)
        fixture.connector.change { $0.error = ConnectorError(.unavailable, "503", retry: .later) }
        try await Self.run(fixture, passes: 3)
        #expect(try await fixture.entry(id).state == .queued)
        #expect(fixture.connector.posts.count == 1)
        fixture.connector.change { $0.error = nil }
        try await Self.run(fixture, passes: 2)
        #expect(try await fixture.entry(id).reason == OutboxEntry.outcomeUnknown)

        // The person's word, given after a look in the portal.
        fixture.connector.change { $0.posts = [.accepted(id: "a2", at: Fixtures.now)] }
        try await fixture.store.move(id, from: [.held], to: .queued, reason: nil, at: fixture.now)
        try await Self.run(fixture, passes: 1)
        #expect(try await fixture.entry(id).state == .confirmed)
        #expect(fixture.connector.posts.count == 2)
    }

    @Test(
        "what the marketplace said it took is not sent again by itself, however long it is not shown, but on a person's word"
    )
    func taken() async throws {
        let (fixture, ticket, id) = try await Self.doubtful([.absent], reason: DoubtCode.taken.with("201"))
        // A look that fails in between, and a second service that goes on from the store, forget nothing.
        fixture.advance(.seconds(600))
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        fixture.connector.change { $0.error = ConnectorError(.unavailable, "503", retry: .later) }
        try await Self.run(fixture, passes: 1)
        #expect(try await fixture.entry(id).state == .uncertain)
        fixture.connector.change { script in
            script.error = nil
            script.readBacks = [.absent, .absent, .absent]
            script.posts = [.accepted(id: "a2", at: Fixtures.now)]
        }
        try await Self.run(fixture, passes: 6)
        #expect(try await fixture.entry(id).reason == OutboxEntry.outcomeUnknown)
        #expect(fixture.connector.posts.count == 1)
        #expect(try await fixture.mails(of: ticket).map(\.kind) == [.question])
        try await fixture.store.move(id, from: [.held], to: .queued, reason: nil, at: fixture.now)
        try await Self.run(fixture, passes: 1)
        #expect(try await fixture.entry(id).state == .confirmed)
        #expect(fixture.connector.posts.count == 2)
    }

    @Test(
        "an answer that may stand there is not called failed when its second attempt is refused: a person is asked, and told why",
        arguments: [
            .refused(reason: "limits: too long"),
            .notSent(ConnectorError(.forbidden, "HTTP 403", status: 403, retry: .never)),
        ] as [PostResult])
    func refusedAgain(_ second: PostResult) async throws {
        let (fixture, ticket, id) = try await Self.doubtful(Array(repeating: .absent, count: 5))
        fixture.connector.change { $0.posts = [second] }
        try await Self.run(fixture, passes: 4)
        #expect(fixture.connector.posts.count == 2)
        let entry = try await fixture.entry(id)
        #expect(entry.state == .held && entry.reason == OutboxEntry.outcomeUnknown)
        let mail = try #require(try await fixture.mails(of: ticket).last)
        #expect(mail.kind == .question && (mail.text.contains("too long") || mail.text.contains("403")))

        // Who has looked and wants it sent is told the plain truth.
        fixture.connector.change { $0.posts = [second] }
        try await fixture.store.move(id, from: [.held], to: .queued, reason: nil, at: fixture.now)
        try await Self.run(fixture, passes: 1)
        #expect(try await fixture.entry(id).state == .failed)
    }

    @Test("an agent's ok to an answer of unknown fate looks first, and sends nothing that stands there")
    func consent() async throws {
        let (fixture, _, id) = try await Self.doubtful([.impossible, .found(id: "a1", at: Fixtures.now)])
        try await Self.run(fixture, passes: 1)
        #expect(try await fixture.entry(id).reason == OutboxEntry.outcomeUnknown)
        try await fixture.store.move(id, from: [.held], to: .queued, reason: nil, at: fixture.now)
        try await Self.run(fixture, passes: 1)
        #expect(try await fixture.entry(id).state == .confirmed)
        #expect(fixture.connector.posts.count == 1)
    }

    @Test("days of standstill are no looks: a person is asked when an hour of looks failed")
    func standstill() async throws {
        let (fixture, _, id) = try await Self.doubtful([.found(id: "a1", at: Fixtures.now)])
        fixture.advance(.seconds(2 * 86_400))
        fixture.connector.change { $0.error = ConnectorError(.unavailable, "503", retry: .later) }
        try await Self.run(fixture, passes: 6)
        #expect(try await fixture.entry(id).state == .uncertain)
        try await Self.run(fixture, passes: 2)
        #expect(try await fixture.entry(id).reason == OutboxEntry.outcomeUnknown)
    }

    @Test("an answer that is given up while it is looked for stays given up, and is no fault of the store")
    func overtaken() async throws {
        let (fixture, ticket, id) = try await Self.doubtful([.found(id: "a1", at: Fixtures.now)])
        let store = fixture.store
        let now = fixture.now
        fixture.connector.change { script in
            script.duringLook = {
                try? await store.move(id, from: [.uncertain], to: .dropped, reason: "admin", at: now)
            }
        }
        try await Self.run(fixture, passes: 1)
        #expect(fixture.connector.lookedFor.count == 1)
        #expect(try await fixture.entry(id).state == .dropped)
        #expect(try await fixture.mails(of: ticket).isEmpty)
    }

    @Test("the copy that a marketplace sends settles an answer that waits to be sent once more")
    func copied() async throws {
        let (fixture, ticket, id) = try await Self.doubtful([.absent, .absent, .absent])
        try await Self.run(fixture, passes: 3)
        #expect(try await fixture.entry(id).mayHaveArrived)
        _ = try await fixture.commit(uid: 3, .update, "own-copy", on: ticket) { fixture, intake in
            intake.outboxChanges = [.confirm(id: id, remoteID: nil, at: fixture.now)]
        }
        try await Self.run(fixture, passes: 1)
        #expect(try await fixture.entry(id).state == .confirmed)
        #expect(fixture.connector.posts.count == 1)
    }
}
