import Domain
import TestSupport
import Testing

@testable import Transport

@Suite(.enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(2)))
struct MailChannelTests {
    private static let password = MailCredentials.password(user: "mailbridge", Secret("secret"))

    @Test("logs in and exchanges bytes", arguments: MailServer.Security.allCases)
    func login(_ security: MailServer.Security) async throws {
        let dovecot = try await DovecotServer.start()
        let channel = try await MailChannel.open(dovecot.server(security), credentials: Self.password)
        #expect(channel.loginLines.first?.hasPrefix("* OK") == true)
        #expect(channel.loginLines.contains { $0.contains("CAPABILITY") && $0.contains("IDLE") })
        try await channel.send(Array("m1 NOOP\r\n".utf8))
        let lines = try await channel.lines(until: "m1 ")
        #expect(lines.last?.hasPrefix("m1 OK") == true)
        try await channel.send(Array("m2 LOGOUT\r\n".utf8))
        #expect(try await channel.lines(until: "m2 ").contains { $0.hasPrefix("* BYE") })
        #expect(try await channel.receive().isEmpty)
        #expect(try await channel.receive().isEmpty)
    }
}

extension DovecotServer {
    func server(_ security: MailServer.Security) -> MailServer {
        MailServer(
            host: "localhost", port: security == .tls ? imapsPort : imapPort, security: security, caFile: caFile)
    }
}

extension MailChannel {
    /// Complete lines up to the one that starts with `prefix`; what follows that line is lost.
    func lines(until prefix: String) async throws -> [String] {
        var text = ""
        while true {
            let bytes = try await receive()
            if bytes.isEmpty { throw SupportError("end of stream in: \(text)") }
            text += String(decoding: bytes, as: UTF8.self)
            let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).dropLast().map(String.init)
            if let end = lines.firstIndex(where: { $0.hasPrefix(prefix) }) { return Array(lines[...end]) }
        }
    }
}
