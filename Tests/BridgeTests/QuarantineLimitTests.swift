import Domain
import LMTP
import Store
import Testing

@testable import Bridge

@Suite("Mails that are set aside have a bound") struct QuarantineLimitTests {
    private func bench(limit: Int) async throws -> DeskBench {
        try await DeskBench(rules: { _ in }) { $0.quarantineLimit = limit }
    }

    private func mail(_ number: Int) -> String {
        """
        From: mallory@elsewhere.example
        To: service+@TOKEN@@seller.example
        Message-ID: <\(number)@elsewhere.example>

        \(String(repeating: "x", count: 2000)) \(number)

        """
    }

    @Test("beyond it a stranger's mail is named without its content and stays in the mailbox, until there is room")
    func full() async throws {
        let bench = try await bench(limit: 5000)
        for number in 0..<3 { try await bench.receive(try await bench.filled(mail(number))) }
        let kept = try await bench.store.quarantined(includingReleased: false, limit: 10)
        #expect(kept.map { $0.size > 0 } == [true, true, false])
        #expect(kept.last?.reason.hasPrefix("quarantine-full: unproven-sender") == true)
        #expect(bench.bridge.meter.counts.events["quarantine-full"] == 1)
        #expect(
            try await bench.store.audit(at: Fixtures.now).findings.map(\.rule).contains("quarantined-mail-is-kept")
                == false)
        let last = try #require(kept.last)
        await #expect(throws: StoreError.self) {
            try await bench.store.releaseFromQuarantine(
                last.id, journal: JournalEntry(at: Fixtures.now, event: "quarantine-released"), at: Fixtures.now)
        }
        try await bench.store.dropFromQuarantine(
            try #require(kept.first).id,
            journal: JournalEntry(at: Fixtures.now, event: "quarantine-dropped", ticket: nil, detail: "mail 1"),
            at: Fixtures.now)
        try await bench.receive(try await bench.filled(mail(3)))
        let after = try await bench.store.quarantined(includingReleased: false, limit: 10)
        #expect(after.map(\.id) == [2, 3, 4] && after.last.map { $0.size > 0 } == true)
        #expect(try await bench.store.recentJournal(limit: 5).contains { $0.event == "quarantine-dropped" })
    }

    @Test("beyond it a mail that only claims to be a marketplace's is named without its content, too")
    func claimed() async throws {
        let bench = try await bench(limit: 5000)
        try bench.recognising(authservID: "mx.seller.example")
        for number in 0..<3 {
            let mail = mail(number).replacing("mallory@elsewhere.example", with: "noreply@notification.mirakl.net")
                .replacing("service+@TOKEN@@seller.example", with: "service@seller.example")
            try await bench.receive(try await bench.filled(mail))
        }
        let kept = try await bench.store.quarantined(includingReleased: false, limit: 10)
        #expect(kept.map(\.reason).prefix(2) == ["unproven-marketplace", "unproven-marketplace"])
        #expect(kept.map { $0.size > 0 } == [true, true, false])
        #expect(kept.last?.reason.hasPrefix("quarantine-full: unproven-marketplace") == true)
    }

    @Test("a dropped mail is gone for good, and cannot be dropped or released again")
    func dropped() async throws {
        let bench = try await bench(limit: 500_000)
        try await bench.receive(try await bench.filled(mail(1)))
        let entry = JournalEntry(at: Fixtures.now, event: "quarantine-dropped", ticket: nil, detail: "mail 1")
        try await bench.store.dropFromQuarantine(1, journal: entry, at: Fixtures.now)
        #expect(try await bench.store.quarantinedMail(1)?.raw.isEmpty == true)
        #expect(try await bench.store.setAsideSize() == 0)
        await #expect(throws: StoreError.self) {
            try await bench.store.dropFromQuarantine(1, journal: entry, at: Fixtures.now)
        }
        await #expect(throws: StoreError.self) {
            try await bench.store.releaseFromQuarantine(
                1, journal: JournalEntry(at: Fixtures.now, event: "quarantine-released"), at: Fixtures.now)
        }
    }

    @Test("a mail server keeps what there is no room for")
    func handedOver() async throws {
        let bench = try await bench(limit: 100)
        var mail = HandedMail()
        mail.content = Array("Subject: x\r\n\r\n".utf8) + [UInt8](repeating: 0x61, count: 200)
        #expect(await MTAIntake(bench.bridge).take(mail) == .noSpace)
    }
}
