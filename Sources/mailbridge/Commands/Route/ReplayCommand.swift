import ArgumentParser
import Configuration
import Domain
import Marketplaces
import Routing
import Store

struct ReplayCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay", abstract: "Runs stored messages against other rules, and prints only the differences.",
        discussion: """
            FILE holds the sections that shall be other: [[route]], [routing], [[clock]]; a whole configuration will do too. \
            Nothing is fetched and nothing changes. Columns: ticket, marketplace, order, time of the message, what differs, \
            now, then. The exit code is 1 if anything differs.
            """)

    @OptionGroup var store: StoreOption
    @Option(help: ArgumentHelp("The other rules.", valueName: "file")) var rules: String
    @Option(help: ArgumentHelp("How far back, such as 30d or 12h.", valueName: "time")) var since = "30d"

    private static let page = 200

    func validate() throws {
        if DurationArgument(since) == nil { throw ValidationError("--since is a time such as 30d or 12h") }
    }

    func run() async throws {
        try await reportingErrors {
            let now = try store.config.check().offline
            let then = try ConfigurationFile.load(store.config.config, replacedBy: rules).get().offline
            if now.router.needs.order || then.router.needs.order {
                complain(
                    "the store keeps nothing of orders: conditions on value, item, sku, country, fulfilment are not met"
                )
            }
            let replay = Replay(now: now, then: then, state: try await store.open().routingState())
            let differing = try await run(replay)
            if differing > 0 { throw ExitStatus.finding }
        }
    }

    /// Returns how many messages differ.
    private func run(_ replay: Replay) async throws -> Int {
        let opened = try store.open()
        let begin = systemTime() - (DurationArgument(since)?.duration ?? .zero)
        var last: TicketID?
        var (messages, differing) = (0, 0)
        while true {
            let tickets = try await opened.tickets(activeSince: begin, after: last, limit: Self.page)
            for ticket in tickets {
                let history = try await opened.messages(of: ticket.id)
                let known = try await opened.acquaintance(of: ticket.id, buyerName: ticket.buyerName)
                for message in history where message.role == .buyer && message.createdAt >= begin {
                    messages += 1
                    let question = StoredQuestion(message, in: ticket, history: history, known: known)
                    let differences = replay.differences(question)
                    if !differences.isEmpty { differing += 1 }
                    for difference in differences { try show(difference) }
                }
            }
            guard let next = tickets.last?.id else { break }
            last = next
        }
        complain("\(messages) messages, \(differing) differ")
        return differing
    }

    private func show(_ difference: Replay.Difference) throws {
        guard !store.json else { return try sayJSON(difference) }
        sayRow([
            difference.ticket, difference.marketplace, difference.order ?? "-", difference.at, difference.what,
            difference.now, difference.then,
        ])
    }
}
