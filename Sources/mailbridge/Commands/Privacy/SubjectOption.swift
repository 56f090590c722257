import ArgumentParser
import Bridge
import Configuration
import Domain
import Marketplaces
import Store

/// Whose data a command is about.
struct SubjectOption: ParsableArguments {
    @Option(help: "Everything about this order.") var order: String?
    @Option(help: "Everything of the one who writes from this address, or whom it stands for at a marketplace.")
    var address: String?
    @Option(help: "One ticket, by its number.") var ticket: Int64?
    @Option(help: "Only at this marketplace.") var marketplace: String?

    func validate() throws {
        guard [order != nil, address != nil, ticket != nil].count(where: { $0 }) == 1 else {
            throw ValidationError("say whose data: one of --order, --address and --ticket")
        }
        if let address, EmailAddress(address) == nil { throw ValidationError("\"\(address)\" is no mail address") }
        if order?.isEmpty == true { throw ValidationError("an order number is not empty") }
    }

    /// - Throws: ``ExitStatus/badData`` for an address that is the seller's own: it stands in everybody's mails
    func find(in store: any TicketStore, _ configuration: Configuration) async throws -> FoundData {
        let subject = try subject(configuration)
        let marketplace = marketplace.map { MarketplaceName($0) }
        let holdings = try await store.holdings(of: subject, at: marketplace)
        // Nobody's proof is needed to see whose mail it is.
        let recogniser = try NotificationRecogniser(
            settings: configuration.marketplaces, rules: configuration.notifications, authservID: nil)
        let search = KeptMailSearch(store, of: marketplace, by: recogniser)
        return FoundData(holdings: holdings, mails: try await search.mails(of: subject, in: holdings))
    }

    private func subject(_ configuration: Configuration) throws -> DataSubject {
        if let ticket { return .ticket(TicketID(ticket)) }
        if let order { return .order(OrderNumber(order)) }
        guard let address = address.flatMap({ EmailAddress($0) }) else { throw ExitStatus.badData }
        let own =
            configuration.mailboxes.flatMap { [$0.address] + $0.aliases }
            + configuration.agents.flatMap { [$0.address] + $0.aliases }
        guard !own.contains(address) else {
            complain("that is an address of your own; name the buyer's, or an order")
            throw ExitStatus.badData
        }
        return .address(address)
    }
}

/// What the store holds of somebody.
struct FoundData {
    var holdings: [Holding]
    var mails: [KeptMail]

    var isEmpty: Bool { holdings.isEmpty && mails.isEmpty }
}
