import Domain

/// The domains of bol's mail relay, listed one by one: a pattern would let in names that anybody can register.
enum BolDomains {
    /// `klantbericht`: the buyer's messages within a contact. `verkopen`: the address that an order tells, by which a
    /// contact begins.
    static let relay: Set<DomainName> = Set(["klantbericht.bol.com", "verkopen.bol.com"].compactMap { DomainName($0) })

    /// Local parts that are no buyer, on whatever domain.
    private static let systemNames: Set<String> = [
        "noreply", "no-reply", "donotreply", "do-not-reply", "automail", "postmaster", "mailer-daemon",
    ]
    /// Letters and digits of an alias; those that were seen have 28 to 32.
    private static let aliasLength = 20...40

    /// Whether mail to this address reaches a buyer through bol, and nobody else. On the relay's own domains the local
    /// part has the form of an alias, as automatic mails come from there too; on `further` domains it is not the system's.
    static func isAlias(_ address: EmailAddress, further: [String]) -> Bool {
        guard let domain = DomainName(address.domain) else { return false }
        let local = address.withoutDetail.localPart
        guard !systemNames.contains(local.lowercased()) else { return false }
        if further.contains(where: { DomainName($0) == domain }) { return true }
        return relay.contains(domain) && aliasLength.contains(address.localPart.utf8.count)
            && address.localPart.allSatisfy { $0.isASCIILetter || $0.isASCIIDigit }
    }
}
