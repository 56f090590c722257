import Testing

/// What the documents promise exists.
@Suite struct DocumentTests {
    /// Everything that a person reads.
    private static func documents() throws -> [(path: String, text: String)] {
        let top = [
            "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Benchmarks/README.md", "Fuzz/README.md",
        ]
        return try (top + Repository.files(in: "docs", ending: "md")).map { ($0, try Repository.text($0)) }
    }

    /// Targets with their line of help.
    private static func targets() throws -> Set<String> {
        let makefile = try Repository.text("Makefile")
        return Set(makefile.matches(of: #/\n([a-z-]+):.* ## /#).map { String($0.1) })
    }

    @Test("every target that a person can call has its line of help")
    func help() throws {
        let makefile = try Repository.text("Makefile")
        let phony = try #require(makefile.split(separator: "\n").first { $0.hasPrefix(".PHONY:") })
        #expect(Set(phony.dropFirst(7).split(separator: " ").map(String.init)) == (try Self.targets()))
    }

    @Test("documents name existing make targets only")
    func makeTargets() throws {
        let targets = try Self.targets()
        for (path, text) in try Self.documents() {
            for match in text.matches(of: /(?:`|\n *|\$ |sudo )make ([a-z][a-z-]*)/) {
                #expect(targets.contains(String(match.1)), "\(path): make \(match.1)")
            }
        }
    }

    @Test("README names the two commands")
    func twoCommands() throws {
        let readme = try Repository.text("README.md")
        #expect(readme.contains("make demo"))
        #expect(readme.contains("make test"))
    }

    @Test("links between the documents lead somewhere")
    func links() throws {
        for (path, text) in try Self.documents() {
            let folder = path.split(separator: "/").dropLast().map { "\($0)/" }.joined()
            for match in text.matches(of: /\]\(([^)\s#]+)(?:#[^)]*)?\)/) where !match.1.contains(":") {
                #expect(Repository.exists(folder + match.1), "\(path): \(match.1)")
            }
        }
    }

    @Test("the operations guide names every event")
    func events() throws {
        let guide = try Repository.text("docs/operations.md")
        let catalogue = try Repository.text("Sources/Bridge/Event.swift")
        let names = catalogue.matches(of: /case \w+ = "([a-z-]+)"/).map { String($0.1) }
        #expect(!names.isEmpty)
        for name in names { #expect(guide.contains("`\(name)`"), "\(name)") }
    }

    @Test("the operations guide names every cause of a held reply and every reason of a decision about a mail")
    func reasons() throws {
        let guide = try Repository.text("docs/operations.md")
        let causes = try Repository.text("Sources/Bridge/Texts/HoldCause.swift").prefix { $0 != "}" }
        let refusals = try Repository.text("Sources/Replies/Identity/SenderProof.swift").split(
            separator: "enum Refusal")
        let rules = try #require(
            try Repository.text("Sources/Bridge/Intake/MailIntake.swift").split(separator: "enum IntakeRule").last
        ).prefix { $0 != "}" }
        let text = "\(causes)\n\(refusals[1])\n\(rules)"
        let names = text.matches(of: /case (\w+)(?: = "([a-z-]+)")?\n/).map { $0.2 ?? $0.1 }
        #expect(names.contains("vanished") && names.contains("interleaved"))
        for name in names {
            let isNamed = guide.contains("`\(name)`")
            #expect(isNamed, "\(name)")
        }
    }

    @Test("the operations guide names every rule of the audit")
    func auditRules() throws {
        let guide = try Repository.text("docs/operations.md")
        let rules = try Repository.text("Sources/Store/SQLite/AuditRule.swift").matches(of: /name: "([a-z-]+)"/)
        #expect(!rules.isEmpty)
        for rule in rules { #expect(guide.contains("`\(rule.1)`"), "\(rule.1)") }
    }

    @Test("the manual page names every kind of defect")
    func defects() throws {
        let page = try Repository.text("dist/man/mailbridge.1").split(separator: "Kinds of defects")
        let source = try Repository.text("Sources/MIME/Defect.swift")
        let kinds = source.matches(of: /\n +case ([A-Za-z, ]+)/).flatMap { $0.1.split(separator: ", ") }
        let words = Set(try #require(page.last).split { !$0.isLetter })
        #expect(page.count == 2 && kinds.count > 30)
        for kind in kinds { #expect(words.contains(kind), "\(kind)") }
    }

    @Test("the operations guide and the manual page name every sub-command")
    func commands() throws {
        let guide = try Repository.text("docs/operations.md")
        let page = try Repository.text("dist/man/mailbridge.1")
        let sources = Repository.sources.filter { $0.module == "mailbridge" }.flatMap(\.lines)
        let names = sources.compactMap { $0.firstMatch(of: /commandName: "([a-z-]+)"/).map { String($0.1) } }
        #expect(!names.isEmpty)
        for name in Set(names).subtracting(["mailbridge"]) {
            #expect(guide.contains(name), "\(name)")
            #expect(page.contains(name), "\(name)")
        }
    }

    @Test("the manual page of the configuration names the keys of the example, and no others")
    func configurationKeys() throws {
        let page = try Repository.text("dist/man/mailbridge.toml.5")
        let items = page.matches(of: /\n\.It Ic ([a-z_ ,]+)/).flatMap { $0.1.split(separator: " , ").map(String.init) }
        let example = try Repository.text("config.example.toml")
        let keys = Set(example.matches(of: #/(?:^|\n)#?([a-z_]+) = /#).map { String($0.1) })
        #expect(keys.count > 50)
        for key in keys {
            let isNamed = page.contains(key)
            #expect(isNamed, "\(key)")
        }
        // Each in the section that the example has it in; those of a table inside it belong to that section.
        let sections = page.split(separator: "\n.Ss ").dropFirst()
        for part in example.split(separator: "\n[") {
            guard let name = part.firstMatch(of: #/^\[?([a-z]+)[a-z.]*\]/#)?.1 else { continue }
            let text = try #require(
                sections.first { $0.hasPrefix("[\(name)]") || $0.hasPrefix("[[\(name)]]") }, "\(name)")
            for key in part.matches(of: #/\n#?([a-z_]+) = /#).map(\.1) {
                #expect(text.contains(key), "\(key) in [\(name)]")
            }
        }
        for item in items { #expect(keys.contains(item) || example.contains("\(item) = "), "\(item)") }
    }

    @Test("systemd waits longer than the service takes to end", arguments: ["mailbridge", "mailbridge@"])
    func stopTime(unit: String) throws {
        let text = try Repository.text("dist/systemd/\(unit).service")
        let patience = try #require(text.firstMatch(of: /TimeoutStopSec=(\d+)s/).flatMap { Int($0.1) })
        let source = try Repository.text("Sources/mailbridge/Service/ServiceRun.swift")
        let end = try #require(
            source.firstMatch(of: /maximumGracefulShutdownDuration = \.seconds\((\d+)\)/).flatMap { Int($0.1) })
        #expect(patience > end)
    }
}
