import Domain
import Marketplaces

/// What an agent can do at which marketplace, read from the connectors: the page `docs/capabilities.md`.
struct CapabilityMatrix {
    /// An account of each kind with everything configured.
    let connectors: [any Connector]

    var markdown: String {
        var lines = [
            "# What works where", "",
            "Written from the connectors' own capabilities by `make capabilities`; a test fails when it is out of date.",
            "",
            "- **API**: the bridge does it, and reads back what happened where the marketplace shows it.",
            "- **mail**: by mail to the buyer's alias on the marketplace.",
            "- **portal**: there is no door for software. The agent gets the link and the text ready to paste; the ticket stays as it is.",
            "- **–**: there is no such thing at this marketplace; what it means for the ticket happens in the bridge alone.",
            "",
            row("") { $0.kind.rawValue }, "|" + String(repeating: "---|", count: connectors.count + 1),
        ]
        for (action, name) in Self.actions {
            lines.append(row(name) { connector in connector.capabilities.actions[action].map(Self.shown) ?? "–" })
        }
        lines.append(row("read conversations") { Self.mark($0.capabilities.readsThreads) })
        lines.append(row("find what no mail announced (sweep)") { Self.mark($0.capabilities.sweep != nil) })
        lines.append(row("find an answer again after doubt") { Self.mark($0.capabilities.readsBack) })
        lines.append(row("show the order") { Self.mark($0.capabilities.readsOrders) })
        lines.append(row("choose the reader: buyer, operator, both") { Self.mark($0.capabilities.choosesRecipients) })
        lines += ["", "## Limits of one answer", "", row("") { $0.kind.rawValue }]
        lines.append("|" + String(repeating: "---|", count: connectors.count + 1))
        lines.append(row("characters") { Self.range($0.capabilities.limits) })
        lines.append(row("files") { Self.number($0.capabilities.limits.maximumFiles) })
        lines.append(row("one file") { Self.size($0.capabilities.limits.maximumFileBytes) })
        lines.append(row("all files") { Self.size($0.capabilities.limits.maximumTotalBytes) })
        lines.append(row("types of files") { Self.types($0.capabilities.limits.fileTypes) })
        return lines.joined(separator: "\n") + "\n"
    }

    private static let actions: [(Capabilities.Action, String)] = [
        (.reply, "answer"), (.openConversation, "open a conversation (`#new`)"), (.close, "close (`#close`)"),
        (.reopen, "reopen (`#reopen`)"), (.noReplyNeeded, "no reply needed (`#noreply`)"),
        (.resolveIncident, "settle an incident (`#resolve`)"),
        (.escalate, "ask the marketplace for help (`#escalate`)"),
        (.refund, "refund (`#refund`)"), (.cancel, "cancel (`#cancel`)"),
        (.uploadInvoice, "upload an invoice (`#invoice`)"),
    ]

    private func row(_ name: String, _ cell: (any Connector) -> String) -> String {
        "| \(([name] + connectors.map(cell)).joined(separator: " | ")) |"
    }

    private static func shown(_ transport: Capabilities.Transport) -> String {
        switch transport {
        case .api: "API"
        case .relayMail: "mail"
        case .portalLink: "portal"
        }
    }

    private static func mark(_ flag: Bool) -> String { flag ? "yes" : "–" }
    private static func number(_ number: Int?) -> String { number.map(String.init) ?? "not stated" }

    private static func range(_ limits: Capabilities.Limits) -> String {
        guard let most = limits.maximumCharacters else {
            return limits.minimumCharacters > 1 ? "from \(limits.minimumCharacters)" : "not stated"
        }
        return "\(limits.minimumCharacters)–\(most)"
    }

    private static func size(_ bytes: Int?) -> String {
        guard let bytes else { return "not stated" }
        return bytes % 1_048_576 == 0 ? "\(bytes / 1_048_576) MiB" : "\(bytes / 1_000_000) MB"
    }

    private static func types(_ types: Set<String>?) -> String {
        guard let types else { return "all" }
        return types.isEmpty
            ? "none"
            : types.map { String($0.split(separator: "/").last ?? "") }.map(short).sorted().joined(separator: ", ")
    }

    private static func short(_ type: String) -> String {
        switch type {
        case "vnd.openxmlformats-officedocument.wordprocessingml.document": "docx"
        case "vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx"
        case "msword": "doc"
        case "plain": "txt"
        default: type
        }
    }
}
