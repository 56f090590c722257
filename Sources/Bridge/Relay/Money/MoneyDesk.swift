import Domain
import Marketplaces
import Replies
import Store

/// Refunds and cancellations: the exact effect is shown first; then the asking agent's `ok` with the code, and above the
/// agent's limit that of another agent, is what it takes. The order is read again before money moves.
struct MoneyDesk: Sendable {
    let desk: ReplyDesk
    let reply: AgentReply

    init(_ desk: ReplyDesk, _ reply: AgentReply) {
        self.desk = desk
        self.reply = reply
    }

    var texts: MoneyTexts { MoneyTexts.of(reply.agent.language) }
    var store: any TicketStore { desk.context.store }
    var now: Timestamp { desk.context.now() }

    // MARK: Asking

    /// - Parameter plan: what the agent's command would do to `order`
    func ask(_ plan: MoneyPlan, _ order: OrderContext, _ command: ReplyCommand, words: String) async throws -> Intake {
        let task = plan.task
        let alike = try await store.outbox(of: desk.ticket.id).filter { entry in
            ![.dropped, .failed].contains(entry.state)
                && entry.task.flatMap { TaskNote.task($0, attachments: entry.attachments) } == task
        }
        var expired: [OutboxEntry] = []
        for entry in alike where entry.state != .confirmed {
            // A question whose code ran out is no obstacle for asking anew.
            guard try await store.mayMove(entry, at: now) else {
                expired.append(entry)
                continue
            }
            return try told("command-refused", [fill(ActionTexts.of(reply.agent.language).again)])
        }
        let verdict = try await policy(besides: nil).verdict(plan.amount)
        if case .refused(let refusal) = verdict { return try refused(refusal, plan.amount) }
        guard !desk.account.isShadow else { return try desk.requested(reply, task, words: words) }

        let code = ConfirmationCode.random()
        var request = MoneyRequest(
            step: .confirm, askedBy: reply.agent.address, command: command.name.shown, arguments: command.arguments,
            amount: plan.amount, order: order.digest, needsApproval: verdict != .alone, codeHash: "",
            expiresAt: now + desk.context.settings.money.codeLifetime)
        var intake = desk.intake(.command, "asked: \(task.action.rawValue)")
        let entry = try desk.entry(reply, task, .held, reason: HoldCause.confirmAction.rawValue, words: words)
        request.codeHash = code.hash(for: entry.replyKey, .confirm)
        intake.outbox = entry
        intake.moneyRequest = request
        intake.outboxChanges = expired.map { .drop(id: $0.id, reason: "expired") }
        let question = MoneyQuestion(
            words: words, code: code, expiresAt: request.expiresAt, warnings: warnings(alike, verdict, plan.amount))
        intake.ticketMails = [
            try desk.composer(reply.agent.language).confirmation(
                question, name: "confirm \(desk.fingerprint.name)", answers: reply.answers, folder: desk.folder)
        ]
        intake.journal = [journal(.moneyAsked, request)]
        return intake
    }

    private func warnings(_ alike: [OutboxEntry], _ verdict: MoneyPolicy.Verdict, _ amount: Money?) -> [String] {
        var lines = alike.filter { $0.state == .confirmed }.suffix(3).map { entry in
            fill(texts.doneBefore, ["date": shown(entry.remoteAt ?? entry.createdAt)])
        }
        if case .approval = verdict, let amount {
            lines.append(fill(texts.willNeedApproval, ["names": names(of: amount, reply.agent.address)]))
        }
        return lines
    }

    // MARK: What the agent may

    /// Those who may answer this marketplace's buyers.
    var agents: [TicketingSettings.Agent] {
        desk.context.settings.agents.filter { $0.answers(at: desk.account.name) }
    }

    /// - Parameter own: the entry of the outbox that is decided on, whose amount does not count twice
    func policy(besides own: Int64?) async throws -> MoneyPolicy {
        let address = reply.agent.address
        let spent = try await store.moneySpent(by: address, besides: own, since: now - .seconds(86_400), at: now)
        let colleagues = agents.map {
            MoneyPolicy.Colleague(address: $0.address, rights: $0.money)
        }
        let rights = colleagues.first { $0.address == address }?.rights ?? MoneyRights()
        return MoneyPolicy(asker: .init(address: address, rights: rights), others: colleagues, spent: spent)
    }

    /// Names of the agents who may approve it.
    func names(of amount: Money, _ asker: String) -> String {
        agents.filter { $0.address != asker && $0.money.approves.allows(amount) }
            .map(\.identity.name).joined(separator: ", ")
    }

    func refused(_ refusal: MoneyPolicy.Refusal, _ amount: Money?) throws -> Intake {
        let portal = desk.portal(reply)
        let line = fill(texts.refusals[refusal] ?? refusal.rawValue, ["amount": amount?.description ?? "?"])
        return try told("money-\(refusal.rawValue)", [line] + portal, event: .moneyRefused)
    }

    // MARK: Pieces

    func told(
        _ reason: String, _ lines: [String], event: Event = .replyRefused, showing words: String = ""
    ) throws -> Intake {
        try desk.told(
            reply, .command, reason, event: event, lines: lines + (words.isEmpty ? [] : [words]),
            quoting: reply.isConsent ? "" : reply.text)
    }

    func fill(_ template: String, _ values: [String: String] = [:]) -> String {
        desk.composer(reply.agent.language).fill(template, values)
    }

    func shown(_ time: Timestamp) -> String { desk.composer(reply.agent.language).shown(time) }

    func journal(_ event: Event, _ request: MoneyRequest) -> JournalEntry {
        let amount = request.amount?.description ?? "amount unknown"
        var entry = desk.journal(event, "\(request.command), \(amount), by \(reply.agent.address)")
        entry.outbox = request.outbox
        return entry
    }
}
