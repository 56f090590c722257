import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

@Suite(.timeLimit(.minutes(2)))
struct PeerTests {
    private var watchOptions: WatchOptions {
        var options = WatchOptions()
        options.reconnect = Backoff(base: .milliseconds(5), limit: .milliseconds(40))
        return options
    }

    @Test("every mail has its outcome once and in order, whatever the habits of the server", arguments: Peer.all)
    func watch(_ peer: Peer) async throws {
        let server = try FakeServer(mails: peer.mails, peer.script)
        server.withState { $0.capabilities = peer.capabilities }
        var options = IMAPOptions()
        options.limits = peer.limits
        let recorder = Recorder()
        let watcher = FolderWatcher(
            account: server.account(options), folder: .inbox, options: watchOptions, handler: recorder)
        try await watcher.watching {
            try await eventually("all mails have an outcome, and the folder is watched") {
                recorder.read(\.order).count >= peer.mails.count && recorder.isWatching
                    && recorder.disconnections.count >= peer.errors.count
            }
        }
        #expect(recorder.read(\.order) == (1...5).map { UID($0) })
        #expect(recorder.read(\.missing) == peer.missing)
        let delivered = peer.mails.enumerated().filter { peer.missing[UID(UInt32($0.offset + 1))] == nil }.map(
            \.element)
        #expect(recorder.read(\.mails).map(\.bytes) == delivered)
        #expect(recorder.disconnections.map(\.error.kind) == peer.errors, "\(recorder.disconnections.map(\.error))")
    }

    @Test(
        "at the first look what comes later is not passed over, however high the server puts UIDNEXT",
        arguments: [0, 3], ["6", "700", "4294967295"])
    func exaggeratedNext(mails: Int, uidNext: String) async throws {
        let server = try FakeServer(mails: (0..<mails).map { MailServerFixture.mail($0) }) { command, _, state in
            guard command.hasPrefix("SELECT") else { return .normal }
            let count = state.mails.count
            return .say("* \(count) EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT \(uidNext)]\r\nTAG OK\r\n")
        }
        let recorder = Recorder(startsAtFirst: false)
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, handler: recorder)
        #expect(try await watcher.pass() == 0, "what lies there is left alone")
        let next = UInt32(mails + 1)
        server.withState { $0.mails.append((next, MailServerFixture.mail(9))) }
        #expect(try await watcher.pass() == 1)
        #expect(recorder.read(\.order) == [UID(next)])
    }

    @Test(
        "at the first look what lies there is left alone, in whatever form a server tells the last UID",
        arguments: ["ESEARCH", "nothing"])
    func lastUID(_ form: String) async throws {
        let server = try FakeServer(mails: (0..<3).map { MailServerFixture.mail($0) }) { command, _, state in
            if command.hasPrefix("SELECT") {
                let next = form == "nothing" ? "* OK [UIDNEXT \(state.mails.count + 1)]\r\n" : ""
                return .say("* \(state.mails.count) EXISTS\r\n* OK [UIDVALIDITY 1]\r\n\(next)TAG OK\r\n")
            }
            if command == "UID SEARCH UID *", form == "nothing" { return .say("* SEARCH\r\nTAG OK\r\n") }
            guard command.hasPrefix("UID SEARCH"), form == "ESEARCH" else { return .normal }
            let uids = command.hasSuffix("*") && !command.contains(":") ? 3...3 : 1...state.mails.count
            return .say("* ESEARCH (TAG \"x\") UID ALL \(uids.lowerBound):\(uids.upperBound)\r\nTAG OK\r\n")
        }
        let recorder = Recorder(startsAtFirst: false)
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, handler: recorder)
        #expect(try await watcher.pass() == 0, "what lies there is left alone")
        server.withState { $0.mails.append((4, MailServerFixture.mail(9))) }
        #expect(try await watcher.pass() == 1)
        #expect(recorder.read(\.order) == [UID(4)])
    }

    @Test("where a server tells neither UIDNEXT nor the last UID, the folder is not taken for new")
    func neither() async throws {
        let server = try FakeServer(mails: [MailServerFixture.mail(1)]) { command, _, _ in
            if command.hasPrefix("SELECT") { return .say("* 1 EXISTS\r\n* OK [UIDVALIDITY 1]\r\nTAG OK\r\n") }
            return command == "UID SEARCH UID *" ? .say("* SEARCH\r\nTAG OK\r\n") : .normal
        }
        let recorder = Recorder(startsAtFirst: false)
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, handler: recorder)
        let error = await #expect(throws: IMAPError.self) { try await watcher.pass() }
        #expect(error?.kind == .protocolViolation)
        #expect(recorder.read(\.order).isEmpty)
    }

    @Test("commands stay short, however scattered the mails are") func shortCommands() async throws {
        let server = try FakeServer { command, _, _ in
            command.utf8.count > 4000 ? .say("TAG BAD Command line too long. 12\r\n") : .normal
        }
        let uids = (0..<1500).map { UInt32(4_000_000_001 + 2 * $0) }
        server.withState { $0.mails = uids.map { ($0, Array("Subject: \($0)\r\n\r\n".utf8)) } }
        let recorder = Recorder()
        #expect(try await FolderWatcher(account: server.account(), folder: .inbox, handler: recorder).pass() == 1500)
        #expect(recorder.read(\.order).map(\.number) == uids)
        #expect(recorder.read(\.missing).isEmpty)
    }

    @Test(
        "a server that limits bandwidth is left alone for half an hour",
        arguments: [
            "* BYE [OVERQUOTA] Account exceeded command or bandwidth limits.\r\n",
            "* BYE Account exceeded command or bandwidth limits. 12345mb\r\n",
            "* BYE Request is throttled. Suggested Backoff Time: 300000 milliseconds\r\n",
        ])
    func throttled(_ goodbye: String) async throws {
        let server = try FakeServer(mails: [MailServerFixture.mail(1)]) { command, _, _ in
            command.hasPrefix("UID") ? .last(goodbye) : .normal
        }
        let recorder = Recorder()
        let watcher = FolderWatcher(
            account: server.account(), folder: .inbox, options: watchOptions, handler: recorder)
        try await watcher.watching { try await eventually("it is told") { !recorder.disconnections.isEmpty } }
        #expect(recorder.disconnections.map(\.error.kind) == [.throttled])
        #expect(recorder.disconnections.map(\.pause) == [.seconds(1800)])
        #expect(server.connections == 1)
        let connection = MailboxConnection(account: server.account())
        for _ in 1...3 {
            await #expect(throws: IMAPError.self) { try await connection.find(messageID: "a@b", in: .inbox) }
        }
        #expect(server.connections == 2)
    }

    @Test("folders of a Gmail that knows only XLIST have their roles") func extendedList() async throws {
        let server = try FakeServer { command, _, _ in
            guard command.hasPrefix("XLIST") else { return .normal }
            return .say(
                """
                * XLIST (\\HasNoChildren \\Inbox) "/" "Posteingang"\r
                * XLIST (\\Noselect \\HasChildren) "/" "[Gmail]"\r
                * XLIST (\\HasNoChildren \\AllMail) "/" "[Gmail]/Alle Nachrichten"\r
                * XLIST (\\HasNoChildren \\Sent) "/" "[Gmail]/Gesendet"\r
                * XLIST (\\HasNoChildren \\Spam) "/" "[Gmail]/Spam"\r
                TAG OK Success\r

                """)
        }
        server.withState { $0.capabilities += " XLIST" }
        let listed = try await MailboxConnection(account: server.account()).list()
        #expect(listed.map(\.role) == [.inbox, nil, .all, .sent, .junk])
        #expect(listed.map(\.isSelectable) == [true, false, true, true, true])
    }
}
