import Domain
import Sandbox

/// The configuration of the demonstration, as a seller with one ordinary mailbox would write it.
struct DemoConfiguration {
    var directory: String
    var caFile: String
    var imapsPort: UInt16
    var submissionPort: UInt16
    var miraklURL: String
    var kauflandURL: String
    var amazonURL: String
    var tokenURL: String

    /// File names and contents; the keys are the stand-ins' own.
    static func secrets(password: String) -> [(name: String, value: String)] {
        guard let seller = EmailAddress(DemoPlace.service) else { return [] }
        let keys = SandboxOptions(sellerAddress: seller, mailboxUser: "")
        return [
            ("mailbox.secret", password), ("mirakl.secret", keys.miraklKey.reveal()),
            ("kaufland.secret", keys.kauflandSecret.reveal()), ("amazon.secret", keys.amazonClientSecret.reveal()),
            ("amazon-refresh.secret", keys.amazonRefreshToken.reveal()),
        ]
    }

    var text: String {
        """
        [bridge]
        language = "de"
        grace = "0s"
        read_back_delay = "2s"

        [store]
        path = "\(directory)/mailbridge.db"

        [[mailbox]]
        name = "service"
        url = "imaps://localhost:\(imapsPort)"
        ca_file = "\(caFile)"
        user = "\(DemoPlace.service)"
        password = { file = "\(directory)/mailbox.secret" }
        authserv_id = "\(DemoPlace.authservID)"

        [submission]
        url = "smtp://localhost:\(submissionPort)"
        ca_file = "\(caFile)"
        user = "\(DemoPlace.service)"
        password = { file = "\(directory)/mailbox.secret" }

        [[marketplace]]
        name = "conrad"
        connector = "mirakl"
        mode = "live"
        url = "\(miraklURL)"
        api_key = { file = "\(directory)/mirakl.secret" }
        clock = "conrad"
        portal = "https://conrad.example/mmp/shop/order/{order}"

        [[marketplace]]
        name = "kaufland"
        connector = "kaufland"
        mode = "live"
        url = "\(kauflandURL)"
        client_key = "\(clientKey)"
        secret_key = { file = "\(directory)/kaufland.secret" }

        [[marketplace]]
        name = "amazon"
        connector = "amazon"
        mode = "live"
        url = "\(amazonURL)"
        token_url = "\(tokenURL)"
        client_id = "\(clientID)"
        client_secret = { file = "\(directory)/amazon.secret" }
        refresh_token = { file = "\(directory)/amazon-refresh.secret" }
        relay_from = "\(DemoPlace.service)"

        [[agent]]
        name = "anna"
        address = "\(DemoPlace.agent)"
        language = "de"

        [log]
        level = "info"

        """
    }

    private var clientKey: String { sandboxDefaults?.kauflandClientKey ?? "" }
    private var clientID: String { sandboxDefaults?.amazonClientID ?? "" }
    private var sandboxDefaults: SandboxOptions? {
        EmailAddress(DemoPlace.service).map { SandboxOptions(sellerAddress: $0, mailboxUser: "") }
    }
}
