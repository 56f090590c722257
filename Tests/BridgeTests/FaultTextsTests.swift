import Domain
import Marketplaces
import Testing

@testable import Bridge

@Suite("Why a marketplace did not take an answer") struct FaultTextsTests {
    private static let kinds: [ConnectorError.Kind] = [
        .credentials, .forbidden, .notFound, .invalid, .rateLimited, .unavailable, .protocolViolation, .unsupported,
    ]

    @Test(
        "each code has its words in each language, none of them English by mistake", arguments: AgentLanguage.allCases)
    func complete(language: AgentLanguage) {
        let (texts, english) = (FaultTexts.of(language), FaultTexts.english)
        for code in RefusalCode.allCases {
            #expect(texts.refusals[code]?.isEmpty == false, "\(code)")
            #expect(language == .en || texts.refusals[code] != english.refusals[code], "\(code)")
        }
        for kind in Self.kinds {
            #expect(texts.failures[kind]?.isEmpty == false, "\(kind)")
            #expect(language == .en || texts.failures[kind] != english.failures[kind], "\(kind)")
        }
        for cure in FaultTexts.Cure.allCases { #expect(texts.cures[cure]?.isEmpty == false, "\(cure)") }
        #expect(texts.said.contains("{words}") && texts.details.contains("{words}"))
        #expect(texts.deadlineNear.contains("ok") && texts.deadlineNear.contains("{marketplace}"))
    }

    @Test(
        "a reason is told by its code, and what has none is the marketplace's own word",
        arguments: [
            ("unknown-order: no such order", "unknown-order", "no such order"),
            ("unavailable: M12", "unavailable", "M12"),
            ("Texte trop long: 5", "refused", "Texte trop long: 5"), ("", "refused", ""),
            ("refused: no", "refused", "no"),
            ("mail-refused: 550: no", "mail-refused", "550: no"), ("unknown-order", "refused", "unknown-order"),
        ])
    func codes(reason: String, code: String, words: String) {
        let fault = PostFault(reason)
        #expect(fault.code.name == code)
        #expect(fault.words == words)
    }

    @Test("the marketplace's words are quoted, in the agent's language around them")
    func quoted() {
        let lines = FaultTexts.german.lines(PostFault("Za długie"), reason: "Grund", marketplace: "Allegro")
        #expect(lines == ["Grund: Allegro hat die Antwort abgelehnt. [refused]", "Allegro sagt: „Za długie“"])
    }
}
