import Domain
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1)))
struct SMTPClientTests {
    private static let sender = EmailAddress("bridge@shop.example")
    private static let buyer = EmailAddress("abc123+x@marketplace.example")

    private func submit(
        _ message: String = "Subject: x\r\n\r\nhello\r\n", to server: ScriptedServer, login: Bool = false,
        recipients: [String] = ["abc123+x@marketplace.example"], timeout: Duration = .seconds(20),
        lastWait: Duration = .seconds(20)
    ) async -> SubmissionResult {
        var client = SMTPClient(
            server: MailServer(host: "127.0.0.1", port: server.port, security: .plain),
            credentials: login ? .password(user: "user", Secret("secret")) : nil, timeout: timeout,
            helloName: "bridge.example")
        client.lastWait = lastWait
        return await client.submit(
            Array(message.utf8), from: Self.sender, to: recipients.compactMap { EmailAddress($0) })
    }

    @Test("hands a mail over with its envelope as given, dots doubled and line ends right")
    func accepted() async throws {
        let script = SMTPScript()
        let server = try ScriptedServer(script.serve)
        let result = await submit(
            "Subject: x\n\n.\r\n..a\nlast", to: server, login: true, recipients: ["One@A.example", "two+b@b.example"])
        #expect(result.accepted == "250 taken")
        let session = try await script.session()
        #expect(
            session.commands == [
                "EHLO bridge.example", "AUTH PLAIN", "AHVzZXIAc2VjcmV0", "MAIL FROM:<bridge@shop.example> SIZE=30",
                "RCPT TO:<One@A.example>", "RCPT TO:<two+b@b.example>", "DATA",
            ])
        #expect(session.content == "Subject: x\r\n\r\n..\r\n...a\r\nlast\r\n")
    }

    @Test(
        "each refusal has its class",
        arguments: [
            ("MAIL", "550 5.7.1 no", "refused 550"), ("MAIL", "451 later", "not sent, later"),
            ("RCPT", "550-5.1.1 unknown\r\n550 here", "refused 550"), ("RCPT", "450 busy", "not sent, later"),
            ("DATA", "554 no", "refused 554"), ("DATA", "421 closing", "not sent, later"),
            (".", "552 too large", "refused 552"), (".", "451 disk", "not sent, later"), (".", "250 ok", "accepted"),
            ("MAIL", "hello", "not sent, later"), ("DATA", "250 what", "not sent, later"),
            (".", "354 what", "uncertain"), (".", "421 4.4.0 lost the relay", "uncertain"),
            (".", "?", "uncertain"), ("AUTH", "535 5.7.8 wrong", "not sent, never"),
            ("AUTH", "454 later", "not sent, later"), ("EHLO", "554 go away", "not sent, never"),
        ])
    func refusals(_ step: String, answer: String, expected: String) async throws {
        let server = try ScriptedServer(SMTPScript(answer: [step: answer]).serve)
        let result = await submit(to: server, login: true)
        #expect(result.summary == expected, "\(result)")
    }

    @Test(
        "a connection cut before the final dot is certainly not sent, after it uncertain",
        arguments: [
            ("connect", "not sent, later"), ("EHLO", "not sent, later"), ("AUTH", "not sent, later"),
            ("MAIL", "not sent, later"), ("RCPT", "not sent, later"), ("DATA", "not sent, later"),
            ("content", "not sent, later"), (".", "uncertain"),
        ])
    func cut(_ step: String, expected: String) async throws {
        let script = SMTPScript(cut: step)
        let server = try ScriptedServer(script.serve)
        let message = "Subject: x\r\n\r\n" + String(repeating: "0123456789\r\n", count: 1_500_000)
        let result = await submit(step == "content" ? message : "Subject: x\r\n\r\nhello\r\n", to: server, login: true)
        #expect(result.summary == expected, "\(result)")
        #expect(try await script.session().wasAccepted == false)
    }

    @Test(
        "a server that falls silent meets the timeout, with the same distinction",
        arguments: [("MAIL", "not sent, later"), ("DATA", "not sent, later"), (".", "uncertain")])
    func silence(_ step: String, expected: String) async throws {
        let gate = Gate()
        let server = try ScriptedServer(SMTPScript(silent: step, until: gate).serve)
        // Time enough to come to the silent step on a busy machine.
        let result = await submit(to: server, timeout: .seconds(20))
        #expect(result.summary == expected, "\(result)")
        #expect(result.description.contains("timeout"))
        gate.open()
    }

    @Test("cancelling before the final dot keeps the mail here; after it the answer is still waited for")
    func cancellation() async throws {
        for (step, expected) in [("RCPT", "not sent, later"), (".", "accepted")] {
            let gate = Gate()
            let script = SMTPScript(silent: step, until: gate)
            let server = try ScriptedServer(script.serve)
            let task = Task { await submit(to: server) }
            try await eventually("the server has come to \(step)") { script.isSilent.entries.count == 1 }
            task.cancel()
            if step == "." { gate.open() }
            #expect(await task.value.summary == expected)
            gate.open()
        }
    }

    @Test("a server that keeps its answer to the final dot holds up nobody who has to stop")
    func stopping() async throws {
        let gate = Gate()
        let script = SMTPScript(silent: ".", until: gate)
        let server = try ScriptedServer(script.serve)
        let task = Task { await submit(to: server, timeout: .seconds(3600), lastWait: .milliseconds(20)) }
        try await eventually("the server has the mail") { script.isSilent.entries.count == 1 }
        task.cancel()
        #expect(await task.value.summary == "uncertain")
        gate.open()
    }

    @Test(
        "8-bit text and sizes are announced where the server wants to know, and addresses beyond ASCII need its consent"
    )
    func extensions() async throws {
        let script = SMTPScript(extensions: ["8BITMIME", "SMTPUTF8"])
        let server = try ScriptedServer(script.serve)
        #expect(await submit("Subject: ü\r\n\r\n", to: server, recipients: ["bücher@b.example"]).summary == "accepted")
        let commands = try await script.session().commands
        #expect(commands.contains("MAIL FROM:<bridge@shop.example> BODY=8BITMIME SMTPUTF8"))
        #expect(commands.contains("RCPT TO:<bücher@b.example>"))
        let plain = SMTPScript(extensions: [])
        let plainServer = try ScriptedServer(plain.serve)
        let refused = await submit(to: plainServer, recipients: ["bücher@b.example"])
        #expect(refused.summary == "not sent, never")
        #expect(try await !plain.session().commands.contains { $0.hasPrefix("MAIL") })
    }

    @Test("no login where one was wanted means no mail, even if the server would take it")
    func noLoginOffered() async throws {
        let script = SMTPScript(extensions: [])
        let server = try ScriptedServer(script.serve)
        let result = await submit(to: server, login: true)
        #expect(result.summary == "not sent, never")
        #expect(try await !script.session().commands.contains { $0.hasPrefix("MAIL") })
    }

    @Test("TLS is demanded: no password and no mail without it", arguments: [MailServer.Security.tls, .startTLS])
    func demandsTLS(_ security: MailServer.Security) async throws {
        let script = SMTPScript()
        let server = try ScriptedServer(script.serve)
        let client = SMTPClient(
            server: MailServer(host: "127.0.0.1", port: server.port, security: security),
            credentials: .password(user: "user", Secret("secret")), timeout: .seconds(5))
        let result = await client.submit([1], from: nil, to: [try #require(Self.buyer)])
        guard case .notSent(let error) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(error.kind == .tls || error.kind == .timeout)
        #expect(error.requestWasSent == false)
        #expect(
            script.sessions.entries.allSatisfy {
                !$0.commands.contains { $0.hasPrefix("AUTH") || $0.hasPrefix("MAIL") }
            })
        let foreign = SMTPClient(server: MailServer(host: "example.com", port: 25, security: .plain), credentials: nil)
        #expect(await foreign.submit([1], from: nil, to: [try #require(Self.buyer)]).summary == "not sent, never")
    }

    @Test("the same over TLS, with a token", .enabled(if: TLSFront.isAvailable), arguments: [true, false])
    func overTLS(_ isBearer: Bool) async throws {
        let script = SMTPScript(extensions: ["AUTH XOAUTH2 OAUTHBEARER PLAIN"])
        let server = try ScriptedServer(script.serve)
        let place = try TemporaryDirectory()
        let certificate = try await SelfSignedCertificate.make(in: place.path)
        let front = try await TLSFront(before: server.port, certificate)
        let token = Secret("token")
        let client = SMTPClient(
            server: MailServer(host: "localhost", port: front.port, caFile: certificate.certificate),
            credentials: isBearer ? .oauthBearer(user: "user", token: token) : .xoauth2(user: "user", token: token))
        let result = await client.submit(Array("x".utf8), from: nil, to: [try #require(Self.buyer)])
        #expect(result.summary == "accepted", "\(result)")
        let commands = try await script.session().commands
        #expect(commands.contains { $0.hasPrefix(isBearer ? "AUTH OAUTHBEARER" : "AUTH XOAUTH2") })
        #expect(commands.contains("MAIL FROM:<>"))
    }

    @Test(
        "with STARTTLS, login and mail come after it, and what was offered before does not count",
        .enabled(if: TLSFront.isAvailable), arguments: [true, false])
    func startTLS(_ isTrusted: Bool) async throws {
        let script = SMTPScript(extensions: ["AUTH PLAIN"])
        let server = try ScriptedServer(script.serve)
        let place = try TemporaryDirectory()
        let certificate = try await SelfSignedCertificate.make(in: place.path)
        let front = try await TLSFront(before: server.port, certificate, smtp: true)
        let client = SMTPClient(
            server: MailServer(
                host: "localhost", port: front.port, security: .startTLS,
                caFile: isTrusted ? certificate.certificate : nil),
            credentials: .password(user: "user", Secret("secret")), helloName: "bridge.example")
        let result = await client.submit(Array("x".utf8), from: Self.sender, to: [try #require(Self.buyer)])
        guard isTrusted else {
            #expect(result.summary == "not sent, never")
            #expect(server.connections == 0)
            return
        }
        #expect(result.summary == "accepted", "\(result)")
        let commands = try await script.session().commands
        #expect(commands.first == "EHLO bridge.example")
        #expect(commands.contains("MAIL FROM:<bridge@shop.example>"))
    }

    @Test("a mail without recipients is a mistake that is told")
    func noRecipients() async throws {
        let server = try ScriptedServer(SMTPScript().serve)
        #expect(await submit(to: server, recipients: []).summary == "not sent, never")
    }

    @Test("a long mail full of dots arrives byte for byte")
    func longMail() async throws {
        let script = SMTPScript()
        let server = try ScriptedServer(script.serve)
        var random = SeededNumbers(7)
        let lines = (0..<40_000).map { _ in String(repeating: ".", count: Int(random.next() % 70)) + "\r\n" }
        let message = lines.joined()
        #expect(await submit(message, to: server).summary == "accepted")
        let expected = lines.map { $0.hasPrefix(".") ? "." + $0 : $0 }.joined()
        #expect(try await script.session().content == expected)
    }
}

extension SubmissionResult {
    var accepted: String? { if case .accepted(let reply) = self { reply } else { nil } }

    var description: String { String(describing: self) }

    /// In a form that tests can name.
    var summary: String {
        switch self {
        case .accepted: "accepted"
        case .refused(let code, _): "refused \(code)"
        case .notSent(let error):
            "not sent, \(error.retry == .never ? "never" : "later")\(error.requestWasSent ? ", but says it was" : "")"
        case .uncertain: "uncertain"
        }
    }
}
