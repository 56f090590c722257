import Domain
import Marketplaces
import Routing
import Store

/// Looks for what an administrator has to mend.
struct TroubleSurvey: Sendable {
    /// A marketplace's rate may be used up for a moment: that cures itself.
    private static let stallPatience = Duration.seconds(600)

    let context: BridgeContext

    init(_ context: BridgeContext) { self.context = context }

    /// - Parameter told: what was told before, by matter
    func troubles(told: [String: AlertMark], at now: Timestamp) async throws(StoreError) -> [Trouble] {
        var troubles = accounts(at: now) + clocks + expiring(at: now)
        let known = told[Trouble.quarantined(count: 0, last: now).matter]?.mark ?? 0
        // A clock that was ahead must not hide what came since.
        let start = Timestamp(milliseconds: known > now.milliseconds ? 0 : known)
        if let (count, last) = try await context.store.quarantined(after: start) {
            troubles.append(.quarantined(count: count, last: last))
        }
        if let free = context.room.scarcity { troubles.append(.diskNearlyFull(free: free)) }
        if let year = context.endingHolidays(at: now) { troubles.append(.holidaysEnding(year: year)) }
        return troubles
    }

    private func accounts(at now: Timestamp) -> [Trouble] {
        context.meter.counts.faults.sorted { $0.key.description < $1.key.description }.compactMap { place, fault in
            guard fault.isRecent(at: now) else { return nil }
            switch fault.kind {
            case .credentials: return .refused(place, fault)
            case .rateLimited: return now - fault.since >= Self.stallPatience ? .stalled(place, fault) : nil
            }
        }
    }

    private var clocks: [Trouble] {
        let differing = context.accountsInOrder.compactMap { account in
            account.differingClock.map { (AccountPlace.marketplace(account.name.text), $0) }
        }
        guard let worst = differing.map(\.1).max(by: { abs($0) < abs($1) }) else { return [] }
        return [.clocksDiffer(from: differing.map(\.0), seconds: worst)]
    }

    private func expiring(at now: Timestamp) -> [Trouble] {
        let today = context.settings.team.hours.day(of: now).date
        let dates =
            context.settings.mailboxes.map { (AccountPlace.mailbox($0.name), $0.credentialsExpire) }
            + context.accountsInOrder.map { (.marketplace($0.name.text), $0.credentialsExpire) }
        return dates.compactMap { place, date in
            date.map { .expiring(place, on: $0, daysLeft: $0.daysSinceEpoch - today.daysSinceEpoch) }
        }
    }
}

extension Account {
    /// Seconds by which our clock is ahead of the marketplace's, where that is too much.
    var differingClock: Int64? {
        guard let seconds = clocksCompared.offset?.components.seconds, abs(seconds) > ClockComparison.tolerated else {
            return nil
        }
        return seconds
    }
}
