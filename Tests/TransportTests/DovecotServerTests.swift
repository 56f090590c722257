import Testing
import TestSupport

@Suite struct DovecotServerTests {
    @Test("a private Dovecot greets, takes a mail and is gone afterwards", .enabled(if: DovecotServer.isAvailable))
    func startAndStop() async throws {
        var server: DovecotServer? = try await DovecotServer.start()
        let port = try #require(server?.imapPort)
        try server?.deliver(Array("Subject: hello\n\n.dot\n..two\n".utf8), to: "mailbridge")
        let socket = try LoopbackSocket(port: port)
        defer { socket.close() }
        #expect(try socket.receiveLine()?.hasPrefix("* OK") == true)
        try socket.send("a LOGIN mailbridge secret\r\nb STATUS INBOX (MESSAGES)\r\n")
        var lines: [String] = []
        while let line = try socket.receiveLine(), !line.hasPrefix("b ") { lines.append(line) }
        #expect(lines.contains("* STATUS INBOX (MESSAGES 1)"))
        server = nil
        #expect(throws: SupportError.self) { try LoopbackSocket(port: port) }
    }
}
