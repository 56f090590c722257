import Domain
import Marketplaces
import Routing
import Testing

@testable import Configuration

@Suite("config.example.toml")
struct ExampleTests {
    @Test("it loads as is, with every marketplace in shadow mode")
    func loads() throws {
        let checked = try Example.text().checked()
        #expect(
            checked.offline.marketplaces.map(\.connector) == [
                .mirakl, .kaufland, .amazon, .bol, .ebay, .allegro, .octopia, .backmarket,
            ])
        #expect(checked.offline.marketplaces.allSatisfy { $0.mode == .shadow })
    }

    @Test("it loads too with everything switched on that is commented out")
    func switchedOn() throws {
        let text = try Self.switchedOn()
        #expect(text.problems().isEmpty, "\(text.problems())")
    }

    @Test("it names every key that a configuration may hold")
    func complete() throws {
        let text = try Self.switchedOn()
        let document = try TOMLDocument(.init(file: "config.toml", bytes: Array(text.utf8)))
        let walk = Walk(document.root, zones: ZoneInfoDirectory())
        _ = walk.run()
        for (table, keys) in walk.report.known {
            // Keys that exclude others of the same example are named in its remarks.
            for key in keys where !text.contains("\(key) = ") {
                Issue.record("\(table) \(key) is not in the example")
            }
        }
        #expect(walk.report.known.count == 24)
    }

    @Test("what it says is the default is the default")
    func defaults() throws {
        let shown = try Broken.minimalText.checked().shown
        let example = try Example.text()
        for section in shown.sections {
            for setting in section.settings where setting.origin == .byDefault {
                let line = "\(setting.key) = \(setting.value)"
                // These follow from other values.
                if [
                    "address", "domain", "from", "mailbox", "clock", "language", "shown_name", "senders", "rules",
                    "lead",
                ]
                .contains(
                    setting.key)
                {
                    continue
                }
                #expect(example.contains("\n\(line)"), "\(section.header) \(line)")
            }
        }
    }

    /// The example with each `#key = …` line as a setting. Remarks have a blank behind the `#`.
    private static func switchedOn() throws -> String {
        try Example.text().split(separator: "\n", omittingEmptySubsequences: false).map { line in
            line.hasPrefix("#") && line.dropFirst().first?.isLetter ?? false ? line.dropFirst() : line
        }.joined(separator: "\n")
    }
}
