import Domain
public import MIME

/// Reads what a mail says about itself: which account, which kind, which order and conversation, the buyer's words, and
/// whether its sender is proven. Pure; linear in the mail but for an admin's own pattern (see ``OrderPattern``).
public struct NotificationRecogniser: Sendable {
    private let accounts: [NotificationAccount]
    private let authservID: String?

    /// - Parameters:
    ///   - settings: the configured accounts. Without any, the built-in domains of every kind count, and the marketplace is
    ///     called as the kind is.
    ///   - authservID: the name by which the own receiving host signs its Authentication-Results fields; nil = nothing is
    ///     ever proven.
    public init(settings: [MarketplaceSettings], authservID: String?) throws(OrderPattern.SyntaxError) {
        var accounts: [NotificationAccount] = []
        for setting in settings { accounts.append(try NotificationAccount(setting)) }
        self.accounts = settings.isEmpty ? ConnectorKind.allCases.map { NotificationAccount(builtIn: $0) } : accounts
        self.authservID = authservID
    }

    public func recognise(_ message: Message) -> Recognition {
        let mail = NotificationMail(message, authservID: authservID)
        guard let domain = mail.senderDomain else { return foreign(mail) }
        let candidates = accounts.filter { domain.isWithin($0.domains) }
        guard let first = candidates.first else { return foreign(mail) }
        let account = NotificationAccount.choose(among: candidates, for: mail)
        let isProven = mail.isProven(listed: candidates.flatMap(\.domains))
        var recognition = content(mail, account ?? first)
        recognition.standing = isProven ? .proven : .unproven
        recognition.connector = (account ?? first).kind
        recognition.marketplace = account?.name
        if account == nil { recognition.reason += "; it fits several accounts" }
        recognition.reason +=
            isProven
            ? "; \(domain) is proven"
            : mail.authentication == nil
                ? "; nothing of the own host proves \(domain)" : "; the own host did not find \(domain) proven"
        return recognition
    }

    /// A mail whose sender is none of the marketplaces'.
    private func foreign(_ mail: NotificationMail) -> Recognition {
        guard let (account, reason) = FalseSender.claim(mail, accounts) else {
            return Recognition(standing: .ordinary, reason: "not from a marketplace")
        }
        var recognition = content(mail, account)
        recognition.standing = .unproven
        recognition.connector = account.kind
        recognition.marketplace = account.name
        // Addresses and links of a forged mail must not become some that are used.
        recognition.relayAddress = nil
        recognition.links = []
        recognition.reason = reason
        return recognition
    }

    private func content(_ mail: NotificationMail, _ account: NotificationAccount) -> Recognition {
        switch account.kind {
        case .amazon: AmazonNotification(mail: mail, account: account).recognition
        case .kaufland: KauflandNotification(mail: mail, account: account).recognition
        case .mirakl: MiraklNotification(mail: mail, account: account).recognition
        case .bol: BolNotification(mail: mail, account: account).recognition
        case .ebay: EbayNotification(mail: mail, account: account).recognition
        case .allegro: AllegroNotification(mail: mail, account: account).recognition
        case .octopia: OctopiaNotification(mail: mail, account: account).recognition
        case .backmarket: Recognition(standing: .unproven, reason: "Back Market's mails are not read yet")
        }
    }
}
