import Foundation
import TestSupport
import Testing

/// `mailbridge clock`: single questions and whole files.
@Suite("clock", .enabled(if: Program.isBuilt))
struct ClockCommandTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    private func clock(_ arguments: String...) async throws -> CommandResult {
        try await mailbridge(["clock"] + arguments, in: directory)
    }

    @Test("one question: the deadline, the warnings, and which days do not count")
    func question() async throws {
        let result = try await clock("bol", "--at", "2026-12-24T15:00", "--now", "2026-12-28T10:00+01:00")
        #expect(
            result.status == 0
                && result.output == """
                    clock      bol: 24h working_days, Europe/Amsterdam
                    start      Thu 24 Dec 15:00 CET
                    skipped    Fri 25 Dec (Christmas Day, NL), Sat 26 Dec (weekend) and Sun 27 Dec (weekend) do not count
                    counted    9h on Thu 24 Dec, 15h on Mon 28 Dec
                    deadline   Mon 28 Dec 15:00 CET
                    flagged    Mon 28 Dec 09:00 CET, by the marketplace itself
                    warning    Mon 28 Dec 03:00 CET, 50 % left
                    warning    Mon 28 Dec 09:00 CET, 25 % left
                    warning    Mon 28 Dec 12:36 CET, 10 % left
                    left       18000 s at Mon 28 Dec 10:00 CET

                    """,
            "\(result)")
        let json = try await clock("conrad", "--at", "2026-12-24T15:00+01:00", "--json")
        #expect(json.output.contains("\"deadline\":\"2026-12-26T15:00:00+01:00\""), "\(json)")
    }

    @Test("behind the table of holidays the answer says from when to when they are known")
    func uncovered() async throws {
        let known = "public holidays are known only from 2024 to 2035"
        for time in ["1900-01-05T10:00", "2036-03-03T10:00", "9999-12-31T23:00"] {
            let result = try await clock("bol", "--at", time)
            #expect(result.status == 0 && result.output.contains("\ncaution    \(known)"), "\(result)")
            let json = try await clock("bol", "--at", time, "--json")
            #expect(json.output.contains("\"caution\":\"\(known)"), "\(json)")
        }
        #expect(try await !clock("bol", "--at", "2035-12-27T10:00").output.contains("caution"))
        #expect(try await !clock("conrad", "--at", "1900-01-05T10:00").output.contains("caution"))
    }

    @Test("a name or time that is none ends with 65, two tasks at once with 64")
    func wrong() async throws {
        let unknown = try await clock("sundial")
        #expect(unknown.status == 65 && unknown.errors.contains("there are allegro,"), "\(unknown)")
        #expect(try await clock("bol", "--at", "noon").status == 65)
        #expect(try await clock("bol", "--vectors", "x").status == 64)
        #expect(try await clock("--vectors", "\(directory.path)/missing").status == 65)
    }

    @Test("a file is computed with all columns; what it says otherwise is named, and the exit code is 1")
    func vectors() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        for (name, cell, wrong) in [
            ("clocks.tsv", "\trunning\t", "\tstopped\t"), ("scores.tsv", "\ttrue\t", "\tfalse\t"),
        ] {
            let file = root.appending(path: "Fixtures/Clocks/\(name)")
            let text = try String(contentsOf: file, encoding: .utf8)
            let right = try await clock("--vectors", file.path)
            #expect(right.status == 0 && right.output == text, "\(right.errors)")
            let place = try directory.write(Array(text.replacing(cell, with: wrong, maxReplacements: 1).utf8), to: name)
            let result = try await clock("--vectors", place)
            #expect(result.status == 1 && result.output == text, "\(result.errors)")
            #expect(result.errors.split(separator: "\n").count == 1)
        }
        let holidays = try directory.write(Array("region\tdate\tname\nNL\t2026-01-01\tNew Year\n".utf8), to: "h.tsv")
        let result = try await clock("--vectors", holidays)
        #expect(result.status == 1 && result.errors.contains("NL date: computed \"2026-04-27\""), "\(result)")
    }
}
