import Domain
import Foundation
import Marketplaces
import Store
import Testing

@testable import Bridge

/// One line of `Tests/Fixtures/Money/expected.tsv`.
struct MoneyCase: Sendable, CustomTestStringConvertible {
    var name: String
    /// What the marketplace is asked to do, and how often.
    var executions: Int
    var state: String
    var steps: [String]

    var testDescription: String { name }

    static let directory = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Fixtures/Money")

    static let all: [MoneyCase] = {
        let text = (try? String(contentsOf: directory.appending(path: "expected.tsv"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.compactMap { line in
            let columns = line.split(separator: "\t").map(String.init)
            guard columns.count == 5, let executions = Int(columns[1]) else { return nil }
            return MoneyCase(
                name: columns[0], executions: executions, state: columns[2],
                steps: columns[3].split(separator: " ").map(String.init))
        }
    }()
}

@Suite("Money by mail") struct MoneyCorpusTests {
    @Test("the table is whole") func whole() { #expect(MoneyCase.all.count >= 80) }

    @Test("nothing is executed but what was asked for, shown and confirmed", arguments: MoneyCase.all)
    func corpus(row: MoneyCase) async throws {
        let bench = try await DeskBench()
        for step in row.steps { try await take(step, bench) }
        let tasks = try await bench.outbox().filter { $0.task != nil }
        let state =
            !bench.connector.posts.isEmpty
            ? "posted"
            : tasks.contains { $0.state == .held }
                ? "asked"
                : tasks.contains { $0.state == .failed }
                    ? "failed" : bench.connector.requests.isEmpty ? "refused" : "executed"
        let last = try await bench.mails().last?.text ?? ""
        #expect(bench.connector.requests.count == row.executions, "\(last)")
        #expect(state == row.state, "\(last)")
        let allowed = row.state == "posted" ? 1 : 0
        #expect(bench.connector.posts.count == allowed)
    }

    private func take(_ step: String, _ bench: DeskBench) async throws {
        switch step {
        case "again": try await bench.again()
        case "+5m": bench.advance(.seconds(300))
        case "+29m": bench.advance(.seconds(29 * 60))
        case "+31m": bench.advance(.seconds(31 * 60))
        case "+1h": bench.advance(.seconds(3600))
        case "+25h": bench.advance(.seconds(25 * 3600))
        case "order:shipped": bench.connector.change { $0.order?.state = "SHIPPED" }
        case "order:price":
            bench.connector.change { $0.order?.lines[0].price = Money(minorUnits: 1000, currency: "EUR") }
        case "order:gone": bench.connector.change { $0.order = nil }
        case "order:down": bench.connector.change { $0.isDown = true }
        case "order:up": bench.connector.change { $0.isDown = false }
        case "result:uncertain": bench.connector.change { $0.results = [.uncertain(reason: "lost")] }
        case "result:refused": bench.connector.change { $0.results = [.refused(reason: "too late")] }
        case "shadow:on": bench.shadow(true)
        case "restart":
            _ = try await bench.store.recoverInterruptedPosts(marketplace: "conrad", at: Fixtures.now)
        case "ok-noclaim":
            try await receive("ok", bench)
            return
        default: try await receive(step, bench)
        }
        try await bench.dispatch()
    }

    private func receive(_ name: String, _ bench: DeskBench) async throws {
        let file = MoneyCase.directory.appending(path: "\(name).eml")
        try await bench.receive(try await bench.filled(try String(contentsOf: file, encoding: .utf8)))
    }
}
