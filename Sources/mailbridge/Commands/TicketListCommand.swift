import ArgumentParser
import Configuration
import Domain
import Marketplaces
import Store

struct TicketListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Tickets, newest activity first.",
        discussion: """
            Columns: number, state, marketplace, order, deadline, last activity; --json has all the rest. A ticket is \
            listed if it meets every option. --text looks through subjects, buyers' names, order numbers and messages: \
            all words, each also as the beginning of a longer one, "words in quotes" as they stand; case, accents, \
            umlauts and ß make no difference. Tickets whose subject, buyer or order is meant come first then.
            TIME is a date (2026-01-31), a date with a time (2026-01-31T08:00:00+01:00) or how long ago (36h, 30d, 4w).
            """)

    @OptionGroup var store: StoreOption
    @Option(help: "open, pending or closed.") var state: String?
    @Option(help: "Name of the marketplace.") var marketplace: String?
    @Option(help: "Order number.") var order: String?
    @Option(help: "Number of the ticket.") var ticket: Int64?
    @Option(
        name: [.long, .customLong("reason")],
        help: "What it is about: buyer-message, return, cancel, refund, claim-open, performance …")
    var kind: String?
    @Option(help: "Name of the agent who has it.") var owner: String?
    @Option(help: "A tag that a route gave it.") var tag: String?
    @Option(help: "Words that stand in it.") var text: String?
    @Option(help: ArgumentHelp("Something happened since then.", valueName: "time")) var since: String?
    @Option(help: ArgumentHelp("Nothing happened after that; a date means its end.", valueName: "time"))
    var until: String?
    @Flag(help: "Only tickets that an answer is owed in, the most urgent first.") var due = false
    @Option(help: "How many at most, from 1 on.") var limit = ListLimit(100)
    @Option(help: ArgumentHelp("Goes on behind this ticket.", valueName: "ticket")) var after: Int64?

    func validate() throws {
        if let state, TicketState(rawValue: state) == nil {
            throw ValidationError("state is open, pending or closed, not \"\(state)\"")
        }
        if let kind, NotificationKind(rawValue: kind) == nil {
            let kinds = NotificationKind.allCases.map(\.rawValue).joined(separator: ", ")
            throw ValidationError("kind is one of \(kinds), not \"\(kind)\"")
        }
        for time in [since, until].compactMap({ $0 }) where TimeArgument(time) == nil {
            throw ValidationError(TimeArgument.complaint(time))
        }
        if text != nil, due { throw ValidationError("--text and --due cannot be combined") }
    }

    func run() async throws {
        try await reportingErrors {
            let configuration = try store.config.check().offline
            guard let query = query(configuration) else { return }
            let tickets = try SQLiteStore(path: configuration.store.path, creating: false)
            try await checkNames(configuration, tickets)
            // Names and subjects stand in the objects, and in what was found by them.
            if store.json || text != nil { try await tickets.noteView("ticket list") }
            for ticket in try await tickets.tickets(query) {
                if store.json {
                    try sayJSON(ShownTicket(ticket))
                } else {
                    sayRow([
                        ticket.id.description, ticket.state.rawValue, ticket.marketplace.text,
                        ticket.order?.text ?? "-", ticket.deadline?.description ?? "-", ticket.updatedAt.description,
                    ])
                }
            }
        }
    }

    /// A slip of the pen must not look as if nothing were open. Names that were taken out of the configuration are known as
    /// long as a ticket has them.
    private func checkNames(_ configuration: Configuration, _ tickets: any TicketStore) async throws {
        let marketplaces = configuration.marketplaces.map(\.name.text)
        if let marketplace, !marketplaces.contains(marketplace),
            try await tickets.tickets(TicketQuery(marketplace: MarketplaceName(marketplace), limit: 1)).isEmpty
        {
            throw ValidationError("no marketplace \(marketplace); there are \(marketplaces.joined(separator: ", "))")
        }
        let agents = configuration.agents.map(\.name)
        if let owner, !agents.contains(owner) {
            var query = TicketQuery(limit: 1)
            query.owner = owner
            if try await tickets.tickets(query).isEmpty {
                throw ValidationError("no agent \(owner); there are \(agents.joined(separator: ", "))")
            }
        }
    }

    /// Nil if it can find nothing: words without a letter or digit.
    private func query(_ configuration: Configuration) -> TicketQuery? {
        var query = TicketQuery(
            state: state.flatMap(TicketState.init(rawValue:)), marketplace: marketplace.map { MarketplaceName($0) },
            limit: limit.rows)
        let now = systemTime()
        query.ticket = ticket.map { TicketID($0) }
        query.orderNumber = order.map { OrderNumber($0) }
        query.kind = kind.flatMap(NotificationKind.init(rawValue:))
        query.owner = owner
        query.tag = tag
        query.since = since.flatMap { TimeArgument($0)?.start(at: now, in: configuration.ownZone) }
        query.until = until.flatMap { TimeArgument($0)?.end(at: now, in: configuration.ownZone) }
        query.order = due ? .deadline : .activity
        query.after = after.map { TicketID($0) }
        if let text {
            guard let words = SearchText(text) else { return nil }
            query.text = words
        }
        return query
    }
}
