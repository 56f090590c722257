import Digests
import Domain
import Store

extension BridgeContext {
    /// The ticket for these keys, made if there is none, with a token that will be good for a while yet.
    func openTicket(
        _ account: Account, order: OrderNumber?, thread: ThreadID?, fallback: String
    ) async throws(StoreError) -> Ticket {
        let fresh = base32(randomBytes(16))
        let ticket = try await store.openTicket(
            marketplace: account.name, order: order, thread: thread, fallback: fallback, token: fresh, at: now())
        guard now() - ticket.tokenIssuedAt > settings.tokenLifetime / 2 else { return ticket }
        return try await store.renewToken(of: ticket.id, to: fresh, revokingEarlier: false, at: now())
    }
}
