import ArgumentParser
import Bridge
import Domain
import Marketplaces
import Store

struct TicketLegalHoldCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "legal-hold", abstract: "Keep a ticket from being erased, by anybody and anything.",
        discussion:
            "Neither erase, with or without --force, nor retention touches it until --lift. TICKET is its number.")

    @OptionGroup var store: StoreOption
    @Flag(help: "Let it go again.") var lift = false
    @Argument(help: "Number of the ticket.") var ticket: Int64

    func run() async throws {
        try await reportingErrors {
            let store = try self.store.open()
            let found = try await store.one(ticket)
            let event: Event = lift ? .legalHoldLifted : .legalHoldSet
            try await store.setLegalHold(
                !lift, on: found.id,
                JournalEntry(at: systemTime(), event: event.rawValue, ticket: found.id, user: Caller.text))
            try await self.store.show(found.id, lift ? "may be erased again" : "is kept until --lift", in: store)
        }
    }
}
