import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

/// A second real server, since what one server's authors took for granted is easily taken for the protocol.
@Suite(.enabled(if: CyrusServer.isAvailable), .timeLimit(.minutes(2)))
struct CyrusSessionTests {
    /// Each test has a user of its own.
    private func server(_ user: Int) async throws -> (server: CyrusServer, account: IMAPAccount, user: String) {
        let server = try await MailServerFixture.cyrus.value
        return (server, server.account("user\(user)"), "user\(user)")
    }

    @Test("login tells the capabilities; a wrong password is a credential error") func login() async throws {
        let (server, account, user) = try await server(1)
        let session = try await account.connect()
        let capabilities = await session.capabilities
        for name in ["CONDSTORE", "QRESYNC", "MOVE", "UIDPLUS", "IDLE", "LITERAL+", "MULTIAPPEND", "ESEARCH"] {
            #expect(capabilities.contains(name), "\(name)")
        }
        #expect(!capabilities.contains("NOTIFY"))
        await session.logout()
        let place = MailServer(host: "127.0.0.1", port: server.imapPort, security: .startTLS, caFile: server.caFile)
        let error = await #expect(throws: IMAPError.self) {
            try await IMAPSession.connect(place, credentials: .password(user: user, Secret("wrong")))
        }
        #expect(error?.kind == .credentials)
    }

    @Test("roles, prefix and separator come from the server; nested folders of any alphabet are created")
    func folders() async throws {
        let (_, account, _) = try await server(2)
        let connection = MailboxConnection(account: account)
        let listed = try await connection.list()
        for (role, name) in [(SpecialUse.sent, "Sent"), (.drafts, "Drafts"), (.trash, "Trash")] {
            #expect(listed.first { $0.role == role }?.name == MailboxName(name))
        }
        #expect(listed.allSatisfy { $0.separator == UInt8(ascii: "/") })
        #expect(try await connection.mailbox(path: ["Tickets", "bol.com"]) == "Tickets/bol_com")
        for name in ["Märkte/Größe & Maß", "Вопросы/日本語/😀", "a'b"] {
            let folder = MailboxName(name)
            try await connection.create(folder)
            try await connection.create(folder)
            #expect(try await connection.list().contains { $0.name == folder && $0.isSelectable })
            #expect(try await connection.status(folder).messages == 0)
        }
        await connection.close()
    }

    @Test("an appended mail is found by its Message-ID and moved, and the server tells its UIDs each time")
    func appendFindMove() async throws {
        let (_, account, _) = try await server(3)
        let connection = MailboxConnection(account: account)
        let big = MailServerFixture.mail(1, size: 3_000_000)
        let appended = try await connection.append(
            big, messageID: "question.1@example.com", to: .inbox, flags: [.flagged, .mailbridgeSeen],
            date: Timestamp(seconds: 1_795_000_000))
        let uid = try #require(appended.uid)
        let validity = try #require(appended.uidValidity)
        let found = try await connection.find(messageID: "question.1@example.com", in: .inbox)
        #expect(found == FoundMails(uidValidity: validity, uids: [uid]))
        #expect(try await connection.find(messageID: "question.11@example.com", in: .inbox).uids.isEmpty)
        let target = MailboxName("Erledigt/Größe")
        let moved = try await connection.move(UIDSet(uid), in: .inbox, uidValidity: validity, to: target)
        let place = try #require(moved?.destination(of: uid))
        #expect(try await connection.find(messageID: "question.1@example.com", in: .inbox).uids.isEmpty)
        let there = try await connection.find(messageID: "question.1@example.com", in: target)
        #expect(there.uids == [place])
        let item = try await connection.fetch(UIDSet(place), in: target, uidValidity: there.uidValidity).first
        guard case .mail(let mail) = item else { throw SupportError("no mail: \(String(describing: item))") }
        #expect(mail.bytes == big)
        #expect(mail.internalDate == Timestamp(seconds: 1_795_000_000))
        #expect(Set(mail.flags).isSuperset(of: [.flagged, .mailbridgeSeen]) && !mail.flags.contains(.seen))
        await connection.close()
    }

    @Test("keywords are set and taken away") func keywords() async throws {
        let (_, account, _) = try await server(4)
        let connection = MailboxConnection(account: account)
        let appended = try await connection.append(
            MailServerFixture.mail(1), messageID: "question.1@example.com", to: .inbox)
        let (uid, validity) = (try #require(appended.uid), try #require(appended.uidValidity))
        func flags() async throws -> [Flag] {
            let items = try await connection.fetch(UIDSet(uid), in: .inbox, uidValidity: validity)
            guard case .mail(let mail) = items.first else { throw SupportError("no mail") }
            return mail.flags
        }
        let refused = try await connection.add(
            [.answered, .mailbridgeReplied], to: UIDSet(uid), in: .inbox, uidValidity: validity)
        #expect(refused.isEmpty)
        #expect(Set(try await flags()).isSuperset(of: [.answered, .mailbridgeReplied]))
        try await connection.remove([.mailbridgeReplied], from: UIDSet(uid), in: .inbox, uidValidity: validity)
        #expect(try await flags().contains(.answered))
        #expect(try await !flags().contains(.mailbridgeReplied))
        await connection.close()
    }

    @Test("deliveries arrive in order while the folder is watched, and again after a restart of the watch")
    func watch() async throws {
        let (server, account, user) = try await server(5)
        let recorder = Recorder(startsAtFirst: false)
        try server.deliver(MailServerFixture.mail(0), to: user)
        for round in 0..<2 {
            try await FolderWatcher(account: account, folder: .inbox, handler: recorder).watching {
                try await eventually("it idles") { recorder.idles }
                for number in 1...10 { try server.deliver(MailServerFixture.mail(round * 10 + number), to: user) }
                try await eventually("they are there") { recorder.read(\.order).count == (round + 1) * 10 }
            }
        }
        #expect(recorder.read(\.order) == (2...21).map { UID($0) })
        #expect(recorder.disconnections.isEmpty)
    }

    @Test("a folder that is deleted and made anew has another UIDVALIDITY, and old UIDs do nothing there")
    func madeAnew() async throws {
        let (_, account, _) = try await server(6)
        let connection = MailboxConnection(account: account)
        let (folder, id) = (MailboxName("Tickets"), "question.1@example.com")
        let before = try await connection.append(MailServerFixture.mail(1), messageID: id, to: folder)
        let session = try await account.connect()
        // UIDVALIDITY is a time in seconds here.
        try await eventually("the clock has moved on") {
            try await session.run(.delete(folder), timeout: .seconds(10))
            try await session.create(folder)
            return try await session.status(folder).uidValidity != before.uidValidity
        }
        await session.logout()
        let after = try await connection.append(MailServerFixture.mail(1), messageID: id, to: folder)
        #expect(after.uidValidity != before.uidValidity)
        let error = await #expect(throws: IMAPError.self) {
            try await connection.move(
                UIDSet(UID(1)), in: folder, uidValidity: try #require(before.uidValidity), to: .inbox)
        }
        #expect(error?.kind == .uidValidityChanged)
        #expect(try await connection.find(messageID: id, in: folder).uids == [try #require(after.uid)])
        await connection.close()
    }

    @Test("a folder that is made anew under a watcher is taken from its start") func madeAnewWatched() async throws {
        let (_, account, _) = try await server(7)
        let folder = MailboxName("Watched")
        let writer = MailboxConnection(account: account)
        _ = try await writer.append(MailServerFixture.mail(1), messageID: nil, to: folder)
        let recorder = Recorder()
        var options = WatchOptions()
        options.reconnect = Backoff(base: .milliseconds(5), limit: .milliseconds(40))
        let watcher = FolderWatcher(account: account, folder: folder, options: options, handler: recorder)
        try await watcher.watching {
            try await eventually("the first is there") { recorder.read(\.order).count == 1 && recorder.idles }
            let session = try await account.connect()
            let old = try await session.status(folder).uidValidity
            try await eventually("the clock has moved on") {
                _ = try await session.answer(to: .delete(folder), timeout: .seconds(10))
                _ = try await session.answer(to: .create(folder), timeout: .seconds(10))
                return try await session.status(folder).uidValidity != old
            }
            _ = try await session.append(MailServerFixture.mail(2), to: folder)
            await session.logout()
            watcher.wake()
            try await eventually("the second is there") { recorder.read(\.order).count == 2 }
        }
        await writer.close()
        #expect(recorder.read(\.order) == [UID(1), UID(1)])
        #expect(Set(recorder.read(\.asked)).count == 2)
    }

    @Test("120 mails of different sizes come in order") func manyMails() async throws {
        let (_, account, _) = try await server(8)
        let session = try await account.connect()
        for number in 1...120 {
            let size = number % 50 == 0 ? 300_000 : number * 7
            _ = try await session.append(MailServerFixture.mail(number, size: size), to: .inbox)
        }
        await session.logout()
        let recorder = Recorder()
        #expect(try await FolderWatcher(account: account, folder: .inbox, handler: recorder).pass() == 120)
        #expect(recorder.read(\.order) == (1...120).map { UID($0) })
        for (place, mail) in recorder.read(\.mails).enumerated() {
            #expect(mail.bytes.starts(with: MailServerFixture.mail(place + 1)))
        }
    }
}
