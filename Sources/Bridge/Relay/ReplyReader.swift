import Domain
import Marketplaces
import MIME
import Replies
import Store

/// Reads an agent's mail with everything that the store knows of its ticket.
struct ReplyReader: Sendable {
    let context: BridgeContext
    let account: Account
    let ticket: Ticket

    init(_ context: BridgeContext, _ account: Account, _ ticket: Ticket) {
        self.context = context
        self.account = account
        self.ticket = ticket
    }

    func read(_ message: Message, of agent: TicketingSettings.Agent) async throws -> AgentReply {
        let mails = try await context.store.ticketMails(of: ticket.id)
        let named = (message.references + message.inReplyTo).reversed()
        let answered = named.lazy.compactMap { id in mails.first { $0.messageID == id } }.first
        let messages = try await context.store.messages(of: ticket.id)
        // Reminders are answered, too.
        let reminders = try await context.store.teamTexts(of: ticket.id).map { SentMail(text: $0.text, html: $0.html) }
        let sent = mails.map { SentMail(text: $0.text, html: $0.html) } + reminders
        let client = MailClient(message)
        let extraction = message.reply(
            to: sent, own: context.settings.ownAddresses, options: try await options(agent, client))
        var question: OutboxEntry?
        if let answered, answered.kind == .question, let id = answered.outbox {
            question = try await context.store.outboxEntry(id)
        }
        return AgentReply(
            agent: agent, message: message, client: client, extraction: extraction, answered: answered,
            target: try await target(answered, messages), lastKnown: messages.last, messages: messages,
            unread: try await unread(answered, Array(named), mails),
            question: question?.state == .held ? question : nil)
    }

    private func options(
        _ agent: TicketingSettings.Agent, _ client: MailClient
    ) async throws -> ExtractionOptions {
        var options = ExtractionOptions()
        options.interleaved = context.settings.interleaved
        options.bridgeHosts = context.settings.bridgeHosts
        options.signatures = agent.signatures
        options.take(ReplyMemory(try await context.store.habits(of: agent.address), client: client))
        return options
    }

    /// Messages that came behind the mail that is answered, be it a ticket's or a reminder; none if nobody knows which it is.
    private func unread(
        _ answered: TicketMail?, _ named: [String], _ mails: [TicketMail]
    ) async throws(StoreError) -> Set<Int64> {
        if let answered { return Set(mails.filter { $0.id > answered.id }.compactMap(\.message)) }
        for id in named where TeamMailComposer.isName(id) {
            guard let time = try await context.store.timeOfTeamMail(messageID: id) else { continue }
            return Set(mails.filter { $0.createdAt > time }.compactMap(\.message))
        }
        return []
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
}
