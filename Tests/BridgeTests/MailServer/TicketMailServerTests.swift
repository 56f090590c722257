import Domain
import IMAPClient
import Store
import Synchronization
import TestSupport
import Testing

@testable import Bridge
@testable import Store

@Suite("Ticket mails on their way to a mail server", .enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(5)))
struct TicketMailServerTests {
    private func mail(_ served: ServedBridge) async throws -> TicketMail {
        try #require(try await served.bench.mails().first)
    }

    @Test("they wait while the server is down, and stand there once when it is back")
    func down() async throws {
        let served = try await ServedBridge()
        try await served.server.crash()
        #expect(try await served.dispatcher.pass() == 0)
        #expect(try await served.dispatcher.pass() == 0, "not due yet")
        #expect(served.events(.ticketMailPostponed) == 1)
        #expect(try await mail(served).isInDoubt == false, "nothing was sent")
        try await served.server.startAgain()
        served.bench.advance(.seconds(3600))
        #expect(try await served.dispatcher.pass() == 1)
        #expect(try await served.count(in: ServedBridge.folder) == 1)
        #expect(try await mail(served).state == .appended)
    }

    @Test("one that a crash left in doubt is found where it lies, and not written twice")
    func inDoubt() async throws {
        let served = try await ServedBridge()
        // The process ends behind its APPEND.
        let claimed = try #require(
            try await served.bench.store.claimTicketMails(at: Fixtures.now, limit: 10).first)
        let folder = try await served.connection.mailbox(named: ServedBridge.folder)
        let written = try await served.connection.append(
            try #require(claimed.raw), messageID: claimed.messageID, to: folder)
        #expect(try await served.dispatcher.pass() == 1)
        #expect(try await served.count(in: ServedBridge.folder) == 1)
        #expect(try await mail(served).uid == written.uid?.number)
    }

    @Test("one that a crash left in doubt, and that never got there, is written")
    func inDoubtAndLost() async throws {
        let served = try await ServedBridge()
        _ = try await served.bench.store.claimTicketMails(at: Fixtures.now, limit: 10)
        #expect(try await served.dispatcher.pass() == 1)
        #expect(try await served.count(in: ServedBridge.folder) == 1)
    }

    @Test("a folder that refuses keywords gets the mail without them") func keywordsRefused() async throws {
        let appends = Mutex<[String]>([])
        let server = try ScriptedServer { peer, _ in
            try peer.send("* OK hello\r\n")
            while let line = try peer.receiveLine() {
                let tag = line.prefix { $0 != " " }
                let command = line.dropFirst(tag.count + 1)
                var answer = "\(tag) OK done\r\n"
                switch command.prefix(6) {
                case "CAPABI": answer = "* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN LITERAL+\r\n" + answer
                case "LIST \"\"": answer = "* LIST (\\Noselect) \"/\" \"\"\r\n" + answer
                case "SELECT": answer = "* 0 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT 1]\r\n" + answer
                case "APPEND":
                    var missing = Int(command.split(separator: "{").last?.prefix { $0.isNumber } ?? "") ?? 0
                    while missing > 0 { missing -= max(1, try peer.receive(limit: missing).count) }
                    _ = try peer.receiveLine()
                    appends.withLock { $0.append(String(command)) }
                    if command.contains("(") { answer = "\(tag) NO keywords are not allowed here\r\n" }
                default: break
                }
                try peer.send(answer)
            }
        }
        let served = try await ServedBridge()
        let connection = ServedBridge.connection(port: server.port)
        let waiting = try await mail(served)
        let placed = PlacedMail(
            id: waiting.id, ticket: waiting.ticket, mailbox: waiting.mailbox, folder: waiting.folder, uidValidity: nil,
            uid: nil, keywords: [])
        try await served.bench.store.refile([Refiling(placed) { $0.keywords = ["vip"] }])
        let dispatcher = TicketMailDispatcher(served.bridge, connections: ["service": connection])
        #expect(try await dispatcher.pass() == 1)
        #expect(appends.withLock { $0.map { $0.contains("(") } } == [true, false])
        #expect(try await mail(served).state == .appended)
        await connection.close()
    }

    @Test("those of a mailbox that is no longer configured wait until it is again")
    func notConfigured() async throws {
        let served = try await ServedBridge()
        #expect(try await TicketMailDispatcher(served.bridge, connections: [:]).pass() == 0)
        #expect(served.events(.ticketMailPostponed) == 1)
        served.bench.advance(.seconds(3600))
        #expect(try await served.dispatcher.pass() == 1)
    }

    @Test("a receipt marks the answered mail, and comes although that mail is gone")
    func answered() async throws {
        for isGone in [false, true] {
            let served = try await ServedBridge()
            #expect(try await served.dispatcher.pass() == 1)
            if isGone { try await served.remove(ServedBridge.folder) }
            try await served.bench.send("Dear buyer, it is on its way.")
            #expect(try await served.dispatcher.pass() == 1)
            let question = try await mail(served)
            let folder = try await served.connection.mailbox(named: ServedBridge.folder)
            #expect(try await served.count(in: ServedBridge.folder) == (isGone ? 1 : 2))
            if !isGone {
                let found = try await served.connection.fetch(
                    UIDSet(UID(try #require(question.uid))), in: folder,
                    uidValidity: UIDValidity(try #require(question.uidValidity)))
                guard case .mail(let shown) = found.first else {
                    Issue.record("the answered mail is not there")
                    return
                }
                #expect(shown.flags.contains(.answered))
            }
        }
    }

    @Test("a receipt as a keyword is on the answered mail and on the agent's own, however a server spells its folders")
    func keyword() async throws {
        let served = try await ServedBridge(layout: .belowInbox) { $0.receipts = .keyword }
        #expect(try await served.dispatcher.pass() == 1)
        let own = try await served.bench.mail("Dear buyer, it is on its way.")
        let sent: MailboxName = "INBOX.Sent"
        _ = try await served.connection.append(own, messageID: nil, to: sent)
        try await served.bench.receive(own, in: "INBOX.Sent")
        try await served.bench.dispatch()
        #expect(try await served.dispatcher.pass() == 0, "there is no mail to write")
        for folder in [sent, try await served.connection.mailbox(named: ServedBridge.folder)] {
            let validity = try #require(try await served.connection.status(folder).uidValidity)
            let found = try await served.connection.fetch(UIDSet(UID(1)), in: folder, uidValidity: validity)
            guard case .mail(let mail) = found.first else {
                Issue.record("no mail in \(folder)")
                continue
            }
            #expect(mail.flags.contains { $0.description == TicketMailDispatcher.sentKeyword }, "\(folder)")
        }
    }
}
