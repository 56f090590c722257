import GRDB
import Testing

@testable import Store

/// The audit runs every night, over years of answers.
@Suite("Store: how long an audit takes") struct AuditPlanTests {
    @Test("no rule reads a table again for each row of another", arguments: AuditRule.all.map(\.name))
    func linear(name: String) async throws {
        let rule = try #require(AuditRule.all.first { $0.name == name })
        let path = try StoreFixture().path
        let steps = try await DatabaseQueue(path: path).read { database in
            try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN \(rule.sql)", arguments: ["now": 1])
                .map { (id: $0["id"] as Int, parent: $0["parent"] as Int, detail: $0["detail"] as String) }
        }
        #expect(!steps.isEmpty)
        for (parent, siblings) in Dictionary(grouping: steps, by: \.parent) {
            let outer = steps.first { $0.id == parent }?.detail ?? ""
            let scans = siblings.filter { $0.detail.hasPrefix("SCAN") }
            #expect(scans.count <= (outer.hasPrefix("CORRELATED") ? 0 : 1), "\(steps.map(\.detail))")
        }
    }
}
