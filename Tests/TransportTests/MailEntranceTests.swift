import Domain
import Synchronization
import TestSupport
import Testing

@testable import Transport

/// Logins of many connections at one time, counted at the server.
@Suite(.timeLimit(.minutes(2))) struct MailEntranceTests {
    /// An IMAP server that notes each attempt and answers with what `answer` makes of its number.
    private final class LoginServer: Sendable {
        let attempts = Journal<String>()
        let server: ScriptedServer

        init(_ answer: @escaping @Sendable (_ attempt: Int, _ line: String) -> String) throws {
            let attempts = attempts
            server = try ScriptedServer { peer, _ in
                try peer.send("* OK [CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2] ready\r\n")
                while let line = try peer.receiveLine() {
                    let tag = line.prefix { $0 != " " }
                    if line.contains("AUTHENTICATE") {
                        attempts.append(line)
                        let reply = answer(attempts.entries.count, line)
                        try peer.send("\(tag) \(reply)\r\n")
                        if !reply.hasPrefix("OK") { return }
                    } else if line.contains("CAPABILITY") {
                        try peer.send(
                            "* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN AUTH=XOAUTH2\r\n\(tag) OK done\r\n")
                    } else {
                        try peer.send("\(tag) OK done\r\n")
                    }
                }
            }
        }

        var place: MailServer { MailServer(host: "127.0.0.1", port: server.port, security: .plain) }
    }

    private static let password = MailCredentialSource(.password(user: "u", Secret("p")))

    /// What a number of connections of one account get that open at the same time.
    private func open(
        _ count: Int, _ entrance: MailEntrance, _ place: MailServer
    ) async -> [Result<MailChannel, TransportError>] {
        await withTaskGroup(of: Result<MailChannel, TransportError>.self) { group in
            for _ in 0..<count {
                group.addTask {
                    do throws(TransportError) {
                        return .success(try await entrance.openIMAP(place, timeout: .seconds(20)))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
    }

    private func errors(_ results: [Result<MailChannel, TransportError>]) -> [TransportError] {
        results.compactMap { if case .failure(let error) = $0 { error } else { nil } }
    }

    @Test("a wrong password reaches the server once, however many connections use it, again and again")
    func wrongPassword() async throws {
        let server = try LoginServer { _, _ in "NO [AUTHENTICATIONFAILED] no" }
        let entrance = MailEntrance(Self.password)
        for _ in 0..<3 {
            let errors = errors(await open(30, entrance, server.place))
            #expect(errors.count == 30)
            #expect(errors.allSatisfy { $0.kind == .credentials && !$0.description.contains("dXA") })
        }
        #expect(server.attempts.entries.count == 1)
    }

    @Test("a password that was right and is not any more is tried three times by all connections together")
    func changedPassword() async throws {
        let server = try LoginServer { attempt, _ in
            attempt == 1 ? "OK welcome" : "NO [AUTHENTICATIONFAILED] no"
        }
        let entrance = MailEntrance(Self.password)
        #expect(errors(await open(1, entrance, server.place)).isEmpty)
        #expect(errors(await open(30, entrance, server.place)).allSatisfy { $0.kind == .credentials })
        #expect(server.attempts.entries.count <= 4)
    }

    @Test("a right password lets all in, a few at a time")
    func rightPassword() async throws {
        let server = try LoginServer { _, _ in "OK welcome" }
        let entrance = MailEntrance(Self.password)
        let results = await open(30, entrance, server.place)
        #expect(errors(results).isEmpty)
        #expect(server.attempts.entries.count == 30)
    }

    @Test("a server that is busy is asked once, and all wait")
    func unavailable() async throws {
        let server = try LoginServer { _, _ in "NO [UNAVAILABLE] later" }
        let entrance = MailEntrance(Self.password)
        let errors = errors(await open(30, entrance, server.place) + open(30, entrance, server.place))
        #expect(errors.count == 60)
        #expect(errors.allSatisfy { $0.kind == .unavailable })
        let waiting = errors.count { if case .after(let rest) = $0.retry { rest > .seconds(1) } else { false } }
        #expect(waiting == 59)
        #expect(server.attempts.entries.count == 1)
    }

    /// Tokens `t1`, `t2`, …: the next one whenever the last was refused.
    private func tokens(_ count: Journal<String>) -> MailCredentialSource {
        MailCredentialSource { refused in
            let last = count.entries.last ?? "t0"
            if let refused, refused.secret.reveal() != last {
                return .xoauth2(user: "u", token: Secret(last))
            }
            if refused == nil, count.entries.count > 0 { return .xoauth2(user: "u", token: Secret(last)) }
            let next = "t\(count.entries.count + 1)"
            count.append(next)
            return .xoauth2(user: "u", token: Secret(next))
        }
    }

    @Test("a token that ran out is replaced at once, and that is no strike")
    func expiredToken() async throws {
        let issued = Journal<String>()
        let server = try LoginServer { _, line in
            // The three octets " t1" in base 64.
            line.contains("IHQx") ? "NO [AUTHENTICATIONFAILED] expired" : "OK welcome"
        }
        let entrance = MailEntrance(tokens(issued))
        let results = await open(10, entrance, server.place)
        #expect(errors(results).isEmpty)
        #expect(issued.entries == ["t1", "t2"])
        #expect(server.attempts.entries.count == 11)
    }

    @Test("a fresh token that is refused too counts as one strike")
    func refusedToken() async throws {
        let issued = Journal<String>()
        let server = try LoginServer { _, _ in "NO [AUTHENTICATIONFAILED] no" }
        let entrance = MailEntrance(tokens(issued))
        let errors = errors(await open(10, entrance, server.place))
        #expect(errors.count == 10)
        #expect(errors.allSatisfy { $0.kind == .credentials })
        #expect(issued.entries == ["t1", "t2"])
        #expect(server.attempts.entries.count == 2)
    }

    @Test("when the token cannot be renewed now, that is no strike and the account is tried again soon")
    func noToken() async throws {
        let server = try LoginServer { _, _ in "OK welcome" }
        let isDown = Mutex(true)
        let entrance = MailEntrance(
            MailCredentialSource { _ throws(TransportError) in
                guard isDown.withLock({ $0 }) else { return .xoauth2(user: "u", token: Secret("t")) }
                throw TransportError(.unavailable, "token endpoint", retry: .after(.milliseconds(10)))
            })
        #expect(errors(await open(5, entrance, server.place)).allSatisfy { $0.kind == .unavailable })
        isDown.withLock { $0 = false }
        try await eventually("the account is open again") {
            self.errors(await self.open(1, entrance, server.place)).isEmpty
        }
    }

    @Test("a cancelled wait ends at once and leaves the others alone")
    func cancelled() async throws {
        let gate = Gate()
        let server = try LoginServer { _, _ in
            gate.wait()
            return "OK welcome"
        }
        let entrance = MailEntrance(Self.password)
        async let first = open(1, entrance, server.place)
        try await eventually("the first login is under way") { server.attempts.entries.count == 1 }
        let second = Task { await open(1, entrance, server.place) }
        second.cancel()
        let error = try #require(errors(await second.value).first)
        #expect(error.kind == .cancelled)
        gate.open()
        #expect(errors(await first).isEmpty)
    }

    @Test("hundreds of accounts that start together have at most 12 logins under way at one host")
    func bounded() async throws {
        let busy = Mutex((now: 0, most: 0))
        let server = try LoginServer { _, _ in
            busy.withLock { count in
                count.now += 1
                count.most = max(count.most, count.now)
            }
            defer { busy.withLock { $0.now -= 1 } }
            return "OK welcome"
        }
        let slots = LoginSlots()
        let results = await withTaskGroup(of: [Result<MailChannel, TransportError>].self) { group in
            for _ in 0..<300 {
                group.addTask {
                    await open(1, MailEntrance(Self.password, door: LoginDoor(), slots: slots), server.place)
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(errors(results).isEmpty)
        #expect(busy.withLock { $0.most } <= 12)
        #expect(threads(named: "mail-login") <= 12)
    }
}
