import ContentRules
import Domain
import Marketplaces
import Testing

@testable import Configuration

@Suite("Rules of a marketplace")
struct ContentRulesSectionTests {
    private func policy(_ rules: String) throws -> ContentPolicy {
        let text = Broken.minimalText.replacing("[[agent]]", with: "rules = \(rules)\n[[agent]]")
        return try #require(try text.checked().offline.marketplaces.first).rules
    }

    @Test("what is not set follows the kind of marketplace")
    func presets() throws {
        let marketplaces = try Example.text().checked().offline.marketplaces
        for marketplace in marketplaces { #expect(marketplace.rules == .preset(marketplace.connector)) }
    }

    @Test("actions, hosts and words are taken over")
    func set() throws {
        let policy = try policy(
            #"{ link = "refuse", phone = "off", allow_hosts = ["example.org"], forbidden = ["secret*"] }"#)
        #expect(policy[.link] == .refuse)
        #expect(policy[.phone] == .off)
        #expect(policy[.bank] == .refuse)
        #expect(policy.words == ["secret*"])
        #expect(ContentCheck(policy).findings(in: "www.example.org, www.dhl.de, 0431 5550177").isEmpty)
        #expect(ContentCheck(policy).findings(in: "the Secrets").map(\.rule) == [.words])
    }

    @Test("links to the marketplace's own domains are free where its rules allow them")
    func ownHosts() throws {
        for marketplace in try Example.text().checked().offline.marketplaces {
            let domain =
                marketplace.senders.first ?? ["amazon": "amazon.de", "bol": "bol.com"][marketplace.connector.rawValue]
            guard let domain else { continue }
            #expect(
                ContentCheck(marketplace.policy).findings(in: "https://www.\(domain)/x, ja").allSatisfy {
                    $0.rule != .link
                }, "\(domain)")
        }
    }

    @Test(
        "mistakes are named with the nearest word",
        arguments: [
            (#"{ lnk = "warn" }"#, #"unknown key "lnk" in rules; did you mean "link"?"#),
            (#"{ link = "wran" }"#, #"did you mean "warn"?"#),
            (#"{ allow_hosts = ["https://dhl.de"] }"#, "only the host"),
            (#""none""#, "rules: expected a table in curly brackets"),
        ])
    func mistakes(rules: String, message: String) {
        let text = Broken.minimalText.replacing("[[agent]]", with: "rules = \(rules)\n[[agent]]")
        #expect(text.problems().map(\.description).contains { $0.contains(message) }, "\(text.problems())")
    }

    @Test("the effective rules are shown, and load again as they are")
    func shown() throws {
        let shown = try Broken.minimalText.checked().shown.text()
        let line = try #require(shown.split(separator: "\n").first { $0.hasPrefix("rules = ") })
        #expect(
            line.contains(#"bank = "refuse""#) && line.contains(#"late = "off""#) && line.contains("forbidden = []"))
        #expect(try shown.checked().shown.text() == shown)
    }
}
