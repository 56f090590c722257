import Foundation
import Testing

/// Alerts and dashboard use what there is, and the manual names it.
@Suite struct MonitoringTests {
    private static func names(in text: String) -> Set<String> {
        Set(text.matches(of: /mailbridge_[a-z_]+/).map { String($0.0) })
    }

    /// Families of the source, histograms with their three series.
    private static func families() throws -> (all: Set<String>, series: Set<String>) {
        let source = try Repository.text("Sources/Bridge/Metrics/MetricsDesk+Families.swift")
        let found = source.matches(of: /"(mailbridge_[a-z_]+)",\s+\.(counter|gauge|histogram)/)
        var series: Set<String> = []
        for match in found {
            let name = String(match.1)
            series.formUnion(match.2 == "histogram" ? ["_bucket", "_sum", "_count"].map { name + $0 } : [name])
        }
        return (Set(found.map { String($0.1) }), series)
    }

    @Test("alerts and dashboard name existing metrics only")
    func existing() throws {
        let series = try Self.families().series
        #expect(series.count > 15)
        for file in [
            "dist/alerts/mailbridge.rules.yml", "dist/alerts/mailbridge.rules.test.yml", "dist/grafana/mailbridge.json",
        ] {
            let used = Self.names(in: try Repository.text(file))
            #expect(!used.isEmpty)
            #expect(used.subtracting(series).isEmpty, "\(file)")
        }
    }

    @Test("the dashboard shows every metric, and the operations guide explains each")
    func shown() throws {
        let (all, _) = try Self.families()
        let dashboard = try Repository.text("dist/grafana/mailbridge.json")
        let guide = try Repository.text("docs/operations.md")
        for name in all {
            let isShown = dashboard.contains(name)
            #expect(isShown, "\(name)")
            let isExplained = guide.contains("`\(name)`")
            #expect(isExplained, "\(name)")
        }
    }

    @Test("the dashboard is JSON with a query in each panel, and no panel lies over another")
    func dashboard() throws {
        let data = Data(try Repository.text("dist/grafana/mailbridge.json").utf8)
        let board = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let panels = try #require(board["panels"] as? [[String: Any]])
        var taken: Set<[Int]> = []
        for panel in panels {
            let targets = try #require(panel["targets"] as? [[String: Any]])
            #expect(targets.allSatisfy { !($0["expr"] as? String ?? "").isEmpty })
            let place = try #require(panel["gridPos"] as? [String: Int])
            let (x, y, w, h) = (place["x"] ?? 0, place["y"] ?? 0, place["w"] ?? 0, place["h"] ?? 0)
            #expect(x + w <= 24)
            for column in x..<(x + w) { for row in y..<(y + h) { #expect(taken.insert([column, row]).inserted) } }
        }
        #expect(Set(panels.compactMap { $0["id"] as? Int }).count == panels.count)
    }

    private static let promtool: String? = {
        let found = ["/usr/bin/promtool", "/usr/local/lib/mailbridge-tests/usr/bin/promtool"].first {
            FileManager.default.isExecutableFile(atPath: $0)
        }
        if found == nil {
            print("SKIPPED: the test of the alert rules needs promtool (Debian: package prometheus; make deps)")
        }
        return found
    }()

    @Test("promtool takes the alert rules, and they fire when they should", .enabled(if: promtool != nil))
    func rules() throws {
        for arguments in [["check", "rules", "mailbridge.rules.yml"], ["test", "rules", "mailbridge.rules.test.yml"]] {
            let command = Process()
            command.executableURL = URL(fileURLWithPath: try #require(Self.promtool))
            command.arguments = arguments
            command.currentDirectoryURL = Repository.root.appendingPathComponent("dist/alerts")
            let output = Pipe()
            command.standardOutput = output
            command.standardError = output
            try command.run()
            let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            command.waitUntilExit()
            #expect(command.terminationStatus == 0, "\(text)")
        }
    }
}
