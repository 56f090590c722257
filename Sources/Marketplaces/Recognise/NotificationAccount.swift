import Domain

/// One account that notifications may belong to.
struct NotificationAccount: Sendable {
    let name: MarketplaceName
    let kind: ConnectorKind
    /// Domains that prove it; sub-domains count.
    let domains: [DomainName]
    let recipients: [EmailAddress]
    let relayDomains: [String]
    let orderPattern: OrderPattern?
    let url: String?
    /// Amazon's id of the country.
    let amazonMarketplace: String?

    init(_ settings: MarketplaceSettings) throws(OrderPattern.SyntaxError) {
        name = settings.name
        kind = settings.connector
        relayDomains = settings.relayDomains
        let listed = settings.senders.compactMap { DomainName($0) }
        let further = settings.relayDomains.compactMap { DomainName($0) }
        domains = (listed.isEmpty ? SenderDomains.builtIn(settings.connector) : listed) + further
        recipients = settings.recipients
        if let pattern = settings.orderPattern {
            orderPattern = try OrderPattern(pattern)
        } else {
            orderPattern = nil
        }
        url = settings.url
        amazonMarketplace = settings.options["marketplace_id"]
    }

    /// What stands for a kind where nothing is configured.
    init(builtIn kind: ConnectorKind) {
        name = MarketplaceName(kind.rawValue)
        self.kind = kind
        domains = SenderDomains.builtIn(kind)
        recipients = []
        relayDomains = []
        orderPattern = nil
        url = nil
        amazonMarketplace = nil
    }

    /// Which of several accounts with the same senders a mail is for: the one it was sent to, else the one whose country or
    /// portal it names, else the only one that does not care. Nil where that leaves more than one.
    static func choose(among accounts: [NotificationAccount], for mail: NotificationMail) -> NotificationAccount? {
        guard accounts.count > 1 else { return accounts.first }
        let addressed = accounts.filter { account in account.recipients.contains { mail.recipients.contains($0) } }
        if addressed.count == 1 { return addressed[0] }
        let rest = addressed.isEmpty ? accounts : addressed
        let named = rest.filter { $0.isNamed(in: mail) }
        if named.count == 1 { return named[0] }
        let open = (named.isEmpty ? rest : named).filter { $0.recipients.isEmpty }
        return open.count == 1 ? open[0] : nil
    }

    private func isNamed(in mail: NotificationMail) -> Bool {
        if let amazonMarketplace, amazonMarketplace == mail.amazonMarketplace { return true }
        guard kind == .mirakl, let host = url.flatMap({ WebLink($0) })?.host else { return false }
        return mail.text.webLinks.contains { $0.host == host }
    }
}
