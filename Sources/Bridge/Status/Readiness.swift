import Domain
import Store

/// Whether the service does its work, and if not, why.
public struct Readiness: Sendable {
    /// One thing that is not as it should be.
    public struct Reason: Sendable, Hashable, Encodable {
        /// `store`, `mailbox` or `marketplace`
        public var part: String
        public var name: String?
        /// `unusable`, `starting`, `failed` or `silent`
        public var reason: String
        /// Seconds since the last success.
        public var age: Int?
    }

    public var reasons: [Reason]
    public var isReady: Bool { reasons.isEmpty }

    /// A mailbox that was not reached yet is not ready. A marketplace that was not asked yet is; one whose first look failed
    /// is not.
    static func now(_ context: BridgeContext, _ watch: AccountWatch, at now: Timestamp) async -> Readiness {
        var reasons: [Reason] = []
        do {
            _ = try await context.store.nextTicketMailTime()
        } catch {
            reasons.append(Reason(part: "store", reason: "unusable"))
        }
        let counts = context.meter.counts
        func judge(
            _ part: String, _ name: String, _ standing: Meter.Standing?, _ interval: Duration?, startCounts: Bool
        ) {
            let age = standing?.lastSuccess.map { Int((now - $0).components.seconds) }
            switch watch.health(standing, interval: interval, at: now) {
            case .well, .unwatched: break
            case .starting where !startCounts: break
            case .starting: reasons.append(Reason(part: part, name: name, reason: "starting", age: age))
            case .failed: reasons.append(Reason(part: part, name: name, reason: "failed", age: age))
            case .silent: reasons.append(Reason(part: part, name: name, reason: "silent", age: age))
            }
        }
        for (name, interval) in watch.mailboxes {
            judge("mailbox", name, counts.mailboxes[name], interval, startCounts: true)
        }
        for account in context.accountsInOrder {
            judge(
                "marketplace", account.name.text, counts.marketplaces[account.name.text], account.sweep,
                startCounts: false)
        }
        return Readiness(reasons: reasons)
    }
}

extension BridgeContext {
    var accountsInOrder: [Account] { accounts.values.sorted { $0.name.text < $1.name.text } }
}
