import Foundation
import Testing

@testable import Configuration

/// Rule files with mistakes, each with all that has to be said about it: `Tests/Fixtures/Routes`.
@Suite("Broken rule files") struct BrokenRouteTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var text: String
        /// `line:column message`
        var expected: [String]
        var testDescription: String { name }
    }

    /// Blocks of `=== name`, the file, and a line `--- line:column message` for each mistake.
    static let cases: [Case] = fixture("broken-routes.txt").split(separator: "\n=== ").map { block in
        let lines = "\(block)".split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let name = lines[0].hasPrefix("=== ") ? String(lines[0].dropFirst(4)) : lines[0]
        let rules = lines.dropFirst().filter { !$0.hasPrefix("--- ") }
        return Case(
            name: name, text: rules.joined(separator: "\n") + "\n",
            expected: lines.filter { $0.hasPrefix("--- ") }.map { String($0.dropFirst(4)) })
    }

    private static func fixture(_ name: String) -> String {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let url = folder.appending(path: "Fixtures/Routes/\(name)")
        return (try? String(contentsOf: url, encoding: .utf8)) ?? ""
    }

    private func problems(_ rules: String) -> [String] {
        let sources = [("config.toml", Self.fixture("configuration.toml")), ("rules.toml", rules)].map {
            ConfigurationFile.Source(file: $0, bytes: Array($1.utf8))
        }
        guard case .failure(let problems) = ConfigurationFile.check(sources) else { return [] }
        return problems.problems.map { problem in
            let place = "\(problem.line):\(problem.column)"
            return (problem.file == "rules.toml" ? "" : "\(problem.file):") + "\(place) \(problem.message)"
        }
    }

    @Test("each is refused with exact places, what was expected and what may be meant", arguments: cases)
    func refused(broken: Case) { #expect(problems(broken.text) == broken.expected) }

    @Test("there are 150 and more, and the configuration beside them is right")
    func corpus() {
        #expect(Self.cases.count >= 150)
        #expect(Set(Self.cases.map(\.name)).count == Self.cases.count)
        #expect(Self.cases.allSatisfy { !$0.expected.isEmpty })
        #expect(problems("[[route]]\nname = \"a\"\n").isEmpty)
    }
}
