import Domain
import FoundationEssentials
import Logging
import Marketplaces
import Metrics
import Store
public import Web

/// Answers those who watch the service: metrics, and whether it lives and works. No order, buyer or address stands in any of it.
public struct MetricsDesk: Sendable {
    let context: BridgeContext
    let watch: AccountWatch
    let version: String

    public init(_ context: BridgeContext, _ watch: AccountWatch, version: String) {
        self.context = context
        self.watch = watch
        self.version = version
    }

    /// `names`: host names by which a request may call this server, beside those of the machine itself
    public func answer(_ request: WebRequest, names: [String] = []) async -> WebResponse {
        guard HostRule(names: names).host(of: request) != nil else { return .text(421, "An unknown host name") }
        guard ["GET", "HEAD"].contains(request.method) else {
            return .text(405, "Only GET", fields: [("Allow", "GET, HEAD")])
        }
        switch request.path {
        case "/metrics": return await metrics()
        case "/healthz": return .text(200, "ok")
        case "/readyz": return await readiness()
        default: return .text(404, "There are /metrics, /healthz and /readyz")
        }
    }

    private func metrics() async -> WebResponse {
        let now = context.now()
        do {
            let text = try await families(at: now).map(\.text).joined()
            return WebResponse(status: 200, type: "text/plain; version=0.0.4; charset=utf-8", body: Array(text.utf8))
        } catch {
            context.noteStoreFailure(error)
            return .text(503, "The store cannot be read")
        }
    }

    private struct ShownReadiness: Encodable {
        var ready: Bool
        var reasons: [Readiness.Reason]
    }

    private func readiness() async -> WebResponse {
        let readiness = await Readiness.now(context, watch, at: context.now())
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let shown = ShownReadiness(ready: readiness.isReady, reasons: readiness.reasons)
        guard let data = try? encoder.encode(shown) else { return .text(500, "A fault of the program") }
        return WebResponse(
            status: readiness.isReady ? 200 : 503, type: "application/json", body: Array(data) + [0x0A])
    }

    /// Every family is there from the start, so that dashboards and alerts find it.
    func families(at now: Timestamp) async throws(StoreError) -> [MetricFamily] {
        let standing = try await context.store.standing(at: now)
        let due = try await context.store.openTickets(dueBefore: [now, now + .seconds(3600)], limit: .max)
        let ready = await Readiness.now(context, watch, at: now).isReady
        return Self.families(
            Facts(
                counts: context.meter.counts, standing: standing, overdue: due[0], dueWithinHour: due[1],
                isReady: ready, version: version,
                since: watch.since, now: now, marketplaces: context.accountsInOrder.map(\.name.text),
                mailboxes: watch.mailboxes,
                offsets: context.accounts.values.reduce(into: [:]) { $0[$1.name.text] = $1.clocksCompared.offset },
                callsLeft: context.accounts.values.reduce(into: [:]) { $0[$1.name.text] = $1.connector.callsLeft },
                scores: context.scores.latest,
                alarms: try await context.store.openAlarms(limit: 1_000).count,
                sweeps: context.accounts.reduce(into: [:]) { $0[$1.key.text] = $1.value.sweep }))
    }

    /// Everything that is shown, collected.
    struct Facts {
        var counts = Meter.Counts()
        var standing = StoreStanding()
        var overdue = 0
        var dueWithinHour = 0
        var isReady = true
        var version = ""
        var since: Timestamp
        var now: Timestamp
        var marketplaces: [String] = []
        var mailboxes: [(name: String, interval: Duration)] = []
        /// By marketplace: our clock minus its.
        var offsets: [String: Duration] = [:]
        /// By marketplace and operation.
        var callsLeft: [String: [String: Int]] = [:]
        var scores: [AccountScore] = []
        var alarms = 0
        /// By marketplace; those whose list is read.
        var sweeps: [String: Duration] = [:]
    }
}
