import ArgumentParser
import Bridge
import Digests
import Domain
import Marketplaces
import Store

struct TicketCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ticket", abstract: "Look at tickets, and correct them by hand.",
        subcommands: [
            TicketListCommand.self, TicketShowCommand.self, TicketCloseCommand.self, TicketReopenCommand.self,
            TicketAssignCommand.self, TicketMergeCommand.self, TicketSplitCommand.self, TicketRenewCommand.self,
            TicketLegalHoldCommand.self,
        ])
}

struct TicketShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "One ticket with its messages, answers, mails and journal.",
        discussion: "Prints what buyers and agents wrote. TICKET is its number or an order number.")

    @OptionGroup var store: StoreOption
    @Argument(help: "Number of the ticket, or an order number.") var ticket: String

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            let found = try await store.find(ticket)
            guard !found.isEmpty else {
                complain("no ticket \(ticket)")
                throw ExitStatus.badData
            }
            for ticket in found {
                try await store.noteView("ticket show", ticket: ticket.id)
                let shown = try await ShownTicketDetails(ticket, store)
                if self.store.json { try sayJSON(shown) } else { shown.print() }
            }
        }
    }
}

struct TicketRenewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "renew", abstract: "Takes back the reply address of a ticket.",
        discussion: """
            Answers to the mails that the ticket has so far are refused from now on; its next mail carries a new \
            address. For a ticket mail that fell into the wrong hands. TICKET is its number.
            """)

    @OptionGroup var store: StoreOption
    @Argument(help: "Number of the ticket.") var ticket: Int64

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            let found = try await store.one(ticket)
            let now = systemTime()
            _ = try await store.renewToken(
                of: found.id, to: base32(randomBytes(16)), revokingEarlier: true, at: now)
            try await store.record(
                JournalEntry(at: now, event: Event.tokenRenewed.rawValue, ticket: found.id, user: Caller.text))
            try await self.store.show(found.id, "has a new reply address from its next mail on", in: store)
        }
    }
}

extension StoreOption {
    /// Says what became of a ticket.
    ///
    /// - Parameter change: the rest of a sentence that begins with the ticket
    func show(_ ticket: TicketID, _ change: String, in store: any TicketStore) async throws {
        guard json else { return say("ticket \(ticket) \(change)") }
        if let found = try await store.ticket(ticket) { try sayJSON(ShownTicket(found)) }
    }
}

extension TicketStore {
    /// By number, else by order number. A ticket that was merged stands for the one that it is part of.
    func find(_ text: String) async throws -> [Ticket] {
        if let number = Int64(text), let ticket = try await ticket(TicketID(number)) {
            guard let whole = ticket.mergedInto else { return [ticket] }
            complain("ticket \(number) is part of ticket \(whole)")
            return try await self.ticket(whole).map { [$0] } ?? []
        }
        return try await tickets(order: OrderNumber(text))
    }

    func one(_ number: Int64) async throws -> Ticket {
        guard let ticket = try await ticket(TicketID(number)) else {
            complain("no ticket \(number)")
            throw ExitStatus.badData
        }
        return ticket
    }
}
