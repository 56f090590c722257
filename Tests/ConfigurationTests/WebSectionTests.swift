import Domain
import FoundationEssentials
import Testing

@testable import Configuration

@Suite("[web] and [metrics]")
struct WebSectionTests {
    private static func checked(_ lines: String) throws -> CheckedConfiguration {
        try "\(Broken.minimalText)\n\(lines)\n".checked()
    }

    @Test("without the sections nothing listens; with them at this machine only")
    func defaults() throws {
        let none = try Self.checked("").offline
        #expect(none.web == nil && none.metrics == nil)
        let both = try Self.checked("[web]\ntoken = { env = \"T\" }\n[metrics]").offline
        #expect(both.web?.place == .port(host: "127.0.0.1", port: 8425))
        #expect(both.metrics?.place == .port(host: "127.0.0.1", port: 9425))
        #expect(both.web?.connections == 20 && both.web?.requestTimeout == .seconds(10))
    }

    @Test("a token or a name with a password, from where the secret lies")
    func keys() throws {
        let reader = SecretReader(environment: ["T": "a-token-long-enough", "S": "short", "P": "x", "K": "x"])
        let token = try Self.checked("[web]\ntoken = { env = \"T\" }").resolved(reader)
        guard case .token(let secret) = token.web?.key else { throw CancellationError() }
        #expect(secret.reveal() == "a-token-long-enough")
        let password = try Self.checked("[web]\npassword = { env = \"T\" }").resolved(reader)
        guard case .password("admin", let word) = password.web?.key else { throw CancellationError() }
        #expect(word.reveal() == "a-token-long-enough")
        let short = try Self.checked("[web]\ntoken = { env = \"S\" }")
        let problems = #expect(throws: ConfigurationProblems.self) { try short.resolved(reader) }
        #expect("\(try #require(problems))".contains("less than 12 characters"))
    }

    @Test(
        "mistakes name their cure",
        arguments: [
            ("[web]", "needs the key \"token\" or \"password\""),
            ("[web]\ntoken = \"abc\"", "must not stand in the configuration"),
            ("[web]\ntoken = { env = \"T\" }\npassword = { env = \"P\" }", "leave one of the two out"),
            ("[web]\ntoken = { env = \"T\" }\nlisten = \"0.0.0.0:80\"", "this machine only"),
            ("[web]\ntoken = { env = \"T\" }\nmode = \"0600\"", "only a Unix socket has rights"),
            ("[web]\ntokn = { env = \"T\" }", "did you mean"), ("[metrics]\nlisten = \"nowhere\"", "expected a path"),
        ])
    func mistakes(lines: String, reason: String) {
        let problems = #expect(throws: ConfigurationProblems.self) { try Self.checked(lines) }
        #expect(problems.map { "\($0)".contains(reason) } == true, "\(String(describing: problems))")
    }
}
