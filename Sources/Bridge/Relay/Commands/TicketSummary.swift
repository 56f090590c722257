import Domain
import Marketplaces
import Replies
import Store
import Templates

/// Answers `#status`, `#order` and `#help`; changes nothing.
struct TicketSummary: Sendable {
    let desk: ReplyDesk
    let reply: AgentReply

    init(_ desk: ReplyDesk, _ reply: AgentReply) {
        self.desk = desk
        self.reply = reply
    }

    private var texts: CommandTexts { CommandTexts.of(reply.agent.language) }
    private var composer: TicketMailComposer { desk.composer(reply.agent.language) }

    func status() async throws -> Intake {
        let ticket = desk.ticket
        var lines = ["\(texts.state): \(ticket.state.rawValue)"]
        if let owner = ticket.owner { lines.append("\(texts.owner): \(owner)") }
        if let since = ticket.waitingSince {
            lines.append("\(texts.waiting): \(composer.shown(since))")
        } else {
            lines.append(texts.nobodyWaits)
        }
        if let deadline = ticket.deadline { lines.append("\(composer.texts.answerBy): \(composer.shown(deadline))") }
        let unfinished = try await desk.context.store.outbox(of: ticket.id)
            .filter { [.held, .queued, .sending, .uncertain].contains($0.state) }
        lines += unfinished.prefix(Self.longest).map { entry in
            let state = [entry.state.rawValue, entry.reason].compactMap { $0 }.joined(separator: ", ")
            let start = entry.text.split(whereSeparator: \.isNewline).first ?? ""
            return AgentTexts.fill(texts.onItsWay, ["state": state, "text": String(start.prefix(100))])
        }
        return try told("status", lines + desk.portal(reply))
    }

    /// As the marketplace shows it now.
    func order() async throws -> Intake {
        guard let number = desk.ticket.order, desk.account.connector.capabilities.readsOrders else {
            return try told("order", [composer.fill(texts.noOrder)] + desk.portal(reply))
        }
        do {
            guard let order = try await desk.account.connector.order(number) else {
                return try told("order", [composer.fill(texts.noOrder)] + desk.portal(reply))
            }
            return try told("order", composer.lines(of: order) + desk.portal(reply))
        } catch let error as ConnectorError {
            return try desk.notDone(reply, reason: error.description, portal: desk.portal(reply))
        }
    }

    func help() throws -> Intake {
        let lines = CommandName.allCases.compactMap { name -> String? in
            if name == .to, !desk.account.connector.capabilities.choosesRecipients { return nil }
            var line = "#\(name.rawValue) – \(texts.usage[name] ?? "")"
            if let action = name.action, desk.account.connector.capabilities.actions[action] != .api,
                ![.close, .reopen, .noReplyNeeded].contains(action)
            {
                line += " (\(texts.portalOnly))"
            }
            return line
        }
        let names = desk.context.settings.templates.names(at: desk.account.name)
        let templates = names.isEmpty ? [] : ["#template: \(names.joined(separator: ", "))"]
        return try told("help", [composer.fill(texts.helpIntroduction)] + lines + templates)
    }

    private func told(_ reason: String, _ lines: [String]) throws -> Intake {
        var intake = try desk.told(reply, .command, reason, event: .replyIgnored, lines: lines)
        // A question changes nothing, so there is nothing to keep in the ticket's history.
        intake.journal = []
        return intake
    }

    /// Entries of the outbox shown at most.
    private static let longest = 20
}

extension CommandName {
    /// What the marketplace is asked for; nil for commands that are the bridge's own.
    var action: Capabilities.Action? {
        switch self {
        case .close: .close
        case .noReply: .noReplyNeeded
        case .escalate: .escalate
        case .refund: .refund
        case .cancel: .cancel
        case .reopen: .reopen
        case .resolve: .resolveIncident
        case .invoice: .uploadInvoice
        case .new: .openConversation
        case .template, .to, .note, .assign, .snooze, .undo, .status, .order, .help: nil
        }
    }
}
