import Domain
import IMAPClient
import Store
import Testing

@testable import Bridge
@testable import Store

@Suite("A watched folder and the store") struct FolderIntakeTests {
    private let fixture: BridgeFixture
    private let intake: FolderIntake
    private let first = UIDValidity(7)

    init() async throws {
        fixture = try BridgeFixture(ScriptedConnector(.init()))
        intake = FolderIntake(fixture.context, account: "service", folder: "INBOX")
    }

    private func mail(_ uid: UInt32, at time: Timestamp?) -> FetchedMail {
        let bytes = Array("From: x@elsewhere.example\r\nMessage-ID: <\(uid)@elsewhere.example>\r\n\r\nHello\r\n".utf8)
        return FetchedMail(uid: UID(uid), flags: [], internalDate: time, size: UInt64(bytes.count), bytes: bytes)
    }

    private func outcome(_ uid: UInt32, _ validity: UIDValidity) async throws -> Outcome? {
        try await fixture.store.outcome(
            of: MailKey(account: "service", folder: "INBOX", uidValidity: validity.number, uid: uid))
    }

    @Test("the first look leaves what lies there alone, and the next goes on where it ended")
    func firstLook() async throws {
        #expect(try await intake.position(uidValidity: first, end: { UID(50) }) == UID(50))
        try await intake.receive(mail(50, at: fixture.now), uidValidity: first)
        #expect(try await intake.position(uidValidity: first, end: { UID(60) }) == UID(51))
        #expect(fixture.context.meter.counts.events["folder-started"] == 1)
    }

    @Test("a folder that was numbered anew is read from its start, but for what lay there before the first look")
    func renumbered() async throws {
        _ = try await intake.position(uidValidity: first, end: { UID(50) })
        let begin = fixture.now
        fixture.advance(.seconds(3600))
        let second = UIDValidity(8)
        #expect(try await intake.position(uidValidity: second, end: { UID(40) }) == UID.first)
        #expect(fixture.context.meter.counts.events["folder-renumbered"] == 1)
        try await intake.receive(mail(1, at: begin - .seconds(1)), uidValidity: second)
        try await intake.receive(mail(2, at: begin + .seconds(1)), uidValidity: second)
        // Its age unknown, a mail is looked at rather than passed over.
        try await intake.receive(mail(3, at: nil), uidValidity: second)
        #expect(try await outcome(1, second)?.reason == "before-first-run")
        #expect(try await outcome(2, second)?.reason == "not-a-marketplace-mail")
        #expect(try await outcome(3, second)?.reason == "not-a-marketplace-mail")
        // Told once more, nothing is counted twice.
        try await intake.receive(mail(1, at: begin - .seconds(1)), uidValidity: second)
        let counts = fixture.context.meter.counts.mails
        #expect(counts[Meter.Labels(first: "service", second: "ignored")] == 3)
    }

    @Test("in a restored mailbox a new mail under a known UID is read, and a known mail under another is recognised")
    func wentBack() async throws {
        _ = try await intake.position(uidValidity: first, end: { UID(50) })
        for uid: UInt32 in 50...54 { try await intake.receive(mail(uid, at: fixture.now), uidValidity: first) }
        // New mails may have come since: how far it went back shows nowhere.
        #expect(try await intake.wentBack(to: UID(53), uidValidity: first) == UID(50))
        #expect(fixture.context.meter.counts.events["folder-went-back"] == 1)
        #expect(try await intake.position(uidValidity: first, end: { UID(90) }) == UID(50))
        func again(_ uid: UInt32, as number: UInt32) async throws {
            let now = mail(number, at: fixture.now)
            let moved = FetchedMail(
                uid: UID(uid), flags: [], internalDate: now.internalDate, size: now.size, bytes: now.bytes)
            try await intake.receive(moved, uidValidity: first)
        }
        // One that was there, one that was there under another UID, a new one.
        for (uid, number) in [(50, 50), (51, 54), (52, 62)] as [(UInt32, UInt32)] { try await again(uid, as: number) }
        #expect(try await outcome(50, first)?.reason == "duplicate")
        #expect(try await outcome(51, first)?.reason == "duplicate")
        #expect(try await outcome(52, first)?.messageID == "62@elsewhere.example")
        #expect(try await outcome(52, first)?.reason == "not-a-marketplace-mail")
        #expect(try await intake.position(uidValidity: first, end: { UID(90) }) == UID(53))
        // Once more, to a time before the first look: each time the former outcomes are kept.
        #expect(try await intake.wentBack(to: UID(40), uidValidity: first) == UID(40))
        try await again(40, as: 62)
        #expect(try await outcome(40, first)?.reason == "duplicate")
        let folders = try await fixture.store.folderHistory(account: "service", folder: "INBOX")
        #expect(folders.first?.uidValidity == first.number && folders.count == 3)
        let audit = try await fixture.store.audit(at: fixture.now)
        #expect(audit.findings.isEmpty, "\(audit.findings)")
    }

    @Test("a mailbox is not well as long as one of its folders fails, and not because a connection was made")
    func folderFails() async {
        let other = FolderIntake(fixture.context, account: "service", folder: "Other")
        func reason() -> String? { fixture.context.meter.counts.mailboxes["service"]?.reason }
        func last() -> Timestamp? { fixture.context.meter.counts.mailboxes["service"]?.lastSuccess }
        await intake.event(.disconnected(IMAPError(.network, "gone"), retryIn: .seconds(1)))
        await other.event(.waiting(idle: true))
        #expect(reason() == "network: gone" && last() == nil)
        await intake.event(.caughtUp(next: UID(9), delivered: 1))
        #expect(reason() == nil && last() == fixture.now)
    }

    @Test("a mail that is gone is passed over; one that the server cannot give is set aside for a person")
    func missing() async throws {
        _ = try await intake.position(uidValidity: first, end: { UID(50) })
        try await intake.missing(UID(50), .vanished, uidValidity: first)
        try await intake.missing(UID(51), .unreadable(reason: "NO [SERVERBUG]"), uidValidity: first)
        #expect(try await outcome(50, first)?.kind == .ignored)
        #expect(try await outcome(51, first)?.kind == .quarantined)
        let aside = try await fixture.store.quarantined(includingReleased: false, limit: 10)
        #expect(aside.map(\.reason) == ["unreadable"] && aside.map(\.mail.uid) == [51])
        #expect(fixture.context.meter.counts.events["mail-failed"] == 1)
        #expect(try await intake.position(uidValidity: first, end: { UID(60) }) == UID(52))
    }

    @Test("without room on the disk a mail stays on the server, and is taken once there is some")
    func noRoom() async throws {
        var context = fixture.context
        context.room = StoreRoom(largestMail: 60_000_000) { 119_000_000 }
        let full = FolderIntake(context, account: "service", folder: "INBOX")
        _ = try await full.position(uidValidity: first, end: { UID(50) })
        let error = await #expect(throws: StoreError.self) {
            try await full.receive(mail(50, at: fixture.now), uidValidity: first)
        }
        #expect(error?.kind == .noSpace)
        #expect(try await outcome(50, first) == nil)
        try await intake.receive(mail(50, at: fixture.now), uidValidity: first)
        #expect(try await outcome(50, first) != nil)
    }

    @Test("a mail that ended the process three times is kept unread for a person, and the next one goes on")
    func poison() async throws {
        let key = MailKey(account: "service", folder: "INBOX", uidValidity: first.number, uid: 50)
        _ = try await intake.position(uidValidity: first, end: { UID(50) })
        // Each process takes it in hand and ends before it is decided.
        for _ in 0..<3 { _ = try await fixture.store.takeInHand(key) }
        try await intake.receive(mail(50, at: fixture.now), uidValidity: first)
        try await intake.receive(mail(51, at: fixture.now), uidValidity: first)
        let kept = try #require(try await fixture.store.quarantined(includingReleased: false, limit: 10).first)
        #expect(kept.reason == "not-processed" && kept.messageID == nil && kept.size > 0)
        #expect(try await outcome(51, first)?.reason == "not-a-marketplace-mail")
    }

    @Test("of a large mail all is fetched only if its beginning speaks for a ticket")
    func large() async throws {
        func beginning(_ to: String) -> FetchedMail {
            let bytes = Array("From: anna@seller.example\r\nTo: \(to)\r\nMessage-ID: <l@x.example>\r\n\r\nSee".utf8)
            return FetchedMail(
                uid: UID(1), flags: [], internalDate: nil, size: 30_000_000, bytes: bytes, isTruncated: true)
        }
        let ticket = beginning("service+\(Fixtures.token)@seller.example")
        #expect(try await intake.wantsWhole(ticket, uidValidity: first))
        #expect(try await intake.wantsWhole(beginning("service@seller.example"), uidValidity: first) == false)
    }

    @Test("a refused login is a fault of the mailbox until it works again; a lost connection is none")
    func events() async {
        func event(_ event: WatchEvent) async -> (fault: AccountFault?, reason: String?) {
            await intake.event(event)
            let counts = fixture.context.meter.counts
            return (counts.faults[.mailbox("service")], counts.mailboxes["service"]?.reason)
        }
        let lost = await event(.disconnected(IMAPError(.network, "reset by peer"), retryIn: .seconds(5)))
        #expect(lost.fault == nil && lost.reason == "network: reset by peer")
        let refused = await event(.disconnected(IMAPError(.credentials, "refused"), retryIn: .seconds(5)))
        #expect(refused.fault?.kind == .credentials)
        let failed = await event(.handlerFailed(UID(1), StoreError(.busy, "locked"), retryIn: .seconds(1)))
        #expect(failed.fault != nil && fixture.context.meter.counts.events["mail-failed"] == 1)
        let back = await event(.waiting(idle: true))
        #expect(back.fault == nil && back.reason == nil)
        #expect(fixture.context.meter.counts.mailboxes["service"]?.idleSince == fixture.now)
        let again = await event(.disconnected(IMAPError(.network, "gone"), retryIn: .seconds(5)))
        #expect(again.reason != nil && fixture.context.meter.counts.mailboxes["service"]?.idleSince == nil)
        #expect(await event(.caughtUp(next: UID(9), delivered: 0)).reason == nil)
    }
}
