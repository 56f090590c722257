import TestSupport
import Testing

@testable import Routing

@Suite("Phrases of all routes")
struct PhraseIndexTests {
    @Test("are found in one pass, also inside each other and across each other's begin")
    func found() {
        let phrases = ["he", "she", "his", "hers", "e", "sh", "ushers!", "x"].map { Array($0.utf8) }
        let set = PhraseIndex(phrases).phrases(in: Array("ushers".utf8))
        #expect((0..<8).filter(set.contains) == [0, 1, 3, 4, 5])
    }

    @Test("agree with a plain search, whatever they are")
    func agreement() {
        let seed = UInt64.random(in: 0 ... .max)
        var random = SeededGenerator(seed: seed)
        func word(_ length: ClosedRange<Int>) -> [UInt8] {
            (0..<Int.random(in: length, using: &random)).map { _ in UInt8.random(in: 0x61...0x63, using: &random) }
        }
        for _ in 0..<300 {
            let phrases = Array(Set((0..<20).map { _ in word(1...6) }))
            let text = word(0...60)
            let set = PhraseIndex(phrases).phrases(in: text)
            for (number, phrase) in phrases.enumerated() {
                let isThere = text.indices.contains { text[$0...].starts(with: phrase) }
                #expect(set.contains(number) == isThere, "seed \(seed), \(phrase) in \(text)")
            }
        }
    }

    @Test("no phrases find nothing")
    func none() { #expect(!PhraseIndex([]).phrases(in: Array("text".utf8)).contains(0)) }

    @Test(
        "texts are compared in lower case",
        arguments: [("GRÜSSE", "grüsse"), ("ſtraße", "straße"), ("ÉCLAIR", "éclair"), ("\u{212A}elvin", "kelvin")])
    func folding(text: String, folded: String) { #expect(FoldedText.bytes(of: text) == Array(folded.utf8)) }
}
