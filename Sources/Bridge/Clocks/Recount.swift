import Domain
import Logging
import Routing
public import Store

/// Computes the deadlines of all running waits again: a clock that was edited governs them too. Deadlines that the
/// marketplace named itself stay.
public struct Recount: Sendable {
    private static let page = 500
    let context: BridgeContext

    public init(_ context: BridgeContext) { self.context = context }

    /// Once at the begin and then once a day, until the task is cancelled.
    public func run() async {
        while !Task.isCancelled {
            var pause = Duration.seconds(86_400)
            noteHolidays()
            do {
                _ = try await pass()
            } catch {
                context.noteStoreFailure(error)
                pause = .seconds(30)
            }
            try? await Task.sleep(for: pause)
        }
    }

    private func noteHolidays() {
        guard let year = context.endingHolidays(at: context.now()) else { return }
        context.note(.error, .holidaysEnding, ["covered-until": "\(year)-12-31"])
    }

    /// Returns how many deadlines moved; each is told in the log and the ticket's journal.
    public func pass() async throws(StoreError) -> Int {
        var moved = 0
        var last: TicketID?
        while !Task.isCancelled {
            let tickets = try await context.store.countedTickets(after: last, limit: Self.page)
            for ticket in tickets {
                if try await recount(ticket) { moved += 1 }
            }
            guard let next = tickets.last?.id else { break }
            last = next
        }
        return moved
    }

    private func recount(_ ticket: Ticket) async throws(StoreError) -> Bool {
        guard let account = context.accounts[ticket.marketplace], let since = ticket.waitingSince,
            let old = ticket.deadline, let deadline = account.deadline(since: since, of: ticket), deadline != old
        else { return false }
        let zone = account.clock(of: ticket).rules(inForceAt: since).zone
        let times = (LocalTime(old, in: zone).isoText, LocalTime(deadline, in: zone).isoText)
        let now = context.now()
        let entry = JournalEntry(
            at: now, event: Event.deadlineMoved.rawValue, ticket: ticket.id, detail: "\(times.0) -> \(times.1)")
        guard try await context.store.recount(ticket, to: deadline, entry, at: now) else { return false }
        context.note(.notice, .deadlineMoved, ticket: ticket.id, ["from": times.0, "to": times.1])
        return true
    }
}

extension BridgeContext {
    /// The last year of the table of holidays, when it is about to end, as long as a newer version can still be installed in
    /// time; nil where nothing depends on it.
    func endingHolidays(at now: Timestamp) -> Int? {
        let clocks = accounts.values.flatMap { [$0.clock] + $0.clocks.values }
        guard clocks.contains(where: { $0.versions.contains { !$0.holidays.regions.isEmpty } }),
            HolidayRegion.ends(within: .seconds(60 * 86_400), of: now)
        else { return nil }
        return HolidayRegion.coveredYears.upperBound
    }
}
