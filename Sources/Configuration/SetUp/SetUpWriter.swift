import Domain
import Marketplaces

/// Writes answers as a configuration.
struct SetUpWriter {
    let answers: SetUpAnswers
    let place: SetUpPlan.Place
    let isDraft: Bool

    private static let head = """
        # Made by mailbridge init. mailbridge.toml(5) and config.example.toml have every key with its default.
        # Check a change with mailbridge check-config, look at its effect with mailbridge show-config.

        """

    var text: String {
        let sections =
            [section("[bridge]", ["language"], .bridge)] + [store].compactMap(\.self) + [mailbox]
            + [submission].compactMap(\.self) + marketplaces + agents
        return Self.head + sections.map { "\n\($0)\n" }.joined()
    }

    var secrets: [SetUpPlan.SecretFile] {
        let mails = [secretFile(.mailbox, "password"), secretFile(.submission, "password")]
        let shops = (0..<marketplaceCount).flatMap { index in
            Self.secretKeys.map { secretFile(.marketplace(index), $0) }
        }
        return (mails + shops).compactMap(\.self)
    }

    // MARK: Sections

    private var store: String? { place.store.map { "[store]\npath = \(tomlString($0))" } }

    private var mailbox: String {
        let address = answers[.mailbox, "address"] ?? ""
        let user = answers[.mailbox, "user"] ?? address
        let folder = answers[.mailbox, "folder"] ?? "INBOX"
        let name = EmailAddress(address).map { String($0.localPart.prefix { $0 != "+" }) } ?? "mailbox"
        let lines = [
            line("name", (try? SetUpAnswerKind.name.checked(name)) ?? "mailbox"),
            line("url", answers[.mailbox, "host"]),
            line("user", user), line("address", address == user ? nil : address), secretLine(.mailbox, "password"),
            line("ca_file", answers[.mailbox, "ca_file"]),
            folder == "INBOX" ? nil : "watch = [\(tomlString(folder))]",
            answers[.mailbox, "sub_addressing"].map { "sub_addressing = \($0)" },
            line("authserv_id", answers[.mailbox, "authserv_id"])
                ?? "#authserv_id = \"mail.example.com\"  # until this is set, no mail counts as proven",
        ]
        return joined("[[mailbox]]", lines)
    }

    private var submission: String? {
        guard let url = answers[.submission, "host"] else { return nil }
        return joined(
            "[submission]",
            [
                line("url", url), line("user", answers[.submission, "user"]),
                secretLine(.submission, "password") ?? secretLine(.mailbox, "password"),
                line("ca_file", answers[.submission, "ca_file"] ?? (isOneHost ? answers[.mailbox, "ca_file"] : nil)),
            ])
    }

    /// Whether mail comes and goes by one server, whose certificate is then one too.
    private var isOneHost: Bool {
        let hosts = [answers[.mailbox, "host"], answers[.submission, "host"]].map { url in
            url.flatMap { try? Address($0).host }
        }
        return hosts[0] == hosts[1]
    }

    private static let optionKeys = [
        "storefront", "marketplace_id", "seller_id", "shop_id", "company", "contact", "client_key", "client_id",
    ]
    private static let secretKeys = ["api_key", "secret_key", "client_secret", "refresh_token"]

    private var marketplaceCount: Int { answers.count(SetUpKey.Section.marketplace, having: "connector") }

    private var marketplaces: [String] {
        let known = (0..<marketplaceCount).map { index in
            let section = SetUpKey.Section.marketplace(index)
            let lines =
                [
                    line("name", answers[section, "name"] ?? "marketplace-\(index + 1)"),
                    line("connector", answers[section, "connector"]),
                    "mode = \"shadow\"  # \"live\" = answers really go out",
                ]
                + (["url", "token_url"] + Self.optionKeys).map { line($0, answers[section, $0]) }
                + Self.secretKeys.map { secretLine(section, $0) } + [sendersLine(section, index)]
                + ["relay_from", "shown_name", "clock", "ca_file"].map { line($0, answers[section, $0]) }
            return joined("[[marketplace]]", lines)
        }
        guard known.isEmpty, isDraft else { return known }
        return ["[[marketplace]]\nname = \"none\"\nconnector = \"amazon\""]
    }

    private var agents: [String] {
        let known = (0..<answers.count(SetUpKey.Section.agent, having: "address")).map { index in
            section("[[agent]]", ["name", "address", "language"], .agent(index))
        }
        guard known.isEmpty, isDraft else { return known }
        return ["[[agent]]\nname = \"none\"\naddress = \(tomlString(answers[.mailbox, "address"] ?? "none@localhost"))"]
    }

    // MARK: Lines

    private func section(_ header: String, _ keys: [String], _ section: SetUpKey.Section) -> String {
        joined(header, keys.map { line($0, answers[section, $0]) })
    }

    private func joined(_ header: String, _ lines: [String?]) -> String {
        ([header] + lines.compactMap(\.self)).joined(separator: "\n")
    }

    private func line(_ key: String, _ value: String?) -> String? { value.map { "\(key) = \(tomlString($0))" } }

    /// The key replaces the connector's own domains, which prove the marketplace still.
    private func sendersLine(_ section: SetUpKey.Section, _ index: Int) -> String? {
        guard let given = answers[section, "senders"]?.split(separator: ",").map(String.init) else { return nil }
        let known = answers.connector(index)?.senderDomains ?? []
        return "senders = [\((known + given.filter { !known.contains($0) }).map(tomlString).joined(separator: ", "))]"
    }

    private func secretLine(_ section: SetUpKey.Section, _ key: String) -> String? {
        secretFile(section, key).map { "\(key) = \(SecretReference.file($0.path))" }
    }

    private func secretFile(_ section: SetUpKey.Section, _ key: String) -> SetUpPlan.SecretFile? {
        guard let content = answers.secret(section, key) else { return nil }
        let name: String =
            switch section {
            case .submission: "submission"
            case .marketplace(let index):
                "\(answers[section, "name"] ?? "marketplace-\(index + 1)")-\(key.replacing("_", with: "-"))"
            case .mailbox, .bridge, .agent: "mailbox"
            }
        return SetUpPlan.SecretFile(path: "\(place.secrets)/\(name)", content: content)
    }
}
