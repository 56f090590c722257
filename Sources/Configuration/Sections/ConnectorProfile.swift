import Domain
import Marketplaces

/// What the configuration of one kind of connector looks like.
struct ConnectorProfile {
    enum Credentials {
        /// `api_key`
        case apiKey
        /// `client_key` and `secret_key`
        case clientKey
        /// `client_id`, `client_secret` and `refresh_token`; all, or none where the mail alone is enough.
        case oauth(isRequired: Bool)
        /// `client_id` and `client_secret`; both, or none where the mail alone is enough.
        case oauthClient(isRequired: Bool)
    }

    var credentials: Credentials
    /// Nil = the account's address has to be written.
    var url: String?
    var tokenURL: String?
    /// Whether answers leave by mail.
    var isRelay: Bool
    /// Connector's own keys.
    var options: [ConnectorOption]

    init(_ kind: ConnectorKind) {
        switch kind {
        case .mirakl:
            credentials = .apiKey
            isRelay = false
            options = [.text("shop_id"), .text("locale")] + ConnectorOption.attachmentLimits
        case .kaufland:
            credentials = .clientKey
            url = "https://sellerapi.kaufland.com/v2"
            isRelay = false
            options =
                [.word("storefront", Self.storefronts, default: "de"), .fileHosts]
                + ConnectorOption.attachmentLimits
        case .amazon:
            credentials = .oauth(isRequired: false)
            url = "https://sellingpartnerapi-eu.amazon.com"
            tokenURL = "https://api.amazon.com/auth/o2/token"
            isRelay = true
            options = [.marketplaceID, .text("seller_id")] + ConnectorOption.attachmentLimits
        case .bol:
            credentials = .oauthClient(isRequired: false)
            url = "https://api.bol.com"
            tokenURL = "https://login.bol.com/token"
            isRelay = true
            options = [.flag("reply_via_order_relay")] + ConnectorOption.attachmentLimits
        case .ebay:
            credentials = .oauth(isRequired: true)
            url = "https://api.ebay.com"
            tokenURL = "https://api.ebay.com/identity/v1/oauth2/token"
            isRelay = false
            options = [.text("seller"), .flag("unsigned_payments"), .fileHosts] + ConnectorOption.attachmentLimits
        case .allegro:
            credentials = .oauth(isRequired: true)
            url = "https://api.allegro.pl"
            tokenURL = "https://allegro.pl/auth/oauth/token"
            isRelay = false
            options = [.text("locale")] + ConnectorOption.attachmentLimits
        case .octopia:
            credentials = .oauthClient(isRequired: true)
            url = "https://api.octopia-io.net/seller/v2"
            tokenURL = "https://auth.octopia-io.net/auth/realms/maas/protocol/openid-connect/token"
            isRelay = false
            options = [.needed("seller_id")]
        case .backmarket:
            credentials = .apiKey
            url = "https://www.backmarket.fr"
            isRelay = false
            options =
                [.text("locale"), .needed("company"), .needed("contact"), .fileHosts] + ConnectorOption.attachmentLimits
        }
    }

    /// Name of the clock where none is configured.
    func clock(of kind: ConnectorKind, options: [String: String]) -> String {
        switch kind {
        case .kaufland: "kaufland-\(options["storefront"] ?? "de")"
        case .amazon: options["marketplace_id"].flatMap { Self.amazonCountries[$0] }.map { "amazon-\($0)" } ?? "amazon"
        default: kind.rawValue
        }
    }

    private static let storefronts = ["at", "cz", "de", "es", "fr", "it", "nl", "pl", "sk"]

    /// Marketplace ids of Amazon's European shops.
    private static let amazonCountries = [
        "A1PA6795UKMFR9": "de", "A13V1IB3VIYZZH": "fr", "APJ6JRA9NG5V4": "it", "A1RKKUPIHCS9HS": "es",
        "A1805IZSGTT6HS": "nl", "AMEN7PMS3EDWL": "be", "A1C3SOZRARQ6R3": "pl", "A2NODRKZP88ZB9": "se",
        "A28R8C7NBKEWEA": "ie", "A1F83G8C2ARO7P": "uk",
    ]
}

/// One of a connector's own keys, and how it becomes an entry of ``MarketplaceSettings/options``.
struct ConnectorOption: Sendable {
    var key: String
    /// Reads it into the option's name and text; nil where it is not set.
    var read: @Sendable (TableReader) -> (name: String, text: String)?

    /// The account's limits where the operator set others than the connector knows.
    static var attachmentLimits: [ConnectorOption] {
        [
            ConnectorOption(key: "max_attachment") { table in
                table.optional("max_attachment", .size(1...1_000_000_000)).map { ("max_attachment_bytes", String($0)) }
            },
            ConnectorOption(key: "attachment_types") { table in
                table.optional("attachment_types", .list(of: ValueKind<String>.text, isEmptyAllowed: false)).map {
                    ("attachment_types", $0.joined(separator: ","))
                }
            },
        ]
    }

    static func text(_ key: String) -> ConnectorOption {
        ConnectorOption(key: key) { table in table.optional(key, .text).map { (key, $0) } }
    }

    /// Without it the connector cannot call at all.
    static func needed(_ key: String) -> ConnectorOption {
        ConnectorOption(key: key) { table in table.require(key, .text).map { (key, $0) } }
    }

    /// Amazon's name of a shop: capital letters and digits. There are more shops than this version knows clocks for.
    static let marketplaceID = ConnectorOption(key: "marketplace_id") { table in
        table.optional("marketplace_id", .marketplaceID).map { ("marketplace_id", $0) }
    }

    /// Domains that buyers' files may lie at, beside those that the connector knows.
    static let fileHosts = ConnectorOption(key: "file_hosts") { table in
        table.optional("file_hosts", .list(of: .domain)).map { ("file_hosts", $0.joined(separator: ",")) }
    }

    static func flag(_ key: String) -> ConnectorOption {
        ConnectorOption(key: key) { table in table.optional(key, .flag).map { (key, String($0)) } }
    }

    static func word(_ key: String, _ words: [String], default fallback: String) -> ConnectorOption {
        ConnectorOption(key: key) { table in (key, table.read(key, .word(of: words), default: fallback)) }
    }
}
