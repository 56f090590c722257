import Domain
import FoundationEssentials
import GRDB
import Testing

@testable import Store

/// A ticket with a word that occurs nowhere else in every place of the store that holds what people wrote or are called.
struct CanaryTicket {
    static let order: OrderNumber = "Kanari-4711-A"
    static let address = "zerlina.kanari@alias.example"
    /// What must not be found afterwards, in any case.
    static let words = ["kanari", "zerlina", "4711-a"]

    let fixture: StoreFixture
    let ticket: Ticket
    let database: SQLiteStore

    init(_ fixture: StoreFixture, isFinished: Bool = true) async throws {
        self.fixture = fixture
        database = try #require(fixture.store as? SQLiteStore)
        let store = fixture.store
        let now = fixture.now
        ticket = try await store.openTicket(
            marketplace: "conrad", order: Self.order, thread: "kanari-thread", fallback: "x",
            token: "tttttttttttttttttttttttttt", at: now)
        try await store.update(
            ticket.id,
            TicketUpdate(
                state: .open, subject: "Where is Kanari?", buyerName: "Zerlina Kanari", buyerLanguage: "de",
                waitingSince: .some(now), deadline: .some(now + .seconds(86_400)), folder: "Marketplaces/Conrad"),
            at: now)
        var asked = Intake(
            mail: fixture.key(1), outcome: fixture.outcome(.ticket, ticket: ticket.id, id: "kanari-note@conrad"))
        var message = NewMessage(
            ticket: ticket.id, remoteID: "kanari-m1", thread: "kanari-thread", role: .buyer,
            authorName: "Zerlina Kanari", text: "Wo bleibt mein Kanarienvogel? Kanari 4711-A", createdAt: now,
            source: .mail, relay: #"{"to":"\#(Self.address)"}"#, ticketMail: mail("q1@x", .message))
        message.ticketMail?.copies = ["anna@seller.example"]
        asked.messages = [message]
        asked.alarm = .claimOpen
        _ = try await store.commit(asked, at: now)
        var answered = Intake(
            mail: fixture.key(2), outcome: fixture.outcome(.reply, "queued", ticket: ticket.id, id: "kanari-r@anna"))
        answered.outbox = NewOutboxEntry(
            ticket: ticket.id, replyKey: "key", agent: "anna@seller.example", thread: "kanari-thread",
            text: "Liebe Zerlina, der Kanari kommt.",
            attachments: [Attachment(name: "kanari.txt", type: "text/plain", bytes: Array("Kanari 4711-A".utf8))],
            recipients: "automatic", state: .queued, notBefore: now, replyMessageID: "kanari-r@anna",
            answeredMessageID: "q1@x")
        answered.reading = ReplyReading(
            at: now, agent: "anna@seller.example", version: "1", decision: "relay", method: "m",
            text: "Liebe Zerlina", removed: "> Kanari")
        answered.journal = [JournalEntry(at: now, event: "note-added", ticket: ticket.id, detail: "Zerlina is angry")]
        let outbox = try #require(try await store.commit(answered, at: now).outbox)
        if isFinished { try await finish(outbox) }
        try await fill(outbox)
    }

    private func mail(_ id: String, _ kind: TicketMail.Kind) -> NewTicketMail {
        NewTicketMail(
            ticket: ticket.id, kind: kind, messageID: id, mailbox: "shop", folder: "Marketplaces/Conrad",
            keywords: ["kanari"], text: "Kanari", html: "<p>Zerlina</p>", raw: Array("Subject: Kanari".utf8))
    }

    private func finish(_ outbox: Int64) async throws {
        let store = fixture.store
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        var outcome = PostOutcome(
            entry: outbox, result: .confirmed(remoteID: "kanari-x1", at: fixture.now + .seconds(60)),
            ticketMail: mail("q2@x", .receipt))
        outcome.ticketUpdate = TicketUpdate(state: .pending, waitingSince: .some(nil), deadline: .some(nil))
        try await store.finish(outcome, at: fixture.now + .seconds(60))
        for mail in try await store.claimTicketMails(at: fixture.now + .seconds(60), limit: 9) {
            try await store.appended([AppendedMail(mail.id, uidValidity: 1, uid: 1)], at: fixture.now + .seconds(60))
        }
        while let copy = try await store.claimMailCopy(at: fixture.now, retryAt: fixture.now + .seconds(9)) {
            try await store.finishMailCopy(copy.id)
        }
    }

    /// What only rare paths write.
    private func fill(_ outbox: Int64) async throws {
        let id = ticket.id.number
        try await database.write { database in
            try database.execute(
                sql: """
                    UPDATE ticket SET tags = 'kanari' WHERE id = \(id);
                    UPDATE outbox SET relay = '\(Self.address)', handle = 'kanari', opening = 'kanari',
                        task = '{"why":"Zerlina"}', reason = 'refused: Kanari', answering = 'kanari-m1',
                        last_known = 'kanari-m1' WHERE id = \(outbox);
                    INSERT INTO money_request (outbox_id, step, asked_by, command, arguments, order_digest,
                        needs_approval, code_hash, tries, expires_at, created_at)
                        VALUES (\(outbox), 'done', 'anna', 'refund', 'Kanari', 'kanari', 0, '', 0, 0, 0);
                    INSERT INTO team_mail (name, recipients, mailbox, folder, mail_message_id, ticket_id, text, html,
                        raw, state, next_attempt, created_at) VALUES ('wait', 'anna', 'shop', 'Team', 't@x', \(id),
                        'Kanari', 'Kanari', x'4B616E617269', 'sent', 0, 0);
                    INSERT INTO quarantine (account, folder, uid_validity, uid, reason, mail_message_id, raw, truncated,
                        at, released_at) VALUES ('shop', 'INBOX', 7, 1, 'x', 'kanari@x', x'4B616E617269', 0, 0, 1);
                    """)
        }
    }
}

/// The words that some file of the store still holds, each with the file.
func traces(of words: [String], besides path: String) throws -> [String] {
    let directory = URL(fileURLWithPath: path).deletingLastPathComponent().path
    var found: [String] = []
    for name in try FileManager.default.contentsOfDirectory(atPath: directory).sorted() {
        guard let bytes = FileManager.default.contents(atPath: "\(directory)/\(name)") else { continue }
        let text = String(decoding: bytes, as: Unicode.ASCII.self).lowercased()
        for word in words where text.contains(word) { found.append("\(name): \(word)") }
    }
    return found
}
