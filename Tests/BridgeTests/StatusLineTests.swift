import Domain
import Testing

@testable import Bridge
@testable import Store

@Suite("The line that systemd shows") struct StatusLineTests {
    @Test("mailboxes that work, open tickets and the next deadline; a mailbox that fell silent is not well")
    func text() async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        let watch = AccountWatch(mailboxes: [("service", .seconds(60))], since: f.now)
        let line = StatusLine(f.context, watch)
        #expect(await line.text(at: f.now) == "0 of 1 mailboxes well, 0 tickets open")
        f.context.meter.mailboxWorks("service", "INBOX", at: f.now)
        let ticket = try await f.openTicket()
        try await f.store.update(
            ticket.id, TicketUpdate(state: .open, waitingSince: .some(f.now), deadline: .some(f.now + .seconds(60))),
            at: f.now)
        _ = try await f.commit(uid: 9, .reply, "held", on: ticket) { f, intake in
            var held = f.answer("Tomorrow.", on: ticket)
            held.state = .held
            intake.outbox = held
        }
        let clock = "Sun 2026-11-22 10:01 UTC"
        #expect(
            await line.text(at: f.now)
                == "1 of 1 mailboxes well, 1 tickets open, next deadline \(clock), 1 answers held")
        #expect(await line.text(at: f.now + .seconds(181)).hasPrefix("0 of 1 mailboxes well"))
    }
}
