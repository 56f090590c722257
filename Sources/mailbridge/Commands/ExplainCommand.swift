import ArgumentParser
import Configuration
import Domain
import FoundationEssentials
import Marketplaces
import MIME
import Routing
import Store

struct ExplainCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Why a mail or ticket goes where it goes: each rule, folder, clock, deadline.",
        discussion: "WHAT is a file with a mail, the number of a ticket, or an order number.")

    @OptionGroup var store: StoreOption
    @Option(help: ArgumentHelp("Whose Authentication-Results field is believed.", valueName: "id"))
    var authservId: String?
    @Argument(help: "A file, a ticket or an order.") var what: String

    private struct Shown: Encodable {
        var marketplace: String
        var kind: String
        var order: String?
        var recognised: String?
        var routes: [String]
        var folder: String
        var owner: String?
        var clock: String?
    }

    func run() async throws {
        try await reportingErrors {
            let configuration = try store.config.check().offline
            if FileManager.default.fileExists(atPath: what) {
                try show(try mail(configuration))
            } else {
                let tickets = try await store.open().find(what)
                guard !tickets.isEmpty else {
                    complain("no file, ticket or order \(what)")
                    throw ExitStatus.badData
                }
                for ticket in tickets { try show(try await self.ticket(ticket, configuration)) }
            }
        }
    }

    private func mail(_ configuration: Configuration) throws -> Shown {
        let message = Message(parsing: try readFile(what, limit: 256 << 20))
        let recogniser = try NotificationRecogniser(
            settings: configuration.marketplaces, rules: configuration.notifications,
            authservID: authservId ?? configuration.mailboxes.lazy.compactMap(\.authservID).first)
        let found = recogniser.recognise(message)
        guard let marketplace = found.marketplace, found.standing != .ordinary else {
            say("\(found.standing.rawValue): \(found.reason)")
            throw CleanExit.message("No ticket is made of this mail.")
        }
        let subject = RouteSubject(
            marketplace: marketplace, kind: found.kind, order: found.order, subject: message.subject ?? "",
            text: found.text ?? "")
        let written = message.date.map { Timestamp(seconds: $0.secondsSinceEpoch) }
        return shown(
            subject, configuration, since: found.kind == .buyerMessage ? written : nil,
            recognised: "\(found.standing.rawValue): \(found.reason)")
    }

    private func ticket(_ ticket: Ticket, _ configuration: Configuration) async throws -> Shown {
        let messages = try await store.open().messages(of: ticket.id)
        let subject = RouteSubject(
            marketplace: ticket.marketplace, kind: .buyerMessage, order: ticket.order,
            buyerLanguage: ticket.buyerLanguage, subject: ticket.subject ?? "",
            text: messages.last { $0.role == .buyer }?.text ?? "")
        return shown(subject, configuration, since: ticket.waitingSince, recognised: nil)
    }

    private func shown(
        _ subject: RouteSubject, _ configuration: Configuration, since: Timestamp?, recognised: String?
    ) -> Shown {
        let explanation = configuration.router.explain(subject)
        let clock = since.flatMap { since in
            configuration.clock(of: subject.marketplace).map { clock in
                (try? clock.rules(inForceAt: since).explanation(from: since).text) ?? "this clock never counts"
            }
        }
        return Shown(
            marketplace: subject.marketplace.text, kind: subject.kind.rawValue, order: subject.order?.text,
            recognised: recognised, routes: explanation.verdicts.map(\.description),
            folder: explanation.decision.folder.description, owner: explanation.decision.owner, clock: clock)
    }

    private func show(_ shown: Shown) throws {
        guard !store.json else { return try sayJSON(shown) }
        if let recognised = shown.recognised { say(recognised) }
        say("\(shown.marketplace), \(shown.kind), order \(shown.order ?? "-")")
        for route in shown.routes { say("  \(route)") }
        say("folder \(shown.folder), owner \(shown.owner ?? "-")")
        say(shown.clock ?? "no answer is owed, so no clock runs")
    }
}
