import Domain
import Routing

extension Walk {
    func bridge(_ table: TableReader, domain: String?) -> BridgeSettings {
        let settings = BridgeSettings(
            language: table.read("language", .word, default: .en),
            domain: table.optional("domain", .domain, default: domain) ?? "localhost",
            grace: table.read("grace", .duration(.zero ... .seconds(3600)), default: .seconds(60)),
            readBackDelay: table.read(
                "read_back_delay", .duration(.seconds(1) ... .seconds(600)), default: .seconds(15)),
            internalLists: table.read("internal_lists", .list(of: .domain), default: []),
            tokenLifetime: table.read(
                "token_lifetime", .duration(.seconds(86_400) ... .seconds(3650 * 86_400)),
                default: .seconds(180 * 86_400)),
            interleaved: table.read("interleaved", .word, default: .hold))
        table.finish()
        return settings
    }

    func store(_ table: TableReader) -> StoreSettings {
        let path = table.read("path", .path, default: "/var/lib/mailbridge/mailbridge.db")
        let limit = table.read(
            "quarantine_limit", .size(10_000_000...1_000_000_000_000), default: 500_000_000)
        table.finish()
        return StoreSettings(path: path, quarantineLimit: limit)
    }

    func tickets(_ table: TableReader, mailboxes: [MailboxSettings]) -> TicketSettings {
        let names = mailboxes.map(\.name)
        let mailbox = table.optional(
            "mailbox", .placed(.name), default: names.first.map { Placed(value: $0, place: table.place) })
        if let mailbox, !names.isEmpty { checkReference(mailbox, key: "mailbox", among: names, what: "mailbox") }
        let folder = table.read("folder", .folder, default: .marketplaces)
        if let owner = mailboxes.first(where: { $0.name == mailbox?.value }) {
            let isWatched = owner.watch.contains(folder)
            if isWatched || owner.originals == folder {
                let other = isWatched ? "is watched for notifications and replies" : "is where originals go"
                report.add(
                    "folder: \(tomlString(folder.description)) \(other); tickets need a folder of their own",
                    at: table.valuePlace(of: "folder"))
            }
        }
        let receipts = table.read("receipts", ValueKind<ReceiptStyle>.word, default: .mail)
        var places: [(String, SourcePlace)] = []
        func state(_ key: String, _ name: String) -> FolderPath {
            let path = table.read(key, .folder, default: FolderPath(names: name))
            places.append((path.description, table.valuePlace(of: key)))
            return folder.appending(path)
        }
        let settings = TicketSettings(
            mailbox: mailbox?.value ?? "", folder: folder, receipts: receipts,
            byState: table.read("by_state", .flag, default: false),
            keywords: table.read("keywords", .flag, default: true),
            gestures: table.read("gestures", .flag, default: false),
            dueToday: state("due_today", "Due today"), waiting: state("waiting", "Waiting"),
            done: state("done", "Done"), problems: state("problems", "Problems"),
            noReplyNeeded: state("no_reply_needed", "No reply needed"))
        checkUnique(places, what: "folder of a state")
        table.finish()
        return settings
    }

    func log(_ table: TableReader) -> LogSettings {
        let settings = LogSettings(
            level: table.read("level", .word, default: .info), format: table.read("format", .word, default: .text))
        table.finish()
        return settings
    }

    func agents(
        _ tables: [TableReader], language: AgentLanguage, receipts: ReceiptStyle, marketplaces known: [String]
    ) -> [AgentSettings] {
        var agents: [AgentSettings] = []
        var names: [(String, SourcePlace)] = []
        var addresses: [(String, SourcePlace)] = []
        for table in tables {
            let name = table.require("name", .name)
            let address = table.require("address", .placed(.address))
            let aliases = table.read("aliases", .list(of: .placed(.address)), default: [])
            let language = table.read("language", .word, default: language)
            let marketplaces = table.optional("marketplaces", .list(of: .placed(.name), isEmptyAllowed: false))
            let signatures = table.optional("signature", .oneOrMore(of: .signature))
            let receipts = table.read("receipts", ValueKind<ReceiptStyle>.word, default: receipts)
            let money = moneyRights(table)
            table.finish()
            for name in marketplaces ?? [] {
                checkReference(name, key: "marketplaces", among: known, what: "marketplace")
            }
            if let name { names.append((name, table.valuePlace(of: "name"))) }
            addresses += ([address].compactMap { $0 } + aliases).map { ($0.value.text, $0.place) }
            guard let name, let address else { continue }
            agents.append(
                AgentSettings(
                    name: name, address: address.value, aliases: aliases.map(\.value), language: language,
                    marketplaces: marketplaces?.map { MarketplaceName($0.value) }, money: money,
                    signatures: signatures ?? [], receipts: receipts))
        }
        checkUnique(names, what: "agent")
        checkUnique(addresses, what: "an agent with the address")
        return agents
    }
}

extension FolderPath {
    /// Parent of the ticket folders where nothing else is configured.
    static let marketplaces = FolderPath(names: "Marketplaces")
    static let originals = FolderPath(names: "Mailbridge", "Originals")
    static let inbox = FolderPath(names: "INBOX")
}
