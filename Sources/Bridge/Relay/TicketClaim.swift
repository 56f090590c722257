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
    /// - Parameter references: the Message-IDs that the mail names; one of a ticket that was split off stands for that
    init?(_ evidence: TokenEvidence, references: [String], _ context: BridgeContext) async throws {
        var standings: [TokenStanding] = []
        var hasUnknown = false
        for token in evidence.tokens {
            if let standing = try await context.store.standing(ofToken: token.text) {
                standings.append(standing)
            } else {
                hasUnknown = true
            }
        }
        guard let first = standings.first else { return nil }
        let part = try await Self.part(of: first.ticket, named: references, context.store)
        guard let (ticket, version) = try await context.store.snapshot(of: part ?? first.ticket),
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

    /// Mails that went with a thread to a ticket of its own still carry the token that they were written with.
    private static func part(
        of ticket: TicketID, named references: [String], _ store: any TicketStore
    ) async throws -> TicketID? {
        for id in references.suffix(20).reversed() {
            guard let mail = try await store.ticketMail(messageID: id) else { continue }
            guard mail.ticket != ticket else { return nil }
            return try await isPart(mail.ticket, of: ticket, store) ? mail.ticket : nil
        }
        return nil
    }

    private static func isPart(
        _ part: TicketID, of whole: TicketID, _ store: any TicketStore
    ) async throws -> Bool {
        var next = try await store.ticket(part)?.splitFrom
        for _ in 0..<8 {
            guard let origin = next else { return false }
            if origin == whole { return true }
            next = try await store.ticket(origin)?.splitFrom
        }
        return false
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
