import ArgumentParser
import ContentRules
import Domain
import MIME
import Replies

struct MessageReplyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply", abstract: "What the bridge would take from an agent's reply.",
        discussion: """
            One JSON object a line: decision (relay, hold, refuse, ignore), reason, place (the line that a hold is about), \
            method, cut_offset (where the history begins, in bytes), text, note, removed, is_consent, commands (line 0 is \
            the subject), attachments, findings of the content rules. Authentication is not looked at here, nor what the \
            agent's earlier mails taught.
            """)

    @OptionGroup var mails: MessageFiles
    @Option(help: ArgumentHelp("Plain text of the ticket mail that was answered.", valueName: "file"))
    var sentText: String?
    @Option(help: ArgumentHelp("HTML of the ticket mail that was answered.", valueName: "file"))
    var sentHtml: String?
    @Option(
        help: ArgumentHelp(
            "Whose content rules decide too; without it what would be found anywhere is only listed.",
            valueName: "connector"),
        transform: Self.kind)
    var connector: ConnectorKind?

    /// The names are a promise to users.
    private struct Reading: Encodable {
        struct Command: Encodable {
            var name: String
            var arguments: String
            var line: Int
            var known: Bool
        }

        struct File: Encodable {
            var name: String
            var type: String
            var size: Int
        }

        struct Place: Encodable {
            var line: Int?
            var excerpt: String
        }

        struct Found: Encodable {
            var rule: String
            var action: String
            var excerpt: String
            var line: Int?
            var column: Int?
        }

        var file: String?
        var decision: String
        var reason: String?
        var place: Place?
        var method: String
        var cutOffset: Int?
        var text: String
        var note: String?
        var removed: String
        var isConsent: Bool
        var commands: [Command]
        var attachments: [File]
        var findings: [Found]

        enum CodingKeys: String, CodingKey {
            case file, decision, reason, place, method, text, note, removed, commands, attachments, findings
            case cutOffset = "cut_offset"
            case isConsent = "is_consent"
        }
    }

    func run() async throws {
        let sent = try sentMails()
        try mails.forEach { mail, name in
            let message = Message(parsing: mail)
            let reply = message.reply(to: sent)
            let findings = findings(in: reply, of: message)
            // In doubt about the text itself nothing else matters.
            let rule =
                connector != nil && reply.decision == .relay ? findings.action.flatMap { $0 > .warn ? $0 : nil } : nil
            try sayJSON(
                Reading(
                    file: name, decision: rule?.rawValue ?? reply.decision.name,
                    reason: rule == nil ? reply.reason : "content-rules",
                    place: reply.place.map { Reading.Place(line: $0.line, excerpt: $0.excerpt) },
                    method: reply.method.rawValue, cutOffset: reply.cutOffset, text: reply.text, note: reply.note,
                    removed: reply.removed, isConsent: reply.isConsent, commands: reply.commands.map(Self.shown),
                    attachments: reply.attachments.map { message.parts[$0] }.map { part in
                        Reading.File(
                            name: message.fileName(of: part), type: part.type, size: message.content(of: part).count)
                    },
                    findings: findings.map { found in
                        Reading.Found(
                            rule: found.rule.rawValue, action: found.action.rawValue, excerpt: found.excerpt,
                            line: found.line, column: found.column)
                    }))
        }
    }

    private func findings(in reply: ReplyExtraction, of message: Message) -> [Finding] {
        var facts = ContentFacts()
        facts.ownDomains = message.from.mailboxes.prefix(1).map { $0.domain.lowercased() }
        let policy = connector.map(ContentPolicy.preset) ?? .common
        return ContentCheck(policy, facts).findings(in: reply.text)
    }

    private static func kind(_ word: String) throws -> ConnectorKind {
        if let kind = ConnectorKind(rawValue: word) { return kind }
        throw ValidationError("it is one of \(ConnectorKind.allCases.map(\.rawValue).joined(separator: ", "))")
    }

    private func sentMails() throws -> [SentMail] {
        guard sentText != nil || sentHtml != nil else { return [] }
        do {
            let text = try sentText.map { String(decoding: try readFile($0, limit: 8 << 20), as: UTF8.self) }
            let html = try sentHtml.map { String(decoding: try readFile($0, limit: 8 << 20), as: UTF8.self) }
            return [SentMail(text: text, html: html)]
        } catch let error as InputError {
            complain(error.description)
            throw ExitStatus.badData
        }
    }

    private static func shown(_ command: ReplyCommand) -> Reading.Command {
        switch command.name {
        case .known(let name):
            Reading.Command(name: name.rawValue, arguments: command.arguments, line: command.line, known: true)
        case .unknown(let word, _):
            Reading.Command(name: word, arguments: command.arguments, line: command.line, known: false)
        }
    }
}

extension ReplyExtraction.Decision {
    fileprivate var name: String {
        switch self {
        case .relay: "relay"
        case .hold: "hold"
        case .ignore: "ignore"
        }
    }
}
