import ContentRules
import Domain
import Logging
import Marketplaces
import MIME
public import Routing
public import Store

/// Turns the result of a post into everything that follows from it: the mail to the agent, the ticket's state, the journal.
struct PostReport: Sendable {
    let context: BridgeContext
    let account: Account
    let ticket: Ticket

    init(_ context: BridgeContext, _ account: Account, _ ticket: Ticket) {
        self.context = context
        self.account = account
        self.ticket = ticket
    }

    /// - Parameters:
    ///   - text: as it stands there; nil if nobody could read it back
    ///   - rest: what is left of the buyer's wait; nil if the buyer does not read the answer
    func confirmed(
        _ entry: OutboxEntry, _ remoteID: RemoteMessageID?, _ time: Timestamp, text: String?, rest: TicketWait?,
        _ messages: [TicketMessage]
    ) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .confirmed(remoteID: remoteID, at: time))
        outcome.ticketUpdate = rest?.update(of: ticket, by: account)
        outcome.journal = journal(.postConfirmed, entry, remoteID?.text)
        if entry.closes { closeBehind(entry, rest, messages.last, in: &outcome) }
        outcome.ticketMail = mail(entry) { composer throws(WriteError) in
            try receipt(entry, remoteID, time, text: text, rest: rest, messages, composer)
        }
        return outcome
    }

    /// What the agent reads of an answer that stands at the marketplace, whoever noticed it first.
    func receipt(
        _ entry: OutboxEntry, _ remoteID: RemoteMessageID?, _ time: Timestamp, text: String?, rest: TicketWait?,
        _ messages: [TicketMessage], _ composer: TicketMailComposer
    ) throws(WriteError) -> NewTicketMail {
        let stored = StoredText(sent: entry.text, stored: text)
        let (clock, isPlainClock) = self.clock(rest, composer)
        let cautions = remarks(entry, composer) + warnings(entry, messages, composer.language)
        var mail = try composer.receipt(
            entry, remoteID: remoteID, at: time, isRelay: entry.relay != nil, stored: stored,
            remarks: clock + cautions, folder: folder)
        // Whatever is more than "it is there" is said in words.
        let isPlain = isPlainClock && cautions.isEmpty && !stored.isAltered && entry.attempts == 1
        mail.isQuiet = isPlain && entry.answeredMessageID != nil && style(entry) == .keyword
        return mail
    }

    private func style(_ entry: OutboxEntry) -> ReceiptStyle {
        context.settings.agent(at: entry.agent)?.receipts ?? context.settings.receipts
    }

    /// The agent wanted the conversation closed behind the answer. A later question of the buyer keeps it open.
    private func closeBehind(
        _ entry: OutboxEntry, _ rest: TicketWait?, _ lastKnown: TicketMessage?, in outcome: inout PostOutcome
    ) {
        guard let rest, rest.since == nil else { return }
        if account.connector.capabilities.actions[.close] == .api, let note = try? TaskNote(.close).json() {
            outcome.next = NewOutboxEntry(
                ticket: ticket.id, replyKey: "\(entry.replyKey)-close", agent: entry.agent, thread: entry.thread,
                text: ActionTexts.of(language(entry)).names[.close] ?? "", recipients: entry.recipients, task: note,
                state: .queued, notBefore: context.now(), lastKnown: lastKnown?.remoteID,
                replyMessageID: entry.replyMessageID, answeredMessageID: entry.answeredMessageID)
        } else {
            outcome.ticketUpdate?.state = .closed
        }
    }

    /// What the answer did to a wait that was running, and whether that is what agents expect.
    private func clock(_ rest: TicketWait?, _ composer: TicketMailComposer) -> (lines: [String], isPlain: Bool) {
        guard let rest, ticket.waitingSince != nil else { return ([], true) }
        guard let deadline = rest.since.flatMap({ account.due(since: $0, of: ticket).time }) else {
            return ([composer.texts.clockStopped], true)
        }
        return ([composer.fill(composer.texts.clockRuns, ["date": composer.shown(deadline)])], false)
    }

    /// What the agent has to know beside the receipt.
    private func remarks(_ entry: OutboxEntry, _ composer: TicketMailComposer) -> [String] {
        guard !account.clock(of: ticket).rules(inForceAt: context.now()).counts(entry) else { return [] }
        let deadline = ticket.deadline.map(composer.shown) ?? "-"
        return [composer.fill(CommandTexts.of(composer.language).cannedRuns, ["deadline": deadline])]
    }

    private func language(_ entry: OutboxEntry) -> AgentLanguage {
        context.settings.agent(at: entry.agent)?.language ?? context.settings.language
    }

    /// What the agent should mind next time.
    private func warnings(
        _ entry: OutboxEntry, _ messages: [TicketMessage], _ language: AgentLanguage
    ) -> [String] {
        let facts = ContentFacts(
            ticket, messages, agent: context.settings.agent(at: entry.agent), relay: entry.relay,
            isOpening: entry.opening != nil, at: entry.createdAt)
        let findings = ContentCheck(account.policy, facts).findings(in: entry.text, files: entry.attachments)
        return ContentReview(findings: findings).warnings(RuleTexts.of(language))
    }

    /// An action.
    ///
    /// - Parameters:
    ///   - note: what the marketplace said of it
    ///   - messages: of its ticket
    func done(_ entry: OutboxEntry, _ note: String?, _ messages: [TicketMessage]) -> PostOutcome {
        let now = context.now()
        var outcome = PostOutcome(entry: entry.id, result: .confirmed(remoteID: nil, at: now))
        let task = entry.task.flatMap { TaskNote.task($0, attachments: entry.attachments) }
        outcome.ticketUpdate = task?.ticketUpdate
        if let task, task.endsWait {
            let rest = rest(behind: entry, messages)
            if rest.since != nil {
                outcome.ticketUpdate = rest.update(of: ticket, by: account)
                outcome.ticketUpdate?.ending = WaitEnd(task == .close ? .close : .noReply, at: now, agent: entry.agent)
            }
        }
        outcome.journal = journal(.postConfirmed, entry, note)
        outcome.ticketMail = mail(entry) { composer throws(WriteError) in
            try composer.actionDone(entry, note: note, at: now, folder: folder)
        }
        return outcome
    }

    /// What still waits: the action went to one thread, and its agent knew nothing of what came since.
    private func rest(behind entry: OutboxEntry, _ messages: [TicketMessage]) -> TicketWait {
        let known = messages.first { $0.remoteID == entry.lastKnown }?.createdAt ?? entry.createdAt
        let until = max(entry.createdAt, known)
        return TicketWait(
            of: ticket, among: messages, endedIn: entry.thread ?? ticket.thread, upTo: until,
            prompt: account.answeringMachine, counts: account.rules(of: ticket, at: until).counts)
    }

    func pending(_ entry: OutboxEntry, handle: String, until: Timestamp, tellsAgent: Bool) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .pending(handle: handle, until: until))
        guard tellsAgent else { return outcome }
        outcome.journal = journal(.actionPending, entry, handle)
        outcome.ticketMail = mail(entry) { composer throws(WriteError) in
            try composer.actionPending(entry, folder: folder)
        }
        return outcome
    }

    func failed(_ entry: OutboxEntry, _ reason: String) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .failed(reason: reason))
        outcome.journal = journal(.postRefused, entry, reason)
        outcome.ticketMail = mail(entry) { composer throws(WriteError) in
            try composer.failure(entry, reason: reason, folder: folder)
        }
        return outcome
    }

    func postponed(_ entry: OutboxEntry, until: Timestamp, reason: String, tellsAgent: Bool) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .postponed(until: until, reason: reason))
        guard tellsAgent else { return outcome }
        outcome.ticketMail = mail(entry) { composer throws(WriteError) in
            try composer.delay(entry, reason: reason, folder: folder)
        }
        return outcome
    }

    /// The time is nearly over: a person answers in the portal, or lets it be tried once more.
    func handedOver(_ entry: OutboxEntry, reason: String) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .held(reason: Self.deadlineNear))
        outcome.journal = journal(.postHeld, entry, "\(Self.deadlineNear): \(reason)")
        outcome.ticketMail = mail(entry) { composer throws(WriteError) in
            try composer.deadlineNear(entry, reason: reason, folder: folder)
        }
        return outcome
    }

    private static let deadlineNear = "deadline-near"

    func uncertain(_ entry: OutboxEntry, until: Timestamp, reason: String, looks: Int) -> PostOutcome {
        PostOutcome(entry: entry.id, result: .uncertain(until: until, reason: reason, looks: looks))
    }

    /// - Parameter reason: why the last attempt was refused, where an earlier one may stand there
    func needsPerson(_ entry: OutboxEntry, because reason: String? = nil) -> PostOutcome {
        let unknown = OutboxEntry.outcomeUnknown
        var outcome = PostOutcome(entry: entry.id, result: .held(reason: unknown))
        outcome.journal = journal(.postHeld, entry, reason.map { "\(unknown): \($0)" } ?? unknown)
        outcome.ticketMail = mail(entry) { composer throws(WriteError) in
            try composer.uncertain(entry, because: reason, folder: folder)
        }
        return outcome
    }

    /// Released or left over where the marketplace is not live.
    func shadowed(_ entry: OutboxEntry) -> PostOutcome {
        var outcome = PostOutcome(entry: entry.id, result: .held(reason: "shadow"))
        outcome.journal = journal(.postHeld, entry, "shadow")
        outcome.ticketMail = mail(entry) { composer throws(WriteError) in
            try composer.shadowed(entry, folder: folder)
        }
        return outcome
    }

    private var folder: String { context.folder(of: ticket) }

    /// In the language of the agent who answered. What cannot be written as it should be is told in a plainer mail, without
    /// files and foreign words in its header. If even that fails, `audit` names the post as not reported.
    private func mail(
        _ entry: OutboxEntry, _ compose: (TicketMailComposer) throws(WriteError) -> NewTicketMail
    ) -> NewTicketMail? {
        var composer = context.composer(account, ticket, answering: entry)
        do {
            return try compose(composer)
        } catch {
            context.note(
                .error, .ticketMailPlain, ticket: ticket.id, outbox: entry.id, ["reason": error.description])
        }
        composer.isPlain = true
        do {
            return try compose(composer)
        } catch {
            context.note(
                .error, .ticketMailFailed, ticket: ticket.id, outbox: entry.id, ["reason": error.description])
            return nil
        }
    }

    private func journal(_ event: Event, _ entry: OutboxEntry, _ detail: String?) -> JournalEntry {
        JournalEntry(at: context.now(), event: event.rawValue, ticket: ticket.id, outbox: entry.id, detail: detail)
    }
}

extension ActionRequest.Task {
    /// Whether the buyer gets no answer to what was asked.
    var endsWait: Bool { self == .close || self == .noReplyNeeded }

    /// What the action changes in our ticket, once the marketplace has done it.
    var ticketUpdate: TicketUpdate? {
        switch self {
        case .close: TicketUpdate(state: .closed, waitingSince: .some(nil), deadline: .some(nil))
        case .noReplyNeeded: TicketUpdate(state: .pending, waitingSince: .some(nil), deadline: .some(nil))
        case .reopen: .reopened
        case .escalate, .resolveIncident, .refund, .cancel, .uploadInvoice: nil
        }
    }
}

extension RuleSet {
    /// Whether the marketplace takes it as an answer.
    func counts(_ entry: OutboxEntry) -> Bool {
        (!entry.isCanned || cannedCounts) && (!entry.isAutomatic || autoReplyCounts)
    }

    /// The same, once it stands in the conversation.
    public func counts(_ message: TicketMessage) -> Bool {
        (!message.isCanned || cannedCounts) && (!message.isAutomatic || autoReplyCounts)
    }
}
