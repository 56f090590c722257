import Domain
import GRDB
import Glibc
import Store
import Testing

/// What somebody changed in the file, or a fault of the program left there, as ``TicketStore/audit(at:)`` sees it.
@Suite("Store: audit of a tampered store") struct TamperedStoreTests {
    private struct Tampering: Sendable, CustomTestStringConvertible {
        var sql: String
        var rule: String
        var testDescription: String { sql }
    }

    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    @Test(
        "what is taken out or broken is found",
        arguments: [
            Tampering(sql: "DELETE FROM ticket", rule: "what-is-named-is-there"),
            Tampering(sql: "DELETE FROM outbox", rule: "what-is-named-is-there"),
            Tampering(sql: "DELETE FROM message WHERE role = 'buyer'", rule: "what-is-named-is-there"),
            Tampering(sql: "UPDATE ticket_mail SET ticket_id = 99", rule: "what-is-named-is-there"),
            Tampering(sql: "DELETE FROM folder", rule: "position-is-past-each-outcome"),
            Tampering(sql: "UPDATE folder SET next_uid = 1", rule: "position-is-past-each-outcome"),
            Tampering(sql: "DELETE FROM quarantine", rule: "quarantined-mail-is-kept"),
            Tampering(sql: "UPDATE quarantine SET raw = x''", rule: "quarantined-mail-is-kept"),
            Tampering(sql: "UPDATE outbox SET state = 'gone'", rule: "post-is-finished-or-someone-was-told"),
            Tampering(sql: "DELETE FROM ticket_mail WHERE outbox_id IS NOT NULL", rule: "finished-post-was-reported"),
            Tampering(sql: "DELETE FROM ticket_mail WHERE message_id = 1", rule: "buyer-message-reaches-the-agents"),
        ]) private func found(tampering: Tampering) async throws
    {
        try await fill()
        let later = fixture.now + .seconds(3601)
        #expect(try await store.audit(at: later).findings.isEmpty)
        try change(tampering.sql)
        #expect(try await store.audit(at: later).findings.map(\.rule).contains(tampering.rule))
    }

    @Test("a damaged file is a finding, and what can be read of it is judged all the same")
    func damaged() async throws {
        try await fill()
        try change("UPDATE quarantine SET raw = x''")
        try await DatabaseQueue(path: fixture.path).writeWithoutTransaction {
            try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        let (page, size) = try await DatabaseQueue(path: fixture.path).read { database in
            let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'message'"
            return (
                try #require(try Int.fetchOne(database, sql: root)),
                try #require(try Int.fetchOne(database, sql: "PRAGMA page_size"))
            )
        }
        let file = try #require(fopen(fixture.path, "r+"))
        fseek(file, (page - 1) * size, SEEK_SET)
        fwrite([UInt8](repeating: 0xEE, count: size), 1, size, file)
        fclose(file)
        let findings = try await SQLiteStore(path: fixture.path).audit(at: fixture.now).findings
        #expect(findings.contains { $0.rule == "file-is-sound" }, "\(findings)")
        #expect(findings.contains { $0.rule == "file-is-sound" && $0.detail.hasPrefix("buyer-message-reaches-") })
        #expect(findings.contains { $0.rule == "quarantined-mail-is-kept" })
    }

    @Test("an answer that stands in the conversation a second time is found, however its lines were broken")
    func doubled() async throws {
        try await fill()
        try change(Self.copy(text: "' Tomor' || char(13, 10) || 'row. '", minutes: 59))
        let findings = try await store.audit(at: fixture.now).findings
        #expect(findings.map(\.rule) == ["answer-stands-once"])
        #expect(findings.map(\.detail) == ["message 3 of ticket 1 says what outbox 1 had said"])
        // What was erased says nothing, as everything that was erased.
        try change("UPDATE message SET text = ''; UPDATE outbox SET text = ''")
        #expect(try await store.audit(at: fixture.now).findings.isEmpty)
    }

    @Test("other words, a later time and a second answer with the same words are no doubled answer")
    func notDoubled() async throws {
        try await fill()
        try change(Self.copy(text: "'Yesterday.'", minutes: 1))
        try change(Self.copy(text: "'Tomorrow.'", minutes: 61))
        try change(Self.copy(text: "'Tomorrow.'", minutes: -11))
        let ticket = try #require(try await store.ticket(TicketID(1)))
        try await answer(ticket, "r2", uid: 3, remoteID: "x2")
        #expect(try await store.audit(at: fixture.now).findings.isEmpty)
    }

    /// A question with its ticket mail, an answer with its receipt, and a mail that an MTA handed over and nobody believed.
    private func fill() async throws {
        let ticket = try await fixture.openTicket()
        var question = Intake(mail: fixture.key(1), outcome: fixture.outcome(.ticket, ticket: ticket.id))
        question.messages = [fixture.message(ticket, "m1", mailID: "tm1@x")]
        _ = try await store.commit(question, at: fixture.now)
        try await answer(ticket, "r1", uid: 2, remoteID: "x1")
        let key = try await store.accept([1], messageID: nil, contentHash: "01", at: fixture.now)
        var unbelieved = Intake(mail: key, outcome: fixture.outcome(.quarantined, id: "q@x"))
        unbelieved.raw = [1]
        _ = try await store.commit(unbelieved, at: fixture.now)
        try change("UPDATE ticket_mail SET state = 'appended'")
    }

    private func answer(_ ticket: Ticket, _ key: String, uid: UInt32, remoteID: RemoteMessageID) async throws {
        let id = try #require(try await fixture.enqueue(ticket, key, uid: uid))
        _ = try await store.claimPost(marketplace: "conrad", at: fixture.now)
        var receipt = fixture.mail(ticket, "\(key)@x", kind: .receipt)
        receipt.outbox = id
        try await store.finish(
            PostOutcome(entry: id, result: .confirmed(remoteID: remoteID, at: fixture.now), ticketMail: receipt),
            at: fixture.now)
    }

    /// A message of the seller that the marketplace shows and that no answer of ours claims.
    private static func copy(text: String, minutes: Int) -> String {
        """
        INSERT INTO message (ticket_id, marketplace, remote_id, role, text, created_at, source)
        SELECT ticket_id, marketplace, 'copy' || (SELECT count(*) FROM message), 'seller', \(text),
            created_at + 60000 * \(minutes), 'api' FROM message WHERE remote_id = 'x1'
        """
    }

    private func change(_ sql: String) throws {
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        try DatabaseQueue(path: fixture.path, configuration: configuration).write { try $0.execute(sql: sql) }
    }
}
