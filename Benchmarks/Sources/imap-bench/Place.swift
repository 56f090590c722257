import Domain
import IMAPClient
import Transport

/// The private server and whose mailboxes are used.
struct Place {
    let usesTLS: Bool
    let port: UInt16
    let caFile: String
    let user: String

    var server: MailServer {
        usesTLS
            ? MailServer(host: "localhost", port: port, security: .tls, caFile: caFile)
            : MailServer(host: "127.0.0.1", port: port, security: .plain)
    }

    func credentials(of user: String) -> MailCredentials { .password(user: user, Secret("secret")) }

    func account(_ user: String? = nil) -> IMAPAccount {
        let user = user ?? self.user
        return IMAPAccount(name: user, server: server, credentials: credentials(of: user))
    }
}
