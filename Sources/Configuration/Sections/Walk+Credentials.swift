import Domain
import Marketplaces

extension Walk {
    /// Reads the keys of one kind of credentials. The secrets are fetched later.
    func credentials(_ table: TableReader, _ kind: ConnectorProfile.Credentials, index: Int) -> (
        isSet: Bool, isComplete: Bool
    ) {
        switch kind {
        case .apiKey:
            guard let key = secret(table, "api_key") else { return (true, false) }
            fill(index, [key]) { .apiKey($0[0]) }
        case .clientKey:
            let client = table.require("client_key", .text)
            guard let secret = secret(table, "secret_key"), let client else { return (true, false) }
            fill(index, [secret]) { .clientKey(client, $0[0]) }
        case .oauth(let isRequired):
            let keys = ["client_id", "client_secret", "refresh_token"]
            guard isWanted(keys, table, isRequired) else { return (false, true) }
            let client = table.require("client_id", .text)
            let secrets = ["client_secret", "refresh_token"].map { secret(table, $0) }
            guard let client, let first = secrets[0], let second = secrets[1] else { return (true, false) }
            fill(index, [first, second]) { .oauth(clientID: client, clientSecret: $0[0], refreshToken: $0[1]) }
        case .oauthClient(let isRequired):
            guard isWanted(["client_id", "client_secret"], table, isRequired) else { return (false, true) }
            let client = table.require("client_id", .text)
            guard let secret = secret(table, "client_secret"), let client else { return (true, false) }
            fill(index, [secret]) { .oauthClient(clientID: client, clientSecret: $0[0]) }
        }
        return (true, true)
    }

    /// Whether any of the keys is there, or has to be.
    private func isWanted(_ keys: [String], _ table: TableReader, _ isRequired: Bool) -> Bool {
        if isRequired || keys.contains(where: { table.has($0) }) { return true }
        for key in keys { _ = table.node(key) }
        return false
    }

    /// Keys of other connectors' credentials and of relays, with the reason why they do not belong here.
    func refuseForeignKeys(_ table: TableReader, _ kind: ConnectorKind) {
        table.refuse(
            [
                "api_key", "client_key", "secret_key", "client_id", "client_secret", "refresh_token", "token_url",
                "relay_from", "relay_domains", "shop_id", "locale", "storefront", "marketplace_id",
                "seller", "seller_id", "company", "contact", "reply_via_order_relay",
            ], because: "no key of connector \"\(kind.rawValue)\"")
    }

    /// After an unknown connector nobody can say which keys are right, so none is complained about.
    func skipUnread(_ table: TableReader) { table.acceptRest() }

    private func secret(_ table: TableReader, _ key: String) -> SecretSlot.Placed? {
        table.require(key, .secret).map { SecretSlot.Placed(key: key, reference: $0.value, place: $0.place) }
    }

    private func fill(
        _ index: Int, _ references: [SecretSlot.Placed],
        _ make: @escaping @Sendable ([Secret<String>]) -> MarketplaceSettings.Credentials
    ) {
        slots.append(
            SecretSlot(references: references) { configuration, values in
                configuration.marketplaces[index].credentials = make(values)
            })
    }
}
