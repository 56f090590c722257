import Domain
import Marketplaces
import MIME
import Replies
import Store

/// A mail of a proven agent, read.
struct AgentReply: Sendable {
    let agent: TicketingSettings.Agent
    let message: Message
    /// The program that it was written with.
    let client: MailClient
    let extraction: ReplyExtraction
    /// The ticket mail that it answers, as far as the client tells.
    let answered: TicketMail?
    /// The message of the conversation that it answers.
    let target: TicketMessage?
    /// The newest message that was known when it came in.
    let lastKnown: TicketMessage?
    /// All of the conversation, oldest first.
    let messages: [TicketMessage]
    /// Messages whose ticket mails came behind the one that it answers: its agent need not have read them.
    var unread: Set<Int64> = []
    /// Our open question that it answers.
    let question: OutboxEntry?
    /// Files of an earlier reply whose place this one takes.
    var carried: [Attachment] = []
    /// Whom that reply was for.
    var carriedRecipients: Post.Recipients?
    /// The text of `#template`, with the agent's own words below it.
    var template: Template?
    /// The conversation is to be closed once the answer stands there.
    var closes = false

    struct Template: Sendable {
        var text: String
        var isCanned: Bool
    }

    /// What the buyer shall read; empty if greeting and closing formula stand around commands alone.
    var text: String { template?.text ?? ownText }

    private var ownText: String { extraction.decision == .ignore(.commandsOnly) ? "" : extraction.text }
    /// A template is an answer without words of the agent's own.
    var decision: ReplyExtraction.Decision {
        template != nil && extraction.decision == .ignore(.commandsOnly) ? .relay : extraction.decision
    }

    /// What the buyer does not read: the note, and what was cut.
    var withheld: String {
        [extraction.note.map { "#note \($0)" }, extraction.removed].compactMap { $0 }.filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

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
