/// A private Dovecot on loopback: IMAP (plain and STARTTLS), IMAPS and LMTP, with own certificate, users and Maildir.
///
/// It is stopped and its directory removed when the last reference goes, and also when the test process dies.
public final class DovecotServer: Sendable {
    public let imapPort: UInt16
    public let imapsPort: UInt16
    public let lmtpPort: UInt16
    /// PEM of the server's own certificate, valid for `localhost` and 127.0.0.1.
    public let caFile: String
    public let directory: String

    /// False, with one printed line that says why, where Dovecot or openssl is not installed.
    public static var isAvailable: Bool { false }

    /// `capability` replaces what the server advertises after login; `oauthSecret` adds XOAUTH2 and OAUTHBEARER with
    /// HS256 tokens signed with it.
    public static func start(
        users: [String: String] = ["mailbridge": "secret", "agent": "secret"], capability: String? = nil,
        oauthSecret: String? = nil
    ) async throws -> DovecotServer {
        throw SupportError("not built yet")
    }

    init(imapPort: UInt16, imapsPort: UInt16, lmtpPort: UInt16, caFile: String, directory: String) {
        self.imapPort = imapPort
        self.imapsPort = imapsPort
        self.lmtpPort = lmtpPort
        self.caFile = caFile
        self.directory = directory
    }

    /// Delivers over LMTP as a mail server would.
    public func deliver(_ mail: [UInt8], to user: String) throws {
        throw SupportError("not built yet")
    }
}
