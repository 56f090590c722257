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
        let references = message.references + message.inReplyTo
        guard let claim = try await TicketClaim(evidence, references: references, context) else {
            if let unserved = try await UnservedReply(context).decide(mail, message, evidence, fingerprint) {
                return unserved
            }
            return .quarantined(mail, evidence.tokens.count < 2 ? .unknownToken : .severalTickets, fingerprint)
        }
        let desk = ReplyDesk(context, claim.account, claim.ticket, mail, fingerprint)
        var intake = try await decide(mail, message, evidence, claim, desk)
        // Two agents may answer at once: the second decision is made on what the first one left.
        intake.requires = claim.version
        return intake
    }

    private func decide(
        _ mail: IncomingMail, _ message: Message, _ evidence: TokenEvidence, _ claim: TicketClaim, _ desk: ReplyDesk
    ) async throws -> Intake {
        let automatic = message.classification(own: context.settings.ownAddresses)
        guard automatic.mailClass == .human else {
            if automatic.mailClass == .list { return try desk.cameThroughList(message) }
            return try await AutomaticMailDesk(desk).decide(
                automatic.mailClass, from: context.provenAgent(message, mail))
        }
        let agent: TicketingSettings.Agent
        switch context.proof(message, mail) {
        case .refused(let refusal): return try await desk.stranger(refusal, message)
        case .proven(let identity, let proof):
            guard let known = context.settings.agents.first(where: { $0.identity == identity }) else {
                return try await desk.stranger(.notAnAgent, message)
            }
            if proof == .dmarc, context.provenEvidence(message, mail) != evidence, try await !isReleased(mail) {
                return try await desk.stranger(.unsignedToken, message)
            }
            agent = known
        }
        let reply = try await ReplyReader(context, desk.account, desk.ticket).read(message, of: agent)
        if try await isCopy(reply, of: desk.ticket) { return desk.ignored(reason: IntakeRule.duplicate.rawValue) }
        var intake =
            try await isWithinBudget(reply, mail, desk)
            ? try await decide(reply, mail, claim, desk) : try await AutomaticMailDesk(desk).overBudget(mail, agent)
        intake.reading = ReplyReading(
            at: context.now(), agent: agent.address, version: ReplyExtraction.version,
            decision: reply.extraction.reason ?? "relay", method: reply.extraction.method.rawValue,
            text: reply.extraction.text, removed: reply.withheld)
        intake.habit = ReplyHabit(reply, intake, at: context.now())
        // A note is kept whatever becomes of the rest: its text in the reading, in the journal that there is one.
        if let note = reply.extraction.note, !note.isEmpty,
            !intake.journal.contains(where: { $0.event == Event.noteAdded.rawValue })
        {
            intake.journal.append(desk.journal(.noteAdded, "by \(agent.identity.name)"))
        }
        return intake
    }

    private func decide(
        _ reply: AgentReply, _ mail: IncomingMail, _ claim: TicketClaim, _ desk: ReplyDesk
    ) async throws -> Intake {
        let refusals = RefusalTexts.of(reply.agent.language)
        if let refusal = reply.agent.answers(at: desk.account.name) ? claim.refusal : .notForThisAgent {
            return try desk.refused(reply, refusal)
        }
        guard !mail.isTruncated else {
            return try desk.failed(reply, reason: refusals.tooLarge, detail: IntakeRule.tooLarge.rawValue)
        }
        guard claim.isClear else {
            return try desk.failed(
                reply, reason: refusals.severalTickets, detail: IntakeRule.severalTickets.rawValue)
        }
        if context.mayBeKnownNoMore(mail, reply.message), let intake = try dealtWithBefore(reply, desk) {
            return intake
        }
        if let code = reply.extraction.consentCode, !(reply.question?.movesMoney ?? false) {
            return try await MoneyDesk(desk, reply).coded(code)
        }
        guard let question = reply.question else {
            if reply.isConsent, let answer = try misplacedConsent(reply, desk) { return answer }
            return try await send(reply, desk)
        }
        var reply = reply
        if question.task == nil { reply.carriedRecipients = Post.Recipients(rawValue: question.recipients) }
        if let answer = try await QuestionDesk(desk, about: question).decide(reply) { return answer }
        if question.task == nil { reply.carried = question.attachments }
        var intake = try await send(reply, desk, replacing: question)
        if intake.outbox != nil, !question.moneyMayHaveMoved {
            intake.outboxChanges.append(.drop(id: question.id, reason: "replaced"))
        }
        return intake
    }

    /// Whether it is a mail that was dealt with, as it came along another way that changed its bytes: the copy in the agent's
    /// folder of sent mails, say, and the one that a gateway encoded anew. Nobody is asked about it, whatever became of the first.
    private func isCopy(_ reply: AgentReply, of ticket: Ticket) async throws -> Bool {
        guard let id = reply.message.messageID, !reply.text.isEmpty else { return false }
        return try await context.store.outbox(of: ticket.id).contains {
            $0.replyMessageID == id && $0.task == nil && $0.state != .failed && $0.text == reply.text
                && reply.agent.wrote($0)
        }
    }

    /// A mail from the time that a restored store does not know: an answer is held, for a person to look in the portal; what only
    /// consents or commands changes nothing. Nil if nothing of it could go out anyway.
    private func dealtWithBefore(_ reply: AgentReply, _ desk: ReplyDesk) throws -> Intake? {
        let isWord = reply.isConsent || reply.extraction.consentCode != nil
        switch reply.decision {
        case .relay where !isWord: return try desk.held(reply, .restoredStore)
        case .hold where !isWord && reply.commands.isEmpty: return nil
        default:
            guard isWord || !reply.commands.isEmpty else { return nil }
            return try desk.told(
                reply, .command, HoldCause.restoredStore.rawValue, event: .replyHeld,
                lines: [HoldTexts.why(.restoredStore, reply.agent.language)], quoting: reply.text)
        }
    }

    /// Whether an administrator has looked at it and let it out of quarantine.
    private func isReleased(_ mail: IncomingMail) async throws -> Bool {
        try await context.store.outcome(of: mail.key)?.reason == "released"
    }

    private func isWithinBudget(_ reply: AgentReply, _ mail: IncomingMail, _ desk: ReplyDesk) async throws -> Bool {
        if try await isReleased(mail) { return true }
        let text = reply.extraction.text
        let earlier = try await context.store.readings(of: desk.ticket.id).filter { $0.agent == reply.agent.address }
        let budget = MailBudget(
            mails: earlier.map(\.at),
            same: text.isEmpty || reply.isConsent ? [] : earlier.filter { $0.text == text }.map(\.at))
        return budget.allows(at: context.now())
    }

    // MARK: Deciding

    /// `ok` is an answer to the buyer only where we asked nothing. Nil if it is one.
    private func misplacedConsent(_ reply: AgentReply, _ desk: ReplyDesk) throws -> Intake? {
        guard let answered = reply.answered else { return try desk.held(reply, .notSure) }
        // Nothing can be confirmed about what was refused.
        if answered.kind == .failure { return try desk.held(reply, .empty) }
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
        switch try await CommandDesk(desk).decide(reply) {
        case .done(let intake): return intake
        case .answer(let answer, let asides):
            return asides.applied(to: try await admitted(answer, desk, replacing: replaced))
        }
    }

    private func admitted(
        _ reply: AgentReply, _ desk: ReplyDesk, replacing replaced: OutboxEntry?
    ) async throws -> Intake {
        let content = ContentDesk(desk, replacing: replaced)
        switch reply.decision {
        case .ignore(.commandsOnly): return try desk.held(reply, .empty)
        case .ignore(let reason): return desk.ignored(reason: reason.name)
        case .hold(let reason): return try await content.held(reply, HoldCause(reason))
        case .relay: break
        }
        if let objection = try await content.objection(to: reply) { return objection }
        let others = try await context.store.outbox(of: desk.ticket.id)
        let admission = ReplyAdmission(
            reply.agent, beside: others, own: replaced?.id, reply.messages, prompt: desk.account.answeringMachine,
            at: context.now())
        if let objection = admission.objection(to: reply, replacing: replaced != nil) {
            return try desk.held(reply, objection)
        }
        var intake = try desk.queued(reply, opening: replaced?.opening)
        // An acknowledgement that waits has nothing left to say.
        intake.outboxChanges += others.filter { $0.isAutomatic && $0.state == .queued }
            .map { .drop(id: $0.id, reason: "answered") }
        return intake
    }
}
