import Domain
import MIME

/// Signs that a mail pretends to come from a marketplace although its sender's domain is none of the marketplace's.
enum FalseSender {
    /// The account that is claimed and why, or nil for an ordinary mail.
    ///
    /// - Parameter house: domains of the seller's own people; nil = those that the mail was sent to
    static func claim(
        _ mail: NotificationMail, _ accounts: [NotificationAccount], house: Set<DomainName>?
    ) -> (NotificationAccount, String)? {
        for account in accounts {
            if let reason = lookAlike(mail, account) { return (account, reason) }
        }
        // What follows is about content, and people of the own house quote content.
        if isOwnHouse(mail, house) { return nil }
        for account in accounts {
            if let reason = content(mail, account) { return (account, reason) }
        }
        return nil
    }

    private static func lookAlike(_ mail: NotificationMail, _ account: NotificationAccount) -> String? {
        for sender in mail.senders {
            guard let domain = DomainName(sender.domain) else { continue }
            // Reached only with several senders: one alone would have been taken for the marketplace's.
            if domain.isWithin(account.domains) { return "several senders, one of the marketplace's domain" }
            let loose = domain.labels.flatMap { $0.split(separator: "-").map(String.init) }
            for known in account.domains {
                if contains(known.labels, in: domain.labels) || contains(known.labels, in: loose) {
                    return "the sender's domain only looks like \(known)"
                }
            }
            if account.kind == .amazon, domain.labels.contains("amazon") {
                return "the sender's domain has an ending that Amazon does not use"
            }
            if let name = sender.name, mentions(account.domains, in: name) {
                return "the display name holds an address of the marketplace"
            }
        }
        return nil
    }

    private static func content(_ mail: NotificationMail, _ account: NotificationAccount) -> String? {
        if account.kind == .amazon, mail.amazonType != nil {
            return "Amazon's type field in a mail from a foreign domain"
        }
        let brand = SenderDomains.brand(account.kind)
        let isBranded = mail.senders.contains { sender in
            sender.name?.split(whereSeparator: { !$0.isLetter }).first?.lowercased() == brand
        }
        let isForeignScript = mail.senders.contains {
            DomainName($0.domain)?.labels.contains { $0.hasPrefix("xn--") } ?? false
        }
        let hasPortal = mail.text.webLinks.contains { SenderDomains.isPortal($0, account.kind, url: account.url) }
        let hasNumber = hasNumber(mail, account)
        if hasNumber, hasPortal { return "order number and portal link in a mail from a foreign domain" }
        if isBranded || isForeignScript, hasNumber || hasPortal {
            return "the sender's name or domain imitates the marketplace"
        }
        return nil
    }

    private static func hasNumber(_ mail: NotificationMail, _ account: NotificationAccount) -> Bool {
        let words = mail.words(IDShape.isWordByte)
        let all = words.subject + words.text
        switch account.kind {
        case .amazon: return all.contains { IDShape.isAmazonOrder($0) }
        case .kaufland: return all.contains { IDShape.isKauflandTicket($0) }
        case .mirakl:
            if let pattern = account.orderPattern {
                return !pattern.numbers(in: mail.subject + "\n" + mail.text).isEmpty
            }
            return all.contains { IDShape.isMiraklOrder($0) }
        case .allegro: return all.contains { IDShape.isUUID($0) }
        case .bol, .ebay, .octopia, .backmarket: return false
        }
    }

    /// Proven to come from the seller's own people. To and Cc say who they are only where nobody else does: a stranger may
    /// put himself there.
    private static func isOwnHouse(_ mail: NotificationMail, _ house: Set<DomainName>?) -> Bool {
        guard mail.hasProvenSender, let domain = mail.senderDomain else { return false }
        if let house { return house.contains(domain) }
        return mail.recipients.contains { DomainName($0.domain) == domain }
    }

    /// Whether `part` stands within `labels`, one label after the other.
    private static func contains(_ part: [String], in labels: [String]) -> Bool {
        guard part.count <= labels.count else { return false }
        return (0...labels.count - part.count).contains { labels[$0..<$0 + part.count] == part[...] }
    }

    private static func mentions(_ domains: [DomainName], in name: String) -> Bool {
        name.runs(of: IDShape.isWideByte).contains { DomainName($0)?.isWithin(domains) ?? false }
    }
}
