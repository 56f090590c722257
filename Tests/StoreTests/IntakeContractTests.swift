import Domain
import Store
import Testing

@Suite("Store: mails coming in") struct IntakeContractTests {
    let fixture: StoreFixture
    var store: any TicketStore { fixture.store }
    init() throws { fixture = try StoreFixture() }

    @Test("a folder is unknown until it is started, and its position never goes back")
    func position() async throws {
        #expect(try await store.nextUID(account: "shop", folder: "INBOX", uidValidity: 7) == nil)
        try await store.startFolder(account: "shop", folder: "INBOX", uidValidity: 7, next: 10, at: fixture.now)
        try await store.startFolder(account: "shop", folder: "INBOX", uidValidity: 7, next: 5, at: fixture.now)
        #expect(try await store.nextUID(account: "shop", folder: "INBOX", uidValidity: 7) == 10)
        _ = try await store.commit(Intake(mail: fixture.key(12), outcome: fixture.outcome(.ignored)), at: fixture.now)
        _ = try await store.commit(Intake(mail: fixture.key(11), outcome: fixture.outcome(.ignored)), at: fixture.now)
        #expect(try await store.nextUID(account: "shop", folder: "INBOX", uidValidity: 7) == 13)
        #expect(try await store.nextUID(account: "shop", folder: "INBOX", uidValidity: 8) == nil)
        #expect(try await store.folderHistory(account: "shop", folder: "INBOX").map(\.uidValidity) == [7])
        let seen = try #require(try await store.seenUIDs(account: "shop", folder: "INBOX", uidValidity: 7))
        #expect(seen.range == 10..<13)
        #expect(seen.decided == [11, 12])
    }

    @Test(
        "a folder that went back is read from its start, and what was known of it is kept, spooled and set aside as it was"
    )
    func rewind() async throws {
        func next() async throws -> UInt32? {
            try await store.nextUID(account: "shop", folder: "INBOX", uidValidity: 7)
        }
        func rewind(to next: UInt32) async throws -> UInt32 {
            try await store.rewindFolder(account: "shop", folder: "INBOX", uidValidity: 7, to: next, at: fixture.now)
        }
        try await store.startFolder(account: "shop", folder: "INBOX", uidValidity: 7, next: 10, at: fixture.now)
        for (uid, kind) in [(10, .ignored), (11, .pending), (12, .quarantined)] as [(UInt32, Outcome.Kind)] {
            var intake = Intake(mail: fixture.key(uid), outcome: fixture.outcome(kind))
            intake.raw = kind == .ignored ? nil : [UInt8(uid)]
            _ = try await store.commit(intake, at: fixture.now)
        }
        #expect(try await rewind(to: 13) == 13, "that is where it stands")
        #expect(try await store.outcome(of: fixture.key(10)) != nil)
        #expect(try await rewind(to: 12) == 10)
        #expect(try await next() == 10)
        for uid: UInt32 in 10...12 { #expect(try await store.outcome(of: fixture.key(uid)) == nil) }
        let spooled = try #require(try await store.claimSpooled(at: fixture.now, retryAt: fixture.now + .seconds(60)))
        #expect(spooled.raw == [11] && spooled.mail.uidValidity != 7)
        #expect(try await store.outcome(of: spooled.mail)?.kind == .pending)
        let aside = try await store.quarantined(includingReleased: false, limit: 10)
        #expect(aside.map(\.mail.uid) == [12] && aside.map(\.mail.uidValidity) == [spooled.mail.uidValidity])
        // Another mail under the same UID, and a second time.
        #expect(
            try await store.commit(Intake(mail: fixture.key(10), outcome: fixture.outcome(.ignored)), at: fixture.now)
                .isNew)
        #expect(try await rewind(to: 5) == 5)
        #expect(try await store.outcome(of: fixture.key(10)) == nil)
        #expect(try await store.folderHistory(account: "shop", folder: "INBOX").count == 3)
        #expect(try await store.audit(at: fixture.now).findings.isEmpty)
    }

    @Test("the highest UID there is does not overflow the position")
    func lastUID() async throws {
        let mail = MailKey(account: "shop", folder: "INBOX", uidValidity: 7, uid: UInt32.max - 1)
        _ = try await store.commit(Intake(mail: mail, outcome: fixture.outcome(.ignored)), at: fixture.now)
        #expect(try await store.nextUID(account: "shop", folder: "INBOX", uidValidity: 7) == UInt32.max)
    }

    @Test("a mail with a final outcome changes nothing when it is committed again")
    func once() async throws {
        let ticket = try await fixture.openTicket()
        var intake = Intake(mail: fixture.key(1), outcome: fixture.outcome(.ticket, ticket: ticket.id))
        intake.messages = [fixture.message(ticket, "m1", mailID: "tm1@x")]
        #expect(try await store.commit(intake, at: fixture.now).isNew)
        intake.messages = [fixture.message(ticket, "m2", mailID: "tm2@x")]
        let second = try await store.commit(intake, at: fixture.now)
        #expect(!second.isNew)
        #expect(try await store.messages(of: ticket.id).map(\.remoteID) == ["m1"])
    }

    @Test("a message that two mails announce is one message with one ticket mail")
    func sameMessage() async throws {
        let ticket = try await fixture.openTicket()
        for uid in 1...2 as ClosedRange<UInt32> {
            var intake = Intake(mail: fixture.key(uid), outcome: fixture.outcome(.update, ticket: ticket.id))
            intake.messages = [fixture.message(ticket, "m1", mailID: "tm\(uid)@x")]
            let receipt = try await store.commit(intake, at: fixture.now)
            #expect(receipt.newMessages == (uid == 1 ? 1 : 0))
        }
        #expect(try await store.ticketMails(of: ticket.id).map(\.messageID) == ["tm1@x"])
    }

    @Test("a duplicate has the same Message-ID and the same content")
    func duplicates() async throws {
        _ = try await store.commit(Intake(mail: fixture.key(1), outcome: fixture.outcome(.ignored)), at: fixture.now)
        let key = fixture.key(2)
        #expect(try await store.duplicate(of: key, messageID: "a@b", contentHash: "00") == fixture.key(1))
        #expect(try await store.duplicate(of: key, messageID: "a@b", contentHash: "01") == nil)
        #expect(try await store.duplicate(of: key, messageID: "c@d", contentHash: "00") == nil)
        #expect(try await store.duplicate(of: fixture.key(1), messageID: "a@b", contentHash: "00") == nil)
    }

    @Test("a delivered mail waits in the spool until it is decided")
    func spool() async throws {
        let mail = try await store.accept([1, 2], messageID: "a@b", contentHash: "00", at: fixture.now)
        #expect(try await store.outcome(of: mail)?.kind == .pending)
        let later = fixture.now + .seconds(60)
        #expect(try await store.claimSpooled(at: fixture.now, retryAt: later)?.raw == [1, 2])
        #expect(try await store.claimSpooled(at: fixture.now, retryAt: later) == nil)
        try await store.postpone(mail, until: later + .seconds(60), error: "unavailable")
        #expect(try await store.claimSpooled(at: later, retryAt: later) == nil)
        #expect(try await store.claimSpooled(at: later + .seconds(60), retryAt: later)?.attempts == 2)
        _ = try await store.commit(Intake(mail: mail, outcome: fixture.outcome(.ignored)), at: fixture.now)
        #expect(try await store.claimSpooled(at: later + .seconds(600), retryAt: later) == nil)
        #expect(try await store.outcome(of: mail)?.kind == .ignored)
        let next = try await store.accept([3], messageID: nil, contentHash: "01", at: fixture.now)
        #expect(next.uid == mail.uid + 1)
    }

    @Test("a mail in quarantine is kept whole and can be released to be processed again")
    func quarantine() async throws {
        var intake = Intake(mail: fixture.key(1), outcome: fixture.outcome(.quarantined, "unproven"))
        intake.raw = [9, 8, 7]
        _ = try await store.commit(intake, at: fixture.now)
        let kept = try #require(try await store.quarantined(includingReleased: false, limit: 9).first)
        #expect(try await store.quarantinedMail(kept.id)?.raw == [9, 8, 7])
        try await store.releaseFromQuarantine(
            kept.id, journal: JournalEntry(at: fixture.now, event: "quarantine-released"), at: fixture.now)
        #expect(try await store.quarantined(includingReleased: false, limit: 9).isEmpty)
        #expect(try await store.claimSpooled(at: fixture.now, retryAt: fixture.now)?.mail == fixture.key(1))
        await #expect(throws: StoreError.self) {
            try await store.releaseFromQuarantine(
                kept.id, journal: JournalEntry(at: fixture.now, event: "quarantine-released"), at: fixture.now)
        }
    }

    @Test("a mail that was set aside unread is known by its marks once it was released and read")
    func readAfterAll() async throws {
        let unread = Outcome(.quarantined, reason: "not-processed", ticket: nil, messageID: nil, contentHash: "")
        var intake = Intake(mail: fixture.key(1), outcome: unread)
        intake.raw = [1]
        _ = try await store.commit(intake, at: fixture.now)
        let kept = try #require(try await store.quarantined(includingReleased: false, limit: 9).first)
        try await store.releaseFromQuarantine(
            kept.id, journal: JournalEntry(at: fixture.now, event: "quarantine-released"), at: fixture.now)
        _ = try await store.commit(
            Intake(mail: fixture.key(1), outcome: fixture.outcome(.ignored, "other")), at: fixture.now)
        let first = try await store.duplicate(of: fixture.key(2), messageID: "a@b", contentHash: "00")
        #expect(first == fixture.key(1))
    }

    @Test("mails to be moved stay on the list until the move is reported")
    func moves() async throws {
        var outcome = fixture.outcome(.ignored)
        outcome.moveTo = "Originals"
        _ = try await store.commit(Intake(mail: fixture.key(1), outcome: outcome), at: fixture.now)
        let move = try #require(try await store.pendingMoves(account: "shop").first)
        #expect(move.mail == fixture.key(1))
        #expect(move.target == "Originals")
        try await store.moved([fixture.key(1)])
        #expect(try await store.pendingMoves(account: "shop").isEmpty)
    }

    @Test("a mail that is taken in hand again and again without an outcome is counted")
    func inHand() async throws {
        #expect(try await store.takeInHand(fixture.key(1)) == 1)
        #expect(try await store.takeInHand(fixture.key(1)) == 2)
        _ = try await store.commit(Intake(mail: fixture.key(1), outcome: fixture.outcome(.ignored)), at: fixture.now)
        #expect(try await store.takeInHand(fixture.key(1)) == 1)
    }
}
