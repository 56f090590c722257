import Configuration
import Testing

@Suite("Mistakes in a configuration")
struct BrokenConfigurationTests {
    @Test("are named with place and cure", arguments: BrokenConfigurations.all)
    func named(broken: Broken) {
        let problems = broken.text.problems()
        #expect(problems.count == broken.expected.count, "\(problems)\n\(broken.text)")
        for (problem, expected) in zip(problems, broken.expected) {
            #expect(
                problem.hasPrefix("config.toml:\(expected.place): error: "), "\(problem), expected \(expected.place)")
            #expect(problem.contains(expected.piece), "\(problem), expected \(expected.piece)")
        }
    }

    @Test("the minimal configuration of this table is right itself")
    func minimal() { #expect(Broken.minimalText.problems().isEmpty) }

    @Test("a message never holds the secret that it complains about")
    func secrets() {
        let text = Broken.minimalText.replacing("{ env = \"P\" }", with: "\"hunter2\"")
            .replacing("{ env = \"K\" }", with: "[\"hunter2\"]")
        let problems = text.problems()
        #expect(problems.count == 2)
        #expect(!problems.contains { $0.contains("hunter2") })
    }

    @Test("bytes that are not UTF-8 are refused with their place")
    func notUTF8() {
        let bytes = Array("[store]\npath = \"/ü".utf8) + [0xFF] + Array("\"\n".utf8)
        guard case .failure(let problems) = ConfigurationFile.check([.init(file: "c", bytes: bytes)]) else {
            Issue.record("accepted")
            return
        }
        #expect(problems.description.hasPrefix("c:2:11: error: found bytes that are not UTF-8"))
    }

    @Test("a file that is too large or nested too deeply is refused")
    func tooMuch() {
        #expect(String(repeating: "#\n", count: 600_000).problems().first?.contains("may have 1 MiB at most") ?? false)
        let deep = "clock = " + String(repeating: "[", count: 60) + String(repeating: "]", count: 60)
        #expect(deep.problems().first?.contains("nested too deeply") ?? false)
    }

    @Test(
        "what is nested without end is refused at once, with its line", .timeLimit(.minutes(1)),
        arguments: [
            "x = " + String(repeating: "[", count: 40_000), "x = [" + String(repeating: "{a=[", count: 10_000),
            String(repeating: "a.", count: 8_000) + "a = 1", "[" + String(repeating: "a.", count: 8_000) + "a]",
            "x = { " + String(repeating: "a.", count: 500_000) + "a = 1 }",
            "[[" + String(repeating: "a.", count: 24) + "a]]", "[" + String(repeating: "\"a\" . ", count: 30) + "a]",
        ])
    func endless(text: String) {
        let problems = ("[bridge]\n" + text + "\n").problems()
        #expect(problems.count == 1)
        #expect(problems.first?.hasPrefix("config.toml:2:") ?? false, "\(problems)")
        #expect(problems.first?.contains("nested too deeply: a key or value has more than 24 levels") ?? false)
    }
}
