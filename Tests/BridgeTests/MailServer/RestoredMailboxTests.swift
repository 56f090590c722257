import Domain
import IMAPClient
import Store
import TestSupport
import Testing

@testable import Bridge

@Suite("A mailbox that is put back", .enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(2)))
struct RestoredMailboxTests {
    private func mail(_ number: Int) -> [UInt8] {
        Array(
            "From: x@elsewhere.example\r\nSubject: \(number)\r\nMessage-ID: <\(number)@elsewhere.example>\r\n\r\nHello\r\n"
                .utf8)
    }

    @Test("mails that came after it was restored are read, although their UIDs were those of others")
    func restored() async throws {
        let served = try await ServedBridge()
        let server = served.server
        let watcher = FolderWatcher(
            account: served.connection.account, folder: .inbox,
            handler: FolderIntake(served.bridge, account: "service", folder: "INBOX"))
        #expect(try await watcher.pass() == 0)
        for number in 1...3 { try server.deliver(mail(number), to: "agent") }
        #expect(try await watcher.pass() == 3)
        let maildir = "\(server.directory)/mail/agent/Maildir"
        try await server.crash()
        #expect(try run("cp", ["-a", maildir, "\(server.directory)/backup"]) == 0)
        try await server.startAgain()
        for number in 4...6 { try server.deliver(mail(number), to: "agent") }
        #expect(try await watcher.pass() == 3)

        try await server.crash()
        #expect(try run("rm", ["-rf", maildir]) == 0)
        #expect(try run("cp", ["-a", "\(server.directory)/backup", maildir]) == 0)
        try await server.startAgain()
        for number in [7, 8] { try server.deliver(mail(number), to: "agent") }
        #expect(try await watcher.pass() == 5)
        #expect(served.events(.folderWentBack) == 1)
        let validity = try #require(try await served.connection.status(.inbox).uidValidity)
        for (uid, number, reason) in [
            (3, 3, "duplicate"), (4, 7, "not-a-marketplace-mail"), (5, 8, "not-a-marketplace-mail"),
        ] as [(UInt32, Int, String)] {
            let key = MailKey(account: "service", folder: "INBOX", uidValidity: validity.number, uid: uid)
            let outcome = try #require(try await served.bench.store.outcome(of: key), "UID \(uid)")
            #expect(outcome.messageID == "\(number)@elsewhere.example" && outcome.reason == reason)
        }
        try server.deliver(mail(9), to: "agent")
        #expect(try await watcher.pass() == 1)
        #expect(served.events(.folderWentBack) == 1)
        await served.connection.close()
    }
}
