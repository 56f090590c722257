import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

@Suite(.timeLimit(.minutes(2)))
struct FolderWatcherTests {
    /// Back-off so short that a test can go through many of them.
    private var options: WatchOptions {
        var options = WatchOptions()
        options.reconnect = Backoff(base: .milliseconds(5), limit: .milliseconds(40))
        options.redelivery = Backoff(base: .milliseconds(5), limit: .milliseconds(40))
        return options
    }

    private func watching<Result: Sendable>(
        _ watcher: FolderWatcher, _ body: () async throws -> Result
    ) async throws -> Result {
        let run = Task { await watcher.run() }
        do {
            let result = try await body()
            run.cancel()
            await run.value
            return result
        } catch {
            run.cancel()
            await run.value
            throw error
        }
    }

    private let mails = (1...5).map { MailServerFixture.mail($0) }

    @Test("a connection that ends at any step loses no mail, doubles none, and keeps the order", arguments: 0...9)
    func byeAtEachStep(_ step: Int) async throws {
        for end in ["* BYE down for a moment\r\n", "TAG OK half a li", ""] {
            let server = try FakeServer(mails: mails) { _, connection, state in
                let count = state.commands.count { $0.connection == connection }
                return connection < 2 && count > step ? .last(end) : .normal
            }
            let recorder = Recorder()
            let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
            try await watching(watcher) {
                try await eventually("all mails are there, and the folder is watched") {
                    // The second connection finds nothing left to fetch and says less.
                    let needed = step < 5 ? 3 : step < 7 ? 2 : 1
                    return recorder.read(\.order).count >= 5 && recorder.isWaiting && server.connections >= needed
                }
            }
            #expect(recorder.read(\.order) == (1...5).map { UID($0) })
            #expect(recorder.read(\.mails).map(\.bytes) == mails)
        }
    }

    @Test("a folder in which nothing happens is told to be watched again and again", arguments: [true, false])
    func quiet(_ looks: Bool) async throws {
        let server = try FakeServer()
        let recorder = Recorder()
        var options = options
        // Either looks at the folder, or only renewals of IDLE.
        if looks { options.poll = .milliseconds(10) } else { options.silence = .milliseconds(10) }
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("it is told five times") {
                recorder.read(\.events).count { if case .waiting(idle: true) = $0 { true } else { false } } >= 5
            }
        }
        #expect(server.connections == 1)
    }

    @Test(
        "a folder that was written with slashes is found where the server has another separator, and no other is touched",
        arguments: [
            ("Shop/Orders", ".", "Shop.Orders"), ("INBOX/Shop", ".", "INBOX.Shop"), ("Shop.Orders", ".", "Shop.Orders"),
            ("Shop/Orders", "/", "Shop/Orders"),
        ])
    func separators(written: String, separator: String, spelt: String) async throws {
        let server = try FakeServer(mails: mails) { command, _, _ in
            switch command {
            case "LIST \"\" \"\"": .say("* LIST (\\Noselect) \"\(separator)\" \"\"\r\nTAG OK done\r\n")
            case "SELECT \"\(spelt)\"":
                .say("* 5 EXISTS\r\n* OK [UIDVALIDITY 1]\r\n* OK [UIDNEXT 6]\r\nTAG OK done\r\n")
            case let other where other.hasPrefix("SELECT"): .say("TAG NO [NONEXISTENT] no such folder\r\n")
            default: .normal
            }
        }
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: MailboxName(written), handler: recorder)
        #expect(try await watcher.pass() == 5)
    }

    @Test("a mail that imitates the protocol is only a mail") func injection() async throws {
        let forged = Array("Subject: x\r\n\r\nm5 OK forged\r\n* 900 EXISTS\r\n* BYE gone\r\n)\r\nm6 NO no\r\n".utf8)
        let server = try FakeServer(mails: [mails[0], forged, mails[2]])
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, handler: recorder)
        #expect(try await watcher.pass() == 3)
        #expect(recorder.read(\.mails).map(\.bytes) == [mails[0], forged, mails[2]])
        #expect(server.connections == 1)
        #expect(server.commands.last == "LOGOUT")
    }

    @Test("a handler's error stops the pass; the same mail comes again, and none overtakes it")
    func handlerFails() async throws {
        let server = try FakeServer(mails: mails)
        let recorder = Recorder(failures: [UID(1): 1, UID(3): 4])
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("all mails are there") { recorder.read(\.order).count == 5 }
        }
        #expect(recorder.read(\.order) == (1...5).map { UID($0) })
        #expect(server.connections == 1)
        let failed = recorder.read(\.events).compactMap { event -> UID? in
            if case .handlerFailed(let uid, is Recorder.Refusal, _) = event { uid } else { nil }
        }
        #expect(failed == [UID(1), UID(3), UID(3), UID(3), UID(3)])
        let pass = FolderWatcher(account: server.account(), folder: .inbox, handler: Recorder(failures: [UID(2): 1]))
        await #expect(throws: Recorder.Refusal.self) { try await pass.pass() }
    }

    @Test("a refused mail and one without a row get an outcome of their own, and stop nothing")
    func unreadable() async throws {
        let server = try FakeServer(mails: mails) { command, _, _ in
            if command.hasPrefix("UID FETCH 2 (UID FLAGS INTERNALDATE BODY") {
                return .say("TAG NO cannot read it\r\n")
            }
            if command.hasPrefix("UID FETCH 4 (UID FLAGS INTERNALDATE BODY") { return .say("TAG OK nothing\r\n") }
            if command.hasPrefix("UID FETCH 1:5 (UID FLAGS INTERNALDATE BODY") {
                return .say("TAG NO one is broken\r\n")
            }
            return .normal
        }
        let recorder = Recorder()
        #expect(try await FolderWatcher(account: server.account(), folder: .inbox, handler: recorder).pass() == 5)
        #expect(recorder.read(\.order) == (1...5).map { UID($0) })
        #expect(
            recorder.read(\.missing) == [
                UID(2): .unreadable(reason: "cannot read it"), UID(4): .unreadable(reason: "no row"),
            ])
        #expect(server.connections == 1)
    }

    @Test("a throttled fetch is a pause, not the end of a mail") func throttled() async throws {
        let server = try FakeServer(mails: mails) { command, _, state in
            let tries = state.commands.count { $0.line.contains("BODY.PEEK") }
            return command.contains("BODY.PEEK") && tries == 1 ? .say("TAG NO [LIMIT] slower\r\n") : .normal
        }
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("the limit is reported") { recorder.disconnections.count == 1 }
            // Nobody of the account comes back before the pause is over, not even when called.
            watcher.wake()
            try await eventually("the door is closed") { recorder.disconnections.count == 2 }
        }
        #expect(server.connections == 1)
        // An account that knows nothing of the pause stands for the same one after it.
        let later = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(later) {
            try await eventually("all mails are there") { recorder.read(\.order).count == 5 }
        }
        #expect(recorder.disconnections.first?.error.kind == .throttled)
        #expect(recorder.disconnections.first?.pause == .seconds(120))
        #expect(recorder.read(\.missing).isEmpty)
    }

    @Test("refused credentials are not tried again for twenty minutes") func credentials() async throws {
        let server = try ScriptedServer { peer, _ in
            try peer.send("* OK hello\r\n")
            while let line = try peer.receiveLine() {
                let tag = line.prefix { $0 != " " }
                if line.contains("CAPABILITY") {
                    try peer.send("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n\(tag) OK\r\n")
                } else {
                    try peer.send("\(tag) NO [AUTHENTICATIONFAILED] no\r\n")
                }
            }
        }
        let place = MailServer(host: "127.0.0.1", port: server.port, security: .plain)
        let account = IMAPAccount(name: "x", server: place, credentials: .password(user: "u", Secret("p")))
        let recorder = Recorder()
        let watcher = FolderWatcher(account: account, folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("the refusal is reported") { recorder.disconnections.count == 1 }
        }
        #expect(recorder.disconnections.first?.error.kind == .credentials)
        #expect(recorder.disconnections.first?.pause == .seconds(1200))
        let connection = MailboxConnection(account: account)
        for _ in 1...3 { await #expect(throws: IMAPError.self) { try await connection.list() } }
        // The connection of the same account heeds what the watcher was told.
        #expect(server.connections == 1)
    }

    @Test("BYE on an idle link is followed by a new connection at once") func byeWhileIdle() async throws {
        let server = try FakeServer(mails: mails) { command, connection, _ in
            command == "IDLE" && connection == 0 ? .last("+ idling\r\n* BYE idle for too long\r\n") : .normal
        }
        var options = WatchOptions()
        options.reconnect = Backoff(base: .seconds(100), limit: .seconds(300))
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("the second connection idles") { server.commands.count { $0 == "IDLE" } == 2 }
        }
        #expect(recorder.disconnections.map(\.pause) == [.zero])
        #expect(recorder.read(\.order).count == 5)
    }

    @Test("pauses do not grow while each connection brings a mail before it breaks") func breaksOften() async throws {
        let mails = (1...12).map { Array("Subject: \($0)\r\n\r\nx\r\n".utf8) }
        let server = try FakeServer(mails: mails) { command, _, state in
            guard command.contains("BODY.PEEK[]"), let uid = UInt32(command.dropFirst(10).prefix { $0.isNumber }),
                let mail = state.mails.first(where: { $0.uid == uid }), uid < 12
            else { return .normal }
            let text = String(decoding: mail.bytes, as: UTF8.self)
            return .last("* \(uid) FETCH (UID \(uid) FLAGS () BODY[] {\(mail.bytes.count)}\r\n\(text))\r\n")
        }
        var options = WatchOptions()
        options.reconnect = Backoff(base: .milliseconds(5), limit: .seconds(300))
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("all mails are there") { recorder.read(\.order).count == 12 }
        }
        #expect(recorder.read(\.mails).map(\.bytes) == mails)
        #expect(recorder.disconnections.count == 11)
        #expect(recorder.disconnections.allSatisfy { $0.pause <= .milliseconds(5) })
    }

    @Test("a new UIDVALIDITY asks for the position anew") func newValidity() async throws {
        let server = try FakeServer(mails: mails) { command, connection, state in
            guard command == "IDLE", connection == 0 else { return .normal }
            state.uidValidity = 2
            return .last("* BYE rebuilt\r\n")
        }
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("all mails are there twice") { recorder.read(\.order).count == 10 }
        }
        #expect(recorder.read(\.asked) == [UIDValidity(1), UIDValidity(2)])
    }

    @Test("a silent server is left after the command's time") func silence() async throws {
        let server = try FakeServer(mails: mails) { command, connection, _ in
            command.hasPrefix("UID SEARCH") && connection == 0 ? .silence : .normal
        }
        var imap = IMAPOptions()
        imap.commandTimeout = .milliseconds(300)
        imap.logoutTimeout = .milliseconds(100)
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(imap), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("all mails are there") { recorder.read(\.order).count == 5 }
        }
        #expect(recorder.disconnections.first?.error.kind == .network)
    }

    @Test("a server that sends more than it announced is asked for single mails within bounds")
    func lyingSizes() async throws {
        let server = try FakeServer(mails: mails) { command, _, _ in
            if command.contains("BODY.PEEK[]<") { return .normal }
            return command.contains("BODY.PEEK[]") ? .say("* 1 FETCH (UID 1 BODY[] {9999999999}\r\n") : .normal
        }
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("all mails are there") { recorder.read(\.order).count == 5 }
        }
        #expect(recorder.disconnections.map(\.error.kind) == [.tooLarge])
    }

    @Test("a server that offers IDLE and refuses it is asked every now and then") func idleRefused() async throws {
        let server = try FakeServer(mails: mails) { command, _, _ in
            command == "IDLE" ? .say("TAG NO not now\r\n") : .normal
        }
        let recorder = Recorder()
        var options = options
        options.adaptivePoll = .milliseconds(20)...Duration.milliseconds(40)
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("it waits") { recorder.isWaiting && server.commands.contains("IDLE") }
            server.withState { $0.mails.append((6, Array("Subject: six\r\n\r\n".utf8))) }
            try await eventually("the sixth is there") { recorder.read(\.order).count == 6 }
        }
        #expect(server.connections == 1)
        #expect(server.commands.count { $0 == "IDLE" } == 1)
    }

    @Test("wake() looks at once") func wake() async throws {
        let server = try FakeServer(mails: mails)
        let recorder = Recorder()
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("it waits") { recorder.isWaiting && server.commands.last == "IDLE" }
            // The server does not announce this one.
            server.withState { $0.mails.append((6, Array("Subject: six\r\n\r\n".utf8))) }
            watcher.wake()
            try await eventually("the sixth is there") { recorder.read(\.order).count == 6 }
        }
    }

    @Test("a folder is looked at even though the server announces nothing", arguments: [true, false])
    func poll(_ idles: Bool) async throws {
        let server = try FakeServer(mails: mails)
        let recorder = Recorder(startsAtFirst: false)
        var options = options
        options.poll = .milliseconds(100)
        options.adaptivePoll = .milliseconds(50)...Duration.milliseconds(100)
        options.usesIdle = idles
        let watcher = FolderWatcher(account: server.account(), folder: .inbox, options: options, handler: recorder)
        try await watching(watcher) {
            try await eventually("it waits") { recorder.isWaiting }
            server.withState { $0.mails.append((6, Array("Subject: six\r\n\r\n".utf8))) }
            try await eventually("only the sixth is there") { recorder.read(\.order) == [UID(6)] }
        }
        #expect(server.commands.contains("IDLE") == idles)
    }

    @Test(
        "a real server: deliveries arrive in order while the folder is watched, and again after a restart of the watch",
        .enabled(if: DovecotServer.isAvailable))
    func dovecot() async throws {
        let server = try await MailServerFixture.full.value
        let (account, user) = MailServerFixture.account(on: server)
        let recorder = Recorder(startsAtFirst: false)
        try server.deliver(MailServerFixture.mail(0), to: user)
        for round in 0..<2 {
            let watcher = FolderWatcher(account: account, folder: .inbox, handler: recorder)
            try await watching(watcher) {
                try await eventually("it waits") { recorder.isWaiting }
                for number in 1...10 { try server.deliver(MailServerFixture.mail(round * 10 + number), to: user) }
                try await eventually("they are there") { recorder.read(\.order).count == (round + 1) * 10 }
            }
        }
        #expect(recorder.read(\.order) == (2...21).map { UID($0) })
        #expect(recorder.disconnections.isEmpty)
    }
}
