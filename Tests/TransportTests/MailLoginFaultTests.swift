import Domain
import TestSupport
import Testing

@testable import Transport

/// Logins at servers that do not behave, or say no in their own ways.
@Suite(.timeLimit(.minutes(1)))
struct MailLoginFaultTests {
    private static let password = MailCredentials.password(user: "mailbridge", Secret("secret"))

    private func open(
        _ server: ScriptedServer, _ security: MailServer.Security = .plain, timeout: Duration = .seconds(10)
    ) async throws(TransportError) -> MailChannel {
        try await MailChannel.open(
            MailServer(host: "127.0.0.1", port: server.port, security: security), credentials: Self.password,
            timeout: timeout)
    }

    @Test(
        "tells a refusal for now from one for good",
        arguments: [
            ("NO [UNAVAILABLE] later", .unavailable, .later), ("NO [INUSE] busy", .unavailable, .later),
            ("NO [LIMIT] enough", .unavailable, .later), ("NO [SERVERBUG] oh", .unavailable, .later),
            ("NO [ALERT] Too many simultaneous connections. (Failure)", .unavailable, .later),
            ("NO [AUTHENTICATIONFAILED] no", .credentials, .never), ("NO no", .credentials, .never),
            ("NO [EXPIRED] old", .credentials, .never), ("BAD what", .credentials, .never),
        ] as [(String, TransportError.Kind, RetryAdvice)])
    func refusals(_ answer: String, kind: TransportError.Kind, retry: RetryAdvice) async throws {
        let server = try ScriptedServer { peer, _ in
            try IMAPScript.greet(peer)
            guard let tag = try IMAPScript.takeLogin(peer) else { return }
            try peer.send("\(tag) \(answer)\r\n")
            _ = try peer.receive()
        }
        let error = await #expect(throws: TransportError.self) { try await open(server) }
        #expect(error?.kind == kind)
        #expect(error?.retry == retry)
        #expect(error?.reply?.hasSuffix(answer) == true)
        #expect(error?.requestWasSent == false)
    }

    @Test("a server that says goodbye instead of hello is unavailable")
    func goodbye() async throws {
        let server = try ScriptedServer { peer, _ in try peer.send("* BYE too busy\r\n") }
        let error = await #expect(throws: TransportError.self) { try await open(server) }
        #expect(error?.kind == .unavailable)
        #expect(error?.retry == .later)
        #expect(error?.reply == "* BYE too busy")
    }

    @Test("no login without the TLS that was demanded")
    func noSTARTTLS() async throws {
        let journal = Journal<String>()
        let server = try ScriptedServer { peer, _ in
            try peer.send("* OK hello\r\n")
            while let line = try peer.receiveLine() {
                journal.append(line)
                let tag = line.prefix { $0 != " " }
                try peer.send("* CAPABILITY IMAP4rev1 AUTH=PLAIN SASL-IR\r\n\(tag) OK done\r\n")
            }
        }
        let error = await #expect(throws: TransportError.self) { try await open(server, .startTLS) }
        #expect(error?.kind == .tls)
        #expect(error?.retry == .never)
        #expect(!journal.entries.contains { $0.contains("AUTHENTICATE") || $0.contains("LOGIN") })
    }

    @Test("text that was slipped in behind STARTTLS is refused")
    func injection() async throws {
        let server = try ScriptedServer { peer, _ in
            try peer.send("* OK hello\r\n")
            while let line = try peer.receiveLine() {
                let tag = line.prefix { $0 != " " }
                if line.contains("STARTTLS") {
                    try peer.send("\(tag) OK go\r\n* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n")
                } else {
                    try peer.send("* CAPABILITY IMAP4rev1 STARTTLS AUTH=PLAIN\r\n\(tag) OK done\r\n")
                }
            }
        }
        let error = await #expect(throws: TransportError.self) { try await open(server, .startTLS) }
        #expect(error?.kind == .protocolViolation)
    }

    /// One that takes everybody for somebody whom it knows.
    private func preauthenticating() throws -> ScriptedServer {
        try ScriptedServer { peer, _ in
            try peer.send("* PREAUTH welcome\r\n")
            while let line = try peer.receiveLine() {
                try peer.send("* CAPABILITY IMAP4rev1\r\n\(line.prefix { $0 != " " }) OK done\r\n")
            }
        }
    }

    @Test("being logged in before the login is taken where no TLS is demanded")
    func preauthenticated() async throws {
        let server = try preauthenticating()
        let channel = try await open(server)
        try await channel.send("m1 NOOP\r\n")
        #expect(try await channel.lines(until: "m1 ").last == "m1 OK done")
    }

    @Test("being logged in before the login is refused where STARTTLS is demanded")
    func preauthenticatedBeforeTLS() async throws {
        let server = try preauthenticating()
        let error = await #expect(throws: TransportError.self) { try await open(server, .startTLS) }
        #expect(error?.kind == .tls || error?.kind == .protocolViolation)
        #expect(error?.retry == .never)
    }

    @Test("being logged in before the login is refused within TLS", .enabled(if: TLSFront.isAvailable))
    func preauthenticatedWithinTLS() async throws {
        let server = try preauthenticating()
        let place = try TemporaryDirectory()
        let certificate = try await SelfSignedCertificate.make(in: place.path)
        let front = try await TLSFront(before: server.port, certificate)
        let address = MailServer(host: "localhost", port: front.port, security: .tls, caFile: certificate.certificate)
        let error = await #expect(throws: TransportError.self) {
            try await MailChannel.open(address, credentials: Self.password)
        }
        #expect(error?.kind == .protocolViolation)
        #expect(error?.retry == .never)
    }

    @Test("the LOGIN command is used where the server has no mechanism for passwords")
    func loginCommand() async throws {
        let journal = Journal<String>()
        let server = try ScriptedServer { peer, _ in
            try peer.send("* OK hello\r\n")
            while let line = try peer.receiveLine() {
                journal.append(line)
                try peer.send("* CAPABILITY IMAP4rev1\r\n\(line.prefix { $0 != " " }) OK done\r\n")
            }
        }
        let channel = try await open(server)
        #expect(journal.entries.last?.hasSuffix("LOGIN mailbridge secret") == true)
        channel.close()
    }

    @Test(
        "plain text is for this host only, and no connection is tried", arguments: ["example.com", "10.0.0.1", "::2"])
    func plainToForeignHost(_ host: String) async throws {
        let error = await #expect(throws: TransportError.self) {
            try await MailChannel.open(
                MailServer(host: host, port: 143, security: .plain), credentials: Self.password, timeout: .seconds(1))
        }
        #expect(error?.kind == .configuration)
        #expect(error?.retry == .never)
    }

    @Test(
        "a host that is none cannot bend the address",
        arguments: ["", "a/b", "a@b", "a b", "a?b", "a\r\nb", "a;AUTH=*"])
    func strangeHost(_ host: String) async throws {
        let error = await #expect(throws: TransportError.self) {
            try await MailChannel.open(MailServer(host: host, port: 993), credentials: Self.password)
        }
        #expect(error?.kind == .configuration)
    }

    @Test("a silent server meets the timeout, before and in the login", arguments: [true, false])
    func timeout(_ greets: Bool) async throws {
        let gate = Gate()
        let server = try ScriptedServer { peer, _ in
            if greets { try IMAPScript.greet(peer) }
            gate.wait()
        }
        let start = ContinuousClock.now
        let error = await #expect(throws: TransportError.self) {
            try await open(server, timeout: .milliseconds(400))
        }
        #expect(error?.kind == .timeout)
        #expect(error?.requestWasSent == false)
        #expect(ContinuousClock.now - start >= .milliseconds(390))
        gate.open()
    }

    @Test("cancelling ends a login that hangs")
    func cancellation() async throws {
        let gate = Gate()
        let server = try ScriptedServer { _, _ in gate.wait() }
        let task = Task { try await open(server, timeout: .seconds(30)) }
        try await eventually("the connection is there") { server.connections == 1 }
        task.cancel()
        let error = await #expect(throws: TransportError.self) { _ = try await task.value }
        #expect(error?.kind == .cancelled)
        gate.open()
    }

    @Test("a server that talks without end does not fill the memory")
    func endlessGreeting() async throws {
        let server = try ScriptedServer { peer, _ in
            try peer.send("* OK hello\r\n")
            guard let line = try peer.receiveLine() else { return }
            let padding = String(repeating: "* OK \(String(repeating: "x", count: 900))\r\n", count: 100)
            for _ in 0..<100 { try peer.send(padding) }
            try peer.send("\(line.prefix { $0 != " " }) OK done\r\n")
        }
        let error = await #expect(throws: TransportError.self) { try await open(server) }
        #expect(error != nil)
        #expect(error?.requestWasSent == false)
    }
}

/// The first steps of an IMAP server with SASL PLAIN.
enum IMAPScript {
    static func greet(_ peer: LoopbackSocket) throws { try peer.send("* OK hello\r\n") }

    /// Answers CAPABILITY and takes AUTHENTICATE with its initial response; returns the tag to answer.
    static func takeLogin(_ peer: LoopbackSocket) throws -> String? {
        while let line = try peer.receiveLine() {
            let tag = String(line.prefix { $0 != " " })
            if line.contains("AUTHENTICATE") { return tag }
            try peer.send("* CAPABILITY IMAP4rev1 SASL-IR AUTH=PLAIN\r\n\(tag) OK done\r\n")
        }
        return nil
    }

    /// A whole login.
    static func logIn(_ peer: LoopbackSocket) throws {
        try greet(peer)
        guard let tag = try takeLogin(peer) else { return }
        try peer.send("\(tag) OK in\r\n")
    }
}
