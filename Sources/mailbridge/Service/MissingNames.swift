import Bridge
import Configuration
import Domain
import Logging
import Marketplaces
import Store

/// Mailboxes and marketplaces that the store knows and the configuration does not: renamed ones, mostly. What waits under
/// such a name waits for ever, and a mailbox with a new name is read from its end on.
struct MissingNames {
    struct Mailbox {
        var name: String
        var waiting: Int
    }

    struct Marketplace {
        var name: MarketplaceName
        var open: Int
        var unfinished: Int
        /// Buyers' data whose time nobody says any more.
        var isKept: Bool
    }

    var mailboxes: [Mailbox]
    var marketplaces: [Marketplace]

    var isEmpty: Bool { mailboxes.isEmpty && marketplaces.isEmpty }

    /// - Parameter former: what the service works by until now: its names alone count then; nil at a start. A mailbox that was
    ///   given up long ago is no news at each start: nothing waits for it, and none with a new name took its place.
    init(_ stored: StoredNames, in configuration: Configuration, besides former: Configuration? = nil) {
        let read = Set(stored.mailboxes.filter(\.isRead).map(\.name))
        let hasNew = configuration.mailboxes.contains { !read.contains($0.name) }
        mailboxes = stored.mailboxes.filter { mailbox in
            guard !configuration.mailboxes.contains(where: { $0.name == mailbox.name }) else { return false }
            return former.map { $0.mailboxes.contains { $0.name == mailbox.name } } ?? (hasNew || mailbox.waiting > 0)
        }.map { Mailbox(name: $0.name, waiting: $0.waiting) }
        marketplaces = stored.marketplaces.compactMap { marketplace in
            guard !configuration.marketplaces.contains(where: { $0.name == marketplace.name }) else { return nil }
            if let former, !former.marketplaces.contains(where: { $0.name == marketplace.name }) { return nil }
            let missing = Marketplace(
                name: marketplace.name, open: marketplace.open, unfinished: marketplace.unfinished,
                isKept: former == nil && marketplace.holdsData
                    && configuration.retention.buyers.map { $0 > Self.shortest } ?? true)
            return missing.open + missing.unfinished > 0 || missing.isKept ? missing : nil
        }
    }

    /// What Amazon allows; whether the marketplace was there nobody can tell any more.
    private static let shortest = Duration.seconds(30 * 86_400)

    /// For `doctor`.
    var findings: [DoctorFinding] {
        mailboxes.map { mailbox in
            DoctorFinding(
                "store", "mailbox \(mailbox.name)", ok: false,
                mailbox.waiting > 0
                    ? "\(mailbox.waiting) mails wait for it, and it is not configured"
                    : "it was read before and is not configured; one that is may be it under a new name",
                cure:
                    "put the old name back: a name is not changed. Given up for good: quarantine and ticket close what waits"
            )
        }
            + marketplaces.map { marketplace in
                DoctorFinding(
                    "store", "marketplace \(marketplace.name)", ok: false,
                    "\(marketplace.open) open tickets and \(marketplace.unfinished) unfinished answers"
                        + (marketplace.isKept ? ", data that nothing erases" : "") + ", and it is not configured",
                    cure:
                        "put the old name back, with mode = \"shadow\" if nothing shall be sent there any more; else close "
                        + "its tickets and erase them")
            }
    }

    /// For a start, which does not fail for it: the other mailboxes and marketplaces are worked on.
    func note(in log: Logger) {
        for mailbox in mailboxes {
            log.error(
                "\(Event.mailboxMissing.rawValue)",
                metadata: ["mailbox": "\(mailbox.name)", "waiting": "\(mailbox.waiting)"])
        }
        for marketplace in marketplaces {
            log.error(
                "\(Event.marketplaceMissing.rawValue)",
                metadata: [
                    "marketplace": "\(marketplace.name)", "open": "\(marketplace.open)",
                    "unfinished": "\(marketplace.unfinished)",
                ])
        }
    }
}

/// A reload that leaves out a name under which the store has work.
struct WorkLeftBehind: Error, CustomStringConvertible {
    let missing: MissingNames

    var description: String {
        let mailboxes = missing.mailboxes.map { "mailbox \($0.name) (\($0.waiting) mails wait for it)" }
        let marketplaces = missing.marketplaces.map {
            "marketplace \($0.name) (\($0.open) open tickets, \($0.unfinished) unfinished answers)"
        }
        return "the store has work under names that are gone: \((mailboxes + marketplaces).joined(separator: ", ")); "
            + "put the old name back. To give it up for good, restart the service"
    }
}
