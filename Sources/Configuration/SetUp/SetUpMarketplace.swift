import Domain
import Marketplaces

/// The questions about one marketplace, behind that for its connector.
struct SetUpMarketplace {
    let answers: SetUpAnswers
    let index: Int
    let kind: ConnectorKind

    private var profile: ConnectorProfile { ConnectorProfile(kind) }
    private var section: SetUpKey.Section { .marketplace(index) }

    var questions: [SetUpQuestion] { [url] + options + credentials + relay + [senders, name] + extras }

    private func ask(_ key: String, _ kind: SetUpAnswerKind, _ text: String) -> SetUpQuestion {
        SetUpQuestion(.marketplace(index), section, key, kind, text)
    }

    private var url: SetUpQuestion {
        let question = ask("url", .baseURL, "Address of its API")
        switch kind {
        case .mirakl:
            return ask("url", .baseURL, "Address of the operator's portal").hinting(
                "Where you log in as a seller, such as https://conrad-prod.mirakl.net")
        case .backmarket:
            return question.suggesting(profile.url).hinting(
                "https://www.backmarket.fr for Europe, .com for North America, .co.jp for Japan")
        default: return question.onlyIfGiven
        }
    }

    /// The connector's own keys that it cannot do without, or that choose its clock.
    private var options: [SetUpQuestion] {
        switch kind {
        case .kaufland:
            let fronts = ["at", "cz", "de", "es", "fr", "it", "nl", "pl", "sk"]
            return [
                ask("storefront", .word(fronts), "Storefront (\(fronts.joined(separator: ", ")))").suggesting("de")
            ]
        case .amazon:
            return [
                ask("marketplace_id", .marketplaceID, "Amazon's name of the shop").suggesting("A1PA6795UKMFR9").hinting(
                    "A1PA6795UKMFR9 is Germany; Amazon's developer pages list the others")
            ]
        case .octopia: return [ask("seller_id", .text, "Seller number")]
        case .backmarket:
            return [
                ask("company", .text, "Company that calls, for Back Market to know"),
                ask("contact", .text, "Address under which they reach your technicians").suggesting(
                    answers[.mailbox, "address"]),
            ]
        case .mirakl: return [ask("shop_id", .text, "Number of the shop, for users with several").onlyIfGiven]
        case .bol, .ebay, .allegro: return []
        }
    }

    private var credentials: [SetUpQuestion] {
        let isByMail = profile.isRelay
        let client = ask("client_id", .text, "Client id" + (isByMail ? " of its API (Enter = by mail alone)" : ""))
            .suggesting(isByMail ? "" : nil)
        let isWanted = !isByMail || answers[section, "client_id"] != nil
        switch profile.credentials {
        case .apiKey:
            return [
                ask("api_key", .text, "API key").secret.hinting(
                    kind == .mirakl ? "In the portal: your user's settings, API key" : nil)
            ]
        case .clientKey: return [ask("client_key", .text, "Client key"), ask("secret_key", .text, "Secret key").secret]
        case .oauth:
            return [client]
                + (isWanted
                    ? [
                        ask("client_secret", .text, "Client secret").secret,
                        ask("refresh_token", .text, "Refresh token").secret,
                    ] : [])
        case .oauthClient:
            return [client] + (isWanted ? [ask("client_secret", .text, "Client secret").secret] : [])
        }
    }

    private var relay: [SetUpQuestion] {
        guard profile.isRelay else { return [] }
        return [
            ask("relay_from", .address, "Your address for buyers' questions, as the marketplace knows it").suggesting(
                answers[.mailbox, "address"])
        ]
    }

    /// An operator of Mirakl may write from a domain of its own; the others' domains are known.
    private var senders: SetUpQuestion {
        let question = ask(
            "senders", .domains,
            "Further domains that its mails come from, beside \(kind.senderDomains.joined(separator: ", ")) (Enter = none)"
        )
        guard kind == .mirakl else { return question.onlyIfGiven }
        return question.suggesting("").hinting("Such as conrad.de; the From of a notification shows it")
    }

    private var name: SetUpQuestion {
        ask("name", .name, "Short name for this account").suggesting(suggestedName)
    }

    private var extras: [SetUpQuestion] {
        [
            ask("shown_name", .folderName, "Name of its folder").onlyIfGiven,
            ask("clock", .name, "Name of its answer clock").onlyIfGiven,
            ask("ca_file", .path, "File with the certificates to trust, if not the system's").onlyIfGiven,
        ] + (profile.tokenURL == nil ? [] : [ask("token_url", .baseURL, "Where it gives access tokens").onlyIfGiven])
    }

    /// `https://conrad-prod.mirakl.net` is `conrad`; a name that is taken gets a number.
    private var suggestedName: String {
        var name = kind.rawValue
        if kind == .kaufland, let front = answers[section, "storefront"] { name += "-\(front)" }
        if kind == .mirakl, let url = answers[section, "url"], let host = try? Address(url).host,
            !HostName.isLoopback(host), let label = host.split(separator: ".").first
        {
            name = label.split(separator: "-").first.map { String($0).lowercased() } ?? name
        }
        let taken = answers.names(before: index)
        guard taken.contains(name) else { return name }
        return (2...(index + 2)).map { "\(name)-\($0)" }.first { !taken.contains($0) } ?? name
    }
}
