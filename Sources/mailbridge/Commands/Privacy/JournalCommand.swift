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
    @Option(help: "How many at most.") var limit = 1000

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
        guard limit >= 0 else { throw ValidationError("limit is a number from 0 on") }
    }

    func run() async throws {
        try await reportingErrors {
            let configuration = try store.config.check().offline
            var query = JournalQuery(limit: limit)
            query.byPeople = access
            query.ticket = ticket.map { TicketID($0) }
            query.event = event
            query.since = since.flatMap { TimeArgument($0)?.start(at: systemTime(), in: configuration.ownZone) }
            for entry in try await SQLiteStore(path: configuration.store.path, creating: false).journal(query) {
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
}
