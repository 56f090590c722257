import Domain
import IMAPClient
import Marketplaces
import Replies
import Routing
import Testing

@testable import Bridge
@testable import Store

@Suite("What agents say by moving ticket mails, taken in") struct GestureIntakeTests {
    private static let validity = UIDValidity(3)

    /// A bench whose ticket mail lies in the marketplace's folder.
    private func bench(
        doors: MoneyConnector.Doors = MoneyConnector.doors, countsHere: Bool = false,
        _ change: (inout TicketingSettings) throws -> Void = { _ in }
    ) async throws -> (bench: DeskBench, mail: TicketMail) {
        let bench = try await DeskBench(MoneyConnector(doors: doors), rules: { if countsHere { $0.noReply = .local } })
        { settings in
            settings.filing.gestures = true
            settings.filing.folders = [.done: "Done"]
            settings.filing.noReplyNeeded = "No reply"
            try change(&settings)
        }
        let mail = try #require(try await bench.mails().first)
        try await bench.store.appended([AppendedMail(mail.id, uidValidity: 1, uid: 4)], at: Fixtures.now)
        return (bench, mail)
    }

    /// The mail is found in a folder.
    private func move(
        _ messageID: String, to folder: String, uid: UInt32 = 5, account: String = "service", on bench: DeskBench
    ) async throws -> Outcome? {
        let bytes = Array("From: x@seller.example\r\nMessage-ID: <\(messageID)>\r\n\r\n".utf8)
        let mail = FetchedMail(uid: UID(uid), flags: [], internalDate: nil, size: 9000, bytes: bytes, isTruncated: true)
        try await GestureIntake(bench.bridge, account: account, folder: folder).receive(
            mail, uidValidity: Self.validity)
        return try await bench.store.outcome(
            of: MailKey(account: account, folder: folder, uidValidity: Self.validity.number, uid: uid))
    }

    @Test("a mail in Done closes the conversation in its owner's name, once, and is known to lie there")
    func done() async throws {
        let (bench, mail) = try await bench()
        try await bench.store.update(bench.ticket.id, TicketUpdate(owner: "bert"), at: Fixtures.now)
        #expect(try await move(mail.messageID, to: "Done", on: bench)?.kind == .command)
        #expect(try await move(mail.messageID, to: "Done", on: bench)?.kind == .command)
        let entry = try #require(try await bench.outbox().first)
        #expect(try await bench.outbox().count == 1)
        #expect(TaskNote.task(try #require(entry.task), attachments: []) == .close)
        #expect(entry.agent == "bert@seller.example")
        #expect(try await bench.journal().contains("gesture-made"))
        let placed = try await bench.store.placedMails(of: [bench.ticket.id])
        #expect(placed.map(\.folder) == ["Done"] && placed.map(\.uid) == [5] && placed.map(\.uidValidity) == [3])
        try await bench.dispatch()
        #expect(bench.connector.requests.map(\.task) == [.close])
        // Where it lies now is where its ticket stands: put there again by another client, it means nothing.
        #expect(try await move(mail.messageID, to: "Done", uid: 6, on: bench)?.reason == "no-gesture")
        #expect(try await bench.store.placedMails(of: [bench.ticket.id]).map(\.uid) == [6])
    }

    @Test("without an owner it is done in the lead's name")
    func lead() async throws {
        let (bench, mail) = try await bench { $0.team.lead = "carl" }
        _ = try await move(mail.messageID, to: "Done", on: bench)
        #expect(try await bench.outbox().map(\.agent) == ["carl@seller.example"])
    }

    @Test("a mail that is taken out of Done again reopens its ticket")
    func reopens() async throws {
        let (bench, mail) = try await bench(doors: [.reopen: .portalLink])
        try await bench.store.update(
            bench.ticket.id, TicketUpdate(state: .closed, waitingSince: .some(nil), deadline: .some(nil)),
            at: Fixtures.now)
        #expect(try await move(mail.messageID, to: "Done", on: bench)?.reason == "no-gesture")
        #expect(try await move(mail.messageID, to: "Marketplaces/Conrad", uid: 8, on: bench)?.kind == .command)
        #expect(try await bench.current().state == .open)
    }

    @Test("what the command would be refused for, the gesture is refused for, in the ticket's thread")
    func refused() async throws {
        let (bench, mail) = try await bench(doors: [:])
        for (folder, uid) in [("Done", UInt32(5)), ("No reply", 6)] {
            _ = try await move(mail.messageID, to: folder, uid: uid, on: bench)
            #expect(try await bench.mails().last?.text.contains("The buyer still waits") == true)
            let ticket = try await bench.current()
            #expect(ticket.state == .open && ticket.waitingSince != nil)
        }
        #expect(try await bench.mails().count == 3)
    }

    @Test("a mail of nobody's, one of another mailbox and one that no agent may answer mean nothing")
    func strangers() async throws {
        let (bench, mail) = try await bench()
        #expect(try await move("unknown@elsewhere.example", to: "Done", on: bench)?.reason == "not-a-ticket-mail")
        #expect(try await move(mail.messageID, to: "Done", account: "other", on: bench)?.reason == "not-a-ticket-mail")
        let (closed, theirs) = try await self.bench { settings in
            for place in settings.agents.indices { settings.agents[place].marketplaces = ["elsewhere"] }
        }
        #expect(try await move(theirs.messageID, to: "Done", on: closed)?.reason == "no-gesture")
        for bench in [bench, closed] {
            #expect(try await bench.outbox().isEmpty)
            #expect(try await bench.current().state == .open)
        }
    }

    @Test("a mail that another client took away again has an outcome, and nobody is asked to look at it")
    func vanished() async throws {
        let (bench, _) = try await bench()
        let intake = GestureIntake(bench.bridge, account: "service", folder: "Done")
        #expect(try await intake.position(uidValidity: Self.validity, end: { UID(9) }) == UID(9))
        try await intake.missing(UID(9), .unreadable(reason: "NO"), uidValidity: Self.validity)
        #expect(try await intake.position(uidValidity: Self.validity, end: { UID(10) }) == UID(10))
        #expect(try await bench.store.quarantined(includingReleased: true, limit: 9).isEmpty)
    }

    @Test(
        "an old mail in Done or No reply does not end the wait of what was asked since: it is told, and the new mail does",
        arguments: ["Done", "No reply"], [true, false])
    func old(folder: String, hasDoor: Bool) async throws {
        guard folder != "Done" || hasDoor else { return }
        let doors: MoneyConnector.Doors = hasDoor ? [.close: .api, .noReplyNeeded: .api] : [:]
        let (bench, old) = try await bench(doors: doors, countsHere: true)
        try await bench.send("It is on its way.")
        #expect(try await bench.current().waitingSince == nil)
        bench.advance(.seconds(30 * 86_400))
        let new = try await bench.ask("And where is it now?", "q2")
        let asked = try await bench.current().waitingSince
        bench.advance(.seconds(60))
        #expect(try await move(old.messageID, to: folder, on: bench)?.kind == .command)
        try await bench.dispatch()
        #expect(bench.connector.requests.isEmpty)
        let kept = try await bench.current()
        #expect(kept.state == .open && kept.waitingSince == asked && kept.deadline != nil)
        #expect(try await bench.mails().last?.text.contains("has written again since") == true)
        #expect(try await move(new.messageID, to: folder, uid: 6, on: bench)?.kind == .command)
        try await bench.dispatch()
        #expect(bench.connector.requests.count == (hasDoor ? 1 : 0))
        #expect(try await bench.current().waitingSince == nil)
    }

    @Test("an old mail ends the wait where what was asked since has its answer")
    func oldAnswered() async throws {
        let (bench, old) = try await bench(doors: [.noReplyNeeded: .api])
        _ = try await bench.ask("Anna?", "q2", in: "t2")
        try await bench.store.update(
            bench.ticket.id,
            TicketUpdate(state: .open, waitingSince: .some(Fixtures.now), deadline: .some(Fixtures.now)),
            at: Fixtures.now)
        // The question of another thread is not what the mail is about.
        #expect(try await move(old.messageID, to: "No reply", on: bench)?.kind == .command)
        try await bench.dispatch()
        #expect(bench.connector.requests.map(\.thread) == ["t1"])
    }
}
