import Foundation
import Testing

@testable import Patterns

/// Patterns that make engines slow which go back in the text, each with a text made for it: `Tests/Fixtures/Patterns`.
@Suite("Hostile patterns") struct HostilePatternTests {
    struct Attack: Sendable, CustomTestStringConvertible {
        var pattern: String
        /// Repeated, and what stands behind.
        var piece: String
        var end: String
        var testDescription: String { "\(pattern) on \(piece.debugDescription)" }
    }

    static let attacks: [Attack] = {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let text = try? String(contentsOf: folder.appending(path: "Fixtures/Patterns/hostile.tsv"), encoding: .utf8)
        return (text ?? "").split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            return cells.count == 3 ? Attack(pattern: cells[0], piece: cells[1], end: cells[2]) : nil
        }
    }()

    @Test("twice the text takes twice the steps, and never more than instructions times characters", arguments: attacks)
    func linear(attack: Attack) throws {
        let pattern = try Pattern(attack.pattern)
        let instructions = pattern.program.instructions.count
        func steps(_ count: Int) -> Int {
            var search = PatternSearch(
                pattern.program, PatternText(String(repeating: attack.piece, count: count) + attack.end))
            _ = search.first(from: 0)
            return search.steps
        }
        let counts = [200, 400, 800, 1600].map(steps)
        // What is added counts: at first there are fewer ways under way than there can be.
        let added = zip(counts, counts.dropFirst()).map { $1 - $0 }
        for (half, whole) in zip(added, added.dropFirst()) {
            #expect(Double(whole) <= 2.1 * Double(half) + Double(20 * instructions), "\(counts)")
        }
        #expect(counts[3] <= 3 * instructions * (1600 * attack.piece.unicodeScalars.count + attack.end.count + 2))
    }

    @Test("what is found does not depend on the way it is searched: the fixed text of a pattern is in each match")
    func required() throws {
        for attack in Self.attacks {
            let pattern = try Pattern(attack.pattern)
            let text = PatternText(String(repeating: attack.piece, count: 5) + attack.end)
            guard !pattern.required.isEmpty, let match = pattern.firstMatch(in: text) else { continue }
            let found = text[match.range].lowercased()
            #expect(found.contains(String(decoding: pattern.required, as: UTF8.self)), "\(attack.pattern)")
        }
    }

    @Test("whether there is a match does not depend on the way it is searched either", arguments: attacks)
    func scanned(attack: Attack) throws {
        let pattern = try Pattern(attack.pattern)
        for text in [String(repeating: attack.piece, count: 60) + attack.end, attack.end, "", attack.piece + "\nz"] {
            var scan = PatternScan(pattern.program)
            #expect(scan.matches(PatternText(text)) == (pattern.firstMatch(in: PatternText(text)) != nil), "\(text)")
        }
    }

    @Test(
        "long repetitions are found and missed in long texts",
        arguments: [".{0,900}z", "a.{900}b", "(?:ä?\\b.){0,300}z"])
    func repetitions(written: String) throws {
        let pattern = try Pattern(written)
        let text = String(repeating: "aä", count: 20_000)
        #expect(!pattern.matches(PatternText(text)))
        #expect(pattern.matches(PatternText(text + String(repeating: "ab", count: 500) + "z")))
    }

    @Test("the corpus is there")
    func corpus() { #expect(Self.attacks.count >= 95) }
}
