import ArgumentParser
import Bridge
import Configuration
import Domain
import Glibc
import IMAPClient
import Marketplaces
import Routing
import Store
import Transport

struct EraseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "erase", abstract: "Take everything about an order or a buyer out of the store.",
        discussion: """
            Shows what would go, asks, and then takes it out of database, indexes, free space and write-ahead log, beside \
            the running service. What stays has no name, text, address or order number: numbers of tickets, times, \
            outcomes, and a line of the journal that says who erased. Tickets that are not finished are refused unless \
            --force gives their answers and mails up; those under legal hold always. With --address, tickets are meant in \
            which that address stands anywhere.
            Copies that the store does not hold are listed at the end. --mailboxes takes those out that lie in the configured \
            mailboxes and that the store knows of: ticket mails, the marketplace's mails behind them, agents' replies as they \
            came in, and mails in quarantine or not decided yet.
            """)

    @OptionGroup var store: StoreOption
    @OptionGroup var subject: SubjectOption
    @ArgumentParser.Flag(help: "Without asking.") var yes = false
    @ArgumentParser.Flag(help: "In spite of open questions, unfinished answers and unwritten mails.") var force = false

    @ArgumentParser.Flag(help: "In the mailboxes too, over IMAP, before the store.") var mailboxes = false

    func run() async throws {
        try await reportingErrors {
            let configuration = try store.config.check().offline
            let tickets = try SQLiteStore(path: configuration.store.path, creating: false)
            let found = try await subject.find(in: tickets, configuration)
            let copies = try await MailboxCopies(of: found, in: tickets)
            var shown = ShownErasure(found, elsewhere: found.isEmpty ? [] : copies.places + Self.others)
            if !store.json { shown.print() }
            guard !found.isEmpty else {
                // An erasure that was cut short finds nothing more to take out, but has left it in free space or log. Nothing
                // goes by it that was not erased, so that nobody is asked.
                try await scrub(tickets)
                if store.json { try sayJSON(shown) }
                complain("nothing was erased; what was erased before is out of free space and log")
                throw ExitStatus.badData
            }
            if let refusal = try await refusal(of: found, in: tickets) {
                if store.json { try sayJSON(shown) }
                throw refusal
            }
            if mailboxes { shown.elsewhere = try await erase(copies) + Self.others }
            try await erase(found, in: tickets)
            shown.isErased = true
            if store.json { return try sayJSON(shown) }
            say("erased")
            for line in shown.elsewhere { say("not reached: \(line)") }
        }
    }

    /// Refuses what must not go, then asks a person if there is one. Nil: it is wanted.
    private func refusal(of found: FoundData, in tickets: any TicketStore) async throws -> ExitCode? {
        if found.holdings.contains(where: { $0.ticket.heldSince != nil }) {
            complain("nothing was erased: under legal hold; see mailbridge ticket legal-hold")
            return ExitStatus.badData
        }
        var obstacles = Set(found.holdings.flatMap { $0.obstacles.map(\.rawValue) })
        if found.mails.contains(where: { $0.place == .spool }) { obstacles.insert("undecided-mail") }
        if !found.holdings.isEmpty, try await tickets.waitingTeamMails() > 0 { obstacles.insert("unsent-team-mail") }
        guard obstacles.isEmpty || force else {
            complain(
                "nothing was erased: not finished (\(obstacles.sorted().joined(separator: ", "))); --force gives it up")
            return ExitStatus.badData
        }
        if yes { return nil }
        guard isatty(STDIN_FILENO) == 1, !store.json else {
            complain("nothing was erased; --yes erases what is shown")
            return ExitStatus.finding
        }
        write("Erase all of it for ever? Type yes: ", to: STDOUT_FILENO)
        return readLine() == "yes" ? nil : ExitStatus.finding
    }

    private func erase(_ found: FoundData, in tickets: SQLiteStore) async throws {
        func entry(_ event: Event, _ ticket: TicketID? = nil, _ detail: String? = nil) -> JournalEntry {
            JournalEntry(
                at: systemTime(), event: event.rawValue, ticket: ticket, detail: detail, user: Caller.text)
        }
        for mail in found.mails {
            try await tickets.erase(mail, entry(.mailErased, nil, mail.place.rawValue))
        }
        if force, !found.holdings.isEmpty { try await tickets.dropWaitingTeamMails() }
        for holding in found.holdings {
            try await tickets.erase(
                holding.ticket.id, force: force, entry(.ticketErased, holding.ticket.id, "by command"))
        }
        try await scrub(tickets)
    }

    private func scrub(_ tickets: SQLiteStore) async throws {
        do throws(StoreError) {
            try await tickets.scrub()
        } catch {
            guard error.kind == .busy else { throw error }
            complain("erased; the log is not cut yet, since another program keeps reading: run it once more")
            throw ExitStatus.temporary
        }
    }

    /// Returns what could not be taken out there.
    private func erase(_ copies: MailboxCopies) async throws -> [String] {
        let configuration = try store.config.load()
        let http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/\(Mailbridge.version)"))
        defer { http.shutdown() }
        let connections = Dictionary(
            uniqueKeysWithValues: MailAccounts(configuration, http).mailboxes.map {
                ($0.settings.name, MailboxConnection(account: $0.account))
            })
        var report = try await MailboxErasure(connections).erase(copies.named)
        let renumbered = try await copies.eraseNumbered(connections, &report)
        for connection in connections.values { await connection.close() }
        if !store.json { say("mailboxes: \(report.erased) mails taken out") }
        let unreached = report.unreached.sorted { $0.key < $1.key }.map {
            "\($0.value) mails: mailbox \($0.key), which is not configured"
        }
        let marked =
            report.marked == 0
            ? [] : ["\(report.marked) mails are only marked as deleted: the server removes them when somebody expunges"]
        return unreached + renumbered + marked
    }

    private static let others = [
        "agents' own mail: what they sent, moved or saved", "the marketplace: its conversation with the buyer",
        "backups of the store that were made before",
    ]
}
