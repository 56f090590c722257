import Domain
import TestSupport
import Transport

@testable import IMAPClient

extension LocalMailServer {
    /// A user's account with the password that all users of the tests have. Over TLS, or else in plain text to `port`,
    /// which may be that of a proxy.
    func account(_ user: String, options: IMAPOptions = IMAPOptions(), port: UInt16? = nil) -> IMAPAccount {
        let place =
            if let port {
                MailServer(host: "127.0.0.1", port: port, security: .plain)
            } else {
                MailServer(host: "localhost", port: imapsPort, security: .tls, caFile: caFile)
            }
        let login = MailCredentials.password(user: user, Secret("secret"))
        return IMAPAccount(name: user, server: place, options: options, credentials: login)
    }
}
