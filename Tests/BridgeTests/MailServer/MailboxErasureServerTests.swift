import Domain
import IMAPClient
import Store
import TestSupport
import Testing

@testable import Bridge
@testable import Store

@Suite("A ticket's copies in the mailboxes", .enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(5)))
struct MailboxErasureServerTests {
    /// The marketplace's mail, whose outcome the store has.
    private static let original = Array("From: x@conrad.example\r\nMessage-ID: <n@x>\r\n\r\nWhere?\r\n".utf8)
    private static let other = Array("From: y@else.example\r\nMessage-ID: <o@x>\r\n\r\nHello\r\n".utf8)

    @Test(
        "are taken out however the server names its folders, and nothing else is",
        arguments: [DovecotLayout.plain, .belowInbox, .belowMail])
    func layouts(layout: DovecotLayout) async throws {
        let served = try await ServedBridge(layout: layout)
        for mail in [Self.original, Self.other] { try served.server.deliver(mail, to: "agent") }
        #expect(try await served.dispatcher.pass() == 1)
        #expect(try await served.count(in: ServedBridge.folder) == 1)
        let copies = try await served.bench.store.copies(of: served.bench.ticket.id)
        let report = try await MailboxErasure(served.connections).erase(copies)
        #expect(report.erased == 2 && report.marked == 0)
        #expect(try await served.count(in: ServedBridge.folder) == 0)
        #expect(try await served.count(in: "INBOX") == 1)
        // What is gone, with its folder even, is gone.
        try await served.remove(try await served.connection.mailbox(named: ServedBridge.folder).text)
        #expect(try await MailboxErasure(served.connections).erase(copies) == MailboxErasure.Report())
    }

    @Test("copies in a mailbox that is not configured are told")
    func unreached() async throws {
        let copy = FoundCopy(place: MailPlace(account: "former", folder: "INBOX"), messageID: "n@x")
        let report = try await MailboxErasure([:]).erase([copy])
        #expect(report.unreached == ["former": 1] && report.erased == 0)
    }

    @Test("a server that cannot be reached is told, so that nothing counts as erased that is not")
    func down() async throws {
        let served = try await ServedBridge()
        #expect(try await served.dispatcher.pass() == 1)
        let copies = try await served.bench.store.copies(of: served.bench.ticket.id)
        try await served.server.crash()
        await #expect(throws: IMAPError.self) { try await MailboxErasure(served.connections).erase(copies) }
    }
}
