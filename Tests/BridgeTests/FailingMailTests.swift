import Domain
import Store
import Testing

@testable import Bridge
@testable import Store

/// A mail that nobody can deal with, through the real intake: what would be written to the agent cannot be written.
@Suite("A mail that makes the code fail") struct FailingMailTests {
    private let bench: DeskBench
    private let broken: BridgeContext

    init() async throws {
        bench = try await DeskBench()
        var context = bench.bridge
        // No Message-ID can be made of it.
        context.settings.domain = "seller\r\nexample"
        broken = context
    }

    /// An agent who has to be asked.
    private func puzzle(_ uid: UInt32) async throws -> IncomingMail {
        IncomingMail(
            key: MailKey(account: "service", folder: "INBOX", uidValidity: 7, uid: uid),
            bytes: try await bench.mail("#clsoe"), receivedAt: bench.bridge.now(), firstTriedAt: bench.bridge.now())
    }

    private func outcome(_ mail: IncomingMail) async throws -> Outcome? {
        try await bench.store.outcome(of: mail.key)
    }

    private func events(_ event: Event) -> Int { bench.bridge.meter.counts.events[event.rawValue] ?? 0 }

    /// Tries what is due until nothing is any more.
    private func retry(in context: BridgeContext) async throws {
        bench.advance(.seconds(600))
        _ = try await SpoolIntake(context).pass()
    }

    @Test("is kept whole and tried three times in all, then it waits for a person; the next mail goes on at once")
    func setAside() async throws {
        let before = try await bench.mails().count
        let (first, next) = (try await puzzle(1), try await puzzle(2))
        try await MailIntake(broken).receive(first)
        #expect(try await outcome(first)?.kind == .pending)
        try await MailIntake(bench.bridge).receive(next)
        #expect(try await outcome(next)?.kind == .command)
        #expect(try await bench.mails().count == before + 1)

        try await retry(in: broken)
        #expect(try await outcome(first)?.kind == .pending)
        #expect(events(.mailFailed) == 2)
        try await retry(in: broken)
        #expect(try await outcome(first).map { [$0.kind.rawValue, $0.reason] } == ["quarantined", "not-processed"])
        #expect(events(.mailFailed) == 3)
        let kept = try #require(try await bench.store.quarantined(includingReleased: false, limit: 9).first)
        #expect(try await bench.store.quarantinedMail(kept.id)?.raw == first.bytes)
        #expect(try await bench.mails().count == before + 1, "nothing of it took effect")
        #expect(
            try await bench.store.audit(at: bench.bridge.now()).findings.filter { $0.rule.contains("mail") }.isEmpty)
    }

    @Test("is dealt with as if nothing had been, once the fault is gone")
    func healed() async throws {
        let before = try await bench.mails().count
        let mail = try await puzzle(1)
        try await MailIntake(broken).receive(mail)
        try await retry(in: bench.bridge)
        #expect(try await outcome(mail)?.kind == .command)
        #expect(try await bench.mails().count == before + 1)
        #expect(try await bench.store.quarantined(includingReleased: false, limit: 9).isEmpty)
    }
}
