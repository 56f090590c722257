import Domain
import Store

/// A ticket as `ticket list` shows it.
struct ShownTicket: Encodable {
    var ticket: Int64
    var state: String
    var marketplace: String
    var order: String?
    var thread: String?
    var subject: String?
    var buyer: String?
    var language: String?
    var waitingSince: String?
    var deadline: String?
    var folder: String?
    var owner: String?
    var kind: String?
    var kindSince: String?
    var tags: [String]
    var splitFrom: Int64?
    var erasedAt: String?
    var legalHold: String?
    var createdAt: String
    var updatedAt: String

    enum CodingKeys: String, CodingKey {
        case ticket, state, marketplace, order, thread, subject, buyer, language, deadline, folder, owner, kind,
            tags
        case waitingSince = "waiting_since"
        case kindSince = "kind_since"
        case splitFrom = "split_from"
        case erasedAt = "erased_at"
        case legalHold = "legal_hold"
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    init(_ ticket: Ticket) {
        self.ticket = ticket.id.number
        state = ticket.state.rawValue
        marketplace = ticket.marketplace.text
        order = ticket.order?.text
        thread = ticket.thread?.text
        subject = ticket.subject
        buyer = ticket.buyerName
        language = ticket.buyerLanguage
        waitingSince = ticket.waitingSince?.description
        deadline = ticket.deadline?.description
        folder = ticket.folder
        owner = ticket.owner
        kind = ticket.kind?.rawValue
        kindSince = ticket.kindSince?.description
        tags = ticket.tags
        splitFrom = ticket.splitFrom?.number
        erasedAt = ticket.erasedAt?.description
        legalHold = ticket.heldSince?.description
        createdAt = ticket.createdAt.description
        updatedAt = ticket.updatedAt.description
    }
}

/// A ticket with everything that belongs to it, as `ticket show` shows it.
struct ShownTicketDetails: Encodable {
    struct Line: Encodable {
        var at: String
        var role: String
        var name: String?
        var source: String
        var remote: String
        var thread: String?
        var text: String
    }

    struct Mail: Encodable {
        var kind: String
        var state: String
        var folder: String
    }

    struct Reading: Encodable {
        var at: String
        var agent: String
        var version: String
        var decision: String
        var method: String
        var text: String
        var removed: String
    }

    struct Event: Encodable {
        var at: String
        var event: String
        var detail: String?
    }

    var ticket: ShownTicket
    var messages: [Line]
    var answers: [ShownPost]
    var mails: [Mail]
    var readings: [Reading]
    var journal: [Event]

    init(_ ticket: Ticket, _ store: any TicketStore) async throws {
        self.ticket = ShownTicket(ticket)
        messages = try await store.messages(of: ticket.id).map { message in
            Line(
                at: message.createdAt.description, role: message.role.rawValue, name: message.authorName,
                source: message.source.rawValue, remote: message.remoteID.text, thread: message.thread?.text,
                text: message.text)
        }
        answers = try await store.outbox(of: ticket.id).map { ShownPost($0, withText: true) }
        mails = try await store.ticketMails(of: ticket.id).map { mail in
            Mail(kind: mail.kind.rawValue, state: mail.state.rawValue, folder: mail.folder)
        }
        readings = try await store.readings(of: ticket.id).map { reading in
            Reading(
                at: reading.at.description, agent: reading.agent, version: reading.version,
                decision: reading.decision, method: reading.method, text: reading.text, removed: reading.removed)
        }
        journal = try await store.journal(of: ticket.id).map { entry in
            Event(at: entry.at.description, event: entry.event, detail: entry.detail)
        }
    }

    func print() {
        sayLine("ticket \(ticket.ticket): \(ticket.state), \(ticket.marketplace), order \(ticket.order ?? "-")")
        sayLine("  subject   \(ticket.subject ?? "-")")
        say("  deadline  \(ticket.deadline ?? "-")")
        sayLine("  folder    \(ticket.folder ?? "-")")
        if let time = ticket.erasedAt { say("  erased    \(time)") }
        if let time = ticket.legalHold { say("  legal hold since \(time)") }
        for message in messages {
            sayLine("\(message.at) \(message.role) \(message.name ?? "") (\(message.source) \(message.remote))")
            say(Self.indented(message.text))
        }
        for answer in answers {
            let reason = answer.reason.map { ", \($0)" } ?? ""
            sayLine("answer \(answer.entry): \(answer.state)\(reason), \(answer.attempts) attempts, by \(answer.agent)")
            say(Self.indented(answer.text ?? ""))
        }
        for reading in readings {
            sayLine(
                "\(reading.at) read from \(reading.agent): \(reading.decision), by \(reading.method) (\(reading.version))"
            )
            if !reading.removed.isEmpty {
                say("    cut:")
                say(Self.indented(reading.removed))
            }
        }
        for mail in mails { sayLine("mail \(mail.kind): \(mail.state) in \(mail.folder)") }
        for event in journal {
            let detail = (event.detail ?? "").printable.replacing("\n", with: "\n    ")
            say("\(event.at) \(event.event) \(detail)")
        }
    }

    private static func indented(_ text: String) -> String {
        text.printable.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }.joined(
            separator: "\n")
    }
}

/// An outbox entry as `queue list` shows it.
struct ShownPost: Encodable {
    var entry: Int64
    var ticket: Int64
    var state: String
    var reason: String?
    var agent: String
    var attempts: Int
    var nextAttempt: String
    var createdAt: String
    var remote: String?
    var text: String?
    var attachments: [String]

    enum CodingKeys: String, CodingKey {
        case entry, ticket, state, reason, agent, attempts, remote, text, attachments
        case nextAttempt = "next_attempt"
        case createdAt = "created_at"
    }

    init(_ entry: OutboxEntry, withText: Bool) {
        self.entry = entry.id
        ticket = entry.ticket.number
        state = entry.state.rawValue
        reason = entry.reason
        agent = entry.agent
        attempts = entry.attempts
        nextAttempt = entry.nextAttempt.description
        createdAt = entry.createdAt.description
        remote = entry.remoteID?.text
        text = withText ? entry.text : nil
        attachments = entry.attachments.map(\.name)
    }
}
