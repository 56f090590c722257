import Domain
import Marketplaces
import Replies
import Store

/// What an agent asks of the bridge in the first lines of a reply. A command that cannot be carried out here ends in an
/// answer that says so, and nothing of the reply is sent.
struct CommandDesk: Sendable {
    let desk: ReplyDesk

    init(_ desk: ReplyDesk) { self.desk = desk }

    /// Nil if the reply is to be treated as an answer to the buyer.
    func decide(_ reply: AgentReply) async throws -> Intake? {
        let texts = AgentTexts.of(reply.agent.language)
        for command in reply.commands {
            switch command.name {
            case .unknown(let word, let suggestion):
                let hint = suggestion.map { " (#\($0)?)" } ?? ""
                let line = AgentTexts.fill(texts.unknownCommand, ["command": "#\(word)", "suggestion": hint])
                return try desk.told(reply, .command, "unknown-command", event: .replyRefused, lines: [line])
            case .known(.to)
            where reply.namedRecipients != nil && desk.account.connector.capabilities.choosesRecipients:
                continue
            case .known(.note) where reply.commands.count == 1 && !reply.hasNoteOnly: continue
            case .known(.note) where reply.commands.count == 1: return try noted(reply, texts)
            case .known(let name) where reply.commands.count == 1 && Self.isAction(name, reply):
                return try await ActionDesk(desk, reply).decide(command, name)
            case .known(.undo) where reply.commands.count == 1: return try await undone(reply, texts)
            case .known(let name):
                let values = ["command": "#\(name.rawValue)", "marketplace": desk.account.shownName]
                let line = AgentTexts.fill(texts.unavailableCommand, values)
                return try desk.told(
                    reply, .command, "unavailable-command", event: .replyRefused, detail: name.rawValue,
                    lines: [line], quoting: reply.text)
            }
        }
        return nil
    }

    private func noted(_ reply: AgentReply, _ texts: AgentTexts) throws -> Intake {
        try desk.told(
            reply, .command, "note", event: .noteAdded, detail: reply.extraction.note ?? reply.commands[0].arguments,
            lines: [texts.noted])
    }

    /// Whether the command asks for an action, with or without the text that stands below it.
    private static func isAction(_ name: CommandName, _ reply: AgentReply) -> Bool {
        switch name {
        case .escalate, .new, .resolve, .refund, .cancel: true
        case .close, .reopen, .noReply, .invoice: reply.text.isEmpty
        default: false
        }
    }

    /// Takes back what has not gone out yet.
    private func undone(_ reply: AgentReply, _ texts: AgentTexts) async throws -> Intake {
        let waiting = try await desk.context.store.outbox(of: desk.ticket.id)
            .filter { [.held, .queued].contains($0.state) && !$0.isInDoubt }
        var intake = try desk.told(
            reply, .command, "undo", event: .replyReleased, detail: "withdrawn \(waiting.count)",
            lines: [waiting.isEmpty ? texts.nothingToUndo : texts.undone]
                + waiting.filter { $0.task != nil }.map(\.text),
            quoting: waiting.filter { $0.task == nil }.map(\.text).joined(separator: "\n\n"))
        intake.outboxChanges = waiting.map { .drop(id: $0.id, reason: "undo") }
        return intake
    }
}

extension AgentReply {
    /// Nothing for the buyer stands beside the note, and it is clear where the note ends.
    fileprivate var hasNoteOnly: Bool { text.isEmpty && extraction.decision != .hold(.unclearNote) }

    /// Whom `#to` names; nil without the command, or if its word is none that is known.
    var namedRecipients: Post.Recipients? {
        let command = commands.first { $0.name == .known(.to) }
        switch command?.arguments.lowercased() {
        case "operator", "betreiber", "opérateur", "beheerder": return .operator
        case "customer", "buyer", "kunde", "käufer", "koper", "klant", "client", "acheteur", "kupujący": return .buyer
        case "both", "beide", "les deux", "oba", "oboje": return .both
        default: return nil
        }
    }

    var recipients: Post.Recipients { namedRecipients ?? .automatic }
}
