import Domain
import Marketplaces
import Routing

/// A marketplace as the walk knows it.
struct CheckedMarketplace {
    var settings: MarketplaceSettings
    /// Its folder below the parent of all tickets.
    var folder: FolderPath
    var clockPlace: SourcePlace
}

extension Walk {
    func marketplaces(
        _ tables: [TableReader], hasSubmission: Bool, retention: Duration?
    ) -> [CheckedMarketplace] {
        var marketplaces: [CheckedMarketplace] = []
        var names: [(String, SourcePlace)] = []
        for table in tables {
            let name = table.require("name", .name)
            if let name { names.append((name, table.valuePlace(of: "name"))) }
            let marketplace = marketplace(
                table, index: marketplaces.count, name: name, hasSubmission: hasSubmission, retention: retention)
            table.finish()
            if let marketplace { marketplaces.append(marketplace) }
        }
        checkUnique(names, what: "marketplace")
        return marketplaces
    }

    private func marketplace(
        _ table: TableReader, index: Int, name: String?, hasSubmission: Bool, retention: Duration?
    ) -> CheckedMarketplace? {
        let shown = table.optional("shown_name", .folderName, default: name.map(Self.shownName))
        guard let kind = table.require("connector", ValueKind<ConnectorKind>.word) else {
            skipUnread(table)
            return nil
        }
        let profile = ConnectorProfile(kind)
        let mode = table.read("mode", .word(of: ["shadow", "live"]), default: "shadow")
        let credentials = credentials(table, profile.credentials, index: index)
        let hasAPI = credentials.isSet
        let url = hasAPI ? url(table, profile) : table.optional("url", .baseURL)
        let tokenURL = profile.tokenURL.flatMap { fallback in
            hasAPI ? table.read("token_url", .baseURL, default: fallback) : table.optional("token_url", .baseURL)
        }
        if !hasAPI {
            for key in ["url", "token_url"] where table.has(key) {
                report.add("\(key): without credentials there is nothing to call", at: table.place(of: key))
            }
        }
        let options = profile.options.compactMap { $0.read(table) }
        let rules = rules(table, kind)
        var settings = MarketplaceSettings(
            name: MarketplaceName(name ?? ""), connector: kind, mode: mode == "live" ? .live : .shadow, url: url,
            tokenURL: tokenURL, caFile: table.optional("ca_file", .path), credentials: .none,
            senders: table.read("senders", .list(of: .domain), default: []),
            recipients: table.read("recipients", .list(of: .address), default: []),
            orderPattern: table.optional("order_pattern", .wholePattern)?.text, clock: "",
            portal: table.optional("portal", .portal),
            relayFrom: profile.isRelay ? table.optional("relay_from", .address) : nil,
            relayDomains: profile.isRelay ? table.read("relay_domains", .list(of: .domain), default: []) : [],
            sweep: table.read("sweep", .durationOrOff(.seconds(60) ... .seconds(86_400)), default: .seconds(900)),
            timeout: table.read("timeout", .duration(.seconds(1) ... .seconds(600)), default: .seconds(120)),
            options: Dictionary(options.map { ($0.name, $0.text) }, uniquingKeysWith: { first, _ in first }),
            rules: rules)
        settings.silence = table.read("silence", .durationOrOff(.seconds(3600) ... .seconds(60 * 86_400)), default: nil)
        let longest = [retention, kind.longestRetention].compactMap { $0 }.min()
        settings.retention = table.read("retention", .kept, default: longest)
        if profile.isRelay, mode == "live", !hasSubmission {
            report.add(
                "mode: answers of \(kind.rawValue) leave by mail, so \"live\" needs a section [submission]",
                at: table.valuePlace(of: "mode"))
        }
        return complete(settings, table, profile, shown: shown, name: name)
    }

    private func complete(
        _ settings: MarketplaceSettings, _ table: TableReader, _ profile: ConnectorProfile, shown: String?,
        name: String?
    ) -> CheckedMarketplace? {
        var settings = settings
        settings.credentialsExpire = table.optional("credentials_expire", .day)
        settings.answeringMachine = table.read(
            "answering_machine", .duration(.zero ... .seconds(600)), default: .seconds(60))
        settings.grace = table.optional("grace", .duration(.zero ... .seconds(3600)))
        let preset = profile.clock(of: settings.connector, options: settings.options)
        settings.clock = table.read("clock", .name, default: preset)
        refuseForeignKeys(table, settings.connector)
        guard name != nil, let shown, let folder = FolderPath(shown) else { return nil }
        return CheckedMarketplace(settings: settings, folder: folder, clockPlace: table.valuePlace(of: "clock"))
    }

    private func url(_ table: TableReader, _ profile: ConnectorProfile) -> String? {
        guard profile.url == nil else { return table.optional("url", .baseURL, default: profile.url) }
        return table.require("url", .baseURL)
    }

    /// `kaufland-de` becomes `Kaufland-de`; what a folder's name cannot hold becomes `-`.
    private static func shownName(of name: String) -> String {
        let plain = name.replacing(".", with: "-")
        return plain.prefix(1).uppercased() + plain.dropFirst()
    }
}
