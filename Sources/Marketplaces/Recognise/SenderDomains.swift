public import Domain

/// The domains that each kind of marketplace writes from, where an account lists none. Sub-domains count.
enum SenderDomains {
    static func builtIn(_ kind: ConnectorKind) -> [DomainName] {
        kind == .amazon
            ? AmazonDomains.notices.sorted { $0.description < $1.description }
            : names(kind).compactMap { DomainName($0) }
    }

    private static func names(_ kind: ConnectorKind) -> [String] {
        switch kind {
        case .amazon: []
        case .mirakl: ["mirakl.net"]
        case .kaufland: ["kaufland-marktplatz.de", "kauflandglobalmarketplace.com"]
        case .bol: ["bol.com"]
        case .ebay:
            [
                "ebay.com", "ebay.de", "ebay.co.uk", "ebay.fr", "ebay.it", "ebay.es", "ebay.nl", "ebay.pl", "ebay.at",
                "ebay.ch", "ebay.ie", "ebay.be",
            ]
        case .allegro: ["allegro.pl", "allegromail.pl", "allegromail.com", "allegro.cz", "allegro.sk", "allegro.hu"]
        case .octopia: ["clemarche.com", "cdiscount.com", "octopia.com"]
        case .backmarket: ["backmarket.com", "backmarket.fr", "backmarket.de"]
        }
    }

    /// Whether a domain is where the marketplace puts buyers' own mails through. Amazon's needs the whole address, see
    /// ``AmazonDomains/isAlias(_:further:)``.
    static func isRelay(_ domain: DomainName, _ account: NotificationAccount) -> Bool {
        if account.relayDomains.contains(where: { DomainName($0) == domain }) { return true }
        switch account.kind {
        case .bol: return ["klantbericht.bol.com", "verkopen.bol.com"].contains(domain.description)
        case .ebay: return domain.labels.first == "members"
        case .octopia: return domain.description == "clemarche.com"
        case .amazon, .mirakl, .kaufland, .allegro, .backmarket: return false
        }
    }

    /// The word in display names and domains that stands for the marketplace, in lower case.
    static func brand(_ kind: ConnectorKind) -> String {
        switch kind {
        case .octopia: "cdiscount"
        default: kind.rawValue
        }
    }

    /// Whether a web address leads into the seller's portal of the marketplace.
    static func isPortal(_ link: WebLink, _ kind: ConnectorKind, url: String?) -> Bool {
        switch kind {
        case .amazon: return AmazonDomains.portals.contains(link.host)
        case .mirakl:
            return link.host.hasSuffix(".mirakl.net") || url.flatMap { WebLink($0) }?.host == link.host
        case .kaufland: return link.host == "sellerportal.kaufland.de"
        case .bol: return link.host == "partner.bol.com" || link.host == "partnerplatform.bol.com"
        case .allegro: return link.host == "allegro.pl" && link.rest.hasPrefix("/moje-allegro")
        case .octopia: return link.host == "seller.octopia.com"
        case .ebay, .backmarket: return false
        }
    }
}

extension ConnectorKind {
    /// Domains that prove mails of such a marketplace where an account lists none.
    public var senderDomains: [String] { SenderDomains.builtIn(self).map(\.description) }
}
