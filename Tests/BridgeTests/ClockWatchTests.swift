import Domain
import Testing

@testable import Bridge
@testable import Store

@Suite("A clock that was ahead and went back") struct ClockWatchTests {
    /// A mail that waits for its marketplace, put off while the clock was `ahead`.
    private static func postponed(ahead: Duration) async throws -> (BridgeFixture, MailKey) {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let key = try await accept(
            Array("Subject: x\r\n\r\n".utf8), into: fixture.store, limit: 1 << 20, at: fixture.now)
        _ = try await fixture.store.claimSpooled(at: fixture.now, retryAt: fixture.now)
        try await fixture.store.postpone(key, until: fixture.now + ahead + .seconds(5), error: "test")
        return (fixture, key)
    }

    @Test(
        "what it put off is due once the clock is right, were it only for less than the longest wait",
        arguments: [
            (ahead: Duration.seconds(86_400), wentBack: Duration.zero, isDue: true),
            (.seconds(3600), .seconds(3600), true), (.seconds(3600), .seconds(3590), true),
            // Without a jump it may be a marketplace's own wish.
            (.seconds(3600), .zero, false), (.seconds(3600), .seconds(-3600), false),
            // A pause of a retry outlives a small jump.
            (.seconds(300), .seconds(300), false),
        ])
    func mends(ahead: Duration, wentBack: Duration, isDue: Bool) async throws {
        let (fixture, key) = try await Self.postponed(ahead: ahead)
        try await ClockWatch(fixture.context).pass(wentBack: wentBack)
        let due = try await fixture.store.claimSpooled(at: fixture.now, retryAt: fixture.now + .seconds(60))
        #expect((due?.mail == key) == isDue)
    }
}
