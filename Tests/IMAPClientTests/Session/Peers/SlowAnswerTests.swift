import Testing

@testable import IMAPClient

/// A slow line: the server is never silent for long, but one answer takes longer than it may be silent.
@Suite(.timeLimit(.minutes(2)))
struct SlowAnswerTests {
    private static let silence: Duration = .seconds(3)
    private static let mail = "Subject: slow\r\n\r\n" + String(repeating: "A line of a large mail.\r\n", count: 400)

    private func server() throws -> FakeServer {
        try FakeServer(mails: [Array(Self.mail.utf8)]) { command, _, _ in
            guard command.hasPrefix("UID FETCH"), command.contains("BODY") else { return .normal }
            let row = "* 1 FETCH (UID 1 BODY[] {\(Self.mail.utf8.count)}\r\n\(Self.mail))\r\nTAG OK done\r\n"
            return .slowly(row, pieces: 8, pause: .milliseconds(600))
        }
    }

    @Test("a mail whose octets come one by one is read to its end, however long it takes")
    func slow() async throws {
        var options = IMAPOptions()
        options.commandTimeout = Self.silence
        let server = try server()
        let session = try await server.account(options).connect()
        _ = try await session.select(.inbox)
        let items = try await session.fetchAll([UID(1)])
        guard case .mail(let mail)? = items.first else {
            Issue.record("no mail: \(items)")
            return
        }
        #expect(mail.bytes == Array(Self.mail.utf8))
        await session.logout()
    }

    @Test("but not for ever")
    func tooSlow() async throws {
        var options = IMAPOptions()
        options.commandTimeout = Self.silence
        options.answerTimeout = .seconds(2)
        let server = try server()
        let session = try await server.account(options).connect()
        _ = try await session.select(.inbox)
        let error = await #expect(throws: IMAPError.self) { _ = try await session.fetchAll([UID(1)]) }
        #expect(error?.kind == .network)
    }
}
