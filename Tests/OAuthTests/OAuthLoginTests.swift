import Domain
import IMAPClient
import TestSupport
import Testing
import Transport

@testable import OAuth

/// A real mail server that checks signed tokens, and a token endpoint over HTTP.
@Suite(.serialized, .enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(2))) struct OAuthLoginTests {
    enum Mechanism: CaseIterable { case xoauth2, oauthBearer }

    private static let dovecot = Task { try await DovecotServer.start(oauthSecret: TestToken.secret) }
    private let http = HTTPClient()

    private func account(
        _ mechanism: Mechanism, _ tokens: TokenServer, at place: String
    ) async throws -> (account: IMAPAccount, source: TokenSource) {
        let dovecot = try await Self.dovecot.value
        let http = http
        let source = TokenSource(
            TokenGrant(
                endpoint: TokenEndpoint(url: tokens.url), clientID: "id", clientSecret: Secret("secret"),
                proof: .refreshToken(Secret("R0"))),
            file: RefreshTokenFile(path: "\(place)/oauth/shop"),
            exchange: { request throws(TransportError) in try await http.send(request) })
        let credentials = source.credentials { token in
            switch mechanism {
            case .xoauth2: .xoauth2(user: "mailbridge", token: token)
            case .oauthBearer: .oauthBearer(user: "mailbridge", token: token)
            }
        }
        let server = MailServer(
            host: "localhost", port: dovecot.imapsPort, security: .tls, caFile: dovecot.caFile)
        return (IMAPAccount(name: "shop", server: server, credentials: credentials), source)
    }

    @Test("a mailbox is opened with a token that the endpoint gave", arguments: Mechanism.allCases)
    func login(mechanism: Mechanism) async throws {
        let place = try TemporaryDirectory()
        let tokens = try TokenServer()
        let (account, _) = try await account(mechanism, tokens, at: place.path)
        let session = try await account.connect()
        #expect(try await session.select(.inbox).name == .inbox)
        await session.logout()
        let again = try await account.connect()
        await again.logout()
        #expect(tokens.forms.count == 1)
    }

    @Test(
        "a token that ran out before the server said so is replaced at once, without a strike",
        arguments: Mechanism.allCases)
    func expired(mechanism: Mechanism) async throws {
        let place = try TemporaryDirectory()
        // The endpoint promises an hour, the mail server sees that it is over.
        let tokens = try TokenServer(
            .init(toldLifetime: 3600, tokens: [SignedToken.make(user: "mailbridge", lifetime: -10)]))
        let (account, _) = try await account(mechanism, tokens, at: place.path)
        for _ in 0..<3 { await (try await account.connect()).logout() }
        #expect(tokens.forms.map { $0["refresh_token"] } == ["R0", "R1"])
    }

    @Test("a session outlives its token, and the next login brings a fresh one")
    func outlives() async throws {
        let place = try TemporaryDirectory()
        let tokens = try TokenServer(.init(lifetime: 4))
        let (account, source) = try await account(.oauthBearer, tokens, at: place.path)
        let session = try await account.connect()
        let old = try await source.token()
        try await eventually("the server no longer takes the token") {
            do throws(TransportError) {
                try await MailChannel.open(
                    account.server, credentials: .oauthBearer(user: "mailbridge", token: old)
                ).close()
                return false
            } catch {
                return error.kind == .credentials
            }
        }
        try await session.noop()
        #expect(try await session.select(.inbox).name == .inbox)
        let before = tokens.forms.count
        let another = try await account.connect()
        await another.logout()
        await session.logout()
        #expect(tokens.forms.count == before + 1)
    }

    @Test("a token that the server never accepts is tried twice, however many connections there are")
    func forged() async throws {
        let place = try TemporaryDirectory()
        let tokens = try TokenServer(
            .init(tokens: [TestToken.forged + "1", TestToken.forged + "2", TestToken.forged + "3"]))
        let (account, _) = try await account(.xoauth2, tokens, at: place.path)
        let before = try await Self.dovecot.value.refusedLogins
        let errors = await withTaskGroup(of: IMAPError?.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    do throws(IMAPError) {
                        _ = try await account.connect()
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: [IMAPError]()) { if let error = $1 { $0.append(error) } }
        }
        #expect(errors.count == 20)
        #expect(errors.allSatisfy { $0.kind == .credentials && !$0.description.contains(TestToken.forged) })
        #expect(tokens.forms.count == 2)
        try await eventually("the server wrote both down") { try await Self.dovecot.value.refusedLogins - before >= 2 }
        #expect(try await Self.dovecot.value.refusedLogins - before == 2)
    }

    @Test("a revoked refresh token closes the mailbox with one request, and the mail server is not bothered")
    func revoked() async throws {
        let place = try TemporaryDirectory()
        let tokens = try TokenServer()
        tokens.revoke()
        let (account, _) = try await account(.xoauth2, tokens, at: place.path)
        for _ in 0..<10 {
            let error = await #expect(throws: IMAPError.self) { try await account.connect() }
            #expect(error?.kind == .credentials)
            #expect(error?.detail.contains("invalid_grant") == true)
        }
        #expect(tokens.forms.count == 1)
    }

    @Test("a wrong password of ten watchers and a command connection reaches the server once")
    func watchers() async throws {
        let dovecot = try await DovecotServer.start()
        let server = MailServer(host: "localhost", port: dovecot.imapsPort, security: .tls, caFile: dovecot.caFile)
        let account = IMAPAccount(
            name: "shop", server: server, credentials: .password(user: "mailbridge", Secret("wrong")))
        let handler = DeafHandler()
        let watchers = (0..<10).map { FolderWatcher(account: account, folder: MailboxName("F\($0)"), handler: handler) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for watcher in watchers { group.addTask { await watcher.run() } }
            let connection = MailboxConnection(account: account)
            await #expect(throws: IMAPError.self) { try await connection.list() }
            try await eventually("all watchers were told") { handler.refusals.entries.count >= 10 }
            for watcher in watchers { watcher.wake() }
            try await eventually("they were told again") { handler.refusals.entries.count >= 20 }
            group.cancelAll()
        }
        #expect(handler.refusals.entries.allSatisfy { $0 == .credentials })
        try await eventually("the server wrote it down") { dovecot.refusedLogins >= 1 }
        #expect(dovecot.refusedLogins == 1)
    }
}

/// Notes why connections were lost, and wants no mail.
private final class DeafHandler: FolderHandler {
    let refusals = Journal<IMAPError.Kind>()

    func position(uidValidity: UIDValidity, end: () async throws -> UID) async throws -> UID { try await end() }
    func receive(_ mail: FetchedMail, uidValidity: UIDValidity) async throws {}
    func missing(_ uid: UID, _ reason: MissingMail, uidValidity: UIDValidity) async throws {}
    func event(_ event: WatchEvent) async {
        if case .disconnected(let error, _) = event { refusals.append(error.kind) }
    }
}

extension DovecotServer {
    /// Attempts to log in that the server counted as failed; libcurl hangs up once XOAUTH2 is refused.
    fileprivate var refusedLogins: Int {
        log.split(separator: "\n").count {
            $0.contains("(auth failed, 1 attempts") || $0.contains("(client didn't finish SASL auth")
        }
    }
}
