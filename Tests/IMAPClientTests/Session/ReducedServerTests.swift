import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

/// One story on servers of all abilities: what the client promises does not depend on them.
@Suite(.enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(2)))
struct ReducedServerTests {
    private static let everything = Task {
        let session = try await MailServerFixture.full.value.account("user1").connect()
        let names = await session.capabilities.names
        await session.logout()
        return names
    }

    private var watchOptions: WatchOptions {
        var options = WatchOptions()
        options.adaptivePoll = .milliseconds(30)...Duration.milliseconds(60)
        options.reconnect = Backoff(base: .milliseconds(5), limit: .milliseconds(40))
        return options
    }

    @Test("mails are watched, filed, marked and moved alike on every server", arguments: ReducedServer.all)
    func story(_ reduced: ReducedServer) async throws {
        let server = try await reduced.start(full: try await Self.everything.value)
        let account = server.account("user1")
        let connection = MailboxConnection(account: account)
        let capabilities = try await connection.capabilities()
        for name in reduced.without { #expect(!capabilities.contains(name)) }

        try await deliveriesArriveInOrder(server, account)
        let folder = try await folders(connection, reduced)
        try await filedOnce(connection, in: folder)
        let removes = capabilities.contains("MOVE") || capabilities.contains("UIDPLUS")
        try await markedAndMoved(connection, to: folder, removes: removes)
        await connection.close()
    }

    private func deliveriesArriveInOrder(_ server: DovecotServer, _ account: IMAPAccount) async throws {
        let recorder = Recorder()
        try server.deliver(MailServerFixture.mail(1), to: account.name)
        try await FolderWatcher(account: account, folder: .inbox, options: watchOptions, handler: recorder).watching {
            for number in 2...7 {
                if number == 3 { try await eventually("it waits") { recorder.isWaiting } }
                try server.deliver(MailServerFixture.mail(number), to: account.name)
            }
            try await eventually("they are there") { recorder.read(\.order).count == 7 }
        }
        #expect(recorder.read(\.order) == (1...7).map { UID($0) })
        for (place, mail) in recorder.read(\.mails).enumerated() {
            let subject = "Subject: Question \(place + 1)\r\n"
            #expect(String(decoding: mail.bytes, as: UTF8.self).contains(subject))
        }
        #expect(recorder.disconnections.isEmpty)
    }

    private func folders(_ connection: MailboxConnection, _ reduced: ReducedServer) async throws -> MailboxName {
        let folder = try await connection.mailbox(path: ["Märkte", "bol.com", "Größe & Maß"])
        let levels = ["Märkte", "bol_com", "Größe & Maß"].joined(separator: reduced.layout.separator)
        #expect(folder == MailboxName(reduced.layout.prefix + levels))
        try await connection.create(folder)
        try await connection.create(folder)
        let listed = try await connection.list()
        #expect(listed.contains { $0.name == folder && $0.isSelectable })
        #expect(listed.first { $0.likelyRole == .sent }?.name == MailboxName(reduced.layout.prefix + "Sent"))
        return folder
    }

    private func filedOnce(_ connection: MailboxConnection, in folder: MailboxName) async throws {
        for (number, size) in [(11, 0), (12, 5000), (13, 300_000)] {
            let (mail, id) = (MailServerFixture.mail(number, size: size), "question.\(number)@example.com")
            let filed = try await connection.append(mail, messageID: id, to: folder, flags: [.seen, .mailbridgeSeen])
            let found = try await connection.find(messageID: id, in: folder)
            #expect(found.uids == [try #require(filed.uid)])
            #expect(found.uidValidity == filed.uidValidity)
            let items = try await connection.fetch(UIDSet(found.uids), in: folder, uidValidity: found.uidValidity)
            guard case .mail(let fetched) = items.first else { throw SupportError("no mail") }
            #expect(fetched.bytes == mail)
            #expect(Set(fetched.flags).isSuperset(of: [.seen, .mailbridgeSeen]))
        }
        #expect(try await connection.status(folder).messages == 3)
    }

    private func markedAndMoved(
        _ connection: MailboxConnection, to folder: MailboxName, removes: Bool
    ) async throws {
        let id = "question.5@example.com"
        let found = try await connection.find(messageID: id, in: .inbox)
        let uid = UIDSet(try #require(found.uids.first))
        func flags() async throws -> [Flag]? {
            let items = try await connection.fetch(uid, in: .inbox, uidValidity: found.uidValidity)
            if case .mail(let mail) = items.first { return mail.flags }
            return nil
        }
        try await connection.add([.answered, .mailbridgeReplied], to: uid, in: .inbox, uidValidity: found.uidValidity)
        try await connection.remove([.answered], from: uid, in: .inbox, uidValidity: found.uidValidity)
        let marked = try #require(try await flags())
        #expect(marked.contains(.mailbridgeReplied) && !marked.contains(.answered))
        let moved = try await connection.move(uid, in: .inbox, uidValidity: found.uidValidity, to: folder)
        let copies = try await connection.find(messageID: id, in: folder).uids
        #expect(copies.count == 1)
        if let told = moved?.destination(of: try #require(found.uids.first)) { #expect(copies == [told]) }
        // Without UID EXPUNGE the moved mail stays, marked.
        #expect(try await flags()?.contains(.deleted) == (removes ? nil : true))
        #expect(try await connection.status(.inbox).messages == (removes ? 6 : 7))
    }
}
