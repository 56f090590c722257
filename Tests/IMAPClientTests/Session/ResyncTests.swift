import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

/// What changed in a folder since it was last known, from real servers with and without modification sequences.
@Suite(.enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(2)))
struct ResyncTests {
    static let servers = ["full", "condstore", "bare"]

    private static let condstore = Task {
        try await MailServerFixture.start("IMAP4rev1 ENABLE CONDSTORE ESEARCH UIDPLUS MOVE LITERAL+")
    }

    private static func server(_ name: String) async throws -> DovecotServer {
        switch name {
        case "full": try await MailServerFixture.full.value
        case "condstore": try await condstore.value
        default: try await MailServerFixture.bare.value
        }
    }

    @Test("new, flagged and removed mails are told, whatever the server offers", arguments: servers)
    func changes(_ name: String) async throws {
        let (account, _) = MailServerFixture.account(on: try await Self.server(name))
        let first = try await account.connect()
        let mails = (1...8).map { OutgoingMail(MailServerFixture.mail($0)) }
        for outcome in try await first.append(mails, to: .inbox) { _ = try outcome.get() }
        let before = try await first.select(.inbox)
        let known = UIDSet(try await first.uids(from: .first))
        #expect(known.count == 8)
        await first.logout()

        // Without UIDPLUS nothing may be expunged alone, so that only the flag remains to be seen.
        let other = try await account.connect()
        try await other.select(.inbox)
        let canExpunge = await other.capabilities.contains("UIDPLUS")
        if canExpunge { try await other.move(UIDSet([UID(2), UID(5)]), to: "Trash") }
        try await other.add([.flagged], to: UIDSet(UID(3)))
        for outcome in try await other.append([OutgoingMail(MailServerFixture.mail(9))], to: .inbox) {
            _ = try outcome.get()
        }
        await other.logout()

        let session = try await account.connect()
        #expect(await session.canResync == (name == "full"))
        let position = SyncPosition(uidValidity: before.uidValidity, modSequence: before.highestModSequence ?? 1)
        let (folder, found) = try await session.select(.inbox, since: position, known: known)
        let changes = try #require(found)
        #expect(folder.uidNext == UID(10))
        #expect(changes.vanished == (canExpunge ? UIDSet([UID(2), UID(5)]) : UIDSet()))
        let flags = Dictionary(uniqueKeysWithValues: changes.rows.map { ($0.uid, $0.flags) })
        #expect(flags[UID(3)]?.contains(.flagged) == true)
        #expect(flags[UID(9)] != nil)
        #expect(changes.rows.map(\.uid) == changes.rows.map(\.uid).sorted())
        if name != "bare" { #expect(changes.rows.map(\.uid) == [UID(3), UID(9)]) }
        await session.logout()
    }

    @Test("a folder that was made anew has no changes to tell, only itself", arguments: servers)
    func otherFolder(_ name: String) async throws {
        let (account, _) = MailServerFixture.account(on: try await Self.server(name))
        let session = try await account.connect()
        let position = SyncPosition(uidValidity: UIDValidity(7), modSequence: 3)
        let (folder, changes) = try await session.select(.inbox, since: position, known: UIDSet(UID(1)))
        #expect(changes == nil)
        #expect(folder.uidNext == .first)
        await session.logout()
    }

    @Test("after a break QRESYNC tells a watcher what is new in one round trip") func watcher() async throws {
        let server = try FakeServer(mails: (1...3).map { MailServerFixture.mail($0) }) { command, connection, state in
            if command.hasPrefix("ENABLE") { return .say("* ENABLED QRESYNC\r\nTAG OK done\r\n") }
            guard command.hasPrefix("SELECT") else {
                return command == "IDLE" && connection == 0 ? .last("* BYE for a moment\r\n") : .normal
            }
            guard connection > 0 else {
                return .say(
                    "* 3 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT 4]\r\n* OK [HIGHESTMODSEQ 70]\r\nTAG OK done\r\n"
                )
            }
            state.mails.append((4, MailServerFixture.mail(4)))
            return .say(
                "* 4 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT 5]\r\n* OK [HIGHESTMODSEQ 72]\r\n"
                    + "* VANISHED (EARLIER) 2\r\n* 1 FETCH (UID 1 FLAGS (\\Seen) MODSEQ (71))\r\n"
                    + "* 3 FETCH (UID 4 FLAGS () MODSEQ (72))\r\nTAG OK done\r\n")
        }
        server.withState { $0.capabilities += " ENABLE QRESYNC CONDSTORE" }
        let recorder = Recorder()
        var options = WatchOptions()
        options.reconnect = Backoff(base: .milliseconds(5), limit: .milliseconds(40))
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        let run = Task { await watcher.run() }
        try await eventually("the fourth is there") { recorder.read(\.order).count == 4 }
        try await eventually("it waits") { server.commands.count { $0 == "IDLE" } == 2 }
        run.cancel()
        await run.value
        #expect(recorder.read(\.order) == (1...4).map { UID($0) })
        let second = server.withState { $0.commands.filter { $0.connection == 1 }.map(\.line) }
        let select = try #require(second.firstIndex { $0.hasPrefix("SELECT") })
        #expect(second[select] == "SELECT \"INBOX\" (QRESYNC (1 70))")
        #expect(second[select + 1].hasPrefix("UID FETCH 4 "))
        #expect(!second.contains { $0.hasPrefix("UID SEARCH") })
    }
}
