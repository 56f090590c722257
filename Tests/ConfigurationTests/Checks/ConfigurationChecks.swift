import Domain
import Marketplaces
import Routing

@testable import Configuration

/// What has to hold whatever a configuration file holds.
struct ConfigurationChecks {
    private(set) var failures: [String] = []
    private static let canary = "canary-0f5e"

    /// Every zone is UTC, so that nothing is read from the disk.
    private struct OneZone: TimeZoneSource {
        func rules(named name: String) -> TimeZoneRules? { names.contains(name) ? .utc : nil }
        let names = ["Europe/Berlin", "Europe/Paris", "Europe/Warsaw", "Europe/Amsterdam", "UTC"]
    }

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    mutating func check(_ bytes: [UInt8]) {
        checkPlaces(bytes)
        switch Self.read(bytes) {
        case .success(let checked): check(checked)
        case .failure(let problems): check(problems, of: bytes)
        }
        // Further files add to the first.
        let half = bytes.count / 2
        _ = Self.read(Array(bytes[..<half]), Array(bytes[half...]))
    }

    private static func read(_ files: [UInt8]...) -> Result<CheckedConfiguration, ConfigurationProblems> {
        let sources = files.enumerated().map { ConfigurationFile.Source(file: "\($0.offset).toml", bytes: $0.element) }
        return ConfigurationFile.check(sources, zones: OneZone())
    }

    // MARK: Mistakes

    private mutating func check(_ found: ConfigurationProblems, of bytes: [UInt8]) {
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
        expect(!found.problems.isEmpty && found.problems == found.problems.sorted(), "mistakes stand in order")
        for problem in found.problems {
            expect(problem.file == "0.toml" && !problem.message.isEmpty, "\(problem) says something")
            expect((1...lines.count).contains(problem.line), "\(problem) lies in a line of the file")
            let line = lines[min(problem.line, lines.count) - 1]
            expect((1...line.count + 1).contains(problem.column), "\(problem) lies in its line")
            expect(!problem.description.contains("\n"), "\(problem) is one line")
        }
        // A secret that stands where it must not is not repeated.
        let written = lines.filter { $0.contains(Self.canary.utf8) }
        if written.count == 1, written[0].elementsEqual("password = \"\(Self.canary)\"".utf8),
            !bytes.contains("\"\"\"".utf8), !bytes.contains("'''".utf8)
        {
            expect(!found.description.contains(Self.canary), "a secret is shown")
        }
    }

    // MARK: Values

    /// What is shown loads again with the same effect; secrets are asked for by their place and never shown.
    private mutating func check(_ checked: CheckedConfiguration) {
        let shown = checked.shown.text()
        let again = Self.read(Array(shown.utf8))
        guard case .success(let same) = again else {
            expect(false, "what is shown does not load: \(again)")
            return
        }
        expect(same.shown.text() == shown, "what is shown is shown again")
        let difference = ConfigurationDifference(from: checked.offline, to: same.offline)
        expect(difference.changes.isEmpty, "what is shown routes as before: \(difference.changes)")
        let parts = checked.shown.text(.changed) + checked.shown.text(.defaults)
        let isSetting = { (line: Substring) in line.contains(" = ") && !line.hasPrefix(" ") }
        expect(
            parts.split(separator: "\n").count(where: isSetting)
                == shown.split(separator: "\n").count(where: isSetting),
            "what is set and what is default make up the whole")
        check(checked.offline)
        var asked: [SecretReference] = []
        let resolved = try? checked.resolved { reference throws(FileError) in
            asked.append(reference)
            return Secret("\(Self.canary)-\(Self.canary)")
        }
        expect(resolved != nil && asked.count == checked.secrets.count, "each secret is asked for once")
        // The file itself may have the word in a name.
        if !shown.contains(Self.canary), let resolved {
            expect(!String(describing: resolved).contains(Self.canary), "a secret is printed")
        }
    }

    private mutating func check(_ configuration: Configuration) {
        for (name, count) in [
            ("mailboxes", configuration.mailboxes.count), ("marketplaces", configuration.marketplaces.count),
            ("agents", configuration.agents.count),
        ] { expect(count > 0, "there are \(name)") }
        expect(unique(configuration.mailboxes.map(\.name)), "names of mailboxes are unique")
        expect(unique(configuration.marketplaces.map(\.name.text)), "names of marketplaces are unique")
        expect(unique(configuration.agents.map(\.name)), "names of agents are unique")
        for marketplace in configuration.marketplaces {
            expect(configuration.clock(of: marketplace.name) != nil, "\(marketplace.name) has a clock")
            for address in [marketplace.url, marketplace.tokenURL].compactMap(\.self) {
                let isLoopback = ["http://localhost", "http://127.0.0.1", "http://[::1]"].contains {
                    address.hasPrefix($0)
                }
                expect(address.hasPrefix("https://") || isLoopback, "\(address) is asked over TLS")
            }
        }
    }

    private func unique(_ names: [String]) -> Bool { Set(names).count == names.count }

    // MARK: Places

    /// Each key is found where it stands, although parser and scanner are two.
    private mutating func checkPlaces(_ bytes: [UInt8]) {
        guard let document = try? TOMLDocument(ConfigurationFile.Source(file: "f", bytes: bytes)) else { return }
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map {
            Array(String(decoding: $0, as: UTF8.self).unicodeScalars)
        }
        var level: [(node: TOMLNode, above: SourcePlace)] = [(document.root, document.root.place)]
        while let (node, _) = level.popLast() {
            switch node.value {
            case .table(let fields):
                for (key, field) in fields {
                    level.append((field, node.place))
                    // Where escapes stand in keys the place of what is around has to do.
                    guard field.keyPlace != node.place, !key.contains("\\"), !key.isEmpty else { continue }
                    let line = lines[field.keyPlace.line - 1].dropFirst(field.keyPlace.column - 1)
                    let isQuoted = line.first == "\"" || line.first == "'"
                    expect(isQuoted || line.starts(with: key.unicodeScalars), "\(key) stands at \(field.keyPlace)")
                }
            case .list(let elements): level += elements.map { ($0, node.place) }
            default: break
            }
        }
    }
}

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// A configuration file.
    case configuration

    func failures(for input: [UInt8]) -> [String] {
        var checks = ConfigurationChecks()
        checks.check(input)
        return checks.failures
    }
}
