import Domain
import Marketplaces
import Routing
import Testing

@testable import Configuration

@Suite("Values of a configuration")
struct ValuesTests {
    @Test("a small configuration gets its defaults")
    func defaults() throws {
        let configuration = try Broken.minimalText.checked().offline
        #expect(configuration.bridge.domain == "example.com")
        #expect(configuration.bridge.grace == .zero)
        #expect(configuration.store.path == "/var/lib/mailbridge/mailbridge.db")
        #expect(configuration.store.quarantineLimit == 500_000_000)
        let mailbox = configuration.ticketMailbox
        #expect(mailbox.server == ServerSettings(host: "mail.example.com", port: 993, security: .tls, caFile: nil))
        #expect(mailbox.address.text == "shop@example.com")
        #expect(mailbox.watch.map(\.description) == ["INBOX"])
        #expect(mailbox.mailLimit == 60_000_000)
        #expect(configuration.submission == nil)
        #expect(configuration.clock(of: "conrad")?.name == "mirakl")
        #expect(configuration.marketplaces.map(\.answeringMachine) == [.seconds(60)])
        let subject = RouteSubject(marketplace: "conrad", kind: .buyerMessage)
        #expect(configuration.router.decide(subject).folder.description == "Marketplaces/Conrad")
    }

    @Test(
        "mail servers are read with their protection and port",
        arguments: [
            ("imaps://a.example", false, "a.example 993 tls"), ("imap://a.example", false, "a.example 143 starttls"),
            ("imap://127.0.0.1:1143/", true, "127.0.0.1 1143 plain"),
            ("IMAPS://[2001:db8::1]:9", false, "2001:db8::1 9 tls"),
            ("imap://localhost", true, "localhost 143 plain"), ("imap://[::1]:1143", true, "::1 1143 plain"),
        ])
    func servers(url: String, isPlain: Bool, expected: String) throws {
        let text = Broken.minimalText.replacing(
            "url = \"imaps://mail.example.com\"", with: "url = \"\(url)\"\nplain = \(isPlain)")
        let server = try text.checked().offline.mailboxes[0].server
        #expect("\(server.host) \(server.port) \(server.security.rawValue)" == expected)
    }

    @Test(
        "times are read and shown with their unit",
        arguments: [
            ("90s", 90_000, "90s"), ("24h", 86_400_000, "24h"), ("48h", 172_800_000, "48h"),
            ("1h30m", 5_400_000, "90m"),
            ("7d", 604_800_000, "7d"), ("1500ms", 1500, "1500ms"), ("0s", 0, "0s"), ("3600s", 3_600_000, "60m"),
            ("3h", 10_800_000, "3h"), ("2ms", 2, "2ms"),
        ])
    func times(text: String, milliseconds: Int, shown: String) throws {
        let duration = try #require(DurationText.parse(text))
        #expect(duration == .milliseconds(milliseconds))
        #expect(DurationText.show(duration) == shown)
    }

    @Test("a route's folder lies below the folder of all tickets")
    func routes() throws {
        let text =
            Broken.minimalText
                + """
                [tickets]
                folder = "Shop/Tickets"
                [[route]]
                name = "returns"
                when = { kind = "return", text = ["a", "b"] }
                folder = "Returns"
                owner = "anna"
                priority = "high"
                """
        let router = try text.checked().offline.router
        let decision = router.decide(RouteSubject(marketplace: "conrad", kind: .return, text: "B"))
        #expect(decision.folder.description == "Shop/Tickets/Returns")
        #expect(decision.owner == "anna")
        #expect(decision.priority == .high)
        #expect(router.routes[0].conditions == [.kind([.return]), .phrases(.text, ["a", "b"])])
    }

    @Test("a clock of the file takes the place of the preset with its name, with all its versions")
    func clocks() throws {
        let text =
            Broken.minimalText
                + """
                [[clock]]
                name = "mirakl"
                target = "24h"
                counting = "working_days"
                timezone = "Europe/Berlin"
                holidays = ["DE"]
                effective_from = 2026-03-29
                [[clock]]
                name = "mirakl"
                target = "12h"
                counting = "calendar"
                timezone = "Europe/Berlin"
                """
        let clock = try #require(try text.checked().offline.clock(of: "conrad"))
        #expect(clock.versions.map(\.target) == [.seconds(43_200), .seconds(86_400)])
        #expect(clock.versions.last?.effectiveFrom?.description == "2026-03-28T23:00:00Z")
    }

    @Test(
        "the clock follows from the storefront or shop where none is named",
        arguments: [
            (
                "connector = \"kaufland\"\nclient_key = \"k\"\nsecret_key = { env = \"S\" }\nstorefront = \"cz\"",
                "kaufland-cz"
            ),
            ("connector = \"amazon\"\nmarketplace_id = \"A13V1IB3VIYZZH\"", "amazon-fr"),
            ("connector = \"amazon\"\nmarketplace_id = \"ATVPDKIKX0DER\"", "amazon"),
            ("connector = \"amazon\"", "amazon"),
        ])
    func followingClock(lines: String, clock: String) throws {
        let text = Broken.minimalText + "[[marketplace]]\nname = \"x\"\n\(lines)\n"
        let configuration = try text.checked().offline
        #expect(configuration.marketplaces[1].clock == clock)
        #expect(configuration.clocks[clock] != nil)
    }

    @Test("options of a connector reach it under their names")
    func options() throws {
        let lines =
            "shop_id = \"2001\"\nmax_attachment = \"10MB\"\nattachment_types = [\"image/png\", \"text/plain\"]\n"
        let text = Broken.minimalText.replacing("[[agent]]", with: lines + "[[agent]]")
        #expect(
            try text.checked().offline.marketplaces[0].options == [
                "shop_id": "2001", "max_attachment_bytes": "10000000", "attachment_types": "image/png,text/plain",
            ])
    }

    @Test("files of conf.d add to lists and fill sections, and a key set twice names both places")
    func severalFiles() throws {
        func source(_ file: String, _ text: String) -> ConfigurationFile.Source {
            .init(file: file, bytes: Array(text.utf8))
        }
        let main = source("config.toml", Broken.minimalText)
        let agents = source(
            "conf.d/agents.toml",
            "[[agent]]\nname = \"bert\"\naddress = \"bert@example.com\"\n[bridge]\nlanguage = \"de\"\n")
        let checked = try ConfigurationFile.check([main, agents]).get()
        #expect(checked.offline.agents.map(\.name) == ["anna", "bert"])
        #expect(checked.offline.agents.map(\.language) == [.de, .de])
        #expect(checked.shown.text(origins: true).contains("language = \"de\"  # conf.d/agents.toml:5"))
        guard
            case .failure(let problems) = ConfigurationFile.check([
                main, source("conf.d/b.toml", "[bridge]\ngrace = \"1s\"\n"),
            ])
        else {
            Issue.record("accepted")
            return
        }
        #expect(problems.description == "conf.d/b.toml:2:1: error: bridge.grace is set already at config.toml:2")
    }

    @Test("a system without time zones is told which package brings them")
    func noZones() {
        guard
            case .failure(let problems) = ConfigurationFile.check(text: Broken.minimalText, file: "c", zones: NoZones())
        else {
            Issue.record("accepted")
            return
        }
        #expect(problems.description.contains("install the package tzdata"))
    }

    private struct NoZones: TimeZoneSource {
        func rules(named name: String) -> TimeZoneRules? { nil }
        var names: [String] { [] }
    }
}

@Suite("Signatures of agents")
struct SignatureSettingsTests {
    private func signatures(_ value: String) throws -> [[String]] {
        let text = Broken.minimalText.replacing("[[agent]]", with: "[[agent]]\nsignature = \(value)")
        return try #require(try text.checked().offline.agents.first).signatures
    }

    @Test("one text or several, each of several lines")
    func lines() throws {
        #expect(try signatures("\"\"\"\nBerg GmbH\nTel. 1\"\"\"") == [["Berg GmbH", "Tel. 1"]])
        #expect(try signatures("[\"A B\", \"C\\nD\"]") == [["A B"], ["C", "D"]])
        #expect(try Broken.minimalText.checked().offline.agents.first?.signatures == [])
    }

    @Test("an empty one is a mistake", arguments: ["\"\"", "[]", "\" -- \"", "3"])
    func mistakes(value: String) {
        let text = Broken.minimalText.replacing("[[agent]]", with: "[[agent]]\nsignature = \(value)")
        #expect(text.problems().contains { $0.contains("signature: expected") })
    }

    @Test("links to the bridge's own host never go out, unless people have addresses there")
    func hosts() throws {
        func hosts(_ domain: String) throws -> [String] {
            try Broken.minimalText.replacing("[bridge]", with: "[bridge]\ndomain = \"\(domain)\"")
                .checked().offline.bridgeHosts
        }
        #expect(try hosts("bridge.example") == ["bridge.example"])
        let own = try #require(try Broken.minimalText.checked().offline.mailboxes.first).address.domain
        #expect(try hosts(String(own)) == [])
    }
}
