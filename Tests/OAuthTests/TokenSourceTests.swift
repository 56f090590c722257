import Domain
import Glibc
import Synchronization
import TestSupport
import Testing
import Transport

@testable import OAuth

/// Against a real token endpoint over HTTP; the time is the test's.
@Suite(.timeLimit(.minutes(1))) struct TokenSourceTests {
    private final class Clock: Sendable {
        private let time = Mutex(ContinuousClock.Instant.now)
        var now: ContinuousClock.Instant { time.withLock { $0 } }
        func pass(_ duration: Duration) { time.withLock { $0 += duration } }
    }

    private let place: TemporaryDirectory
    private let clock = Clock()
    private let http = HTTPClient()

    init() throws { place = try TemporaryDirectory() }

    private var file: RefreshTokenFile { RefreshTokenFile(path: "\(place.path)/oauth/shop") }

    private func source(_ server: TokenServer, configured: String? = "R0", secret: String = "secret") -> TokenSource {
        let grant = TokenGrant(
            endpoint: TokenEndpoint(url: server.url), clientID: "id", clientSecret: Secret(secret),
            proof: configured.map { .refreshToken(Secret($0)) } ?? .clientCredentials)
        let http = http
        let clock = clock
        return TokenSource(
            grant, file: file, exchange: { request throws(TransportError) in try await http.send(request) },
            now: { clock.now })
    }

    private func error(_ body: () async throws(OAuthError) -> Secret<String>) async -> OAuthError? {
        do throws(OAuthError) {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test("many callers get one token by one request, and the next one after 80 % of its time")
    func singleFlight() async throws {
        let server = try TokenServer(.init(tokens: ["A", "B"]))
        let source = source(server)
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<50 { group.addTask { try await source.token().reveal() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(tokens == Array(repeating: "A", count: 50))
        #expect(server.forms.count == 1)
        clock.pass(.seconds(2879))
        #expect(try await source.token().reveal() == "A")
        clock.pass(.seconds(1))
        #expect(try await source.token().reveal() == "B")
        #expect(server.forms.map { $0["refresh_token"] } == ["R0", "R1"])
    }

    @Test("a refused token is replaced once, however many connections were refused with it")
    func refused() async throws {
        let server = try TokenServer(.init(tokens: ["A", "B"]))
        let source = source(server)
        let first = try await source.token()
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<20 { group.addTask { try await source.token(insteadOf: first).reveal() } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(tokens) == ["B"])
        #expect(server.forms.count == 2)
    }

    @Test("client credentials need no refresh token and keep none")
    func clientCredentials() async throws {
        let server = try TokenServer(.init(tokens: ["A"]))
        #expect(try await source(server, configured: nil).token().reveal() == "A")
        #expect(server.forms == [["grant_type": "client_credentials", "client_id": "id", "client_secret": "secret"]])
        #expect(access(file.path, F_OK) != 0)
    }

    @Test("a server that keeps the refresh token leaves no file behind")
    func unreplaced() async throws {
        let server = try TokenServer(.init(replaces: false))
        let source = source(server)
        _ = try await source.token()
        clock.pass(.seconds(3600))
        _ = try await source.token()
        #expect(server.forms.map { $0["refresh_token"] } == ["R0", "R0"])
        #expect(access(file.path, F_OK) != 0)
    }

    @Test("the process ends after a refresh token was replaced and before its access token was used: nothing is lost")
    func crash() async throws {
        let server = try TokenServer()
        for round in 1...5 {
            // Each source is another life of the process, with the same configuration.
            _ = try await source(server).token()
            #expect(server.forms.count == round)
        }
        #expect(server.forms.map { $0["refresh_token"] } == ["R0", "R1", "R2", "R3", "R4"])
        #expect(try file.load(configured: Secret("R0"))?.reveal() == "R5")
    }

    @Test("an admin's new refresh token counts instead of the kept one")
    func newConfiguration() async throws {
        let server = try TokenServer()
        _ = try await source(server).token()
        let other = try TokenServer(.init())
        let error = await error { () throws(OAuthError) in try await source(other, configured: "wrong").token() }
        #expect(error?.kind == .credentials)
        #expect(other.forms.first?["refresh_token"] == "wrong")
    }

    @Test("a new refresh token that cannot be kept holds the access token back until it can, without another request")
    func fullDisk() async throws {
        let server = try TokenServer(.init(tokens: ["A"]))
        // The directory's name is taken by a file.
        try place.write("", to: "oauth")
        let source = source(server)
        let error = await error { () throws(OAuthError) in try await source.token() }
        #expect(error?.kind == .storage)
        unlink("\(place.path)/oauth")
        clock.pass(.seconds(5))
        #expect(try await source.token().reveal() == "A")
        #expect(server.forms.count == 1)
        #expect(try file.load(configured: Secret("R0"))?.reveal() == "R1")
    }

    @Test("when another process has replaced the refresh token, its successor is taken from the file")
    func otherProcess() async throws {
        let server = try TokenServer()
        let service = source(server)
        _ = try await service.token()
        _ = try await source(server).token()
        clock.pass(.seconds(3600))
        _ = try await service.token()
        #expect(server.forms.map { $0["refresh_token"] } == ["R0", "R1", "R2"])
    }

    @Test("a revoked refresh token is shown three times an hour at most")
    func revoked() async throws {
        let server = try TokenServer()
        server.revoke()
        let source = source(server)
        for _ in 0..<360 {
            let error = await error { () throws(OAuthError) in try await source.token() }
            #expect(error?.kind == .credentials)
            clock.pass(.seconds(10))
        }
        #expect(server.forms.count == 3)
    }

    @Test("a wrong client secret is the credentials' fault and is repeated nowhere")
    func wrongClient() async throws {
        let server = try TokenServer()
        let error = await error { () throws(OAuthError) in try await source(server, secret: "hunter2").token() }
        #expect(error?.description == "credentials: HTTP 401, invalid_client: Unknown client.")
        #expect(error?.retry == .never)
        #expect(error?.transportError.kind == .credentials)
    }

    @Test("an overloaded endpoint is left alone as long as it asks, while the old token serves")
    func overloaded() async throws {
        let server = try TokenServer(.init(tokens: ["A", "B"]))
        let source = source(server)
        _ = try await source.token()
        clock.pass(.seconds(3000))
        server.change { $0.faults = [(429, [("Retry-After", "100")], "")] }
        #expect(try await source.token().reveal() == "A")
        #expect(try await source.token().reveal() == "A")
        #expect(server.forms.count == 2)
        clock.pass(.seconds(100))
        #expect(try await source.token().reveal() == "B")
    }

    @Test("an endpoint that is not there is the network's fault")
    func unreachable() async throws {
        let ports = try ReservedPorts(1)
        let grant = TokenGrant(
            endpoint: TokenEndpoint(url: "http://127.0.0.1:\(ports[0])/token"), clientID: "id", clientSecret: nil,
            proof: .refreshToken(Secret("R")))
        let http = http
        let source = TokenSource(
            grant, file: nil, exchange: { request throws(TransportError) in try await http.send(request) })
        let error = await error { () throws(OAuthError) in try await source.token() }
        #expect(error?.kind == .unavailable)
        #expect(error?.retry == .later)
    }

    @Test("a caller that is cancelled does not lose the new refresh token")
    func cancelled() async throws {
        let server = try TokenServer()
        let source = source(server)
        let caller = Task { try await source.token() }
        caller.cancel()
        _ = try await caller.value
        #expect(try file.load(configured: Secret("R0"))?.reveal() == "R1")
    }
}
