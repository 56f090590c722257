import Configuration
import Testing

@Suite struct DocumentedConfigurationTests {
    @Test("the configurations that README and manual page show are right")
    func examples() throws {
        let readme = try Repository.text("README.md")
        let page = try Repository.text("dist/man/mailbridge.toml.5")
        let shown = [
            try #require(readme.firstMatch(of: /```toml\n([^`]*)```/)?.1),
            try #require(page.firstMatch(of: /\.Sh EXAMPLES(?s:.*?)\.Bd [^\n]*\n((?s:.*?))\.Ed/)?.1),
        ]
        for text in shown {
            switch ConfigurationFile.check(text: String(text), file: "config.toml") {
            case .success(let checked): #expect(checked.offline.mailboxes.count == 1)
            case .failure(let problems): Issue.record("\(problems)")
            }
        }
    }
}
