public import Domain
import Routing
import Store

/// The service in one line, as `systemctl status` shows it: `1 of 1 mailboxes well, 12 tickets open, next deadline …`.
public struct StatusLine: Sendable {
    let context: BridgeContext
    let watch: AccountWatch

    public init(_ context: BridgeContext, _ watch: AccountWatch) {
        self.context = context
        self.watch = watch
    }

    public func text(at now: Timestamp) async -> String {
        let mailboxes = context.meter.counts.mailboxes
        let well = watch.mailboxes.count { watch.health(mailboxes[$0.name], interval: $0.interval, at: now) == .well }
        var facts = ["\(well) of \(watch.mailboxes.count) mailboxes well"]
        do {
            let standing = try await context.store.standing(at: now)
            facts.append("\(standing.openTickets.values.reduce(0, +)) tickets open")
            if let next = standing.nextDeadline {
                let zone = context.settings.team.hours.zone
                facts.append("next deadline \(LocalTime(next, in: zone).text(in: .en))")
            }
            let held = standing.posts[.held] ?? 0
            if held > 0 { facts.append("\(held) answers held") }
            if standing.quarantined > 0 { facts.append("\(standing.quarantined) mails in quarantine") }
        } catch {
            facts.append("the store cannot be read")
        }
        return facts.joined(separator: ", ")
    }
}
