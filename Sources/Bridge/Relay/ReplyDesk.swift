import Digests
import Domain
import Marketplaces
import MIME
import Replies
import Store

/// Turns a decision about one reply into its outcome and everything that follows from it.
struct ReplyDesk: Sendable {
    let context: BridgeContext
    let account: Account
    let ticket: Ticket
    let mail: IncomingMail
    let fingerprint: Fingerprint

    init(
        _ context: BridgeContext, _ account: Account, _ ticket: Ticket, _ mail: IncomingMail,
        _ fingerprint: Fingerprint
    ) {
        self.context = context
        self.account = account
        self.ticket = ticket
        self.mail = mail
        self.fingerprint = fingerprint
    }

    var folder: String { context.folder(of: ticket) }

    func composer(_ language: AgentLanguage) -> TicketMailComposer { context.composer(account, ticket, language) }

    // MARK: Something is sent

    /// - Parameter opening: topic of the conversation that the answer starts
    func queued(_ reply: AgentReply, opening: String? = nil) throws -> Intake {
        guard !account.isShadow else { return try shadowed(reply) }
        var intake = intake(.reply, "queued")
        intake.outbox = entry(reply, .queued, reason: nil)
        if let opening {
            intake.outbox?.opening = opening
            intake.outbox?.thread = nil
        }
        intake.journal = [journal(.replyQueued, reply.extraction.method.rawValue)]
        return intake
    }

    func released(_ entry: OutboxEntry, text: String?, by reply: AgentReply) throws -> Intake {
        guard !account.isShadow else {
            return try told(
                reply, .command, "shadow", event: .replyHeld,
                lines: [composer(reply.agent.language).shadowLine], quoting: text ?? entry.text, as: entry.part)
        }
        var intake = intake(.command, "released")
        intake.outboxChanges = [.release(id: entry.id, text: text, at: context.now())]
        intake.journal = [journal(.replyReleased, "\(text == nil ? "ok" : "new text") by \(reply.agent.identity.name)")]
        return intake
    }

    // MARK: Something is asked of the marketplace

    /// - Parameter words: what it does, for the agent
    func requested(
        _ reply: AgentReply, _ task: ActionRequest.Task, words: String, attachments: [Attachment] = []
    ) throws -> Intake {
        guard !account.isShadow else {
            return try told(
                reply, .command, "shadow", event: .replyHeld, lines: [composer(reply.agent.language).shadowLine],
                quoting: words, as: .internal)
        }
        var intake = intake(.command, "requested: \(task.action.rawValue)")
        intake.outbox = try entry(reply, task, .queued, reason: nil, words: words, attachments: attachments)
        intake.journal = [journal(.actionQueued, task.action.rawValue)]
        return intake
    }

    /// The marketplace could not be asked what the action would do.
    func notDone(_ reply: AgentReply, reason: String, portal: [String]) throws -> Intake {
        let texts = ActionTexts.of(reply.agent.language)
        let composer = composer(reply.agent.language)
        let command = reply.commands.first.flatMap { command -> String? in
            guard case .known(let name) = command.name else { return nil }
            return composer.labelled("#\(name.rawValue) \(command.arguments)", name)
        }
        return try told(
            reply, .command, "command-refused", event: .replyRefused, detail: reason,
            lines: [composer.fill(texts.notDone)] + [command].compactMap(\.self) + composer.lines(PostFault(reason)) + [
                texts.whatNow
            ]
                + portal,
            quoting: reply.text)
    }

    // MARK: Nothing is sent, the agent is asked or told

    /// - Parameters:
    ///   - entry: what is held already and lacks its text; without it the reply itself is held
    ///   - notes: what else the agent is told before the text
    ///   - canConfirm: false if only another text will do
    func held(
        _ reply: AgentReply, _ reason: HoldCause, about entry: OutboxEntry? = nil, notes: [String] = [],
        canConfirm: Bool = true
    ) throws -> Intake {
        let composer = composer(reply.agent.language)
        let text = reason.hasNoText ? "" : reply.text
        // What must never reach a buyer cannot be confirmed either: only another text will do.
        let confirmable = reason.isFinal || !canConfirm ? "" : text
        var intake = intake(.reply, "held: \(reason.rawValue)")
        if entry == nil, !confirmable.isEmpty || !reply.attachments.isEmpty {
            intake.outbox = self.entry(reply, .held, reason: reason.rawValue)
            intake.outbox?.text = confirmable
        }
        let isOld = reason != .restoredStore && context.mayBeKnownNoMore(mail, reply.message)
        let warning = isOld ? [HoldTexts.why(.restoredStore, reply.agent.language)] : []
        var shown = Question(
            introduction: composer.introduction(reason) + warning + notes, text: text, canConfirm: !confirmable.isEmpty)
        if case .hold(let found) = reply.decision, HoldCause(found) == reason { shown.place = reply.extraction.place }
        if !reply.isConsent { shown.leftOut = reply.extraction.foreign }
        var question = try composer.question(
            name: "question \(fingerprint.name)", shown, answers: reply.answers, folder: folder)
        question.outbox = entry?.id
        intake.ticketMails = [question]
        intake.journal = [journal(.replyHeld, reason.rawValue)]
        return intake
    }

    /// The agent's `ok` came too late: what is new is told, and the same question asked again.
    func heldAgain(_ entry: OutboxEntry, _ reason: HoldCause, _ reply: AgentReply) throws -> Intake {
        let composer = composer(reply.agent.language)
        var intake = intake(.command, "held: \(reason.rawValue)")
        var question = try composer.question(
            name: "question \(fingerprint.name)",
            Question(introduction: composer.introduction(reason), text: entry.text, canConfirm: true),
            answers: reply.answers, folder: folder)
        question.outbox = entry.id
        intake.ticketMails = [question]
        intake.outboxChanges = [.hold(id: entry.id, reason: reason.rawValue)]
        intake.journal = [journal(.replyHeld, reason.rawValue)]
        return intake
    }

    /// A proven agent who may not answer here, or not to that mail.
    func refused(_ reply: AgentReply, _ refusal: SenderProof.Refusal) throws -> Intake {
        let cause = RefusalTexts.of(reply.agent.language).cause(
            refusal, address: reply.agent.address, marketplace: account.shownName)
        return try failed(reply, reason: cause, detail: refusal.rawValue)
    }

    /// - Parameters:
    ///   - detail: the reason for the journal, without words of the text
    ///   - text: what was not sent; nil = the reply's, with its files
    ///   - files: what would have gone with `text`
    func failed(
        _ reply: AgentReply, reason: String, detail: String? = nil, text: String? = nil, files: [Attachment] = []
    ) throws -> Intake {
        var intake = intake(.reply, "refused")
        intake.ticketMails = [
            try composer(reply.agent.language).failure(
                name: "refused \(fingerprint.name)",
                reason: ["\(AgentTexts.of(reply.agent.language).reason): \(reason)"], text: text ?? reply.text,
                files: text == nil ? reply.attachments : files, thread: reply.target?.thread, answers: reply.answers,
                folder: folder)
        ]
        intake.journal = [journal(.replyRefused, detail ?? reason)]
        return intake
    }

    /// A remark in the agent's thread.
    func told(
        _ reply: AgentReply, _ kind: Outcome.Kind, _ reason: String, event: Event, detail: String? = nil,
        lines: [String], quoting text: String = "", as part: TicketPart = .answer
    ) throws -> Intake {
        var intake = intake(kind, reason)
        intake.ticketMails = [
            try composer(reply.agent.language).notice(
                name: "notice \(fingerprint.name)", lines: lines, quoting: text, as: part, answers: reply.answers,
                folder: folder)
        ]
        intake.journal = [journal(event, detail ?? reason)]
        return intake
    }

    private func shadowed(_ reply: AgentReply) throws -> Intake {
        let composer = composer(reply.agent.language)
        var intake = intake(.reply, "shadow")
        intake.outbox = entry(reply, .held, reason: "shadow")
        intake.ticketMails = [
            try composer.notice(
                name: "shadow \(fingerprint.name)", lines: [composer.shadowLine], quoting: reply.text,
                answers: reply.answers, folder: folder)
        ]
        intake.journal = [journal(.replyHeld, "shadow")]
        return intake
    }

    // MARK: Not from an agent

    func ignored(reason: String) -> Intake {
        var intake = intake(.ignored, reason)
        intake.outcome.moveTo = nil
        intake.journal = [journal(.replyIgnored, reason)]
        return intake
    }

    /// An agent's answer through a group that nobody named as the seller's own must not vanish without a word.
    func cameThroughList(_ message: Message) throws -> Intake {
        var intake = ignored(reason: MailClass.list.rawValue)
        let senders = message.from.mailboxes.map(\.address)
        guard let agent = senders.lazy.compactMap({ context.settings.agent(at: $0) }).first else { return intake }
        let composer = composer(agent.language)
        let values = ["name": agent.identity.name, "list": message.listID ?? "?"]
        intake.ticketMails = [
            try composer.notice(
                name: "list \(agent.identity.name) \(context.now().description.prefix(10))",
                lines: [composer.fill(composer.texts.listed, values)], answers: [message.messageID].compactMap { $0 },
                folder: folder)
        ]
        return intake
    }

    /// The mail is kept, the agents read of it in the ticket's thread; its sender gets no answer.
    func stranger(_ refusal: SenderProof.Refusal, _ message: Message) async throws -> Intake {
        var intake = Intake.quarantined(mail, .unprovenSender, fingerprint, detail: refusal.rawValue)
        let sender = message.from.mailboxes.first.flatMap { EmailAddress($0.address)?.text }
        let agent = sender.flatMap(context.settings.agent(at:))
        let composer = composer(agent?.language ?? context.settings.language)
        let cause = RefusalTexts.of(composer.language).cause(
            refusal, address: sender ?? "?", marketplace: account.shownName)
        let detail = [refusal.rawValue, agent.map { "for \($0.identity.name)" }].compactMap { $0 }
        intake.journal = [journal(.replyRefused, detail.joined(separator: " "))]
        let occasion = try await isTold(agent) ? fingerprint.name : today
        intake.ticketMails = [
            try composer.notice(
                name: "stranger \(refusal.rawValue) \(occasion)",
                lines: [
                    composer.fill(composer.texts.stranger, ["reason": refusal.rawValue]),
                    "\(composer.texts.reason): \(cause)",
                ], answers: [],
                folder: folder)
        ]
        return intake
    }

    /// Whoever has seen a token must not be able to fill the agents' folder: one note a day for each reason. An agent hears
    /// of each mail, up to a number that nobody reaches by hand.
    private func isTold(_ agent: TicketingSettings.Agent?) async throws -> Bool {
        guard let agent else { return false }
        let now = context.now()
        let earlier = try await context.store.journal(of: ticket.id).count { entry in
            entry.event == Event.replyRefused.rawValue && now - entry.at < .seconds(86_400)
                && entry.detail?.hasSuffix(" for \(agent.identity.name)") == true
        }
        return earlier < Self.mostNotes
    }

    /// Notes of a day about mails from an agent's address that were not proven to be the agent's.
    private static let mostNotes = 10

    private var today: String { String(context.now().description.prefix(10)) }

    // MARK: Pieces

    func intake(_ kind: Outcome.Kind, _ reason: String) -> Intake {
        Intake(
            mail: mail.key,
            outcome: Outcome(
                kind, reason: reason, ticket: ticket.id, messageID: fingerprint.messageID,
                contentHash: fingerprint.contentHash,
                moveTo: context.settings.originals(for: mail.key)))
    }

    func journal(_ event: Event, _ detail: String?) -> JournalEntry {
        JournalEntry(at: context.now(), event: event.rawValue, ticket: ticket.id, detail: detail)
    }

    func entry(
        _ reply: AgentReply, _ task: ActionRequest.Task, _ state: OutboxState, reason: String?, words: String,
        attachments: [Attachment] = []
    ) throws -> NewOutboxEntry {
        var entry = entry(reply, state, reason: reason)
        entry.task = try TaskNote(task).json()
        entry.text = words
        entry.attachments = attachments
        entry.relay = nil
        return entry
    }

    private func entry(_ reply: AgentReply, _ state: OutboxState, reason: String?) -> NewOutboxEntry {
        // The same mail, arriving twice, has the same key: it can be posted once only.
        let name = "\(ticket.id) \(fingerprint.name)"
        var entry = NewOutboxEntry(
            ticket: ticket.id, replyKey: base32(sha256(name.utf8).prefix(16)),
            agent: reply.agent.address,
            thread: reply.target?.thread ?? ticket.thread, text: reply.text, attachments: reply.attachments,
            recipients: reply.recipients.rawValue, relay: reply.target?.relay, state: state, reason: reason,
            notBefore: context.now() + (state == .queued ? grace : .zero),
            answering: reply.target?.remoteID, lastKnown: reply.lastKnown?.remoteID,
            replyMessageID: fingerprint.messageID,
            answeredMessageID: reply.answered?.messageID)
        entry.isCanned = reply.template?.isCanned ?? false
        entry.closes = reply.closes
        if context.mayBeKnownNoMore(mail, reply.message) { entry.doubtedAt = mail.receivedAt }
        return entry
    }

    private var grace: Duration {
        GracePeriod.wait(
            account.grace ?? context.settings.grace, deadline: ticket.deadline, at: context.now())
    }

    /// The portal's page of what the reply is about, ready to show.
    func portal(_ reply: AgentReply) -> [String] {
        account.portalLink(order: ticket.order, thread: reply.target?.thread ?? ticket.thread).map { link in
            ["\(AgentTexts.of(reply.agent.language).portal): \(link)"]
        } ?? []
    }
}
