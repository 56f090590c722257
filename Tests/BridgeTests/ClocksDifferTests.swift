import Domain
import Marketplaces
import Routing
import Testing

@testable import Bridge
@testable import Marketplaces
@testable import Store

@Suite("A clock of ours that is wrong") struct ClocksDifferTests {
    /// An account whose marketplace's clock shows an hour less.
    private static func account(of f: BridgeFixture) -> Account {
        let account = f.account
        account.clocksCompared.note(date: f.now - .seconds(3600), sent: f.now, received: f.now)
        return account
    }

    @Test("what was posted is found among messages that the marketplace dates earlier than we do")
    func found() async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await f.openTicket()
        let answer = f.answer("Tomorrow.", on: ticket)
        let number = try #require(try await f.commit(uid: 9, .reply, "queued", on: ticket) { $1.outbox = answer })
        _ = try await f.store.claimPost(marketplace: "conrad", at: f.now)
        let entry = try await f.entry(number)
        let dated = f.now - .seconds(3590)
        let dispatcher = OutboxDispatcher(f.context, for: Self.account(of: f))
        let post = Post(
            thread: "t1", order: nil, text: "Tomorrow.", attachments: [], recipients: .automatic,
            intendedAt: dispatcher.intended(entry), key: "k")
        #expect(post.mayBe("m1", dated: dated, margin: .seconds(120)))
        #expect(!post.mayBe("m1", dated: dated - .seconds(3600), margin: .seconds(120)))
    }

    @Test("it is told, and again after six hours")
    func told() async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        let dispatcher = OutboxDispatcher(f.context, for: Self.account(of: f))
        for _ in 0..<3 { _ = try await dispatcher.pass() }
        #expect(f.context.meter.counts.events["clocks-differ"] == 1)
        f.advance(.seconds(6 * 3600))
        _ = try await dispatcher.pass()
        #expect(f.context.meter.counts.events["clocks-differ"] == 2)
    }
}
