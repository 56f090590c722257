import Domain
import TestSupport
import Transport

@testable import IMAPClient

extension LocalMailServer {
    /// A user's account with the password that all users of the tests have. With `port` it goes to that port, which may
    /// be a proxy's, in plain text unless `overTLS`; without, to the server over TLS.
    func account(
        _ user: String, options: IMAPOptions = IMAPOptions(), port: UInt16? = nil, overTLS: Bool = false
    ) -> IMAPAccount {
        let place =
            if let port, !overTLS {
                MailServer(host: "127.0.0.1", port: port, security: .plain)
            } else {
                MailServer(host: "localhost", port: port ?? imapsPort, security: .tls, caFile: caFile)
            }
        let login = MailCredentials.password(user: user, Secret("secret"))
        return IMAPAccount(name: user, server: place, options: options, credentials: login)
    }
}
