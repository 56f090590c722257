import ContentRules
import Domain
import TestSupport
import Testing

@Suite("What each marketplace refuses, asks about, warns of")
struct PresetTests {
    @Test(
        "a link, an address, a phone number, bank data, a variable",
        arguments: [
            (ConnectorKind.amazon, [RuleAction.refuse, .refuse, .hold]), (.ebay, [.refuse, .hold, .hold]),
            (.kaufland, [.refuse, .hold, .hold]), (.bol, [.hold, .hold, .hold]), (.mirakl, [.hold, .hold, .hold]),
            (.allegro, [.hold, .hold, .hold]), (.octopia, [.hold, .hold, .hold]), (.backmarket, [.hold, .hold, .hold]),
        ])
    func contact(kind: ConnectorKind, actions: [RuleAction]) {
        let text = "Hallo,\nwww.firma.example\nan info@firma.example\nTel. 0431 5550177\nDE89370400440532013000\n{name}"
        let found = broken(.preset(kind), by: text)
        #expect(found[.link] == actions[0])
        #expect(found[.address] == actions[1])
        #expect(found[.phone] == actions[2])
        #expect(found[.bank] == .refuse)
        #expect(found[.placeholder] == .refuse)
    }

    @Test("carriers' pages are allowed, except where no links are", arguments: ConnectorKind.allCases)
    func carriers(kind: ConnectorKind) {
        let found = broken(.preset(kind), by: "Hallo,\nhttps://www.dhl.de/de/privatkunden.html?piececode=0034")
        #expect(found[.link] == ([.ebay, .kaufland].contains(kind) ? .refuse : nil))
    }

    @Test("Amazon warns of what its guidelines name, and refuses the urgent marker")
    func amazon() {
        let text =
            "[Wichtig] Schreiben Sie uns direkt 😀\nGutschein anbei, positive Bewertung erbeten\nBitte stornieren Sie."
        let wanted: [RuleName: RuleAction] = [
            .marker: .refuse, .elsewhere: .warn, .decoration: .warn, .marketing: .warn, .reviews: .warn, .cancel: .warn,
        ]
        #expect(broken(.preset(.amazon), by: text) == wanted)
        #expect(broken(.preset(.mirakl), by: text) == [:])
    }

    @Test("Amazon's first messages want the buyer's language and a young order; answers do not")
    func openings() {
        var facts = ContentFacts()
        facts.language = .en
        facts.age = .seconds(31 * 86_400)
        let text = "Die Ware ist leider noch nicht da, wir senden sie morgen."
        #expect(broken(.preset(.amazon), by: text, facts: facts) == [:])
        facts.isOpening = true
        #expect(broken(.preset(.amazon), by: text, facts: facts) == [.language: .hold, .late: .warn])
    }

    @Test("a rule that is off finds nothing")
    func off() {
        var policy = ContentPolicy.preset(.amazon)
        policy[.link] = .off
        #expect(broken(policy, by: "www.firma.example") == [:])
    }

    @Test("the gravest finding decides")
    func gravest() {
        let findings = [RuleAction.warn, .refuse, .hold].map { Finding(rule: .link, action: $0) }
        #expect(findings.action == .refuse)
        #expect([Finding]().action == nil)
    }

    @Test("what is only warned of hides nothing graver behind it")
    func many() {
        let text = String(repeating: "😀 Gutschein A\nGutscheine B a@b.de\n", count: 30) + "www.firma.example"
        let found = broken(.preset(.amazon), by: text)
        #expect(found == [.decoration: .warn, .marketing: .warn, .address: .refuse, .link: .refuse])
        #expect(ContentCheck(.preset(.amazon)).findings(in: text).count <= 20)
    }

    @Test(
        "time is linear in the text",
        arguments: [
            "a.de ", "1234 ", "{", "<a ", "DE89 ", "@", "(at) ", "_", "\u{200B}a", "0431 5550177 ", "x@y.de ",
            "punkt de ",
        ])
    func linear(piece: String) {
        let line = String(repeating: piece, count: 100_000 / piece.utf8.count)
        let policy = ContentPolicy.preset(.amazon)
        let time = processorTime { _ = ContentCheck(policy).findings(in: line) }
        // Debug builds are some thirty times slower than what is shipped.
        #expect(time < .seconds(20), "\(piece) \(time)")
        let lines = String(repeating: piece + "\n", count: 30_000 / piece.utf8.count)
        #expect(processorTime { _ = ContentCheck(policy).findings(in: lines) } < .seconds(20), "\(piece)")
    }
}
