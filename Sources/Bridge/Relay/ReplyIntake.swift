import Digests
import Domain
import Marketplaces
import MIME
import Replies
import Store

/// The out path, first half, from top to bottom: an agent's mail proves its sender, names its ticket, and what the agent
/// wrote in it goes into the outbox. Everything else ends with a word to the agents and nothing sent.
struct ReplyIntake: Sendable {
    let context: BridgeContext

    init(_ context: BridgeContext) { self.context = context }

    func decide(
        _ mail: IncomingMail, _ message: Message, _ evidence: TokenEvidence, _ fingerprint: Fingerprint
    ) async throws -> Intake {
        guard let (ticket, account) = try await ticket(named: evidence) else {
            return .quarantined(mail, evidence.isClear ? .unknownToken : .severalTickets, fingerprint)
        }
        let desk = ReplyDesk(context, account, ticket, mail, fingerprint)

        let automatic = message.classification(own: own)
        guard automatic.mailClass == .human else { return desk.ignored(reason: automatic.mailClass.rawValue) }
        let agent: TicketingSettings.Agent
        switch proof(message, mail) {
        case .refused(let refusal): return try desk.stranger(refusal)
        case .proven(let identity, _):
            guard let known = context.settings.agents.first(where: { $0.identity == identity }) else {
                return try desk.stranger(.notAnAgent)
            }
            agent = known
        }

        var reply = try await reply(
            message, ticket, agent, limits: account.connector.capabilities.limits)
        guard !mail.isTruncated else { return try desk.failed(reply, reason: IntakeRule.tooLarge.rawValue) }
        guard evidence.isClear else {
            return try desk.failed(
                reply, reason: "the mail belongs to several tickets; please answer a mail of one of them")
        }
        if let question = reply.question { return try await answer(question, &reply, desk) }
        if reply.isConsent, let answer = try misplacedConsent(reply, desk) { return answer }
        return try await send(reply, desk)
    }

    // MARK: Reading the reply

    /// The ticket that the mail names; of several, the first that is known, where its agent can be told.
    private func ticket(named evidence: TokenEvidence) async throws -> (Ticket, Account)? {
        for token in evidence.tokens {
            if let ticket = try await context.store.ticket(token: token.text),
                let account = context.accounts[ticket.marketplace]
            {
                return (ticket, account)
            }
        }
        return nil
    }

    private var own: OwnAddresses {
        OwnAddresses(
            replyAddresses: [context.settings.replyAddress],
            agentAddresses: context.settings.agents.flatMap(\.identity.addresses), domains: [context.settings.domain])
    }

    private func proof(_ message: Message, _ mail: IncomingMail) -> SenderProof {
        message.senderProof(
            agents: context.settings.agents.map(\.identity),
            authservID: context.settings.mailbox(mail.key.account)?.authservID)
    }

    private func reply(
        _ message: Message, _ ticket: Ticket, _ agent: TicketingSettings.Agent, limits: Capabilities.Limits
    ) async throws -> AgentReply {
        let mails = try await context.store.ticketMails(of: ticket.id)
        let named = (message.references + message.inReplyTo).reversed()
        let answered = named.lazy.compactMap { id in mails.first { $0.messageID == id } }.first
        let messages = try await context.store.messages(of: ticket.id)
        var options = ExtractionOptions()
        options.maximumLength = limits.maximumCharacters
        let sent = mails.map { SentMail(text: $0.text, html: $0.html) }
        let extraction = message.reply(to: sent, own: own, options: options)
        var question: OutboxEntry?
        if let answered, answered.kind == .question, let id = answered.outbox {
            question = try await context.store.outboxEntry(id)
        }
        return AgentReply(
            agent: agent, message: message, extraction: extraction, answered: answered,
            target: try await target(answered, messages), lastKnown: messages.last,
            question: question?.state == .held ? question : nil)
    }

    /// The message that the agent answers: the one that the ticket mail brought; for a receipt or the like, the newest one
    /// of the thread that the reported answer went to; else the newest of all.
    private func target(_ answered: TicketMail?, _ messages: [TicketMessage]) async throws -> TicketMessage? {
        if let id = answered?.message, let message = messages.first(where: { $0.id == id }) { return message }
        let incoming = messages.filter { $0.role != .seller }
        guard let id = answered?.outbox, let entry = try await context.store.outboxEntry(id) else {
            return incoming.last
        }
        return incoming.last { $0.remoteID == entry.answering } ?? incoming.last { $0.thread == entry.thread }
            ?? incoming.last
    }

    // MARK: Deciding

    /// The agent answers our question about an earlier reply: `ok` sends that one, other words take its place.
    private func answer(_ entry: OutboxEntry, _ reply: inout AgentReply, _ desk: ReplyDesk) async throws -> Intake {
        if reply.isConsent {
            return entry.text.isEmpty
                ? try desk.held(reply, .empty, about: entry) : try desk.released(entry, text: nil, by: reply)
        }
        // Words are no consent to move money, and were not written for the buyer.
        if entry.task != nil, reply.commands.isEmpty {
            let texts = ActionTexts.of(reply.agent.language)
            let question = entry.isInDoubt ? texts.uncertain : texts.confirm
            let lines = [desk.composer(reply.agent.language).fill(question), entry.text]
            return try desk.told(
                reply, .command, "not-confirmed", event: .replyIgnored, lines: lines, quoting: reply.text)
        }
        // An answer that may have arrived already is left as it is; other words make another answer.
        guard case .relay = reply.extraction.decision, reply.commands.isEmpty, reply.attachments.isEmpty,
            !entry.isInDoubt, entry.task == nil
        else {
            if entry.task == nil { reply.carried = entry.attachments }
            var intake = try await send(reply, desk, replacing: entry)
            if intake.outbox != nil { intake.outboxChanges.append(.drop(id: entry.id, reason: "replaced")) }
            return intake
        }
        let violations = desk.violations(text: reply.text, attachments: entry.attachments)
        guard violations.isEmpty else { return try desk.failed(reply, reason: violations) }
        return try desk.released(entry, text: reply.text, by: reply)
    }

    /// `ok` is an answer to the buyer only where we asked nothing. Nil if it is one.
    private func misplacedConsent(_ reply: AgentReply, _ desk: ReplyDesk) throws -> Intake? {
        guard let answered = reply.answered else { return try desk.held(reply, .notSure) }
        guard answered.kind == .question else { return nil }
        guard answered.outbox != nil else { return try desk.held(reply, .empty) }
        return try desk.told(
            reply, .command, "nothing-held", event: .replyIgnored,
            lines: [AgentTexts.of(reply.agent.language).nothingToUndo])
    }

    /// - Parameter replaced: the entry whose place the reply takes
    private func send(
        _ reply: AgentReply, _ desk: ReplyDesk, replacing replaced: OutboxEntry? = nil
    ) async throws -> Intake {
        if let command = try await CommandDesk(desk).decide(reply) { return command }
        switch reply.extraction.decision {
        case .ignore(.commandsOnly): return try desk.held(reply, .empty)
        case .ignore(let reason): return desk.ignored(reason: reason.name)
        case .hold(let reason): return try desk.held(reply, HoldCause(reason))
        case .relay: break
        }
        let violations = desk.violations(text: reply.text, attachments: reply.attachments)
        guard violations.isEmpty else { return try desk.failed(reply, reason: violations) }
        let others = try await context.store.outbox(of: desk.ticket.id)
            .filter { $0.task == nil && $0.id != replaced?.id && ![.dropped, .failed].contains($0.state) }
        let id = reply.message.messageID
        if others.contains(where: { $0.replyMessageID == id && id != nil }) {
            return try desk.held(reply, .sameText)
        }
        if reply.answered?.kind == .question, replaced == nil, others.contains(where: { $0.state != .held }) {
            // What was asked about has been settled meanwhile.
            return try desk.held(reply, .answeredMeanwhile)
        }
        if others.contains(where: { $0.text == reply.text && context.now() - $0.createdAt < Self.sameTextWindow }) {
            return try desk.held(reply, .sameText)
        }
        let own = reply.agent.identity.addresses.map(\.text)
        if others.contains(where: { [.queued, .sending, .uncertain].contains($0.state) && !own.contains($0.agent) }) {
            return try desk.held(reply, .otherReplyInFlight)
        }
        return try desk.queued(reply)
    }

    /// The same words again within this time are more likely a slip than a wish.
    static let sameTextWindow = Duration.seconds(600)
}

extension TokenEvidence {
    fileprivate var tokens: [TicketToken] {
        switch self {
        case .none: []
        case .one(let token): [token]
        case .conflict(let tokens): tokens
        }
    }

    /// Names one ticket only.
    fileprivate var isClear: Bool { tokens.count < 2 }
}
