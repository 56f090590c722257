import Bridge
import Domain
import Sandbox
import Store
import Testing

/// The sweep with real connectors, against the stand-ins: what no mail announced is found, once.
@Suite("The sweep against the stand-ins") struct SweepSandboxTests {
    @Test(
        "a message without a mail becomes a ticket, and an answer from the portal its end",
        arguments: [SandboxMarketplace.mirakl, .kaufland, .ebay, .allegro, .octopia, .backmarket])
    func found(marketplace: SandboxMarketplace) async throws {
        try await FaultBench.with(marketplace) { try await sweep($0) }
    }

    private func sweep(_ bench: FaultBench) async throws {
        let sweep = bench.sweep
        #expect(try await sweep.pass() == Sweep.Report())

        let receipt = try await bench.writeSilently("Wo bleibt mein Paket?")
        bench.advance(.seconds(900))
        let report = try await sweep.pass()
        #expect(report.newTickets == 1 && report.missedMessages == 1, "\(report)")
        let tickets = try await bench.store.tickets(state: .open, marketplace: nil, limit: 10)
        let ticket = try #require(tickets.first)
        #expect(tickets.count == 1)
        #expect(ticket.thread == ThreadID(receipt.conversation) && ticket.deadline != nil)
        #expect(try await bench.store.messages(of: ticket.id).map(\.text) == ["Wo bleibt mein Paket?"])
        #expect(try await bench.store.ticketMails(of: ticket.id).map(\.kind) == [.message])

        let again = try await sweep.pass()
        #expect(again.newTickets == 0 && again.missedMessages == 0, "\(again)")

        // Somebody answers in the portal.
        try await bench.answerElsewhere("Es kommt morgen im Laufe des Tages.", in: receipt)
        bench.advance(.seconds(900))
        let ended = try await sweep.pass()
        #expect(ended.portalAnswers == 1 && ended.missedMessages == 0, "\(ended)")
        let now = try #require(try await bench.store.ticket(ticket.id))
        #expect(now.waitingSince == nil && now.state != .open)
        let mail = try #require(try await bench.store.ticketMails(of: ticket.id).last)
        #expect(mail.text.contains("Es kommt morgen im Laufe des Tages."))
    }
}
