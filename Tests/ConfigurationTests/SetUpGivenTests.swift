import Domain
import Testing

@testable import Configuration

/// Answers that were given beforehand.
@Suite struct SetUpGivenTests {
    private func given(_ text: String) throws(ConfigurationProblems) -> SetUpGiven {
        try SetUpGiven(ConfigurationFile.Source(file: "answers.toml", bytes: Array(text.utf8)))
    }

    @Test("sections and keys are those of a configuration")
    func reading() throws {
        let given = try given(
            """
            [mailbox]
            address = "shop@example.com"
            password = { env = "P" }
            sub_addressing = false
            [[marketplace]]
            connector = "bol"
            [[marketplace]]
            connector = "mirakl"
            api_key = { file = "/k" }
            """)
        #expect(given[SetUpKey(.mailbox, "address")] == .text("shop@example.com"))
        #expect(given[SetUpKey(.mailbox, "password")] == .secret(.environment("P")))
        #expect(given[SetUpKey(.mailbox, "sub_addressing")] == .text("false"))
        #expect(given[SetUpKey(.marketplace(0), "connector")] == .text("bol"))
        #expect(given[SetUpKey(.marketplace(1), "api_key")] == .secret(.file("/k")))
    }

    @Test(
        "mistakes of the file are told with their place",
        arguments: [
            ("[mailbx]\n", "answers.toml:1:2: error: unknown section [mailbx]; did you mean [mailbox]?"),
            (
                "[mailbox]\naddress = 5\n",
                "answers.toml:2:11: error: address: expected a text in quotes, found the number 5"
            ),
            ("[mailbox]\npassword = { fiel = \"/x\" }\n", "did you mean \"file\"?"), ("[mailbox\n", "not valid TOML"),
            ("agent = 5\n", "agent: expected a section, found the number 5"),
        ])
    func mistakes(text: String, cure: String) {
        let problems = #expect(throws: ConfigurationProblems.self) { try given(text) }
        #expect(problems?.description.contains(cure) ?? false, "\(problems?.description ?? "")")
    }

    @Test("a secret stands in no answer, and is read from where it lies")
    func secrets() throws {
        let given = try given(
            "[mailbox]\npassword = \"canary\"\naddress = { env = \"A\" }\n[submission]\npassword = { env = \"P\" }\n")
        let reader = SecretReader(environment: ["P": "secret", "A": "x"])
        let password = SetUpQuestion(.mailbox, .mailbox, "password", .text, "").secret
        let mistake = #expect(throws: SetUpMistake.self) { try given.answer(to: password, reader) }
        #expect(!(mistake?.description.contains("canary") ?? true))
        #expect(throws: SetUpMistake.self) {
            try given.answer(to: SetUpQuestion(.mailbox, .mailbox, "address", .address, ""), reader)
        }
        let other = SetUpQuestion(.submission, .submission, "password", .text, "").secret
        #expect(try given.answer(to: other, reader) == "secret")
        #expect(try given.answer(to: SetUpQuestion(.mailbox, .mailbox, "host", .text, ""), reader) == nil)
    }

    @Test("keys that nobody asks for are told with what was meant")
    func unknown() throws {
        let given = try given("[mailbox]\nadress = \"x\"\n[[agent]]\nfoo = \"x\"\n")
        let told = given.unknown(among: [SetUpKey(.mailbox, "address"), SetUpKey(.mailbox, "host")])
        #expect(
            told == [
                "answers.toml:2:1: unknown key \"adress\"; did you mean \"address\"?",
                "answers.toml:4:1: unknown key \"foo\"; there is nothing to know of it",
            ])
    }

    @Test("of marketplaces behind one whose connector is mistyped nothing is called unknown")
    func mistypedConnector() throws {
        let given = try given(
            """
            [[marketplace]]
            connector = "mirackl"
            url = "x"
            [[marketplace]]
            connector = "bol"
            client_id = "x"
            """)
        let asked = [SetUpKey(.marketplace(0), "connector")]
        #expect(given.unknown(among: asked) == [])
        let corrected = asked + [SetUpKey(.marketplace(0), "host"), SetUpKey(.marketplace(1), "connector")]
        #expect(
            given.unknown(among: corrected) == ["answers.toml:3:1: unknown key \"url\"; there is connector, host"])
    }
}
