import Domain
import Marketplaces
import MIME
import Replies
import Store
import Templates

/// One command with its link, as ticket mails offer it.
struct ActionLink: Sendable, Hashable {
    /// The same in the text part and in HTML. More than the command alone: a command that was sent is not read as new.
    var label: String
    /// Nil if no client would open it.
    var url: String?
}

/// What an agent can do about a ticket with one click and Send. A value without I/O.
struct ActionLinks: Sendable {
    let capabilities: Capabilities
    let order: OrderContext?
    let templates: [Template]

    /// Commands, ready to be sent.
    var commands: [(text: String, name: CommandName)] {
        var commands: [(String, CommandName)] = templates.map { ("#template \($0.name)", .template) }
        let doors = capabilities.actions.filter { $0.value == .api }
        commands.append(("#close", .close))
        if doors[.noReplyNeeded] != nil { commands.append(("#noreply", .noReply)) }
        if let order, doors[.refund] != nil { commands += refunds(order).map { ($0, .refund) } }
        if order != nil, doors[.cancel] != nil { commands.append(("#cancel", .cancel)) }
        return commands + [("#status", .status)]
    }

    /// Each line with its price, where that is known; the agent is asked before anything happens.
    private func refunds(_ order: OrderContext) -> [String] {
        let lines = order.lines.prefix(Self.longest).enumerated()
        let priced = lines.compactMap { index, line in line.value.map { "#refund \(index + 1): \($0)" } }
        return priced.count == order.lines.count ? priced : ["#refund"]
    }

    /// Order lines that get a link at most.
    private static let longest = 3
}

extension TicketMailComposer {
    /// A link that opens a mail with the command in it.
    ///
    /// - Parameter topic: what its subject begins with
    func link(_ command: String, about topic: String? = nil) -> MailtoLink {
        MailtoLink(address: replyAddress.text, subject: "Re: \(subject(topic))", body: "\(command)\n")
    }

    /// - Parameter suggested: name of a template to offer first
    func actionLinks(_ order: OrderContext?, suggested: String? = nil) -> [ActionLink] {
        var templates = settings.templates.offered(language: ticket.buyerLanguage, marketplace: account.name)
        if let suggested,
            case .template(let first) = settings.templates.choose(
                suggested, language: ticket.buyerLanguage, marketplace: account.name)
        {
            templates = [first] + templates.filter { $0.name != first.name }
        }
        let links = ActionLinks(capabilities: account.connector.capabilities, order: order, templates: templates)
        return links.commands.map { text, name in
            ActionLink(label: labelled(text, name), url: link(text).url)
        }
    }

    /// A command as mails show it: no line of ours begins like one of the agent's.
    func labelled(_ command: String, _ name: CommandName) -> String {
        let what = name.action.flatMap { ActionTexts.of(language).names[$0] } ?? CommandTexts.of(language).labels[name]
        return "\(what ?? ""): \(command)"
    }

    /// Brings a ticket back that was put aside.
    func reminder(
        name: String, lines: [String], at time: Timestamp, answers: [String], folder: String
    ) throws(WriteError) -> NewTicketMail {
        var sheet = sheet()
        sheet.add(.head, lines: lines)
        var mail = try mail(
            .reminder, name: name, sender: account.shownName, sheet: sheet, answers: answers, folder: folder)
        mail.notBefore = time
        return mail
    }
}
