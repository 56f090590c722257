public import Domain
public import MIME

/// Reads what a mail says about itself: which account, which kind, which order and conversation, the buyer's words, and
/// whether its sender is proven. Pure; linear in the mail but for an admin's own pattern of order numbers (see
/// ``OrderPattern``).
public struct NotificationRecogniser: Sendable {
    private let accounts: [NotificationAccount]
    private let rules: NotificationRules
    private let authservID: String?
    /// Domains of the seller's own people.
    private let house: Set<DomainName>?

    /// - Parameters:
    ///   - settings: the configured accounts. Without any, the built-in domains of every kind count, and the marketplace is
    ///     called as the kind is.
    ///   - rules: an admin's own; they are asked before the built-in ones, in order.
    ///   - authservID: the name by which the own receiving host signs its Authentication-Results fields; nil = nothing is
    ///     ever proven.
    ///   - house: addresses of the seller's own people, who quote order numbers and links; nil = not known, and whoever
    ///     is of a receiver's domain is taken for one.
    public init(
        settings: [MarketplaceSettings], rules: [NotificationRule] = [], authservID: String?,
        house: [EmailAddress]? = nil
    ) throws(OrderPattern.SyntaxError) {
        var accounts: [NotificationAccount] = []
        for setting in settings { accounts.append(try NotificationAccount(setting)) }
        self.accounts = settings.isEmpty ? ConnectorKind.allCases.map { NotificationAccount(builtIn: $0) } : accounts
        self.rules = NotificationRules(rules)
        self.authservID = authservID
        self.house = house.map { Set($0.compactMap { DomainName($0.domain) }) }
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
        guard let (account, reason) = FalseSender.claim(mail, accounts, house: house) else {
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

    /// The names of the built-in rules: a rule of an admin that has one of them takes its place.
    public static var builtInRules: [String] { NotificationPresets.names }

    private func content(_ mail: NotificationMail, _ account: NotificationAccount) -> Recognition {
        let evidence = NotificationEvidence(mail, account)
        for rule in rules.concerning(account) {
            guard let facts = rule.match(evidence) else { continue }
            let found = recognition(facts, evidence, rule.text)
            if !rule.orderRequired || !found.orders.isEmpty { return found }
        }
        return recognition(NotificationFacts(nil), evidence, nil)
    }

    /// What the mail's structure gives, under what the rule takes.
    private func recognition(
        _ facts: NotificationFacts, _ evidence: NotificationEvidence, _ frame: NotificationFrame?
    ) -> Recognition {
        let account = evidence.account
        var found = structure(facts.kind, evidence)
        var shared = NotificationFacts(nil)
        shared.take(NotificationPresets.of(account.kind).captures, from: evidence)
        found.take(shared, account)
        found.take(facts, account)
        if let frame, let text = evidence.texts.last { found.text = frame.words(of: text) ?? found.text }
        found.reason = reason(facts, evidence)
        return found
    }

    private func structure(_ kind: NotificationKind, _ evidence: NotificationEvidence) -> Recognition {
        let (mail, account) = (evidence.mail, evidence.account)
        switch account.kind {
        case .amazon: return AmazonNotification(mail: mail, account: account).recognition(kind)
        case .kaufland: return KauflandNotification(mail: mail, account: account).recognition(kind)
        case .mirakl: return MiraklNotification(mail: mail, account: account).recognition(kind)
        case .allegro: return AllegroNotification(mail: mail, account: account).recognition(kind)
        case .bol, .ebay, .octopia, .backmarket:
            return PlainNotification(mail: mail, account: account, isRelayed: evidence.isRelayed).recognition(kind)
        }
    }

    private func reason(_ facts: NotificationFacts, _ evidence: NotificationEvidence) -> String {
        guard let rule = facts.rule else { return "a mail of \(evidence.account.kind.rawValue) that no rule knows" }
        let place =
            switch facts.evidence {
            case .header:
                evidence.typeName.map { "Amazon's type \($0.prefix(60))" } ?? "a field of the header"
            case .link: "a link"
            case .sender: evidence.isRelayed ? "the relay for buyers' mails" : "the sender"
            case .subject: "the subject"
            case .text: "the text"
            case nil: "every mail"
            }
        return "\(place) fits the rule \(rule)"
    }
}
