import Domain
import Routing

/// Incidents and claims that are not settled: the most urgent of them, however many there are.
struct IncidentCount: Sendable {
    private let plan: ReportPlan
    private var found: [Found] = []
    /// Still open, listed or not.
    private var open = 0
    /// Whose time ran out within the period.
    private(set) var closedThemselves = 0

    private struct Found {
        var incident: Report.Incident
        /// When it closes by itself.
        var closes: Timestamp?
        var opened: Timestamp

        static func isMoreUrgent(_ left: Found, _ right: Found) -> Bool {
            let ends = (left.closes?.milliseconds ?? .max, right.closes?.milliseconds ?? .max)
            return (ends.0, left.opened, left.incident.ticket) < (ends.1, right.opened, right.incident.ticket)
        }
    }

    init(_ plan: ReportPlan) { self.plan = plan }

    /// - Parameter days: after so many it closes by itself; nil = never
    mutating func add(_ open: ReportFacts.Open, closingAfter days: Int?) {
        let closes = days.map { open.since + .seconds(Int64($0) * 86_400) }
        if let closes, closes <= plan.now {
            // No mail tells of it: the operator has closed it.
            if plan.since <= closes, closes < plan.until { closedThemselves += 1 }
            return
        }
        self.open += 1
        let left = closes.map { Int(clamping: floorQuotient(($0 - plan.now).components.seconds, 86_400)) }
        found.append(
            Found(
                incident: Report.Incident(
                    ticket: open.ticket.number, marketplace: open.marketplace.text, order: open.order?.text,
                    openedAt: LocalTime(open.since, in: plan.zone).isoText, daysLeft: left),
                closes: closes, opened: open.since))
        if found.count >= 2 * plan.mostIncidents { found = mostUrgent }
    }

    var listed: [Report.Incident] { mostUrgent.map(\.incident) }
    var unlisted: Int { max(0, open - plan.mostIncidents) }

    private var mostUrgent: [Found] { Array(found.sorted(by: Found.isMoreUrgent).prefix(plan.mostIncidents)) }
}
