import Domain
import Testing

@testable import Bridge

@Suite("Texts for agents") struct AgentTextsTests {
    private static let others = AgentLanguage.allCases.filter { $0 != .en }

    @Test("every text is there", arguments: AgentLanguage.allCases)
    func complete(language: AgentLanguage) {
        let texts = NamedTexts.of(AgentTexts.of(language))
        #expect(texts.count == NamedTexts.of(AgentTexts.of(.en)).count)
        #expect(texts.count > 40)
        for (name, text) in texts {
            #expect(!text.isEmpty, "\(name)")
            #expect(text.first?.isWhitespace == false && text.last?.isWhitespace == false, "\(name)")
            #expect(!text.contains("\n"), "\(name)")
        }
        for cause in HoldCause.allCases {
            #expect(HoldTexts.of(language).causes[cause]?.isEmpty == false, "\(cause)")
        }
    }

    @Test("each language fills in the same values as English", arguments: others)
    func placeholders(language: AgentLanguage) {
        let english = NamedTexts.of(AgentTexts.of(.en))
        for (name, text) in NamedTexts.of(AgentTexts.of(language)) {
            #expect(NamedTexts.placeholders(text) == NamedTexts.placeholders(english[name] ?? ""), "\(name): \(text)")
        }
    }

    @Test("nothing is left in English by mistake", arguments: others)
    func translated(language: AgentLanguage) {
        let english = NamedTexts.of(AgentTexts.of(.en))
        // A single word may be the same in two languages.
        let same = NamedTexts.of(AgentTexts.of(language)).filter { name, text in
            text == english[name] && text.split(separator: " ").count { !$0.hasPrefix("{") } > 1
        }
        #expect(same.isEmpty, "\(same)")
    }

    @Test("the consent that questions name is understood", arguments: AgentLanguage.allCases)
    func consent(language: AgentLanguage) {
        #expect(AgentTexts.of(language).okOrNew.lowercased().contains("ok"))
    }

    @Test(
        "values are put in once and not looked into",
        arguments: [
            ("{a} and {b}", "1 and {a}"), ("{a}{a}", "11"), ("{c}", "{c}"), ("{", "{"), ("}{a}", "}1"), ("", ""),
            ("{a", "{a"),
        ])
    func fill(template: String, expected: String) {
        #expect(AgentTexts.fill(template, ["a": "1", "b": "{a}"]) == expected)
    }
}
