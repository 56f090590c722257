import Domain
import MIME
import Replies
import Store

/// An agent's answer to a ticket mail that lost everything that names the ticket: its recipient's token, In-Reply-To and
/// References. Nothing of it can be sent, and its agent must not believe that it was.
struct LostReply: Sendable {
    let context: BridgeContext

    init(_ context: BridgeContext) { self.context = context }

    /// Nil if the mail is none: it is no agent's, a program's, not to us, or nothing in it looks like a ticket mail.
    func decide(_ mail: IncomingMail, _ message: Message, _ fingerprint: Fingerprint) async throws -> Intake? {
        guard isToUs(message), looksLikeAnswer(message),
            message.classification(own: context.settings.ownAddresses).mailClass == .human,
            let agent = context.provenAgent(message, mail)
        else { return nil }
        var round = TeamRound()
        round.mails = [
            try TeamMailComposer(context: context, people: [agent], now: context.now())
                .lostReply(fingerprint.name, subject: message.subject ?? "")
        ]
        // The same mail, decided again after a crash, makes no second one.
        try await context.store.commit(round, at: context.now())
        context.teamMailsWaiting.ring()
        return mail.key.isOnServer
            ? .ignored(mail, .lostTicket, fingerprint) : .quarantined(mail, .lostTicket, fingerprint)
    }

    private func isToUs(_ message: Message) -> Bool {
        [message.to, message.cc, message.deliveredTo, message.originalTo].flatMap(\.mailboxes).contains {
            EmailAddress($0.address)?.withoutDetail == context.settings.replyAddress.withoutDetail
        }
    }

    /// The subject has the tag of our mails, `[Conrad 12345-A]`, or the marker line is quoted.
    private func looksLikeAnswer(_ message: Message) -> Bool {
        let subject = message.subject ?? ""
        return context.accounts.values.contains { account in
            subject.contains("[\(account.shownName) ") || subject.contains("[\(account.shownName)]")
        } || ReplyMarker.isIn(message.displayText)
    }
}

extension BridgeContext {
    func proof(_ message: Message, _ mail: IncomingMail) -> SenderProof {
        message.senderProof(
            agents: settings.agents.map(\.identity), authservID: settings.mailbox(mail.key.account)?.authservID,
            folderOwner: settings.owner(of: mail.key))
    }

    /// What names the ticket in the fields that certainly are the author's.
    func provenEvidence(_ message: Message, _ mail: IncomingMail) -> TokenEvidence {
        guard let author = message.from.mailboxes.first.flatMap({ EmailAddress($0.address) }) else { return .none }
        let fields = ProvenFields(
            of: message, author: author, authservID: settings.mailbox(mail.key.account)?.authservID)
        return settings.addressing.evidence(in: message, fields: fields)
    }

    func provenAgent(_ message: Message, _ mail: IncomingMail) -> TicketingSettings.Agent? {
        guard case .proven(let identity, _) = proof(message, mail) else { return nil }
        return settings.agents.first { $0.identity == identity }
    }
}
