import Domain
import Replies
import Testing

@testable import Bridge
@testable import Store

@Suite("Signed mails of agents that somebody else sends on") struct ResentReplyTests {
    /// What becomes of a mail that Anna signed, by the fields that name its ticket.
    private func answers(_ naming: String, signed: String) async throws -> (outbox: Int, refusal: String?) {
        let bench = try await received(naming, signed: signed)
        let ticket = bench.ticket
        let refused = try await bench.store.journal(of: ticket.id).first { $0.event == Event.replyRefused.rawValue }
        return (try await bench.store.outbox(of: ticket.id).count, refused?.detail)
    }

    private func received(_ naming: String, signed: String) async throws -> DeskBench {
        let bench = try await DeskBench()
        let mail = try await bench.filled(
            """
            Authentication-Results: mx; dmarc=pass header.from=seller.example; dkim=pass header.d=seller.example
            \(naming)
            DKIM-Signature: v=1; d=seller.example; h=\(signed); b=x
            From: anna <anna@seller.example>
            Subject: Preise
            Message-ID: <1@client.example>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            Bitte 20 Prozent Nachlass.

            """)
        try await bench.receive(mail)
        return bench
    }

    @Test("once an administrator has looked at it and released it, it counts")
    func released() async throws {
        let bench = try await received("Cc: service+@TOKEN@@seller.example\nTo: b@x.example", signed: "from:to:subject")
        let kept = try #require(try await bench.store.quarantined(includingReleased: false, limit: 9).first)
        try await bench.store.releaseFromQuarantine(
            kept.id, journal: JournalEntry(at: bench.bridge.now(), event: "released"), at: bench.bridge.now())
        _ = try await SpoolIntake(bench.bridge).pass()
        #expect(try await bench.outbox().map(\.text) == ["Bitte 20 Prozent Nachlass."])
    }

    @Test("fields that the signature leaves out bring nothing to the buyer, and the agent hears of it")
    func resent() async throws {
        for naming in [
            "Delivered-To: service+@TOKEN@@seller.example\nTo: supplier@elsewhere.example",
            "Cc: service+@TOKEN@@seller.example\nTo: supplier@elsewhere.example",
        ] {
            let found = try await answers(naming, signed: "from:to:subject")
            #expect(found.outbox == 0)
            #expect(found.refusal == "token-not-signed for anna")
        }
    }

    @Test("a signed receiver is the agent's own")
    func signed() async throws {
        let found = try await answers("To: service+@TOKEN@@seller.example", signed: "from:to:subject")
        #expect(found.outbox == 1 && found.refusal == nil)
    }
}
