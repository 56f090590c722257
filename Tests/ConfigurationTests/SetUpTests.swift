import Domain
import Marketplaces
import Testing

@testable import Configuration

/// The questions of the set-up and what becomes of the answers.
@Suite struct SetUpTests {
    private static let place = SetUpPlan.Place(
        configuration: "/etc/mailbridge/config.toml", secrets: "/etc/mailbridge/secrets", store: nil)

    /// What a person who knows everything answers, by key; Enter for the rest.
    private static let usual = [
        "mailbox.address": "shop@example.com", "mailbox.password": "canary-password",
        "mailbox.authserv_id": "mx.example.com", "marketplace 1: connector": "mirakl",
        "marketplace 1: url": "https://conrad-prod.mirakl.net", "marketplace 1: api_key": "canary-key",
        "agent 1: address": "anna@example.com",
    ]

    /// Answers every question, and returns what was asked too.
    private func interview(
        _ answers: [String: String], language: AgentLanguage = .de
    ) throws -> (interview: SetUpInterview, asked: [String]) {
        var interview = SetUpInterview(language: language)
        var asked: [String] = []
        while let question = interview.question() {
            asked.append("\(question.key)")
            try interview.answer(question, answers["\(question.key)"] ?? "")
        }
        return (interview, asked)
    }

    /// Answers everything before `key`, and returns the question about it.
    private func question(_ key: String, after answers: [String: String] = usual) throws -> (
        SetUpInterview, SetUpQuestion
    ) {
        var interview = SetUpInterview(language: .de)
        while let question = interview.question() {
            if "\(question.key)" == key { return (interview, question) }
            try interview.answer(question, answers["\(question.key)"] ?? "")
        }
        throw SetUpMistake("nobody asks for \(key)")
    }

    @Test("an operator's own domains stand beside Mirakl's, and what is no domain is refused")
    func senders() throws {
        var answers = Self.usual
        answers["marketplace 1: senders"] = "conrad.de, mirakl.net shop.conrad.nl"
        let configuration = try SetUpPlan(try interview(answers).interview.answers, Self.place).configuration()
        #expect(configuration.marketplaces.map(\.senders) == [["mirakl.net", "conrad.de", "shop.conrad.nl"]])
        var (interview, question) = try question("marketplace 1: senders")
        #expect(throws: SetUpMistake.self) { try interview.answer(question, "conrad.de, info@conrad.de") }
    }

    @Test("seven answers and Enter for the rest make a configuration that holds no secret and posts nothing")
    func usual() throws {
        let plan = SetUpPlan(try interview(Self.usual).interview.answers, Self.place)
        let configuration = try plan.configuration()
        #expect(configuration.bridge.language == .de)
        #expect(configuration.mailboxes.map(\.server.host) == ["imap.example.com"])
        #expect(configuration.mailboxes.map(\.server.port) == [993])
        #expect(configuration.mailboxes.map(\.authservID) == ["mx.example.com"])
        #expect(configuration.submission?.server.host == "smtp.example.com")
        #expect(configuration.submission?.login?.user == "shop@example.com")
        #expect(configuration.marketplaces.map(\.name.text) == ["conrad"])
        #expect(configuration.marketplaces.allSatisfy { $0.mode == .shadow })
        #expect(configuration.agents.map(\.name) == ["anna"])
        #expect(!plan.text.contains("canary"))
        #expect(plan.secrets.map(\.path).map { $0.split(separator: "/").last } == ["mailbox", "conrad-api-key"])
        #expect(plan.secrets.map { $0.content.reveal() } == ["canary-password", "canary-key"])
    }

    @Test("every kind of marketplace is asked what it needs, and nothing else", arguments: ConnectorKind.allCases)
    func connectors(kind: ConnectorKind) throws {
        var answers = Self.usual
        answers["marketplace 1: connector"] = kind.rawValue
        let needed = [
            "client_key": "0123", "client_id": "id", "seller_id": "12345", "company": "Example", "secret_key": "x",
            "client_secret": "x", "refresh_token": "x",
        ]
        for (key, value) in needed { answers["marketplace 1: \(key)"] = value }
        if kind != .mirakl { answers["marketplace 1: url"] = nil }
        let (finished, asked) = try interview(answers)
        let configuration = try SetUpPlan(finished.answers, Self.place).configuration()
        let marketplace = try #require(configuration.marketplaces.first)
        #expect(marketplace.connector == kind)
        if case MarketplaceSettings.Credentials.none = marketplace.credentials { Issue.record("no credentials") }
        #expect(Set(asked).count == asked.count)
        #expect(asked.contains("marketplace 2: connector"))
    }

    @Test("Amazon and bol work by mail alone", arguments: ["amazon", "bol"])
    func byMailAlone(kind: String) throws {
        var answers = Self.usual
        answers["marketplace 1: connector"] = kind
        answers["marketplace 1: url"] = nil
        let (finished, asked) = try interview(answers)
        #expect(!asked.contains("marketplace 1: client_secret"))
        let configuration = try SetUpPlan(finished.answers, Self.place).configuration()
        #expect(configuration.marketplaces.first?.relayFrom?.text == "shop@example.com")
    }

    @Test(
        "hosts are known or guessed from the address",
        arguments: [
            ("shop@gmail.com", "imap.gmail.com", "smtp.gmail.com"), ("shop@gmx.de", "imap.gmx.net", "mail.gmx.net"),
            ("shop@web.de", "imap.web.de", "smtp.web.de:587"), ("shop@posteo.de", "posteo.de", "posteo.de"),
            ("shop@berg.example", "imap.berg.example", "smtp.berg.example"),
        ])
    func hosts(address: String, imap: String, smtp: String) throws {
        var answers = Self.usual
        answers["mailbox.address"] = address
        #expect(try question("mailbox.host", after: answers).1.suggestion == imap)
        #expect(try question("submission.host", after: answers).1.suggestion == smtp)
    }

    @Test("beside a mailbox server that was named, the submission server is looked for there")
    func neighbour() throws {
        var answers = Self.usual
        answers["mailbox.host"] = "mail.host.example:143"
        let (interview, question) = try question("submission.host", after: answers)
        #expect(question.candidates.first == "mail.host.example")
        let draft = try SetUpPlan(interview.answers, Self.place, isDraft: true).configuration()
        #expect(draft.mailboxes.map(\.server.security) == [.startTLS])
        #expect(draft.mailboxes.map(\.server.port) == [143])
    }

    @Test("what the mailbox's own mails say is suggested as proof")
    func proof() throws {
        var (interview, question) = try question("mailbox.authserv_id")
        #expect(question.suggestion == nil)
        #expect(throws: SetUpMistake.self) { try interview.answer(question, " ") }
        interview.seenAuthservID = "mx7.example.com"
        question = try #require(interview.question())
        #expect(question.suggestion == "mx7.example.com")
        try interview.answer(question, "none")
        #expect(SetUpPlan(interview.answers, Self.place).text.contains("\n#authserv_id = "))
    }

    @Test("an address without scheme gets the usual one")
    func scheme() throws {
        var (interview, question) = try question("marketplace 1: url")
        try interview.answer(question, "conrad-prod.mirakl.net")
        #expect(interview.answers[.marketplace(0), "url"] == "https://conrad-prod.mirakl.net")
    }

    @Test(
        "a wrong answer is refused with its cure, and asked again",
        arguments: [
            ("mailbox.address", "shop", "a mail address such as"), ("mailbox.host", "pop3://x", "scheme \"pop3\""),
            ("mailbox.host", "a b", "blank"), ("mailbox.folder", "a*", "a folder such as"),
            ("marketplace 1: connector", "mirakel", "did you mean \"mirakl\"?"),
            ("marketplace 1: url", "http://conrad.example", "write \"https://conrad.example\""),
            ("marketplace 1: name", "a b", "a name of letters"),
            ("agent 1: address", "Anna <anna@x.de>", "without name"),
            ("agent 1: language", "xx", "\"de\""), ("mailbox.password", "a\nb", "control character"),
            ("mailbox.user", "", "there has to be an answer"),
        ])
    func wrong(key: String, answer: String, cure: String) throws {
        var (interview, question) = try question(key)
        if answer.isEmpty { question.suggestion = nil }
        let mistake = #expect(throws: SetUpMistake.self) { try interview.answer(question, answer) }
        #expect(mistake?.description.contains(cure) ?? false, "\(mistake?.description ?? "")")
        #expect(!(mistake?.description.contains("a\nb") ?? true))
        #expect(interview.question()?.key == question.key)
    }

    @Test("names and agents' addresses are taken once")
    func twins() throws {
        var answers = Self.usual
        answers["marketplace 2: connector"] = "mirakl"
        answers["marketplace 2: url"] = "https://conrad-prod.mirakl.net"
        answers["marketplace 2: api_key"] = "other"
        answers["agent 2: address"] = "Anna@Example.com"
        var (interview, name) = try question("marketplace 2: name", after: answers)
        #expect(name.suggestion == "conrad-2")
        #expect(throws: SetUpMistake.self) { try interview.answer(name, "CONRAD") }
        var (later, agent) = try question("agent 2: address", after: answers)
        #expect(throws: SetUpMistake.self) { try later.answer(agent, "ANNA@example.com") }
    }

    @Test("a step that failed is asked again with its answers as suggestions, and with what else may help")
    func again() throws {
        var answers = Self.usual
        answers["mailbox.host"] = "mial.example.com"
        var (interview, _) = try question("mailbox.authserv_id", after: answers)
        interview.repeat(.mailbox)
        var suggestions: [String: String?] = [:]
        while let question = interview.question(), question.step == .mailbox {
            suggestions["\(question.key)"] = question.suggestion
            try interview.answer(question, question.isSecret ? "right" : "")
        }
        #expect(suggestions["mailbox.host"] == "imaps://mial.example.com")
        #expect(suggestions["mailbox.address"] == "shop@example.com")
        #expect(suggestions["mailbox.password"] == .some(nil))
        #expect(suggestions["mailbox.ca_file"] == "")
    }
}
