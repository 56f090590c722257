import Domain
import Marketplaces
import Store
import Testing

@testable import Bridge

@Suite("A marketplace that asks to come later") struct RetryAfterTests {
    private static func entry(after wait: Duration) async throws -> (fixture: BridgeFixture, entry: Int64) {
        let slow = ConnectorError(.rateLimited, "M12: HTTP 429", status: 429, retry: .after(wait))
        let posts: [PostResult] = [.notSent(slow), .accepted(id: "a1", at: Fixtures.now)]
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: posts)))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .reply, "queued", on: ticket) { fixture, intake in
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
            })
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        return (fixture, id)
    }

    @Test("is taken at its word for an hour at most: after that the answer goes out")
    func year() async throws {
        let (fixture, id) = try await Self.entry(after: .seconds(366 * 86_400))
        #expect(try await fixture.entry(id).state == .queued)
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        fixture.advance(.seconds(3599))
        _ = try await dispatcher.pass()
        #expect(try await fixture.entry(id).state == .queued)
        fixture.advance(.seconds(1))
        _ = try await dispatcher.pass()
        #expect(try await fixture.entry(id).state == .confirmed)
    }

    @Test("is waited for so long as it asked, if that is less")
    func minutes() async throws {
        let (fixture, id) = try await Self.entry(after: .seconds(120))
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        fixture.advance(.seconds(119))
        _ = try await dispatcher.pass()
        #expect(try await fixture.entry(id).state == .queued)
    }
}
