import Domain
import Marketplaces
import MIME
import Store

/// The marketplace's copy of an answer of ours: proof that it arrived, or news of an answer given in the portal.
struct OwnCopyIntake: Sendable {
    let context: BridgeContext
    let account: Account

    init(_ context: BridgeContext, _ account: Account) {
        self.context = context
        self.account = account
    }

    func decide(
        _ mail: IncomingMail, _ message: Message, _ recognition: Recognition, _ fingerprint: Fingerprint
    ) async throws -> Intake {
        guard let named = try await ticket(recognition),
            let (ticket, version) = try await context.store.snapshot(of: named.id)
        else { return .ignored(mail, .ownCopyWithoutTicket, fingerprint) }
        var intake = Intake(
            mail: mail.key,
            outcome: Outcome(
                .update, reason: NotificationKind.ownCopy.rawValue, ticket: ticket.id,
                messageID: fingerprint.messageID, contentHash: fingerprint.contentHash,
                moveTo: context.settings.originals(for: mail.key)))
        let entries = try await context.store.outbox(of: ticket.id).filter { $0.task == nil }
        let messages = try await context.store.messages(of: ticket.id)
        intake.requires = version
        // Should nobody learn what became of the sending, this is the proof that it arrived: it must not be spent before.
        guard !entries.contains(where: { $0.state == .sending && isCopy(message, recognition, of: $0) }) else {
            throw ConnectorError(.unavailable, "the answer that it is a copy of is still on its way", retry: .later)
        }
        if let doubtful = entries.first(where: { $0.mayHaveArrived && isCopy(message, recognition, of: $0) }) {
            try confirm(doubtful, ticket, messages, shown: recognition.text, &intake)
        } else if !entries.contains(where: { isAccounted($0, by: ticket, mail, message, recognition) }) {
            try answeredElsewhere(ticket, mail, message, recognition, fingerprint, entries, messages, &intake)
        }
        return intake
    }

    /// Never guesses: without an order, and with two tickets for it, the copy is left alone.
    private func ticket(_ recognition: Recognition) async throws -> Ticket? {
        guard let order = recognition.order else { return nil }
        let tickets = try await context.store.tickets(order: order).filter { $0.marketplace == account.name }
        return tickets.count == 1 ? tickets[0] : nil
    }

    /// The copy shows the very text that was sent, and is not older than the sending.
    private func isCopy(_ message: Message, _ recognition: Recognition, of entry: OutboxEntry) -> Bool {
        guard let shown = recognition.text ?? message.body.text,
            isText(shown, thatWasSentAs: entry.text, allowsMore: true)
        else { return false }
        guard let date = message.date, let intended = entry.intendedAt else { return true }
        return Timestamp(seconds: date.secondsSinceEpoch) >= intended - .seconds(120)
    }

    /// Whether a copy tells nothing beside this entry: it is its text, or that of one that goes out now, or it may be its
    /// text as the marketplace changed it, because nobody wrote since. A wait that began behind the entry was ended by
    /// other words, in the portal.
    private func isAccounted(
        _ entry: OutboxEntry, by ticket: Ticket, _ mail: IncomingMail, _ message: Message, _ recognition: Recognition
    ) -> Bool {
        if entry.state == .sending { return true }
        guard entry.state == .confirmed else { return false }
        let date = message.date.map { Timestamp(seconds: $0.secondsSinceEpoch) } ?? mail.receivedAt
        guard let since = ticket.waitingSince, date >= since else { return true }
        return isCopy(message, recognition, of: entry)
    }

    private func confirm(
        _ entry: OutboxEntry, _ ticket: Ticket, _ messages: [TicketMessage], shown: String?, _ intake: inout Intake
    ) throws {
        let now = context.now()
        let time = entry.intendedAt ?? now
        // The copy may be late: what the buyer wrote behind the answer still waits.
        let rules = account.rules(of: ticket, at: now)
        let rest = TicketWait(
            of: ticket, among: messages, answers: [.init(thread: entry.thread ?? ticket.thread, at: time)],
            prompt: account.answeringMachine, counts: rules.counts)
        let counts = rules.counts(entry)
        var receipt = try PostReport(context, account, ticket).receipt(
            entry, nil, now, text: shown, rest: counts ? rest : nil, messages,
            context.composer(account, ticket, answering: entry))
        receipt.outbox = entry.id
        intake.outboxChanges = [.confirm(id: entry.id, remoteID: nil, at: now)]
        intake.ticketMails = [receipt]
        if counts { intake.ticketUpdate = rest.update(of: ticket, by: account) }
        intake.journal = [
            JournalEntry(at: now, event: Event.postConfirmed.rawValue, ticket: ticket.id, outbox: entry.id)
        ]
    }

    private func answeredElsewhere(
        _ ticket: Ticket, _ mail: IncomingMail, _ message: Message, _ recognition: Recognition,
        _ fingerprint: Fingerprint, _ entries: [OutboxEntry], _ messages: [TicketMessage], _ intake: inout Intake
    ) throws {
        let time = message.date.map { Timestamp(seconds: $0.secondsSinceEpoch) } ?? mail.receivedAt
        let answeredAt = min(time, mail.receivedAt)
        intake.messages = [
            NewMessage(
                ticket: ticket.id,
                remoteID: RemoteMessageID(fingerprint.remoteID),
                thread: recognition.thread, role: .seller, authorName: nil,
                text: recognition.text ?? message.body.text ?? "", createdAt: answeredAt, source: .mail)
        ]
        intake.ticketUpdate = TicketWait(
            of: ticket, among: messages,
            answers: [.init(thread: recognition.thread ?? ticket.thread, at: answeredAt)],
            prompt: account.answeringMachine, counts: account.rules(of: ticket, at: context.now()).counts
        ).update(of: ticket, by: account)
        (intake.outboxChanges, intake.ticketMails) = try AnsweredElsewhere(context, account, ticket)
            .hold(entries, in: nil, name: fingerprint.name)
    }
}
