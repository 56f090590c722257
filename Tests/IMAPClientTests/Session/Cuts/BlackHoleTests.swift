import TestSupport
import Testing

@testable import IMAPClient

/// Connections that stay open and carry nothing more, as behind a router that has forgotten them.
@Suite(.enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(2)))
struct BlackHoleTests {
    /// Much shorter than usual, and still longer than a busy machine takes for an answer.
    private var quick: IMAPOptions {
        var options = IMAPOptions()
        options.connectTimeout = .seconds(6)
        options.commandTimeout = .seconds(5)
        options.appendTimeout = .seconds(5)
        options.doneTimeout = .seconds(3)
        options.logoutTimeout = .milliseconds(50)
        options.settleTime = .milliseconds(200)
        return options
    }

    private var watchOptions: WatchOptions {
        var options = WatchOptions()
        options.poll = .milliseconds(300)
        options.adaptivePoll = .milliseconds(100)...Duration.milliseconds(300)
        options.reconnect = Backoff(base: .milliseconds(1), limit: .milliseconds(5))
        return options
    }

    @Test("with the usual time-outs no silence lasts longer than 90 s before it is noticed") func usualBounds() {
        let (options, watch) = (IMAPOptions(), WatchOptions())
        let bounds: [(String, Duration)] = [
            ("login", options.connectTimeout),
            ("any command, a fetch", options.commandTimeout),
            ("filing, moving, searching", options.appendTimeout),
            ("IDLE", watch.silence + options.doneTimeout),
            // With the jitter of a tenth.
            ("looking every now and then", watch.adaptivePoll.upperBound * 1.1 + options.doneTimeout),
            ("goodbye", options.logoutTimeout),
        ]
        for (what, bound) in bounds { #expect(bound <= .seconds(90), "\(what)") }
    }

    @Test("a watched folder behind a silent connection is watched over a new one", arguments: [true, false])
    func watching(idles: Bool) async throws {
        let server = try await CutServer.shared.value
        let user = idles ? "hole1" : "hole2"
        let proxy = try CuttingProxy(to: server.imapPort) { _ in nil }
        let recorder = Recorder()
        var options = watchOptions
        options.usesIdle = idles
        let account = server.account(user, options: quick, port: proxy.port)
        let watcher = FolderWatcher(account: account, folder: .inbox, options: options, handler: recorder)
        try await watcher.watching {
            try await eventually("it waits") { recorder.isWatching }
            proxy.silence()
            let start = ContinuousClock.now
            try server.deliver(MailServerFixture.mail(1), to: user)
            try await eventually("the silence is noticed") { !recorder.disconnections.isEmpty }
            // Four times what it should be, since the machine has other things to do.
            #expect(ContinuousClock.now - start < .seconds(15))
            try await eventually("the mail is there") { recorder.read(\.order) == [UID(1)] }
        }
        #expect(recorder.disconnections.first?.error.kind == .network)
    }

    @Test("a login that is answered by nothing, or not to its end, is tried again", arguments: [0, 40, 150, 300, 460])
    func login(bytes: Int) async throws {
        let server = try await CutServer.shared.value
        let proxy = try CuttingProxy(to: server.imapPort, first: .init(.fromServer, after: bytes, by: .silence))
        let recorder = Recorder()
        let account = server.account("hole3", options: quick, port: proxy.port)
        let watcher = FolderWatcher(account: account, folder: .inbox, options: watchOptions, handler: recorder)
        try await watcher.watching { try await eventually("it waits") { recorder.isWatching } }
        #expect(recorder.disconnections.first?.error.kind == .network)
    }

    @Test("a mail whose octets stop coming is fetched over a new connection, once") func fetch() async throws {
        let server = try await CutServer.shared.value
        let mails = (1...3).map { MailServerFixture.mail($0, size: 50_000) }
        let direct = MailboxConnection(account: server.account("hole4"))
        for mail in mails { _ = try await direct.append(mail, messageID: nil, to: .inbox) }
        await direct.close()
        let proxy = try CuttingProxy(to: server.imapPort, first: .init(.fromServer, after: 80_000, by: .silence))
        let recorder = Recorder()
        let account = server.account("hole4", options: quick, port: proxy.port)
        let watcher = FolderWatcher(account: account, folder: .inbox, options: watchOptions, handler: recorder)
        try await watcher.watching { try await eventually("they are there") { recorder.read(\.order).count == 3 } }
        #expect(recorder.read(\.mails).map(\.bytes) == mails)
        #expect(!recorder.disconnections.isEmpty)
    }

    @Test("a mail that is filed into silence is there once: cut in the middle, or after its last octet")
    func append() async throws {
        let server = try await CutServer.shared.value
        let (user, folder) = ("hole5", MailboxName("Tickets"))
        let direct = MailboxConnection(account: server.account(user))
        try await direct.create(folder)
        /// Returns how many bytes the client had sent when it was done.
        func file(_ number: Int, over proxy: CuttingProxy) async throws -> Int {
            let connection = MailboxConnection(account: server.account(user, options: quick, port: proxy.port))
            let id = "question.\(number)@example.com"
            let mail = MailServerFixture.mail(number, size: 100_000)
            let result = try await connection.append(mail, messageID: id, to: folder)
            #expect(try await direct.find(messageID: id, in: folder).uids == [try #require(result.uid)])
            let sent = proxy.connections[0].fromClient
            await connection.close()
            return sent
        }
        let whole = try CuttingProxy(to: server.imapPort) { _ in nil }
        let length = try await file(1, over: whole)
        for (number, bytes) in [(2, 20_000), (3, length - 1), (4, length)] {
            let cut = CuttingProxy.Cut(.fromClient, after: bytes, by: .silence)
            _ = try await file(number, over: CuttingProxy(to: server.imapPort, first: cut))
        }
        #expect(try await direct.status(folder).messages == 4)
        await direct.close()
    }
}
