import Domain
import Marketplaces
import Replies
import Routing
import Store

/// Carries an agent's command to the marketplace, if that has a door for it; else the agent gets the portal's link and the
/// text ready to paste, and the ticket stays as it is. What moves money is asked about first, with its exact effect.
struct ActionDesk: Sendable {
    let desk: ReplyDesk
    let reply: AgentReply

    init(_ desk: ReplyDesk, _ reply: AgentReply) {
        self.desk = desk
        self.reply = reply
    }

    private var texts: ActionTexts { ActionTexts.of(reply.agent.language) }
    private var connector: any Connector { desk.account.connector }
    private func hasDoor(_ action: Capabilities.Action) -> Bool { connector.capabilities.actions[action] == .api }

    func decide(_ command: ReplyCommand, _ name: CommandName) async throws -> Intake {
        switch name {
        case .close: return try await closed()
        case .reopen: return try await reopened()
        case .noReply: return try await notNeeded()
        case .escalate: return try await escalated(command.arguments)
        case .resolve: return try await settled(command.arguments)
        case .refund: return try await refunded(command)
        case .cancel: return try await cancelled(command)
        case .invoice: return try await uploaded()
        case .new: return try await opened(command.arguments)
        default: return try portalOnly(.reply)
        }
    }

    private func carry(
        _ task: ActionRequest.Task, words: String, attachments: [Attachment] = []
    ) async throws -> Intake {
        let isAgain = try await isRecent { entry in
            entry.task.flatMap { TaskNote.task($0, attachments: entry.attachments) } == task
        }
        guard !isAgain else { return try told([fill(texts.again)]) }
        return try desk.requested(reply, task, words: words, attachments: attachments)
    }

    /// Whether the ticket's outbox has the like, a few minutes old: more likely a second copy of a mail than a wish.
    private func isRecent(_ isAlike: (OutboxEntry) -> Bool) async throws -> Bool {
        let now = desk.context.now()
        return try await desk.context.store.outbox(of: desk.ticket.id).contains { entry in
            ![.dropped, .failed].contains(entry.state) && now - entry.createdAt < ReplyAdmission.sameTextWindow
                && isAlike(entry)
        }
    }

    // MARK: The ticket itself

    private func closed() async throws -> Intake {
        if hasDoor(.close) {
            guard !desk.passesOverQuestion(reply) else { return try told([texts.newQuestion]) }
            return try await carry(.close, words: about(.close))
        }
        // The ticket would be out of sight while the marketplace still counts.
        if let deadline = desk.ticket.deadline { return try stillCounts(deadline) }
        guard !desk.passesOverQuestion(reply) else { return try told([texts.newQuestion]) }
        return try here(
            "close", event: .ticketClosed, .closed, .close,
            lines: [AgentTexts.of(reply.agent.language).closed])
    }

    private func reopened() async throws -> Intake {
        if hasDoor(.reopen) { return try await carry(.reopen, words: about(.reopen)) }
        return try here("reopen", event: .ticketUpdated, .open, .reopen, lines: [])
    }

    private func notNeeded() async throws -> Intake {
        if hasDoor(.noReplyNeeded) {
            guard !desk.passesOverQuestion(reply) else { return try told([texts.newQuestion]) }
            return try await carry(.noReplyNeeded, words: about(.noReplyNeeded))
        }
        let rules = desk.account.clock.rules(inForceAt: desk.context.now())
        if rules.noReply == .none, let deadline = desk.ticket.deadline { return try stillCounts(deadline) }
        guard !desk.passesOverQuestion(reply) else { return try told([texts.newQuestion]) }
        return try here("no-reply-needed", event: .ticketUpdated, .pending, .noReplyNeeded, lines: [])
    }

    private func stillCounts(_ deadline: Timestamp) throws -> Intake {
        let date = desk.composer(reply.agent.language).shown(deadline)
        let rules = desk.account.clock.rules(inForceAt: desk.context.now())
        return try told(
            [fill(texts.stillCounts, ["date": date])] + (rules.noReply == .none ? [] : [texts.endedThere]) + portal)
    }

    /// Changes the ticket here, and says what is left to do where the marketplace does not learn of it.
    private func here(
        _ reason: String, event: Event, _ state: TicketState, _ action: Capabilities.Action, lines: [String]
    ) throws -> Intake {
        var lines = lines.isEmpty ? [about(action)] : lines
        if connector.capabilities.actions[action] == .portalLink {
            lines.append(fill(texts.onlyHere))
            lines += portal
        }
        var intake = try desk.told(reply, .command, reason, event: event, lines: lines)
        intake.ticketUpdate = state == .open ? .reopened : ended(state)
        return intake
    }

    /// The wait of the thread that the agent wrote about is over, up to what the agent knew.
    private func ended(_ state: TicketState) -> TicketUpdate {
        let ticket = desk.ticket
        let rest = TicketWait(
            of: ticket, among: reply.messages, endedIn: reply.target?.thread ?? ticket.thread,
            upTo: reply.lastKnown?.createdAt ?? desk.context.now(), prompt: desk.account.answeringMachine,
            counts: desk.account.rules(of: ticket, at: desk.context.now()).counts)
        guard rest.since != nil else {
            return TicketUpdate(state: state, waitingSince: .some(nil), deadline: .some(nil))
        }
        return rest.update(of: ticket, by: desk.account)
    }

    // MARK: Words

    private func escalated(_ arguments: String) async throws -> Intake {
        let text = reply.text.isEmpty ? arguments : reply.text
        guard !text.isEmpty else { return try told([fill(texts.needsText)]) }
        if let held = try heldForItsText() { return held }
        guard hasDoor(.escalate) else { return try portalOnly(.escalate, text: text) }
        let lines = ContentDesk(desk).slips(in: text, reply.agent.language)
        guard lines.isEmpty else { return try told(lines) }
        return try await carry(.escalate(text: text), words: "\(name(.escalate)):\n\(text)")
    }

    /// A topic that the marketplace does not name goes to it as words: some take any.
    private func opened(_ topic: String) async throws -> Intake {
        guard !reply.text.isEmpty else { return try told([fill(texts.needsText)]) }
        if let held = try heldForItsText() { return held }
        guard hasDoor(.openConversation) else { return try portalOnly(.openConversation, text: reply.text) }
        var code = topic
        if !topic.isEmpty, let known = try? await known(.openConversation), !known.isEmpty {
            guard case .reason(let reason) = ReasonChoice(topic, among: known) else { return try unknown(topic, known) }
            code = reason.code
        }
        let isAgain = try await isRecent { $0.opening != nil && $0.text == reply.text }
        if !isAgain, let objection = try await ContentDesk(desk).objection(to: reply, opening: code) {
            return objection
        }
        return isAgain ? try told([fill(texts.again)]) : try desk.queued(reply, opening: code)
    }

    /// Nil if the text may go out as it is.
    private func heldForItsText() throws -> Intake? {
        guard case .hold(let reason) = reply.extraction.decision else { return nil }
        // Not held as an answer: its ok would send to the buyer what is meant for others.
        return try told([HoldTexts.why(HoldCause(reason), reply.agent.language)])
    }

    private func settled(_ arguments: String) async throws -> Intake {
        guard hasDoor(.resolveIncident) else { return try portalOnly(.resolveIncident, text: reply.text) }
        switch try await reason(arguments, for: .resolveIncident) {
        case .answer(let intake): return intake
        case .reason(let reason):
            let words = reason.map { "\(name(.resolveIncident)): \($0.label)" } ?? about(.resolveIncident)
            return try await carry(.resolveIncident(reason: reason?.code), words: words)
        }
    }

    private func uploaded() async throws -> Intake {
        guard hasDoor(.uploadInvoice) else { return try portalOnly(.uploadInvoice) }
        let files = reply.attachments.filter { $0.type == "application/pdf" }
        guard files.count == 1 else { return try told([texts.needsFile]) }
        return try await carry(
            .uploadInvoice(files[0]), words: "\(name(.uploadInvoice)): \(files[0].name)", attachments: files)
    }

    // MARK: Money

    private func refunded(_ command: ReplyCommand) async throws -> Intake {
        let arguments = ActionArguments(command.arguments, takesAmount: true)
        let earlier = try await earlierMoney()
        return try await moved(.refund, command, arguments) { order, reason throws(MoneyPlan.Mistake) in
            try MoneyPlan.refund(order, arguments, reason: reason, earlier: earlier)
        }
    }

    /// What was given back of the order, is on its way, may have been, or may still be confirmed.
    private func earlierMoney() async throws -> EarlierMoney {
        var earlier = EarlierMoney()
        for entry in try await desk.context.store.outbox(of: desk.ticket.id) {
            guard ![.dropped, .failed].contains(entry.state), !isReplaced(entry),
                let task = entry.task.flatMap({ TaskNote.task($0, attachments: []) }),
                try await desk.context.store.mayMove(entry, at: desk.context.now())
            else { continue }
            earlier.add(task, isDone: entry.state == .confirmed)
        }
        return earlier
    }

    /// The question that the command answers makes room for the command's own.
    private func isReplaced(_ entry: OutboxEntry) -> Bool {
        entry.id == reply.question?.id && entry.state == .held && !entry.moneyMayHaveMoved
    }

    private func cancelled(_ command: ReplyCommand) async throws -> Intake {
        let arguments = ActionArguments(command.arguments, takesAmount: false)
        let earlier = try await earlierMoney()
        return try await moved(.cancel, command, arguments) { order, reason throws(MoneyPlan.Mistake) in
            try MoneyPlan.cancel(order, arguments, reason: reason, earlier: earlier)
        }
    }

    private func moved(
        _ action: Capabilities.Action, _ command: ReplyCommand, _ arguments: ActionArguments,
        _ plan: (OrderContext, Reason?) throws(MoneyPlan.Mistake) -> MoneyPlan
    ) async throws -> Intake {
        guard hasDoor(action) else { return try portalOnly(action) }
        let order: OrderContext
        switch try await orderContext() {
        case .answer(let intake): return intake
        case .order(let found): order = found
        }
        let reason: Reason?
        switch try await self.reason(arguments.reason, for: action) {
        case .answer(let intake): return intake
        case .reason(let found): reason = found
        }
        let found: MoneyPlan
        let effect: String
        do throws(MoneyPlan.Mistake) {
            let plan = try plan(order, reason)
            let whole = [texts.allOfOrder, plan.amount?.description].compactMap { $0 }.joined(separator: ": ")
            let shown = plan.shown.isEmpty ? [whole] + order.lines.prefix(Self.longestList).map(\.shown) : plan.shown
            found = plan
            effect = words(action, shown, reason)
        } catch {
            switch error {
            case .unknownLine(let line):
                return try told([fill(texts.unknownLine, ["line": line])] + lines(of: order))
            case .badAmount(let amount, let limit):
                let values = ["amount": amount, "currency": limit.currency, "limit": "\(limit)"]
                return try told([fill(texts.badAmount, values)] + lines(of: order))
            case .earlier: return try told([fill(texts.earlier)])
            }
        }
        return try await MoneyDesk(desk, reply).ask(found, order, command, words: effect)
    }

    private func words(_ action: Capabilities.Action, _ objects: [String], _ reason: Reason?) -> String {
        var lines = [about(action)] + objects
        if let reason { lines.append("\(AgentTexts.of(reply.agent.language).reason): \(reason.label)") }
        return lines.joined(separator: "\n")
    }

    // MARK: What the marketplace knows

    private enum OrderAnswer {
        case answer(Intake)
        case order(OrderContext)
    }

    private func orderContext() async throws -> OrderAnswer {
        guard let number = desk.ticket.order else { return .answer(try told([fill(texts.noOrder)] + portal)) }
        do {
            if let order = try await connector.order(number) { return .order(order) }
            return .answer(try told([fill(texts.noOrder)] + portal))
        } catch let error as ConnectorError {
            return .answer(try desk.notDone(reply, reason: error.description, portal: portal))
        }
    }

    private enum ReasonAnswer {
        case answer(Intake)
        case reason(Reason?)
    }

    /// The reason that the agent named, by its code or the start of its words.
    private func reason(_ words: String, for action: Capabilities.Action) async throws -> ReasonAnswer {
        guard !words.isEmpty else { return .reason(nil) }
        let known: [Reason]
        do {
            known = try await self.known(action)
        } catch {
            return .answer(try desk.notDone(reply, reason: "\(error)", portal: portal))
        }
        if case .reason(let found) = ReasonChoice(words, among: known) { return .reason(found) }
        return .answer(try unknown(words, known))
    }

    private func known(_ action: Capabilities.Action) async throws(ConnectorError) -> [Reason] {
        guard let order = desk.ticket.order else { return try await connector.reasons(for: action) }
        return try await connector.reasons(for: action, on: order)
    }

    private func unknown(_ words: String, _ known: [Reason]) throws -> Intake {
        let listed = known.prefix(Self.longestList).map { $0.code == $0.label ? $0.code : "\($0.code) – \($0.label)" }
        return try told(
            [fill(texts.unknownReason, ["reason": words])] + (listed.isEmpty ? [] : [texts.reasons] + listed))
    }

    // MARK: Saying no

    private func portalOnly(_ action: Capabilities.Action, text: String = "") throws -> Intake {
        let lines = [fill(texts.portalOnly, ["action": name(action)])] + portal
        return try desk.told(
            reply, .command, "portal-only", event: .replyRefused, detail: action.rawValue, lines: lines,
            quoting: text.isEmpty ? reply.text : text)
    }

    private func told(_ lines: [String]) throws -> Intake {
        try desk.told(
            reply, .command, "command-refused", event: .replyRefused, lines: lines + [texts.whatNow],
            quoting: reply.text)
    }

    private var portal: [String] { desk.portal(reply) }

    private func lines(of order: OrderContext) -> [String] {
        [texts.lines]
            + order.lines.prefix(Self.longestList).enumerated().map { "\($0.offset + 1): \($0.element.shown)" }
    }

    private func name(_ action: Capabilities.Action) -> String { texts.names[action] ?? action.rawValue }

    /// The action and what it is done to. Its name alone would be the command's own word in some languages, and a line that
    /// was sent is not read as new.
    private func about(_ action: Capabilities.Action) -> String {
        "\(name(action)): \(desk.ticket.order?.text ?? desk.account.shownName)"
    }

    private func fill(_ template: String, _ values: [String: String] = [:]) -> String {
        AgentTexts.fill(template, values.merging(["marketplace": desk.account.shownName]) { given, _ in given })
    }

    /// Lines and reasons shown at most.
    private static let longestList = 30
}
