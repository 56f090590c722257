import Domain
import MIME
import Marketplaces
import Store
import Testing

@testable import Bridge

@Suite("what is kept, and for how long")
struct RetentionTests {
    private static let day = Duration.seconds(86_400)

    @Test(
        "each class has its own time; a marketplace's own counts before the common one",
        arguments: [
            (MarketplaceName("amazon"), Optional(30)), ("conrad", nil), ("bol", 365),
        ])
    func policy(marketplace: MarketplaceName, days: Int?) {
        let now = Fixtures.now
        var policy = RetentionPolicy(
            buyers: Self.day * 365, mails: Self.day * 14, quarantine: nil, journal: Self.day * 730)
        policy.byMarketplace = ["amazon": Self.day * 30, "conrad": nil]
        #expect(policy.tickets(of: marketplace, at: now) == days.map { now - Self.day * $0 })
        #expect(policy.mails(at: now) == now - Self.day * 14)
        #expect(policy.quarantine(at: now) == nil)
        #expect(policy.journal(at: now) == now - Self.day * 730)
    }

    private static func ticket(
        _ fixture: BridgeFixture, _ number: Int, _ state: TicketState = .closed
    ) async throws -> TicketID {
        let ticket = try await fixture.store.openTicket(
            marketplace: "conrad", order: OrderNumber("order-\(number)"), thread: nil, fallback: "",
            token: "t\(number)",
            at: fixture.now)
        try await fixture.store.update(
            ticket.id, TicketUpdate(state: state, subject: "Kanari", buyerName: "Zerlina"), at: fixture.now)
        return ticket.id
    }

    @Test("finished tickets are emptied when their time has come, not a moment before, and however many they are")
    func tickets() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let retention = Retention(
            fixture.context, RetentionPolicy(buyers: Self.day * 30, mails: nil, quarantine: nil, journal: nil))
        var finished: [TicketID] = []
        for number in 1...45 {
            finished.append(try await Self.ticket(fixture, number, number % 2 == 0 ? .pending : .closed))
        }
        let open = try await Self.ticket(fixture, 100, .open)
        let held = try await Self.ticket(fixture, 101)
        try await fixture.store.setLegalHold(true, on: held, JournalEntry(at: fixture.now, event: "x", ticket: held))
        let unfinished = try await Self.ticket(fixture, 102)
        let answered = try #require(try await fixture.store.ticket(unfinished))
        _ = try await fixture.commit(uid: 1, .command, "x", on: answered) {
            $1.outbox = $0.answer("Hello", on: answered)
        }
        fixture.advance(Self.day * 30)
        let young = try await Self.ticket(fixture, 103)
        #expect(try await retention.pass().isEmpty)
        fixture.advance(.milliseconds(1))
        #expect(try await retention.pass().tickets == 45)
        for id in finished {
            let ticket = try #require(try await fixture.store.ticket(id))
            #expect(ticket.erasedAt == fixture.now && ticket.order == nil && ticket.buyerName == nil)
        }
        for id in [open, held, unfinished, young] {
            #expect(try await fixture.store.ticket(id)?.buyerName == "Zerlina")
        }
        #expect(try await retention.pass().isEmpty)
        let journal = try await fixture.store.journal(of: try #require(finished.first))
        #expect(journal.map(\.event) == ["ticket-erased"] && journal.map(\.detail) == ["retention"])
        let rules = Set(try await fixture.store.audit(at: fixture.now).findings.map(\.rule))
        #expect(rules == ["post-is-finished-or-someone-was-told"])
        while try await fixture.store.mergeIndexes(isFirst: false) {}
    }

    @Test("quarantine, mails that were dealt with and the journal go by their own times")
    func classes() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let store = fixture.store
        let retention = Retention(
            fixture.context,
            RetentionPolicy(buyers: nil, mails: Self.day * 14, quarantine: Self.day * 30, journal: Self.day * 60))
        let id = try await Self.ticket(fixture, 1)
        for uid in 1...3 as ClosedRange<UInt32> {
            var intake = Intake(
                mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: uid),
                outcome: Outcome(.quarantined, reason: "x", messageID: "\(uid)@x", contentHash: "00"))
            intake.raw = [1]
            _ = try await store.commit(intake, at: fixture.now)
        }
        var reply = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 9),
            outcome: Outcome(.command, reason: "note", ticket: id, messageID: "9@x", contentHash: "00"))
        reply.reading = ReplyReading(
            at: fixture.now, agent: "anna@seller.example", version: "1", decision: "relay", method: "m", text: "a",
            removed: "b")
        reply.journal = [JournalEntry(at: fixture.now, event: "note-added", ticket: id, detail: "a note")]
        _ = try await store.commit(reply, at: fixture.now)
        let released = try #require(try await store.quarantined(includingReleased: false, limit: 1).first)
        try await store.releaseFromQuarantine(
            released.id, journal: JournalEntry(at: fixture.now, event: "quarantine-released"), at: fixture.now)
        var again = Intake(
            mail: released.mail, outcome: Outcome(.ignored, reason: "x", messageID: "1@x", contentHash: "00"))
        again.raw = nil
        _ = try await store.commit(again, at: fixture.now)

        var report = Retention.Report()
        fixture.advance(Self.day * 14 + .seconds(1))
        report.mails = 2
        #expect(try await retention.pass() == report)
        #expect(try await store.readings(of: id).isEmpty)
        #expect(try await store.quarantined(includingReleased: true, limit: 9).count == 2)
        fixture.advance(Self.day * 16)
        report = Retention.Report()
        report.quarantined = 2
        #expect(try await retention.pass() == report)
        #expect(try await store.quarantined(includingReleased: true, limit: 9).isEmpty)
        fixture.advance(Self.day * 30)
        report = Retention.Report()
        report.journal = 2
        #expect(try await retention.pass() == report)
        #expect(try await store.journal(of: id).isEmpty)
        #expect(try await store.audit(at: fixture.now).findings.isEmpty)
    }

    @Test(
        "a mail in quarantine is about somebody if it says so in whatever coding",
        arguments: [
            ("Subject: x\r\n\r\nYour order 4711-ABC.", true), ("Subject: =?utf-8?q?Order_4711=2DABC?=\r\n\r\nx", true),
            ("Content-Transfer-Encoding: base64\r\n\r\nT3JkZXIgNDcxMS1BQkMu\r\n", true), ("\r\n4711-ABCD", false),
        ])
    func keptMail(mail: String, isAbout: Bool) throws {
        let word = try #require(DataSubject.order("4711-ABC").word)
        #expect(KeptMailSearch.stands(word, in: Array(mail.utf8)) == isAbout)
    }

    @Test("of one marketplace only, mails in quarantine count that are its own")
    func keptMailsOfOne() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        for (uid, sender) in [(UInt32(1), "noreply@mirakl.net"), (2, "noreply@kaufland-marktplatz.de")] {
            var intake = Intake(
                mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: uid),
                outcome: Outcome(.quarantined, reason: "x", messageID: "k\(uid)@x", contentHash: "\(uid)"))
            intake.raw = Array("From: \(sender)\r\nMessage-ID: <k\(uid)@x>\r\n\r\nOrder 4711-ABC\r\n".utf8)
            _ = try await fixture.store.commit(intake, at: fixture.now)
        }
        let recogniser = try NotificationRecogniser(settings: [], authservID: nil)
        func found(_ marketplace: MarketplaceName?) async throws -> [UInt32] {
            try await KeptMailSearch(fixture.store, of: marketplace, by: recogniser)
                .mails(of: .order("4711-ABC"), in: []).map(\.mail.uid)
        }
        #expect(try await found(nil) == [1, 2])
        let names = try await fixture.store.keptMails().marketplaces(recogniser, fixture.store)
        #expect(Set(names.compactMap(\.self)).count == 2, "\(names)")
        for (uid, name) in zip(UInt32(1)..., names) { #expect(try await found(name) == [uid]) }
        #expect(try await found("other").isEmpty)
    }
}

extension [KeptMail] {
    /// What each is said to be of.
    fileprivate func marketplaces(
        _ recogniser: NotificationRecogniser, _ store: any TicketStore
    ) async throws -> [MarketplaceName?] {
        var names: [MarketplaceName?] = []
        for mail in self {
            names.append(recogniser.recognise(Message(parsing: try await store.content(of: mail) ?? [])).marketplace)
        }
        return names
    }
}
