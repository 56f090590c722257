import Domain
import Testing

@testable import Bridge

@Suite("Texts for agents") struct AgentTextsTests {
    private static let others = AgentLanguage.allCases.filter { $0 != .en }

    /// Each text by its name.
    private static func texts(_ language: AgentLanguage) -> [String: String] {
        var texts: [String: String] = [:]
        for child in Mirror(reflecting: AgentTexts.of(language)).children {
            if let label = child.label, let text = child.value as? String { texts[label] = text }
        }
        return texts
    }

    private static func placeholders(_ text: String) -> Set<Substring> {
        Set(
            text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap {
                $0.split(separator: "}").first
            })
    }

    @Test("every text is there", arguments: AgentLanguage.allCases)
    func complete(language: AgentLanguage) {
        let texts = Self.texts(language)
        #expect(texts.count == Self.texts(.en).count)
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
        let english = Self.texts(.en)
        for (name, text) in Self.texts(language) {
            #expect(Self.placeholders(text) == Self.placeholders(english[name] ?? ""), "\(name): \(text)")
        }
    }

    @Test("nothing is left in English by mistake", arguments: others)
    func translated(language: AgentLanguage) {
        let english = Self.texts(.en)
        // A single word may be the same in two languages.
        let same = Self.texts(language).filter { name, text in
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
