import Domain
import Store
import Testing

@testable import Bridge
@testable import Store

@Suite("Reports that cannot be written as they should be") struct PlainReportTests {
    @Test("the agent is told all the same, without the files, which are named")
    func plain() async throws {
        let f = try BridgeFixture(ScriptedConnector(.init()))
        let ticket = try await f.openTicket()
        var answer = f.answer("Tomorrow.", on: ticket)
        // More files than a mail can have.
        answer.attachments = (0..<901).map { Attachment(name: "\($0).txt", type: "text/plain", bytes: [0x61]) }
        let made = answer
        let id = try await f.commit(uid: 9, .reply, "queued", on: ticket) { $1.outbox = made }
        let entry = try await f.entry(try #require(id))
        let outcome = PostReport(f.context, f.account, ticket).failed(entry, "no")
        let mail = try #require(outcome.ticketMail)
        #expect(mail.kind == .failure && mail.text.contains("Tomorrow.") && mail.text.contains("900.txt"))
        #expect(f.context.meter.counts.events["ticket-mail-plain"] == 1)
        #expect(f.context.meter.counts.events["ticket-mail-postponed"] == nil)
    }
}
