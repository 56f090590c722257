import Domain
import Synchronization
import TestSupport
import Transport

@testable import IMAPClient

/// Real servers, one for each set of capabilities, shared by all tests; each test has a user of its own.
enum MailServerFixture {
    static let full = Task { try await start(nil) }
    /// What a server of the year 2003 can do.
    static let bare = Task { try await start("IMAP4rev1") }
    /// As Exchange: no ESEARCH, no SPECIAL-USE; LITERAL- instead of LITERAL+.
    static let middling = Task { try await start("IMAP4rev1 UIDPLUS IDLE NAMESPACE LITERAL-") }
    static let cyrus = Task { try await CyrusServer.start(users: users(12)) }

    private static let usedUsers = Mutex(0)

    static func start(_ capability: String?) async throws -> DovecotServer {
        try await DovecotServer.start(users: users(400), capability: capability)
    }

    /// Names and passwords for a server.
    static func users(_ count: Int) -> [String: String] {
        Dictionary(uniqueKeysWithValues: (1...count).map { ("user\($0)", "secret") })
    }

    /// An account nobody else uses, over TLS.
    static func account(
        on server: DovecotServer, options: IMAPOptions = IMAPOptions()
    ) -> (account: IMAPAccount, user: String) {
        let number = usedUsers.withLock { used in
            used += 1
            return used
        }
        let user = "user\(number)"
        return (server.account(user, options: options), user)
    }

    static func mail(_ number: Int, size: Int = 0) -> [UInt8] {
        let body = String(repeating: "All work and no play makes a dull mail.\r\n", count: size / 41)
        return Array(
            """
            From: Buyer <buyer@example.com>\r
            To: shop@example.com\r
            Subject: Question \(number)\r
            Message-ID: <question.\(number)@example.com>\r
            Date: Sun, 22 Nov 2026 10:00:00 +0000\r
            \r
            Where is order \(number)?\r
            \(body)
            """.utf8)
    }
}
