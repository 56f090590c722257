@testable import Patterns

/// What has to hold whatever pattern and text are.
struct PatternChecks {
    private(set) var failures: [String] = []

    private mutating func expect(_ holds: Bool, _ what: @autoclosure () -> String) {
        if !holds { failures.append(what()) }
    }

    /// Reads the first line of `bytes` as a pattern and looks for it in the rest.
    mutating func check(_ bytes: [UInt8]) {
        let line = bytes.prefix { $0 != 0x0A }
        let written = String(decoding: line, as: UTF8.self)
        let text = PatternText(String(decoding: bytes.dropFirst(line.count + 1), as: UTF8.self))
        do throws(PatternMistake) {
            check(try Pattern(written), text)
        } catch {
            expect(error.offset <= written.unicodeScalars.count, "a mistake lies in the pattern: \(error)")
        }
    }

    private mutating func check(_ pattern: Pattern, _ text: PatternText) {
        let program = pattern.program
        expect(program.instructions.count <= PatternProgram.longest, "a program is bounded")
        // What is large and long is only compiled: an input has its time.
        guard program.instructions.count * text.bytes.count < 200_000 else { return }
        var search = PatternSearch(program, text)
        let first = search.first(from: 0)
        expect(search.steps <= (3 * program.instructions.count + 1) * (text.bytes.count + 2), "steps: \(search.steps)")
        let all = pattern.matches(in: text, limit: 5)
        expect(all.first == first, "the first of all is the first")
        for match in all {
            expect(isBorder(match.range.lowerBound, text) && isBorder(match.range.upperBound, text), "\(match.range)")
            for group in match.groups {
                expect(match.range.clamped(to: group.range) == group.range, "\(group.name) lies in its match")
                expect(isBorder(group.range.lowerBound, text) && isBorder(group.range.upperBound, text), "\(group)")
                expect(pattern.names.contains(group.name), "\(group.name) is a group's name")
            }
        }
        for (one, next) in zip(all, all.dropFirst()) {
            expect(one.range.upperBound <= next.range.lowerBound, "matches follow each other")
        }
    }

    private func isBorder(_ offset: Int, _ text: PatternText) -> Bool {
        offset == text.bytes.count || (text.bytes.indices.contains(offset) && text.bytes[offset] & 0xC0 != 0x80)
    }
}

/// What is fuzzed.
enum FuzzTarget: String, CaseIterable, Sendable {
    /// A pattern, LF, a text.
    case patterns

    func failures(for input: [UInt8]) -> [String] {
        var checks = PatternChecks()
        checks.check(input)
        return checks.failures
    }
}
