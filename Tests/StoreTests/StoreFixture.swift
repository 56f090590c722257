import Domain
import FoundationEssentials
import TestSupport

@testable import Store

/// A fresh store in a directory of its own, and shorthand for the values that the contract tests put into it.
struct StoreFixture {
    let store: any TicketStore
    let path: String
    let now = Timestamp(seconds: 1_795_341_600)

    init() throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "mailbridge-store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        path = directory.appending(path: "store.db").path
        let plans = PlanWatch(path: path)
        store = try SQLiteStore(path: path) { plans.watch($0) }
        plans.begin()
    }

    func key(_ uid: UInt32) -> MailKey { MailKey(account: "shop", folder: "INBOX", uidValidity: 7, uid: uid) }

    func outcome(_ kind: Outcome.Kind, _ reason: String = "test", ticket: TicketID? = nil, id: String = "a@b")
        -> Outcome
    {
        Outcome(kind, reason: reason, ticket: ticket, messageID: id, contentHash: "00")
    }

    func openTicket(order: OrderNumber? = "1-A", thread: ThreadID? = "t1") async throws -> Ticket {
        try await store.openTicket(
            marketplace: "conrad", order: order, thread: thread, fallback: "mail:x", token: UUID().uuidString, at: now)
    }

    func mail(_ ticket: Ticket, _ id: String, kind: TicketMail.Kind = .message) -> NewTicketMail {
        NewTicketMail(
            ticket: ticket.id, kind: kind, messageID: id, mailbox: "shop", folder: "Marketplaces/Conrad",
            text: "text", html: nil, raw: [1, 2, 3])
    }

    func message(_ ticket: Ticket, _ id: RemoteMessageID, mailID: String) -> NewMessage {
        NewMessage(
            ticket: ticket.id, remoteID: id, thread: ticket.thread, role: .buyer, authorName: "B", text: "Where?",
            createdAt: now, source: .api, ticketMail: mail(ticket, mailID))
    }

    func reply(_ ticket: Ticket, _ key: String, state: OutboxState = .queued) -> NewOutboxEntry {
        NewOutboxEntry(
            ticket: ticket.id, replyKey: key, agent: "anna@seller.example", thread: ticket.thread, text: "Tomorrow.",
            attachments: [Attachment(name: "a.txt", type: "text/plain", bytes: [65])], recipients: "automatic",
            state: state, notBefore: now, replyMessageID: "r-\(key)", answeredMessageID: "m1")
    }

    /// Puts one reply into the outbox the way an incoming mail does.
    func enqueue(
        _ ticket: Ticket, _ key: String, uid: UInt32, state: OutboxState = .queued, notBefore: Timestamp? = nil
    )
        async throws -> Int64?
    {
        var intake = Intake(mail: self.key(uid), outcome: outcome(.reply, "queued", ticket: ticket.id, id: key))
        var answer = reply(ticket, key, state: state)
        if let notBefore { answer.notBefore = notBefore }
        intake.outbox = answer
        return try await store.commit(intake, at: now).outbox
    }
}
