import Domain
import Sandbox

/// The configuration of a shop's service: one ordinary mailbox, three marketplaces, two agents.
struct ShopConfiguration {
    var options: ShopOptions
    var directory: String
    var caFile: String
    var imapsPort: UInt16
    var submissionPort: UInt16
    /// The relay's own.
    var relayPort: UInt16
    var urls: URLs
    var stand: SandboxOptions
    var others: [Other] = []

    /// A marketplace that is configured by what its stand-in says of itself.
    struct Other {
        var marketplace: SandboxMarketplace
        var keys: [(key: String, value: String)]

        private static let secretKeys: Set = ["api_key", "client_secret", "refresh_token"]

        var secrets: [(name: String, value: String)] {
            keys.filter { Self.secretKeys.contains($0.key) }.map { ("\(marketplace)-\($0.key).secret", $0.value) }
        }

        func text(_ options: ShopOptions, in directory: String) -> String {
            let lines = keys.map { key, value in
                Self.secretKeys.contains(key)
                    ? "\(key) = { file = \"\(directory)/\(marketplace)-\(key).secret\" }" : "\(key) = \"\(value)\""
            }
            let relay = marketplace == .bol ? ["relay_from = \"\(Shop.mailboxUser)\""] : []
            let head = ["[[marketplace]]", "name = \"\(marketplace)\"", "connector = \"\(marketplace)\""]
            return (head + ["mode = \"\(options.mode)\""] + lines + relay).joined(separator: "\n")
        }
    }

    /// Of the stand-ins.
    struct URLs {
        var mirakl: String
        var kaufland: String
        var amazon: String
        var token: String
    }

    var secrets: [(name: String, value: String)] {
        [
            ("mailbox.secret", options.password ?? Shop.password),
            ("mirakl.secret", options.miraklKey ?? stand.miraklKey.reveal()),
            ("kaufland.secret", stand.kauflandSecret.reveal()), ("amazon.secret", stand.amazonClientSecret.reveal()),
            ("amazon-refresh.secret", stand.amazonRefreshToken.reveal()),
        ] + others.flatMap(\.secrets)
    }

    private func submission(_ ca: String) -> String {
        guard !options.submitsDirectly else { return "url = \"smtp://127.0.0.1:\(relayPort)\"\nplain = true" }
        return "url = \"smtp://\(options.host):\(submissionPort)\"\nca_file = \"\(ca)\""
    }

    var text: String {
        let ca = options.caFile ?? caFile
        let watch = options.watch.map { "\"\($0)\"" }.joined(separator: ", ")
        return """
            [bridge]
            language = "en"
            grace = "\(options.grace)"
            read_back_delay = "1s"

            [store]
            path = "\(directory)/mailbridge.db"

            [[mailbox]]
            name = "service"
            url = "imaps://\(options.host):\(imapsPort)"
            ca_file = "\(ca)"
            user = "\(Shop.mailboxUser)"
            password = { file = "\(directory)/mailbox.secret" }
            authserv_id = "\(stand.authservID)"
            watch = [\(watch)]

            [submission]
            \(submission(ca))
            user = "\(Shop.mailboxUser)"
            password = { file = "\(directory)/mailbox.secret" }

            [[marketplace]]
            name = "conrad"
            connector = "mirakl"
            mode = "\(options.mode)"
            url = "\(urls.mirakl)"
            api_key = { file = "\(directory)/mirakl.secret" }
            clock = "conrad"
            portal = "https://conrad.example/mmp/shop/order/{order}"

            [[marketplace]]
            name = "kaufland"
            connector = "kaufland"
            mode = "\(options.mode)"
            url = "\(urls.kaufland)"
            client_key = "\(stand.kauflandClientKey)"
            secret_key = { file = "\(directory)/kaufland.secret" }

            [[marketplace]]
            name = "amazon"
            connector = "amazon"
            mode = "\(options.mode)"
            url = "\(urls.amazon)"
            token_url = "\(urls.token)"
            client_id = "\(stand.amazonClientID)"
            client_secret = { file = "\(directory)/amazon.secret" }
            refresh_token = { file = "\(directory)/amazon-refresh.secret" }
            relay_from = "\(Shop.mailboxUser)"

            \(others.map { $0.text(options, in: directory) }.joined(separator: "\n\n"))

            [[agent]]
            name = "anna"
            address = "\(Shop.anna)"
            refund_limit = "unlimited"

            [[agent]]
            name = "ben"
            address = "\(Shop.ben)"
            language = "de"
            \(options.bensMarketplaces.map { "marketplaces = \($0)" } ?? "")

            [log]
            level = "\(options.logLevel)"
            format = "\(options.logFormat)"

            \(options.more)
            """
    }
}
