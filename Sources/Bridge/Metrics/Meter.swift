public import Domain
import Marketplaces
import Metrics
import Store
import Synchronization

/// Counts what happens while the service runs. It is told by those who report it anyway, and asked by whoever looks.
public final class Meter: Sendable {
    /// How an account fared last.
    public struct Standing: Sendable, Hashable {
        public var lastSuccess: Timestamp?
        /// Since ``lastSuccess``; nil if all went well.
        public var reason: String?
        /// Of a mailbox: since when it waits, while it does.
        public var idleSince: Timestamp?
        /// Folders of a mailbox that fail, each with the time and the reason: one that works does not hide them.
        var failing: [String: Failure] = [:]

        struct Failure: Hashable {
            var time: Timestamp
            var reason: String
        }

        public init() {}
    }

    /// One counter's labels, in the order of its family.
    struct Labels: Hashable, Comparable {
        var first: String
        var second: String

        static func < (left: Self, right: Self) -> Bool { (left.first, left.second) < (right.first, right.second) }
    }

    struct Counts {
        var events: [String: Int] = [:]
        /// By mailbox and outcome.
        var mails: [Labels: Int] = [:]
        /// By marketplace and result.
        var posts: [Labels: Int] = [:]
        /// By marketplace and kind.
        var gaps: [Labels: Int] = [:]
        var latency: [String: Histogram] = [:]
        /// By marketplace.
        var breaches: [String: Int] = [:]
        var breachesUntil: Timestamp?
        var mailboxes: [String: Standing] = [:]
        var marketplaces: [String: Standing] = [:]
        /// What is not cured by waiting.
        var faults: [AccountPlace: AccountFault] = [:]
        /// When something that lasts was told last.
        var told: [String: Timestamp] = [:]
    }

    /// Seconds: from the grace period to a day of retries.
    static let latencyBounds: [Double] = [1, 2.5, 5, 10, 30, 60, 120, 300, 900, 3600, 14_400, 86_400]

    private let state = Mutex(Counts())

    public init() {}

    var counts: Counts { state.withLock { $0 } }

    func count(_ event: Event) { state.withLock { $0.events[event.rawValue, default: 0] += 1 } }

    func count(_ outcome: Outcome.Kind, in mailbox: String) {
        state.withLock { $0.mails[Labels(first: mailbox, second: outcome.rawValue), default: 0] += 1 }
    }

    func count(_ result: PostOutcome.Result, of entry: OutboxEntry, at marketplace: MarketplaceName, now: Timestamp) {
        let (word, time): (String, Double?) =
            switch result {
            case .confirmed: ("confirmed", max(0, Double((now - entry.createdAt).milliseconds) / 1000))
            case .failed: ("failed", nil)
            case .postponed: ("postponed", nil)
            case .uncertain: ("uncertain", nil)
            case .pending: ("pending", nil)
            case .held: ("held", nil)
            }
        state.withLock { counts in
            counts.posts[Labels(first: marketplace.text, second: word), default: 0] += 1
            if let time {
                counts.latency[marketplace.text, default: Histogram(bounds: Self.latencyBounds)].record(time)
            }
        }
    }

    func count(_ report: Sweep.Report, at marketplace: MarketplaceName) {
        let kinds = [
            ("missed", report.missedMessages), ("portal-answer", report.portalAnswers),
            ("changed-wait", report.changedWaits),
        ]
        state.withLock { counts in
            for (kind, number) in kinds where number > 0 {
                counts.gaps[Labels(first: marketplace.text, second: kind), default: 0] += number
            }
        }
    }

    /// From when on deadlines that pass have not been counted; `now` at the first question.
    func breachesUntil(_ now: Timestamp) -> Timestamp {
        state.withLock { counts in
            let since = counts.breachesUntil ?? now
            counts.breachesUntil = since
            return since
        }
    }

    /// Deadlines that passed after `since`; counts for nothing if somebody counted them meanwhile.
    func count(breaches: [MarketplaceName: Int], since: Timestamp, until: Timestamp) {
        state.withLock { counts in
            guard counts.breachesUntil == since else { return }
            counts.breachesUntil = until
            for (marketplace, number) in breaches { counts.breaches[marketplace.text, default: 0] += number }
        }
    }

    /// Whether something that lasts should be told now: not again within six hours.
    func mayTell(_ matter: String, at now: Timestamp) -> Bool {
        state.withLock { counts in
            // A clock that was set back must not silence it.
            if let last = counts.told[matter], last <= now, now - last < .seconds(6 * 3600) { return false }
            counts.told[matter] = now
            return true
        }
    }

    // MARK: Accounts

    /// Longer than any pause between two attempts: after it nobody watches the folder any more.
    private static let longestFailure: Duration = .seconds(2 * 3600)

    func mailboxWorks(_ name: String, _ folder: String, at now: Timestamp, isIdle: Bool = false) {
        state.withLock { counts in
            var standing = counts.mailboxes[name] ?? Standing()
            standing.failing[folder] = nil
            standing.failing = standing.failing.filter { now - $0.value.time < Self.longestFailure }
            standing.reason = standing.failing.min { $0.key < $1.key }?.value.reason
            if standing.reason == nil { standing.lastSuccess = now }
            if isIdle { standing.idleSince = now }
            counts.mailboxes[name] = standing
            counts.faults[.mailbox(name)] = nil
        }
    }

    func mailboxFails(_ name: String, _ folder: String, _ reason: String, at now: Timestamp) {
        state.withLock { counts in
            var standing = counts.mailboxes[name] ?? Standing()
            standing.failing[folder] = Standing.Failure(time: now, reason: reason)
            standing.reason = reason
            standing.idleSince = nil
            counts.mailboxes[name] = standing
        }
    }

    func marketplaceWorks(_ name: MarketplaceName, at now: Timestamp) {
        state.withLock { counts in
            var standing = Standing()
            standing.lastSuccess = now
            counts.marketplaces[name.text] = standing
            counts.faults[.marketplace(name.text)] = nil
        }
    }

    /// A call was answered: key and rate are good, whatever else is to be said.
    func answers(_ name: MarketplaceName) { works(.marketplace(name.text)) }

    func works(_ place: AccountPlace) { state.withLock { $0.faults[place] = nil } }

    func note(_ error: ConnectorError, at marketplace: MarketplaceName, now: Timestamp) {
        guard let kind = AccountFault.Kind(error.kind) else { return }
        note(kind, at: .marketplace(marketplace.text), now: now)
    }

    func note(_ fault: AccountFault.Kind, at place: AccountPlace, now: Timestamp) {
        state.withLock { counts in
            counts.faults[place] = counts.faults[place]?.again(fault, at: now) ?? AccountFault(fault, at: now)
        }
    }

    func marketplaceFails(_ name: MarketplaceName, _ reason: String) {
        state.withLock { $0.marketplaces[name.text, default: Standing()].reason = reason }
    }
}
