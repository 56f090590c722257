import Domain

extension SandboxOptions {
    /// The stand-ins that there are, by marketplace.
    var standIns: [SandboxMarketplace: any StandIn] {
        [
            .mirakl: MiraklStandIn(
                key: miraklKey,
                names: MiraklNames(shopID: miraklShopID, operator: miraklOperator, senderDomain: miraklSenderDomain)),
            .kaufland: KauflandStandIn(clientKey: kauflandClientKey, secret: kauflandSecret),
            .amazon: AmazonStandIn(
                account: AmazonAccount(
                    clientID: amazonClientID, clientSecret: amazonClientSecret, refreshToken: amazonRefreshToken,
                    marketplaceID: amazonMarketplaceID, relayDomain: relayDomain,
                    approvedSenders: approvedRelaySenders, language: amazonLanguage)),
            .bol: BolStandIn(account: BolAccount(approvedSenders: approvedRelaySenders)),
            .ebay: EbayStandIn(), .backmarket: BackMarketStandIn(),
            .allegro: AllegroStandIn(),
            .octopia: OctopiaStandIn(),
        ]
    }

    /// LMTP user of a local address, whatever its sub-address; nil where nobody has it.
    func mailboxUser(for address: EmailAddress) -> String? {
        guard address.domain == sellerAddress.domain else { return nil }
        let plain = address.withoutDetail
        if plain == sellerAddress.withoutDetail { return mailboxUser }
        if let account = accounts.first(where: { $0.address.withoutDetail == plain }) { return account.mailbox }
        return mailboxUser
    }
}

extension SandboxFault.Place {
    /// The place has the marketplace's name.
    init(_ marketplace: SandboxMarketplace) { self = Self(rawValue: marketplace.rawValue) ?? .smtp }
}

extension BuyerMessage {
    /// The message with tidy values; throws for a name or language that could break out of a mail's header.
    func checked() throws(SandboxError) -> BuyerMessage {
        var message = self
        message.text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        guard message.text.contains(where: { !$0.isWhitespace }) || !attachments.isEmpty else {
            throw SandboxError(.badMessage, "the message is empty")
        }
        guard message.text.utf8.count <= 60_000 else { throw SandboxError(.badMessage, "the message is too long") }
        for value in [name, language, order ?? "x"] {
            guard (1...80).contains(value.count),
                !value.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
            else { throw SandboxError(.badMessage, "name, language and order have 1 to 80 printable characters") }
        }
        return message
    }
}
