import Domain
import Replies
import Store

/// The ticket that a mail's tokens name.
struct TicketClaim: Sendable {
    let ticket: Ticket
    /// What a decision about the mail is made on.
    let version: TicketVersion
    let account: Account
    /// False if the tokens name several tickets, or one that nobody knows beside a known one.
    let isClear: Bool
    /// Why the tokens count no more; nil if one does.
    let refusal: SenderProof.Refusal?

    /// Nil if no ticket is known by any of the tokens. Of several tickets the first, where its agent can be told.
    init?(_ evidence: TokenEvidence, _ context: BridgeContext) async throws {
        var standings: [TokenStanding] = []
        var hasUnknown = false
        for token in evidence.tokens {
            if let standing = try await context.store.standing(ofToken: token.text) {
                standings.append(standing)
            } else {
                hasUnknown = true
            }
        }
        guard let first = standings.first, let (ticket, version) = try await context.store.snapshot(of: first.ticket),
            let account = context.accounts[ticket.marketplace]
        else { return nil }
        self.ticket = ticket
        self.version = version
        self.account = account
        isClear = !hasUnknown && standings.allSatisfy { $0.ticket == first.ticket }
        let now = context.now()
        let own = standings.filter { $0.ticket == first.ticket }
        if own.contains(where: { $0.isValid(for: context.settings.tokenLifetime, at: now) }) {
            refusal = nil
        } else {
            refusal = own.contains(where: \.isRevoked) ? .revokedToken : .expiredToken
        }
    }
}

extension TokenEvidence {
    var tokens: [TicketToken] {
        switch self {
        case .none: []
        case .one(let token): [token]
        case .conflict(let tokens): tokens
        }
    }
}
