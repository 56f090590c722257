import ArgumentParser
import Configuration
import Domain
import FoundationEssentials
import MIME
import Marketplaces
import Routing
import Store

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why a mail or ticket goes where it goes: each rule, folder, clock, deadline.",
        discussion: """
            WHAT is a file with a mail, the number of a ticket, an order number, or a mail as the log names it \
            (mailbox/folder/UIDVALIDITY/UID): then what became of it comes first. What only the marketplace knows, such \
            as the order's value, is not asked for: conditions about it are shown as not known. Of a ticket it therefore also \
            says how it was filed, when that was known.
            """)

    @OptionGroup var store: StoreOption
    @Option(help: ArgumentHelp("Whose Authentication-Results field is believed.", valueName: "id"))
    var authservId: String?
    @Argument(help: "A file, a ticket, an order, or a mail of the log.") var what: String

    func run() async throws {
        try await reportingErrors {
            let configuration = try store.config.check().offline
            if FileManager.default.fileExists(atPath: what) {
                if let shown = try mail(configuration) { try show(shown) }
            } else {
                let database = try store.open()
                let tickets: [Ticket]
                if let key = MailKey(what), let outcome = try await database.outcome(of: key) {
                    try show(outcome)
                    guard let number = outcome.ticket, let ticket = try await database.ticket(number) else { return }
                    tickets = [ticket]
                } else {
                    tickets = try await database.find(what)
                }
                guard !tickets.isEmpty else {
                    complain("no file, ticket, order or known mail \(what)")
                    throw ExitStatus.badData
                }
                for ticket in tickets {
                    try await database.noteView("explain", ticket: ticket.id)
                    try show(try await self.ticket(ticket, configuration))
                }
            }
        }
    }

    /// Nil, with word why, if no ticket is made of it.
    private func mail(_ configuration: Configuration) throws -> ShownRouting? {
        let message = Message(parsing: try readFile(what, limit: 256 << 20))
        let recogniser = try NotificationRecogniser(
            settings: configuration.marketplaces, rules: configuration.notifications,
            authservID: authservId ?? configuration.mailboxes.lazy.compactMap(\.authservID).first,
            house: configuration.people)
        let found = recogniser.recognise(message)
        guard let marketplace = found.marketplace, found.standing != .ordinary else {
            guard !store.json else {
                try sayJSON(ShownRefusal(recognised: "\(found.standing.rawValue): \(found.reason)"))
                return nil
            }
            say("\(found.standing.rawValue): \(found.reason)")
            say("No ticket is made of this mail.")
            return nil
        }
        var subject = RouteSubject(
            marketplace: marketplace, kind: found.kind, order: found.order, subject: message.subject ?? "",
            text: found.text ?? "")
        let written = message.date.map { Timestamp(seconds: $0.secondsSinceEpoch) }
        subject.at = written
        subject.files = message.attachments.map { part in
            RouteSubject.File(name: message.fileName(of: part), type: part.type)
        }
        let since = found.kind == .buyerMessage ? written : nil
        subject.left = since.flatMap { since in
            configuration.clock(of: marketplace).map { $0.rules(inForceAt: since).target }
        }
        var shown = ShownRouting(
            subject, configuration.router.explain(subject), configuration, since: since, source: "the mail's Date")
        shown.recognised = "\(found.standing.rawValue): \(found.reason)"
        return shown
    }

    private func ticket(_ ticket: Ticket, _ configuration: Configuration) async throws -> ShownRouting {
        let store = try self.store.open()
        let messages = try await store.messages(of: ticket.id)
        let known = try await store.acquaintance(of: ticket.id, buyerName: ticket.buyerName)
        var subject = RouteSubject(
            marketplace: ticket.marketplace, kind: .buyerMessage, order: ticket.order,
            buyerLanguage: ticket.buyerLanguage, subject: ticket.subject ?? "")
        if let last = messages.last(where: { $0.role == .buyer }) {
            subject = StoredQuestion(last, in: ticket, history: messages, known: known)
                .waiting(since: ticket.waitingSince, configuration)
        }
        let explanation = configuration.router.explain(subject, try await store.routingState())
        var shown = ShownRouting(
            subject, explanation, configuration, since: ticket.waitingSince,
            source: "the oldest message that nobody answered")
        shown.filed = ShownRouting.Filed(
            routes: try await store.routes(of: ticket.id), folder: ticket.folder, owner: ticket.owner,
            tags: ticket.tags, clock: ticket.clock)
        return shown
    }

    /// A mail of which no ticket is made.
    private struct ShownRefusal: Encodable {
        var recognised: String
    }

    private struct ShownOutcome: Encodable {
        var outcome: String
        var reason: String
        var ticket: String?
        var movedTo: String?

        enum CodingKeys: String, CodingKey {
            case outcome, reason, ticket
            case movedTo = "moved_to"
        }
    }

    private func show(_ outcome: Outcome) throws {
        let shown = ShownOutcome(
            outcome: outcome.kind.rawValue, reason: outcome.reason, ticket: outcome.ticket?.description,
            movedTo: outcome.moveTo)
        guard !store.json else { return try sayJSON(shown) }
        say("outcome: \(shown.outcome) (\(shown.reason))\(shown.ticket.map { ", ticket \($0)" } ?? "")")
    }

    private func show(_ shown: ShownRouting) throws {
        if store.json { try sayJSON(shown) } else { shown.print() }
    }
}
