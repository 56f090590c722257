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

    @Test("of a sweep and of a mail that waits for its marketplace, an hour is heeded as well")
    func others() {
        #expect(RetryAdvice.after(.seconds(366 * 86_400)).leastWait == .seconds(3600))
        #expect(RetryAdvice.after(.seconds(120)).leastWait == .seconds(120))
        #expect(RetryAdvice.later.leastWait == nil && RetryAdvice.never.leastWait == nil)
        #expect(RetrySchedule.spool.delay(after: 1, advice: .after(.seconds(86_400)), random: 1) == .seconds(3600))
    }

    @Test(
        "what somebody mends, an expired certificate or a wrong address for tokens, keeps the answer waiting and is told at once",
        arguments: [
            ConnectorError(.unavailable, "M11: certificate: expired", retry: .never),
            ConnectorError(.protocolViolation, "M11: HTTP 302", status: 302, retry: .never),
            ConnectorError(.invalid, "token: token endpoint: HTTP 404", retry: .never),
            ConnectorError(.credentials, "M11: HTTP 401", status: 401, retry: .never),
        ])
    func toMend(_ error: ConnectorError) async throws {
        let fixture = try BridgeFixture(
            ScriptedConnector(.init(posts: [.notSent(error), .accepted(id: "a1", at: Fixtures.now)])))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .reply, "queued", on: ticket) { fixture, intake in
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
            })
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        _ = try await dispatcher.pass()
        #expect(try await fixture.entry(id).state == .queued)
        #expect(try await fixture.mails(of: ticket).map(\.kind) == [.notice])
        fixture.advance(.seconds(299))
        _ = try await dispatcher.pass()
        #expect(fixture.connector.posts.count == 1)
        fixture.advance(.seconds(3600))
        _ = try await dispatcher.pass()
        #expect(try await fixture.entry(id).state == .confirmed)
    }

    @Test(
        "what the marketplace does not let this account do, or what is gone, comes back at once",
        arguments: [(.forbidden, 403), (.notFound, 404), (.invalid, 422), (.unsupported, 410)]
            as [(ConnectorError.Kind, Int)])
    func notToMend(_ kind: ConnectorError.Kind, _ status: Int) async throws {
        let error = ConnectorError(kind, "no", status: status, retry: .never)
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [.notSent(error)])))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .reply, "queued", on: ticket) { fixture, intake in
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
            })
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(try await fixture.entry(id).state == .failed)
    }

    @Test("what a person wants sent after days has its two days anew")
    func retried() async throws {
        let (fixture, id) = try await Self.entry(after: .seconds(60))
        fixture.connector.change { $0.posts = [.notSent(ConnectorError(.unavailable, "503", retry: .later))] }
        fixture.advance(.seconds(49 * 3600))
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        _ = try await dispatcher.pass()
        #expect(try await fixture.entry(id).state == .failed)
        fixture.connector.change { $0.posts = [.notSent(ConnectorError(.rateLimited, "429", retry: .later))] }
        try await QueueChange.retry.apply(to: id, in: fixture.store, at: fixture.now)
        _ = try await dispatcher.pass()
        #expect(try await fixture.entry(id).state == .queued)
    }
}
