import Foundation
import Routing
import Testing

@testable import Vectors

/// Expected values were computed by independent programs; the whole error allowed is 0 s.
@Suite("Vectors of clocks, scores and holidays")
struct VectorTests {
    @Test(
        "every cell of the published files is computed", .enabled(if: VectorFiles.areShared),
        arguments: [
            ("clocks.tsv", VectorFile.Kind.clocks, 700), ("clock-scores.tsv", .scores, 60),
            ("holidays.tsv", .holidays, 3400),
        ])
    func published(name: String, kind: VectorFile.Kind, least: Int) throws {
        let file = try VectorFile(kind, try #require(VectorFiles.shared(name)), zones: zone)
        print("\(name): \(file.rows.count) rows, \(file.differences.count) differences")
        #expect(file.differences.isEmpty, "\(file.differences.prefix(5).map(\.description).joined(separator: "\n"))")
        #expect(file.rows.count >= least)
    }

    @Test(
        "every cell of our own files is computed",
        arguments: [("clocks.tsv", VectorFile.Kind.clocks), ("scores.tsv", .scores)])
    func own(name: String, kind: VectorFile.Kind) throws {
        let file = try VectorFile(kind, try #require(VectorFiles.own(name)), zones: zone)
        #expect(file.differences.isEmpty, "\(file.differences.prefix(5).map(\.description).joined(separator: "\n"))")
        #expect(file.rows.count >= 20)
    }

    @Test("a file without results is computed all the same, and read again agrees with itself")
    func results() throws {
        let whole = String(decoding: try #require(VectorFiles.own("clocks.tsv")), as: UTF8.self)
        let questions = whole.split(separator: "\n").map { line in
            line.split(separator: "\t", omittingEmptySubsequences: false).prefix(5).joined(separator: "\t")
        }.joined(separator: "\n")
        let computed = try VectorFile(.clocks, Array(questions.utf8), zones: zone)
        #expect(computed.differences.isEmpty)
        #expect(computed.text == whole)
    }

    @Test("what the file says otherwise is named by row and column")
    func difference() throws {
        let whole = String(decoding: try #require(VectorFiles.own("clocks.tsv")), as: UTF8.self)
        let wrong = whole.split(separator: "\n").prefix(2).joined(separator: "\n").replacing(
            "\trunning\t", with: "\toverdue\t")
        let file = try VectorFile(.clocks, Array(wrong.utf8), zones: zone)
        #expect(
            file.differences.map(\.description) == ["O001 state: computed \"running\", the file says \"overdue\""])
    }

    @Test("times and JSON are compared by what they mean")
    func values() {
        #expect(isSame("2026-01-01T00:00:00+01:00", "2025-12-31T23:00:00Z"))
        #expect(isSame("[\"2026-01-01T00:00:00+01:00\",null]", "[\"2025-12-31T23:00:00Z\", null]"))
        #expect(!isSame("2026-01-01T00:00:00+01:00", "2026-01-01T00:00:00Z"))
        #expect(!isSame("", "0"))
    }

    @Test(
        "a file that cannot be understood is refused with its line",
        arguments: [
            ("", "line 1"), ("id\trules\tevents\tnow\na\t[]\t[]\t2026-01-01T00:00:00Z", "holds no rule"),
            ("id\trules\tevents\na\t[]\t[]\tx", "more cells"), ("id\trules\na\t[{]", "not the JSON"),
            (
                "id\trules\na\t[{\"name\":\"a\",\"target_s\":1,\"counting\":\"calendar\",\"timezone\":\"No/Where\"}]",
                "time zone"
            ),
            (
                "id\trules\na\t[{\"name\":\"a\",\"target_s\":0,\"counting\":\"calendar\",\"timezone\":\"UTC\"}]",
                "target_s"
            ),
            ("id\trules\na\t[{\"name\":\"a\",\"target_s\":1,\"counting\":\"never\",\"timezone\":\"UTC\"}]", "counting"),
        ])
    func refused(text: String, reason: String) {
        #expect {
            _ = try VectorFile(.clocks, Array(text.utf8)) { $0 == "UTC" ? .utc : nil }
        } throws: { error in
            (error as? VectorTable.Fault)?.description.contains(reason) ?? false
        }
    }

    private func zone(_ name: String) -> TimeZoneRules? {
        FileManager.default.contents(atPath: "/usr/share/zoneinfo/\(name)").flatMap { data in
            try? TimeZoneRules(name: name, tzif: Array(data))
        }
    }
}
