import Domain

/// The domains of Amazon's marketplaces. Country endings are listed one by one: a pattern for them would let in domains
/// that anybody can register.
enum AmazonDomains {
    private static let endings = [
        "com", "ca", "com.mx", "com.br", "co.uk", "de", "fr", "it", "es", "nl", "com.be", "ie", "pl", "se", "com.tr",
        "ae",
        "sa", "eg", "in", "co.jp", "sg", "com.au",
    ]

    /// Where buyers' aliases live.
    static let relay: Set<DomainName> = Set(endings.compactMap { DomainName("marketplace.amazon.\($0)") })
    /// Where everything else comes from; sub-domains count.
    static let notices: Set<DomainName> = Set(endings.compactMap { DomainName("amazon.\($0)") })
    /// Hosts of the seller's portal.
    static let portals: Set<String> = Set(
        endings.map { "sellercentral.amazon.\($0)" } + ["sellercentral-europe.amazon.com"])

    /// Local parts at a relay domain that are no buyer.
    private static let systemNames: Set<String> = [
        "donotreply", "do-not-reply", "noreply", "no-reply", "naoresponda", "postmaster", "mailer-daemon",
    ]

    /// Whether mail to this address reaches a buyer through Amazon, and nobody else: the domain is one of the relay's or
    /// one of `further`, compared by whole labels, and the local part is not the system's.
    static func isAlias(_ address: EmailAddress, further: [String]) -> Bool {
        guard let domain = DomainName(address.domain) else { return false }
        guard relay.contains(domain) || further.contains(where: { DomainName($0) == domain }) else { return false }
        return !systemNames.contains(address.withoutDetail.localPart.lowercased())
    }
}
