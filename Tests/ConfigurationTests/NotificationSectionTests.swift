import Configuration
import Domain
import Marketplaces
import Patterns
import Testing

@Suite("[[notification]]") struct NotificationSectionTests {
    private func checked(_ text: String, _ faulty: ConfigurationFile.FaultyRules = .areLeftOut) throws
        -> CheckedConfiguration
    {
        try ConfigurationFile.check(text: Broken.minimalText + text, file: "config.toml", faultyRules: faulty).get()
    }

    @Test("a rule is read with all that it says")
    func whole() throws {
        let rules = try checked(
            """
            [[notification]]
            name = "audit"
            kind = "voice-of-the-customer"
            connector = "mirakl"
            marketplace = ["conrad"]
            header = { "X-Kind" = '^a', "X-Other" = 'b' }
            from = "conrad.de"
            from_local = ['^no']
            relayed = false
            subject = ['a', '(?<order>b)']
            body = 'c'
            anywhere = 'd'
            links = 'e'
            capture = 'f'
            order_required = true
            text = { begin = 'g', end = 'h', cut = ['i', 'j'] }
            timezone = "UTC"
            """
        ).offline.notifications
        let rule = try #require(rules.first)
        #expect(rules.count == 1 && rule.name == "audit" && rule.kind == .voiceOfTheCustomer)
        #expect(rule.connector == .mirakl && rule.marketplaces == ["conrad"])
        #expect(rule.header.map(\.name) == ["X-Kind", "X-Other"] && rule.from == ["conrad.de"])
        #expect(rule.isRelayed == false && rule.orderRequired && rule.subject.count == 2)
        let single = [rule.fromLocal, rule.body, rule.anywhere, rule.links, rule.capture]
        #expect(single.map { $0.map(\.description) } == [["^no"], ["c"], ["d"], ["e"], ["f"]])
        #expect(rule.text?.begin?.description == "g" && rule.text?.end?.description == "h" && rule.text?.cut.count == 2)
        #expect(rule.clock.name == "UTC" && rule.clock.instant(60) == 60)
    }

    @Test(
        "a rule with a pattern that is none is left out where the service starts, with its place, and a mistake elsewhere"
    )
    func leftOut() throws {
        let text = """
            [[notification]]
            name = "bad"
            kind = "case"
            subject = '(x'

            [[notification]]
            name = "good"
            kind = "case"
            subject = 'x'

            """
        let configuration = try checked(text).offline
        #expect(configuration.notifications.map(\.name) == ["good"])
        let line = Broken.minimalText.count(where: \.isNewline) + 4
        #expect(
            configuration.faultyRules.map(\.description) == [
                "config.toml:\(line):11: error: subject: not a valid pattern: the group is not closed (character 1)"
            ])
        #expect(throws: ConfigurationProblems.self) { try checked(text, .areMistakes) }
    }

    @Test("with another mistake in the file, faulty patterns are named too")
    func both() {
        let text = Broken.minimalText + "[[notification]]\nname = \"r\"\nkind = \"kase\"\nsubject = '(x'\n"
        guard case .failure(let problems) = ConfigurationFile.check(text: text, file: "c", faultyRules: .areLeftOut)
        else {
            Issue.record("accepted")
            return
        }
        #expect(problems.problems.count == 2)
    }
}
