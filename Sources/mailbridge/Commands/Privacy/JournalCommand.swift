import ArgumentParser
import Bridge
import Configuration
import Domain
import Marketplaces
import Routing
import Store

struct JournalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal", abstract: "What happened, and who looked at buyers' data; newest first.",
        discussion: """
            Columns: time, event, ticket, entry of the queue, user, detail. User is who ran a command, "anna (1000) as \
            mailbridge (999)" behind sudo; - for the service. Agents' notes are left out. TIME is a date (2026-01-31), a \
            date with a time or how long ago (36h, 30d, 4w).
            """)

    @OptionGroup var store: StoreOption
    @Flag(help: "Only what people did and looked at by commands.") var access = false
    @Option(help: "Number of the ticket.") var ticket: Int64?
    @Option(help: "Name of the event.") var event: String?
    @Option(help: ArgumentHelp("What happened since then.", valueName: "time")) var since: String?
    @Option(help: "How many at most, from 1 on.") var limit = ListLimit(1000)

    private struct Shown: Encodable {
        var at: String
        var event: String
        var ticket: Int64?
        var outbox: Int64?
        var user: String?
        var detail: String?
    }

    func validate() throws {
        if let since, TimeArgument(since) == nil { throw ValidationError(TimeArgument.complaint(since)) }
    }

    func run() async throws {
        try await reportingErrors {
            let configuration = try store.config.check().offline
            var query = JournalQuery(limit: limit.rows)
            query.byPeople = access
            query.ticket = ticket.map { TicketID($0) }
            query.event = event
            query.since = since.flatMap { TimeArgument($0)?.start(at: systemTime(), in: configuration.ownZone) }
            let journal = try SQLiteStore(path: configuration.store.path, creating: false)
            try await checkEvent(in: journal)
            for entry in try await journal.journal(query) {
                let detail = entry.event == Event.noteAdded.rawValue ? nil : entry.detail
                if store.json {
                    try sayJSON(
                        Shown(
                            at: entry.at.description, event: entry.event, ticket: entry.ticket?.number,
                            outbox: entry.outbox, user: entry.user, detail: detail))
                } else {
                    sayRow([
                        entry.at.description, entry.event, entry.ticket?.description ?? "-",
                        entry.outbox.map(String.init) ?? "-", entry.user ?? "-", detail ?? "-",
                    ])
                }
            }
        }
    }

    /// A slip of the pen must not look as if nothing had happened. Events of older versions are known as long as one stands
    /// there.
    private func checkEvent(in journal: SQLiteStore) async throws {
        guard let event, Event(rawValue: event) == nil else { return }
        var query = JournalQuery(limit: 1)
        query.event = event
        guard try await journal.journal(query).isEmpty else { return }
        let events = Event.allCases.map(\.rawValue)
        let near = Suggestion.nearest(to: event, among: events).map { [$0] } ?? events.filter { $0.contains(event) }
        let hint = near.isEmpty ? "; docs/operations.md lists them" : "; there is \(near.joined(separator: ", "))"
        throw ValidationError("no event \(event)\(hint)")
    }
}
