import Domain
import Glibc
import TestSupport
import Testing

@testable import Transport

@Suite(.serialized, .enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(2)))
struct MailChannelTests {
    /// One for all tests that leave no traces; it ends with the process.
    private static let shared = Task { try await DovecotServer.start(oauthSecret: TestToken.secret) }

    private static let password = MailCredentials.password(user: "mailbridge", Secret("secret"))

    @Test("logs in and exchanges bytes", arguments: MailServer.Security.allCases)
    func login(_ security: MailServer.Security) async throws {
        let dovecot = try await Self.shared.value
        let channel = try await MailChannel.open(dovecot.server(security), credentials: Self.password)
        #expect(channel.loginLines.first?.hasPrefix("* OK") == true)
        #expect(channel.loginLines.contains { $0.contains("CAPABILITY") && $0.contains("IDLE") })
        try await channel.send("m1 NOOP\r\n")
        let lines = try await channel.lines(until: "m1 ")
        #expect(lines.last?.hasPrefix("m1 OK") == true)
        try await channel.send("m2 LOGOUT\r\n")
        #expect(try await channel.lines(until: "m2 ").contains { $0.hasPrefix("* BYE") })
        #expect(try await channel.receive().isEmpty)
        #expect(try await channel.receive().isEmpty)
    }

    @Test("a wrong password is a matter of the credentials, with the server's words")
    func wrongPassword() async throws {
        let dovecot = try await Self.shared.value
        let wrong = MailCredentials.password(user: "mailbridge", Secret("wrong"))
        let error = await #expect(throws: TransportError.self) {
            try await MailChannel.open(dovecot.server(.tls), credentials: wrong)
        }
        #expect(error?.kind == .credentials)
        #expect(error?.retry == .never)
        #expect(error?.reply?.contains("[AUTHENTICATIONFAILED]") == true)
        #expect(error?.requestWasSent == false)
        #expect(error?.description.contains("wrong") == false)
    }

    @Test(
        "an unknown authority is refused before the password is sent", arguments: [MailServer.Security.tls, .startTLS])
    func unknownAuthority(_ security: MailServer.Security) async throws {
        let dovecot = try await DovecotServer.start()
        var server = dovecot.server(security)
        server.caFile = nil
        let error = await #expect(throws: TransportError.self) {
            try await MailChannel.open(server, credentials: Self.password)
        }
        #expect(error?.kind == .certificate)
        #expect(error?.retry == .never)
        #expect(!dovecot.log.contains("user=<mailbridge>"))
    }

    @Test("a token of the right kind is accepted, a wrong one is not", arguments: [true, false])
    func tokens(_ isBearer: Bool) async throws {
        let dovecot = try await Self.shared.value
        func credentials(_ token: String) -> MailCredentials {
            isBearer
                ? .oauthBearer(user: "mailbridge", token: Secret(token))
                : .xoauth2(user: "mailbridge", token: Secret(token))
        }
        let channel = try await MailChannel.open(dovecot.server(.tls), credentials: credentials(TestToken.valid))
        try await channel.send("m1 NOOP\r\n")
        _ = try await channel.lines(until: "m1 ")
        let error = await #expect(throws: TransportError.self) {
            try await MailChannel.open(dovecot.server(.tls), credentials: credentials(TestToken.forged))
        }
        #expect(error?.kind == .credentials)
        #expect(error?.description.contains(TestToken.forged) == false)
        #expect(error?.description.contains("\"status\"") == true)
    }

    @Test(
        "large bodies pass in both directions while commands are pipelined",
        arguments: [MailServer.Security.plain, .tls])
    func volume(_ security: MailServer.Security) async throws {
        let dovecot = try await DovecotServer.start()
        let channel = try await MailChannel.open(dovecot.server(security), credentials: Self.password)
        let body = (0..<200_000).map { "line \($0) of a long mail ....................\r\n" }.joined()
        let mail = Array("Subject: large\r\n\r\n\(body)".utf8)
        // The literal blocks on the server's small buffers many times; meanwhile answers come in.
        let start = ContinuousClock.now
        async let sent: Void = channel.send(
            Array("m1 NOOP\r\nm2 APPEND INBOX {\(mail.count)+}\r\n".utf8) + mail
                + Array("\r\nm3 SELECT INBOX\r\nm4 UID FETCH 1:* BODY.PEEK[]\r\n".utf8))
        let bytes = try await channel.bytes(until: "\r\nm4 OK")
        try await sent
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("IMAP \(security.rawValue): \(Int(Double(mail.count) / 1e6)) MB there and back in \(seconds) s")
        // The only literal stands near the end of the answers.
        let end = bytes.count - mail.count
        let found = (max(0, end - 200)...end).contains { same(Array(bytes[$0..<($0 + mail.count)]), mail) }
        #expect(found)
    }

    @Test("news come to an idling channel while many others are open on the same thread")
    func idling() async throws {
        let dovecot = try await DovecotServer.start()
        var channels: [MailChannel] = []
        for _ in 0..<20 {
            let channel = try await MailChannel.open(dovecot.server(.tls), credentials: Self.password)
            try await channel.send("m1 SELECT INBOX\r\nm2 IDLE\r\n")
            _ = try await channel.lines(until: "+ ")
            channels.append(channel)
        }
        #expect(threads(named: "mail-channels") == 1)
        try await eventually("no login thread is left") { threads(named: "mail-login") == 0 }
        try dovecot.deliver(Array("Subject: news\r\n\r\nhello\r\n".utf8), to: "mailbridge")
        for channel in channels {
            #expect(try await channel.lines(until: "* 1 EXISTS").last == "* 1 EXISTS")
        }
    }
}

extension DovecotServer {
    func server(_ security: MailServer.Security) -> MailServer {
        MailServer(
            host: "localhost", port: security == .tls ? imapsPort : imapPort, security: security, caFile: caFile)
    }
}

extension MailChannel {
    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// Complete lines up to the one that starts with `prefix`; what follows that line is lost.
    func lines(until prefix: String) async throws -> [String] {
        var text: [UInt8] = []
        while true {
            let bytes = try await receive()
            if bytes.isEmpty { throw SupportError("end of stream in: \(String(decoding: text, as: UTF8.self))") }
            text += bytes
            let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
                .map { String(decoding: $0.last == 0x0D ? $0.dropLast() : $0, as: UTF8.self) }
            if let end = lines.firstIndex(where: { $0.hasPrefix(prefix) }) { return Array(lines[...end]) }
        }
    }

    /// All bytes until `mark` has come near the end of what was received.
    func bytes(until mark: String) async throws -> [UInt8] {
        var all: [UInt8] = []
        while !String(decoding: all.suffix(200), as: UTF8.self).contains(mark) {
            let bytes = try await receive()
            if bytes.isEmpty { throw SupportError("end of stream after \(all.count) bytes") }
            all += bytes
        }
        return all
    }
}

/// Equality of long texts, quick without optimisation.
func same(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    guard left.count == right.count else { return false }
    return left.withUnsafeBytes { left in
        right.withUnsafeBytes { right in
            guard let first = left.baseAddress, let second = right.baseAddress else { return true }
            return memcmp(first, second, left.count) == 0
        }
    }
}
