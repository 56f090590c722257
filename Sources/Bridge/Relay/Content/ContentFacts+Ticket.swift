import ContentRules
import Domain
import Marketplaces
import Replies
import Store

extension ContentFacts {
    /// What the ticket itself tells.
    ///
    /// - Parameters:
    ///   - agent: who wrote the text, as far as known
    ///   - relay: how a relay mail answers, as the store keeps it
    init(
        _ ticket: Ticket, _ messages: [TicketMessage], agent: TicketingSettings.Agent?, relay: String?, isOpening: Bool,
        at now: Timestamp
    ) {
        self.init()
        ownDomains = (agent?.identity.addresses ?? []).map { $0.domain.lowercased() }
        allowedAddresses = [relay.flatMap(RelayNote.context)?.address.text].compactMap { $0 }
        let buyer = messages.filter { $0.role == .buyer }
        let written = buyer.suffix(Self.messagesRead).map(\.text).joined(separator: "\n")
        language =
            guessedLanguage(of: String(written.prefix(Self.charactersRead)))
            ?? ticket.buyerLanguage.flatMap { AgentLanguage(rawValue: $0.prefix(2).lowercased()) }
        age = buyer.map(\.createdAt).min().map { now - $0 }
        self.isOpening = isOpening
    }

    /// Of the buyer's words, to tell the language.
    private static let messagesRead = 3
    private static let charactersRead = 5_000
}
