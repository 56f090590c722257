import ContentRules
import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("What content rules tell agents") struct ContentTests {
    private static let others = AgentLanguage.allCases.filter { $0 != .en }

    private static func placeholders(_ text: String) -> Set<Substring> {
        Set(text.split(separator: "{").dropFirst().compactMap { $0.split(separator: "}").first })
    }

    private static func texts(_ language: AgentLanguage) -> [String: String] {
        let texts = RuleTexts.of(language)
        var all: [String: String] = [:]
        for child in Mirror(reflecting: texts).children {
            if let label = child.label, let text = child.value as? String { all[label] = text }
        }
        for (rule, text) in texts.rules {
            all["\(rule) name"] = text.name
            all["\(rule) fix"] = text.fix
        }
        return all
    }

    @Test("every rule has its name and cure", arguments: AgentLanguage.allCases)
    func complete(language: AgentLanguage) {
        #expect(Set(RuleTexts.of(language).rules.keys) == Set(RuleName.allCases))
        for (name, text) in Self.texts(language) { #expect(!text.isEmpty && !text.contains("\n"), "\(name)") }
    }

    @Test("each language fills in the same values and is translated", arguments: others)
    func translated(language: AgentLanguage) {
        let english = Self.texts(.en)
        for (name, text) in Self.texts(language) {
            #expect(Self.placeholders(text) == Self.placeholders(english[name] ?? ""), "\(name)")
            if text.contains(" ") { #expect(text != english[name], "\(name)") }
        }
    }

    @Test("a find is told with rule, place and cure; limits in the agent's language and in megabytes")
    func lines() {
        let finding = Finding(rule: .link, action: .refuse, excerpt: "shop.de", line: 3, column: 9)
        let german = RuleTexts.of(.de)
        #expect(german.line(for: finding).hasPrefix("Link (Zeile 3: „…shop.de…“): Entfernen Sie"))
        #expect(
            german.line(for: Finding(rule: .orderFiles, action: .refuse, excerpt: "a.pdf"))
                .hasPrefix("Zu viele Dateien für diese Bestellung (Datei „a.pdf“): "))
        #expect(german.line(for: Finding(rule: .late, action: .warn)).hasPrefix("Spät: "))
        #expect(
            german.line(for: .textTooLong(characters: 2100, maximum: 2000)).contains("2100 Zeichen, höchstens 2000"))
        #expect(
            german.line(for: .fileTooLarge(name: "a.png", bytes: 5_242_881, maximum: 5_200_000)).contains(
                "5.3 MB, höchstens 5.2 MB"))
        #expect(
            german.line(for: .noFiles("files are fetched")) == german.line(for: .tooManyFiles(count: 1, maximum: 0)))
    }

    @Test("the gravest find decides, and each kind of mail tells its own")
    func review() {
        let texts = RuleTexts.of(.en)
        let warn = Finding(rule: .marketing, action: .warn, excerpt: "coupon", line: 1, column: 1)
        let hold = Finding(rule: .phone, action: .hold, excerpt: "0431 5550177", line: 2, column: 1)
        let review = ContentReview(findings: [warn, hold])
        #expect(review.isHeld && !review.isRefused && review.names == "phone")
        #expect(review.lines(texts).count == 3)
        #expect(review.warnings(texts).count == 2)
        #expect(ContentReview(findings: [warn]).isClear)
        #expect(ContentReview(findings: [hold], violations: [.noFiles("")]).isRefused)
        #expect(ContentReview(findings: [hold], violations: [.noFiles("")]).names == "limits, phone")
        #expect(ContentReview().lines(texts) == [] && ContentReview().warnings(texts) == [])
    }

    @Test(
        "numbers of the look of an order are found",
        arguments: [
            ("302-1234567-7654321", "Nicht 302-1234567-7654321, sondern 302-1111111-2222222.", ["302-1111111-2222222"]),
            ("12345678-A", "12345678-A und (12345679-b), 123456789-A, 12-34", ["12345679-b"]),
            ("M1234567", "M1234568 oder N123456", ["M1234568"]),
            (
                "a1b2c3d4-0000-11ee-8000-00ff00ff00ff", "bbbbbbb4-0000-11ee-8000-00ff00ff00fe",
                ["bbbbbbb4-0000-11ee-8000-00ff00ff00fe"]
            ),
            ("1234567890", "1234567891", ["1234567891"]), ("A-1", "A-2", []),
        ])
    func orders(own: String, text: String, found: [String]) {
        #expect(OrderShape(OrderNumber(own))?.others(in: text) ?? [] == found)
    }

    @Test("digits alone are no distinctive order number")
    func distinctive() throws {
        #expect(try #require(OrderShape("1234567890")).isDistinctive == false)
        #expect(try #require(OrderShape("12345678-A")).isDistinctive)
    }
}
