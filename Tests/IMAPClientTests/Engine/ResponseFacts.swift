import Domain

@testable import IMAPClient

/// What a list of responses says, in the words of the vector tables: `uid` → `17`, `body` → `30 octets`.
struct ResponseFacts {
    private(set) var values: [String: String] = [:]
    private(set) var words: Set<String> = []

    init(_ responses: [Response]) {
        for response in responses { add(response) }
    }

    private mutating func add(_ response: Response) {
        switch response {
        case .tagged(let tag, let line):
            values["tag"] = tag
            values["tagged"] = line.condition.rawValue
            add(line)
        case .status(let line):
            values["untagged"] = line.condition.rawValue
            add(line)
        case .continuation(let text):
            words.insert("continuation")
            values["text"] = text.isEmpty ? "empty" : text
        case .data(let data): add(data)
        case .malformed: words.formUnion(["malformed", "skip-line"])
        case .limitExceeded: words.insert("limit-exceeded")
        }
    }

    private mutating func add(_ line: StatusLine) {
        values["text"] = line.text.isEmpty ? "empty" : line.text
        values["code"] = line.code?.name ?? "none"
        switch line.code {
        case .capability(let capabilities): add(capabilities)
        case .permanentFlags(let flags, let newKeywords):
            values["flags"] = "\(flags.count)"
            values["newkeywords"] = newKeywords ? "yes" : "no"
            values["readonly"] = flags.isEmpty && !newKeywords ? "yes" : "no"
        case .uidValidity(let validity): values["value"] = "\(validity)"
        case .uidNext(let uid): values["value"] = "\(uid)"
        case .unseen(let number): values["value"] = "\(number)"
        case .highestModSequence(let number): values["value"] = "\(number)"
        case .modified(let set): values["set"] = "\(set)"
        case .appendUID(let validity, let uids):
            values["uidvalidity"] = "\(validity)"
            values["uids"] = "\(uids)"
        case .copyUID(let copied):
            values["uidvalidity"] = "\(copied.uidValidity)"
            values["map"] = copied.sources.joined().map { source in
                "\(source)>\(copied.destination(of: UID(source)).map(\.description) ?? "?")"
            }.joined(separator: ",")
        default: break
        }
        if line.text.contains("[THROTTLED]") { values["throttled"] = "yes" }
    }

    private mutating func add(_ capabilities: Capabilities) {
        values["caps"] = "\(capabilities.names.count)"
        values["has"] = capabilities.names.joined(separator: ",")
        values["auth"] = capabilities.values(of: "AUTH").joined(separator: ",")
    }

    private mutating func add(_ data: ServerData) {
        switch data {
        case .capability(let capabilities): add(capabilities)
        case .enabled(let names): values["enabled"] = list(names)
        case .list(let mailbox): add(mailbox)
        case .mailboxStatus(let status):
            words.insert("status")
            values["name"] = status.name.text
            values["items"] = "\(status.itemCount)"
            values["messages"] = status.messages.map { "\($0)" }
            values["uidnext"] = status.uidNext.map { "\($0)" }
            values["uidvalidity"] = status.uidValidity.map { "\($0)" }
            values["modseq"] = status.highestModSequence.map { "\($0)" }
        case .search(let result):
            values["search"] = list(result.numbers.map { "\($0)" })
            if values["search"] == "none" { values["search"] = "empty" }
            values["modseq"] = result.modSequence.map { "\($0)" }
        case .extendedSearch(let result):
            words.insert("esearch")
            values["tag"] = result.tag ?? "none"
            values["uid"] = result.isUID ? "yes" : "no"
            values["all"] = result.all.map { "\($0)" } ?? "absent"
            values["ranges"] = "\(result.all?.ranges.count ?? 0)"
            values["count"] = result.count.map { "\($0)" }
        case .flags(let flags): values["flags"] = "\(flags.count)"
        case .exists(let number): values["exists"] = "\(number)"
        case .recent(let number): values["recent"] = "\(number)"
        case .expunge(let number):
            words.insert("expunge")
            values["seq"] = "\(number)"
        case .vanished(let set, let earlier):
            values["vanished"] = "\(set)"
            values["ranges"] = "\(set.ranges.count)"
            values["earlier"] = earlier ? "yes" : "no"
        case .fetch(let row): add(row)
        case .namespaces(let namespaces):
            words.insert("ns")
            values["prefix"] = namespaces.personal.first.map { $0.prefix.text.isEmpty ? "empty" : $0.prefix.text }
            values["sep"] = text(of: namespaces.personal.first?.separator)
            values["shared"] = "\(namespaces.shared.count)"
        case .serverID(let fields):
            words.formUnion(fields.isEmpty ? ["id", "none"] : ["id"])
            values["name"] = fields["name"]
            values["version"] = fields["version"] ?? "none"
        case .quota(let report):
            words.insert("quota")
            values["used"] = report.resources.first.map { "\($0.used)" }
            values["limit"] = report.resources.first.map { "\($0.limit) KiB" }
        case .quotaRoots: words.insert("quotaroot")
        case .other(let name): words.formUnion(["ignored", name.lowercased()])
        }
    }

    private mutating func add(_ mailbox: ListedMailbox) {
        words.insert(mailbox.kind.rawValue.lowercased())
        if !mailbox.name.isWellFormed { words.insert("name-raw") }
        values["name"] = mailbox.name.text.isEmpty ? "empty" : mailbox.name.text
        values["sep"] = text(of: mailbox.separator)
        values["attrs"] = mailbox.attributes.map { String($0.dropFirst()) }.joined(separator: ",")
        values["role"] = mailbox.role?.rawValue ?? "none"
        values["selectable"] = mailbox.isSelectable ? "yes" : "no"
        values["ext"] = list(mailbox.extendedItems)
    }

    private mutating func add(_ row: FetchRow) {
        words.formUnion(["fetch", "uidfetch"])
        words.formUnion(row.otherItems.map { $0.lowercased() })
        values["seq"] = row.sequenceNumber.map { "\($0)" }
        values["uid"] = row.uid.map { "\($0)" } ?? "absent"
        values["size"] = row.size.map { "\($0)" }
        values["modseq"] = row.modSequence.map { "\($0)" }
        values["flagcount"] = row.flags.map { "\($0.count)" }
        values["flags"] = row.flags.map { $0.isEmpty ? "empty" : $0.map(\.name).joined(separator: ",") } ?? "absent"
        values["internaldate"] = row.internalDate.map { "\($0.timestamp)" }
        values["localdate"] = row.internalDate.map { "\($0.timestamp + .seconds($0.zoneMinutes * 60))" }
        values["subject"] = row.envelope?.subject.map { String(decoding: $0, as: UTF8.self) }
        values["gm-msgid"] = row.gmailMessageID.map { "\($0)" }
        values["labels"] = row.gmailLabels.map { "\($0.count)" }
        values["emailid"] = row.emailID
        if row.saveDate != nil { words.insert("savedate") }
        if row.preview != nil { words.insert("preview") }
        values["body"] = "absent"
        for section in row.sections {
            let octets = section.bytes.map { $0.isEmpty ? "0 octets" : "\($0.count) octets" } ?? "absent"
            values[section.isBinary ? "binary" : "body"] = octets
            values["section"] = section.name
            values["fields"] = section.fields.joined(separator: ",")
            values["origin"] = section.origin.map { "\($0)" }
            if section.bytes?.contains(where: { $0 > 0x7F }) == true { words.insert("8bit") }
        }
    }

    private func list(_ items: [String]) -> String { items.isEmpty ? "none" : items.joined(separator: ",") }
    private func text(of byte: UInt8?) -> String { byte.map { String(UnicodeScalar($0)) } ?? "none" }
}
