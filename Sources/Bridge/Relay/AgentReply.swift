import Domain
import Marketplaces
import MIME
import Replies
import Store

/// A mail of a proven agent, read.
struct AgentReply: Sendable {
    let agent: TicketingSettings.Agent
    let message: Message
    let extraction: ReplyExtraction
    /// The ticket mail that it answers, as far as the client tells.
    let answered: TicketMail?
    /// The message of the conversation that it answers.
    let target: TicketMessage?
    /// The newest message that was known when it came in.
    let lastKnown: TicketMessage?
    /// All of the conversation, oldest first.
    let messages: [TicketMessage]
    /// Our open question that it answers.
    let question: OutboxEntry?
    /// Files of an earlier reply whose place this one takes.
    var carried: [Attachment] = []

    /// What the buyer shall read; empty if greeting and closing formula stand around commands alone.
    var text: String { extraction.decision == .ignore(.commandsOnly) ? "" : extraction.text }
    var commands: [ReplyCommand] { extraction.commands }

    var attachments: [Attachment] {
        carried
            + extraction.attachments.map { message.parts[$0] }.map { part in
                Attachment(name: message.fileName(of: part), type: part.type, bytes: message.content(of: part))
            }
    }

    /// Nothing but `ok`, whatever greeting and signature stand around it.
    var isConsent: Bool { extraction.isConsent }

    /// What a mail about it follows in the agent's client.
    var answers: [String] { [answered?.messageID, message.messageID].compactMap { $0 } }
}
