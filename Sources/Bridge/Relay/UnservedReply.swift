import Domain
import MIME
import Replies
import Store

/// An agent's answer in a ticket whose marketplace is not configured any more, mostly because it has another name now. It
/// waits in quarantine, and its agent must not believe that it was sent.
struct UnservedReply: Sendable {
    let context: BridgeContext

    init(_ context: BridgeContext) { self.context = context }

    /// Nil if no token names such a ticket.
    func decide(
        _ mail: IncomingMail, _ message: Message, _ evidence: TokenEvidence, _ fingerprint: Fingerprint
    ) async throws -> Intake? {
        guard let ticket = try await ticket(evidence) else { return nil }
        if message.classification(own: context.settings.ownAddresses).mailClass == .human,
            let agent = context.provenAgent(message, mail)
        {
            var round = TeamRound()
            round.mails = [
                try TeamMailComposer(context: context, people: [agent], now: context.now()).unservedReply(
                    fingerprint.name, subject: message.subject ?? "", marketplace: ticket.marketplace)
            ]
            // The same mail, decided again after a crash, makes no second one.
            try await context.store.commit(round, at: context.now())
            context.teamMailsWaiting.ring()
        }
        return .quarantined(mail, .noAccount, fingerprint)
    }

    private func ticket(_ evidence: TokenEvidence) async throws -> Ticket? {
        for token in evidence.tokens {
            guard let standing = try await context.store.standing(ofToken: token.text),
                let ticket = try await context.store.ticket(standing.ticket)
            else { continue }
            return context.accounts[ticket.marketplace] == nil ? ticket : nil
        }
        return nil
    }
}
