import Domain
import Marketplaces
import Replies
import Store

/// What an agent asks of the bridge in the first lines of a reply. What cannot be carried out here ends in an answer that
/// says so and quotes the text: nothing of the reply is sent.
struct CommandDesk: Sendable {
    enum Decision: Sendable {
        case done(Intake)
        /// The rest is an answer to the buyer, with what the commands make of it.
        case answer(AgentReply, Asides)
    }

    let desk: ReplyDesk

    init(_ desk: ReplyDesk) { self.desk = desk }

    func decide(_ reply: AgentReply) async throws -> Decision {
        let texts = CommandTexts.of(reply.agent.language)
        let plan: CommandPlan
        do throws(CommandPlan.Conflict) {
            plan = try CommandPlan(reply.commands, hasText: !reply.text.isEmpty)
        } catch {
            return .done(try refused(reply, error, texts))
        }
        if plan.recipient != nil, !desk.account.connector.capabilities.choosesRecipients {
            return .done(try unavailable(reply, .to))
        }
        if plan.closesAfterwards, desk.passesOverQuestion(reply) {
            let line = ActionTexts.of(reply.agent.language).newQuestion
            return .done(try notDone(reply, "command-refused", [line], texts))
        }
        let asides: Asides
        switch Asides.plan(plan, reply, desk) {
        case .success(let found): asides = found
        case .failure(let refusal):
            return .done(try notDone(reply, refusal.name, [refusal.line], texts))
        }
        if let main = plan.main, let name = plan.mainName {
            return .done(asides.applied(to: try await carriedOut(main, name, reply)))
        }
        if let template = plan.template {
            switch try await TemplateDesk(desk, reply).fill(template) {
            case .refused(let line): return .done(try notDone(reply, "template-refused", [line], texts))
            case .filled(let text, let isCanned):
                var reply = reply
                reply.template = AgentReply.Template(text: text, isCanned: isCanned)
                reply.closes = plan.closesAfterwards
                return .answer(reply, asides)
            }
        }
        if reply.text.isEmpty, case .ignore(.commandsOnly) = reply.extraction.decision {
            if let told = try asides.told(reply, desk) { return .done(told) }
            if reply.commands.contains(where: { $0.name == .known(.note) }) { return .done(try noted(reply)) }
        } else if reply.hasNoteOnly, reply.commands.contains(where: { $0.name == .known(.note) }) {
            return .done(asides.applied(to: try noted(reply)))
        }
        var reply = reply
        reply.closes = plan.closesAfterwards
        return .answer(reply, asides)
    }

    private func carriedOut(_ command: ReplyCommand, _ name: CommandName, _ reply: AgentReply) async throws -> Intake {
        // What is not certainly the agent's own new text must not set anything in motion.
        if case .hold(let reason) = reply.extraction.decision, ![.escalate, .new].contains(name) {
            let line = HoldTexts.why(HoldCause(reason), reply.agent.language)
            return try notDone(reply, "command-unclear", [line], CommandTexts.of(reply.agent.language))
        }
        switch name {
        case .undo: return try await undone(reply)
        case .status: return try await TicketSummary(desk, reply).status()
        case .order: return try await TicketSummary(desk, reply).order()
        case .help: return try TicketSummary(desk, reply).help()
        default: return try await ActionDesk(desk, reply).decide(command, name)
        }
    }

    // MARK: Saying no

    private func refused(
        _ reply: AgentReply, _ conflict: CommandPlan.Conflict, _ texts: CommandTexts
    ) throws -> Intake {
        switch conflict {
        case .unknown(let word, let suggestion):
            let hint = suggestion.map { " (#\($0)?)" } ?? ""
            let line = AgentTexts.fill(
                AgentTexts.of(reply.agent.language).unknownCommand, ["command": "#\(word)", "suggestion": hint])
            let known = CommandName.allCases.map { "#\($0.rawValue)" }.joined(separator: ", ")
            return try notDone(
                reply, "unknown-command", [line, AgentTexts.fill(texts.known, ["commands": known])], texts)
        case .together(let shown):
            let names = shown.map { $0 ?? texts.text }.joined(separator: ", ")
            return try notDone(
                reply, "command-conflict", [AgentTexts.fill(texts.conflict, ["commands": names])], texts)
        case .unknownRecipient(let word):
            return try notDone(
                reply, "unknown-recipient", [AgentTexts.fill(texts.unknownRecipient, ["word": word])], texts)
        }
    }

    /// Nothing was done or sent; what the agent wrote is quoted, so that it need not be typed again.
    private func notDone(
        _ reply: AgentReply, _ reason: String, _ lines: [String], _ texts: CommandTexts
    ) throws -> Intake {
        try desk.told(
            reply, .command, reason, event: .replyRefused, lines: lines + (reply.text.isEmpty ? [] : [texts.yourText]),
            quoting: reply.text)
    }

    private func unavailable(_ reply: AgentReply, _ name: CommandName) throws -> Intake {
        let values = ["command": "#\(name.rawValue)", "marketplace": desk.account.shownName]
        let line = AgentTexts.fill(AgentTexts.of(reply.agent.language).unavailableCommand, values)
        return try desk.told(
            reply, .command, "unavailable-command", event: .replyRefused, detail: name.rawValue, lines: [line],
            quoting: reply.text)
    }

    // MARK: The ticket itself

    private func noted(_ reply: AgentReply) throws -> Intake {
        try desk.told(
            reply, .command, "note", event: .noteAdded, detail: "by \(reply.agent.identity.name)",
            lines: [AgentTexts.of(reply.agent.language).noted])
    }

    /// Takes back what of this agent has not gone out yet.
    private func undone(_ reply: AgentReply) async throws -> Intake {
        let texts = AgentTexts.of(reply.agent.language)
        let unfinished = try await desk.context.store.outbox(of: desk.ticket.id)
            .filter { [.held, .queued].contains($0.state) && reply.agent.wrote($0) }
        // What may stand at the marketplace cannot be taken back by words here.
        let waiting = unfinished.filter { !$0.isInDoubt && $0.doubtedAt == nil }
        let doubtful = unfinished.filter { !$0.isInDoubt && $0.doubtedAt != nil }
        var intake = try desk.told(
            reply, .command, "undo", event: .replyReleased, detail: "withdrawn \(waiting.count)",
            lines: (waiting.isEmpty ? doubtful.isEmpty ? [texts.nothingToUndo] : [] : [texts.undone])
                + waiting.filter { $0.task != nil }.map(\.text)
                + doubtful.flatMap { [desk.composer(reply.agent.language).fill(texts.undoneInDoubt), $0.text] },
            quoting: waiting.filter { $0.task == nil }.map(\.text).joined(separator: "\n\n"))
        intake.outboxChanges =
            waiting.map { .drop(id: $0.id, reason: "undo") }
            + doubtful.map { .hold(id: $0.id, reason: OutboxEntry.outcomeUnknown) }
        return intake
    }
}

extension AgentReply {
    /// Nothing for the buyer stands beside the note, and it is clear where the note ends.
    fileprivate var hasNoteOnly: Bool { text.isEmpty && extraction.decision != .hold(.unclearNote) }

    /// Whom `#to` names; nil without the command, or if its word is none that is known.
    var namedRecipients: Post.Recipients? {
        let command = commands.first { $0.name == .known(.to) }
        switch command.flatMap({ RecipientWord(words: $0.arguments) }) {
        case .operator: return .operator
        case .buyer: return .buyer
        case .both: return .both
        case nil: return nil
        }
    }

    var recipients: Post.Recipients { namedRecipients ?? carriedRecipients ?? .automatic }
}
