import Domain
import MIME
import Marketplaces
import Routing
import Testing

@testable import Bridge
@testable import Store

@Suite("A marketplace's mail, and what becomes of it") struct NotificationIntakeTests {
    private let fixture: BridgeFixture

    init() throws { fixture = try BridgeFixture(ScriptedConnector(.init())) }

    private static let text = "From: x@conrad.example\r\nMessage-ID: <2@conrad.example>\r\n"

    /// Decides a mail that came some time ago.
    private func decide(
        _ kind: NotificationKind = .buyerMessage, at marketplace: MarketplaceName = "conrad", date: String? = nil,
        waited: Duration = .zero, attempts: Int = 3, body: String = "\r\nWhere is it?\r\n", isTruncated: Bool = false,
        in context: BridgeContext? = nil, _ change: (inout Recognition) -> Void = { _ in }
    ) async throws -> Intake {
        let bytes = Array("\(Self.text)\(date.map { "Date: \($0)\r\n" } ?? "")\(body)".utf8)
        let message = Message(parsing: bytes)
        let arrived = fixture.now - waited
        let mail = IncomingMail(
            key: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 9), bytes: bytes,
            receivedAt: arrived, firstTriedAt: arrived, attempts: attempts, isTruncated: isTruncated)
        var recognition = Recognition(
            standing: .proven, marketplace: marketplace, kind: kind, order: "12345-A", thread: "t1", reason: "")
        change(&recognition)
        return try await NotificationIntake(context ?? fixture.context)
            .decide(mail, message, recognition, Fingerprint(message))
    }

    @Test("a mail of a marketplace that is not configured is kept whole for a person")
    func unknownAccount() async throws {
        let intake = try await decide(at: "elsewhere")
        #expect(intake.outcome.kind == .quarantined && intake.outcome.reason == "marketplace-not-configured")
        #expect(intake.raw?.isEmpty == false)
    }

    @Test("a mail waits a quarter of an hour for a marketplace that does not answer; then its own words have to do")
    func silence() async throws {
        fixture.connector.change { $0.error = ConnectorError(.unavailable, "down", retry: .later) }
        await #expect(throws: ConnectorError.self) { try await decide(waited: .seconds(899)) }
        #expect(try await fixture.store.tickets(order: "12345-A").isEmpty)
        let intake = try await decide(waited: .seconds(901))
        #expect(intake.outcome.kind == .ticket && intake.ticketUpdate?.state == .open)
        #expect(intake.messages.map(\.text).first?.contains("Where is it?") == true)
        #expect(intake.messages.first?.ticketMail != nil)
    }

    @Test(
        "the first question of a conversation is shown though an answering machine spoke behind it; what is older is not"
    )
    func answeringMachine() async throws {
        let now = fixture.now
        func said(_ id: RemoteMessageID, _ role: AuthorRole, _ age: Int) -> ConversationMessage {
            ConversationMessage(id: id, role: role, text: "text \(id.text)", createdAt: now - .seconds(age))
        }
        let messages = [
            said("1", .buyer, 86_400), said("2", .seller, 80_000), said("3", .buyer, 9), said("4", .seller, 8),
        ]
        fixture.connector.change {
            $0.conversations = [Conversation(thread: "t1", order: "12345-A", messages: messages)]
        }
        let intake = try await decide()
        #expect(intake.messages.filter { $0.ticketMail != nil }.map(\.remoteID) == ["3", "4"])
        #expect(intake.ticketUpdate?.state == .open && intake.ticketUpdate?.waitingSince == now - .seconds(9))
        #expect(try await decide(.cancel).messages.allSatisfy { $0.ticketMail == nil }, "it tells of no message")
    }

    @Test(
        "an answer in the portal that a mail brings to light holds ours, an answer of the bridge's own does not",
        arguments: [("We sent it yesterday.", true), ("Tomorrow.", false)])
    func portalAnswer(text: String, isHeld: Bool) async throws {
        let ticket = try await fixture.openTicket()
        let asked = fixture.buyerMessage("1", on: ticket, at: fixture.now - .seconds(3600))
        let answer = fixture.answer("Tomorrow.", on: ticket)
        let entry = try await fixture.commit(uid: 2, .reply, "queued", on: ticket) {
            $1.messages = [asked]
            $1.outbox = answer
        }
        let id = try #require(entry)
        if !isHeld { _ = try #require(try await fixture.store.claimPost(marketplace: "conrad", at: fixture.now)) }
        let now = fixture.now
        fixture.connector.change {
            $0.conversations = [
                Conversation(
                    thread: "t1", order: "12345-A",
                    messages: [
                        ConversationMessage(id: "1", role: .buyer, text: "Where?", createdAt: now - .seconds(3600)),
                        ConversationMessage(id: "2", role: .seller, text: text, createdAt: now - .seconds(600)),
                        ConversationMessage(id: "3", role: .buyer, text: "Thanks!", createdAt: now),
                    ])
            ]
        }
        let intake = try await decide()
        #expect(try await fixture.store.commit(intake, at: fixture.now).isNew)
        #expect(try await fixture.entry(id).state == (isHeld ? .held : .sending))
        #expect(intake.ticketMails.map(\.kind) == (isHeld ? [.question] : []))
        // What was decided on an older state of the ticket is not written.
        #expect(intake.requires != nil)
    }

    @Test(
        "an answer of ours that stands there before its result came in is not filed as the portal's; it ends a wait if it counts",
        arguments: [true, false])
    func inFlight(isAutomatic: Bool) async throws {
        let ticket = try await fixture.openTicket()
        let since = fixture.now - .seconds(3600)
        let asked = fixture.buyerMessage("1", on: ticket, at: since)
        var answer = fixture.answer("Tomorrow.", on: ticket)
        answer.isAutomatic = isAutomatic
        _ = try await fixture.commit(uid: 2, .reply, "queued", on: ticket) { [answer] in
            $1.messages = [asked]
            $1.outbox = answer
            $1.ticketUpdate = TicketUpdate(state: .open, waitingSince: .some(since))
        }
        _ = try #require(try await fixture.store.claimPost(marketplace: "conrad", at: fixture.now))
        let now = fixture.now
        fixture.connector.change {
            $0.conversations = [
                Conversation(
                    thread: "t1", order: "12345-A",
                    messages: [
                        ConversationMessage(id: "1", role: .buyer, text: "Where?", createdAt: since),
                        ConversationMessage(id: "2", role: .seller, text: "Tomorrow.", createdAt: now - .seconds(9)),
                    ])
            ]
        }
        let intake = try await decide(.cancel)
        #expect(intake.messages.isEmpty && intake.outcome.reason == "nothing-new")
        #expect(intake.ticketUpdate?.waitingSince == .some(isAutomatic ? since : nil))
    }

    @Test("what an answering machine says in our name holds no answer of an agent")
    func machine() async throws {
        let ticket = try await fixture.openTicket()
        let now = fixture.now
        let asked = fixture.buyerMessage("1", on: ticket, at: now - .seconds(3600))
        let answer = fixture.answer("Tomorrow.", on: ticket)
        _ = try await fixture.commit(uid: 2, .reply, "queued", on: ticket) {
            $1.messages = [asked]
            $1.outbox = answer
        }
        fixture.connector.change {
            $0.conversations = [
                Conversation(
                    thread: "t1", order: "12345-A",
                    messages: [
                        ConversationMessage(id: "2", role: .buyer, text: "Hello?", createdAt: now - .seconds(9)),
                        ConversationMessage(id: "3", role: .seller, text: "We are away.", createdAt: now - .seconds(8)),
                    ])
            ]
        }
        let intake = try await decide()
        #expect(intake.messages.map(\.remoteID) == ["2", "3"])
        #expect(intake.outboxChanges.isEmpty && intake.ticketMails.isEmpty)
    }

    @Test(
        "what can be mended is waited for, a refused key too; what never will be is not",
        arguments: [
            (ConnectorError.Kind.unavailable, RetryAdvice.later, true), (.credentials, .never, true),
            (.notFound, .never, false), (.invalid, .never, false),
        ] as [(ConnectorError.Kind, RetryAdvice, Bool)])
    func faults(kind: ConnectorError.Kind, retry: RetryAdvice, waits: Bool) async throws {
        fixture.connector.change { $0.error = ConnectorError(kind, "no", retry: retry) }
        let error: ConnectorError?
        do {
            #expect(try await decide().messages.count == 1)
            error = nil
        } catch let caught as ConnectorError {
            error = caught
        }
        #expect((error?.kind == kind) == waits)
        let fault = fixture.context.meter.counts.faults[.marketplace("conrad")]
        #expect(fault?.kind == (kind == .credentials ? .credentials : nil))
    }

    private static let usedUp = ConnectorError(.rateLimited, "used up", retry: .after(.seconds(2)))

    @Test(
        "an order that cannot be shown now is done without; where routes ask about orders, it is waited for, not for ever"
    )
    func orderLater() async throws {
        let other = try BridgeFixture(ScriptedConnector(.init(order: .failure(Self.usedUp))))
        #expect(try await decide(in: other.context).messages.first?.ticketMail != nil)
        var context = other.context
        let folder = try #require(FolderPath("Marketplaces/Conrad"))
        context.router = Router(
            routes: [Route(name: "swiss", conditions: [.country(["CH"])])], folders: ["conrad": folder],
            fallback: folder)
        await #expect(throws: ConnectorError.self) { try await decide(waited: .seconds(899), in: context) }
        #expect(try await decide(waited: .seconds(901), in: context).messages.first?.ticketMail != nil)
    }

    @Test("what was asked for while the mail waited for its turn is not asked for again")
    func lookedAhead() async throws {
        let other = try BridgeFixture(ScriptedConnector(.init(order: .failure(Self.usedUp))))
        let message = Message(parsing: Array("\(Self.text)\r\nWhere is it?\r\n".utf8))
        let mail = IncomingMail(
            key: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 9), bytes: [], receivedAt: other.now,
            firstTriedAt: other.now, attempts: 3)
        let recognition = Recognition(
            standing: .proven, marketplace: "conrad", kind: .buyerMessage, order: "12345-A", thread: "t1", reason: "")
        func decide(_ outlook: Outlook) async throws -> Intake {
            try await NotificationIntake(other.context, outlook)
                .decide(mail, message, recognition, Fingerprint(message))
        }
        var outlook = Outlook(message: message, recognition: recognition)
        outlook.conversations = .success([])
        outlook.order = Outlook.OrderAnswer(number: "12345-A", result: .success(nil))
        #expect(try await decide(outlook).outcome.kind == .ticket)
        outlook.conversations = .failure(ConnectorError(.unavailable, "down", retry: .later))
        await #expect(throws: ConnectorError.self) { _ = try await decide(outlook) }
        #expect(other.connector.reads == 0 && other.connector.orderReads == 0)
        // Another order's answer is none.
        outlook.conversations = .success([])
        outlook.order?.number = "99999-A"
        _ = try await decide(outlook)
        #expect(other.connector.orderReads == 1)
    }

    @Test("the deadline that a mail names counts instead of the clock's")
    func deadline() async throws {
        let within = try await decide { $0.details.deadline = .within(days: 2) }
        #expect(within.ticketUpdate?.deadline == .some(fixture.now + .seconds(2 * 86_400)))
        #expect(within.ticketUpdate?.isExplicitDeadline == true)
        let named = fixture.now + .seconds(7200)
        let at = try await decide { $0.details.deadline = .at(named) }
        #expect(at.ticketUpdate?.deadline == .some(named))
        let none = try await decide()
        #expect(none.ticketUpdate?.deadline == .some(fixture.now + .seconds(86_400)))
        #expect(none.ticketUpdate?.isExplicitDeadline == false)
    }

    /// Until when a buyer waits who has a day from now, after a mail of the marketplace that is none of the buyer's.
    private func deadline(
        after kind: NotificationKind, naming deadline: Recognition.Deadline, isExplicit: Bool = false
    ) async throws -> (time: Timestamp?, isExplicit: Bool) {
        let ticket = try await fixture.openTicket()
        var running = TicketUpdate(
            state: .open, waitingSince: .some(fixture.now), deadline: .some(fixture.now + .seconds(86_400)))
        running.isExplicitDeadline = isExplicit
        let wait = running
        _ = try await fixture.commit(uid: 1, .ticket, "question", on: ticket) { fixture, intake in
            intake.messages = [fixture.buyerMessage("m1", on: ticket, at: fixture.now)]
            intake.ticketUpdate = wait
        }
        let intake = try await decide(kind) { $0.details.deadline = deadline }
        #expect(intake.messages.map(\.role) == [.system])
        _ = try await fixture.store.commit(intake, at: fixture.now)
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == fixture.now, "a claim ends no wait, and begins none")
        return (now.deadline, now.isExplicitDeadline)
    }

    @Test(
        "a claim's mail gives the running wait its deadline, if it comes before the clock's",
        arguments: [NotificationKind.claimOpen, .performance, .case])
    func claimDeadline(kind: NotificationKind) async throws {
        let named = fixture.now + .seconds(7200)
        let found = try await deadline(after: kind, naming: .at(named))
        #expect(found.time == named && found.isExplicit)
        #expect(try await Recount(fixture.context).pass() == 0)
        let mail = try #require(try await fixture.store.ticketMails(of: try await fixture.openTicket().id).last)
        #expect(
            mail.text.contains(fixture.context.composer(fixture.account, try await fixture.openTicket()).shown(named)))
    }

    @Test("it takes no time from the question's wait by giving it more, but moves what the marketplace named before")
    func laterClaimDeadline() async throws {
        let day = fixture.now + .seconds(86_400)
        let clock = try await deadline(after: .claimOpen, naming: .within(days: 3))
        #expect(clock.time == day && !clock.isExplicit)
        let other = try NotificationIntakeTests()
        let moved = try await other.deadline(after: .claimOpen, naming: .within(days: 3), isExplicit: true)
        #expect(moved.time == fixture.now + .seconds(3 * 86_400) && moved.isExplicit)
    }

    @Test("a claim's deadline without a wait begins none")
    func claimWithoutWait() async throws {
        let intake = try await decide(.claimOpen) { $0.details.deadline = .within(days: 3) }
        _ = try await fixture.store.commit(intake, at: fixture.now)
        let ticket = try await fixture.openTicket()
        #expect(ticket.waitingSince == nil && ticket.deadline == nil && !ticket.isExplicitDeadline)
    }

    /// The fixture's clock shows 22 November 2026, 10:00.
    @Test(
        "the wait begins when the mail was written, unless its date cannot be true",
        arguments: [
            ("Sun, 22 Nov 2026 09:00:00 +0000", -3600), ("Fri, 20 Nov 2026 10:00:00 +0000", -172_800),
            ("Fri, 20 Nov 2026 09:59:00 +0000", 0), ("Sun, 22 Nov 2026 10:05:00 +0000", 300),
            ("Sun, 22 Nov 2026 10:05:01 +0000", 0), (nil, 0),
        ] as [(String?, Int64)])
    func written(date: String?, age: Int64) async throws {
        let intake = try await decide(date: date)
        #expect(intake.messages.map(\.createdAt) == [fixture.now + .seconds(age)])
        #expect(intake.ticketUpdate?.waitingSince == .some(fixture.now + .seconds(age)))
    }

    @Test("an answer that did not get through counts as never given: the buyer waits as before, and the agent is told")
    func undelivered() async throws {
        let ticket = try await fixture.openTicket()
        let asked = fixture.now
        fixture.connector.change { $0.posts = [.accepted(id: "p1", at: Fixtures.now)] }
        let id = try #require(
            try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
                intake.messages = [fixture.buyerMessage("m1", on: ticket, at: asked)]
                intake.ticketUpdate = TicketUpdate(state: .open, waitingSince: .some(asked))
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
            })
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(try await fixture.store.ticket(ticket.id)?.waitingSince == nil)
        fixture.advance(.seconds(3600))
        let intake = try await decide(.undelivered)
        _ = try await fixture.store.commit(intake, at: fixture.now)
        #expect(try await fixture.entry(id).state == .failed)
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == asked && now.deadline == asked + .seconds(86_400))
        #expect(try await fixture.mails(of: ticket).last { $0.kind == .failure }?.text.contains("Tomorrow.") == true)
    }

    @Test("a notice about a conversation that ends with our automatic answer leaves the wait as it is")
    func behindAutomatic() async throws {
        let ticket = try await fixture.openTicket()
        let asked = fixture.now
        fixture.connector.change { $0.posts = [.accepted(id: "a1", at: asked + .seconds(60))] }
        _ = try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
            intake.messages = [fixture.buyerMessage("m1", on: ticket, at: asked)]
            intake.ticketUpdate = TicketUpdate(state: .open, waitingSince: .some(asked))
            intake.outbox = fixture.answer("We have it.", on: ticket)
            intake.outbox?.isAutomatic = true
        }
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        fixture.connector.change {
            $0.conversations = [
                Conversation(
                    thread: "t1", order: "12345-A",
                    messages: [
                        ConversationMessage(id: "m1", role: .buyer, text: "Where?", createdAt: asked),
                        ConversationMessage(
                            id: "a1", role: .seller, text: "We have it.", createdAt: asked + .seconds(60)),
                    ])
            ]
        }
        fixture.advance(.seconds(7200))
        let intake = try await decide(.return)
        #expect(intake.ticketUpdate?.waitingSince == .some(asked))
        #expect(intake.ticketUpdate?.deadline == .some(asked + .seconds(86_400)))
    }

    @Test("a report of a failed answer where none was given is news and nothing else")
    func nothingUndelivered() async throws {
        let intake = try await decide(.undelivered)
        #expect(intake.outboxChanges.isEmpty && intake.ticketMails.isEmpty)
        #expect(intake.messages.map(\.role) == [.system])
    }

    @Test("a route leaves notices alone before anything is made of them, but never what may be a buyer's")
    func ignored() async throws {
        let folder = try #require(FolderPath("Marketplaces/Conrad"))
        var context = fixture.context
        context.router = Router(
            routes: [Route(name: "noise", conditions: [.phrases(.text, ["where is"])], ignores: true)],
            folders: ["conrad": folder], fallback: folder)
        let notice = try await decide(.system, in: context)
        #expect(notice.outcome.kind == .ignored && notice.outcome.reason == "route:noise")
        #expect(try await fixture.store.tickets(order: "12345-A").isEmpty)
        #expect(try await decide(.buyerMessage, in: context).outcome.kind == .ticket)
    }

    @Test("of a mail that was not read whole the files are named, not cut off")
    func truncated() async throws {
        let body = """
            MIME-Version: 1.0\r
            Content-Type: multipart/mixed; boundary=b\r
            \r
            --b\r
            Content-Type: text/plain\r
            \r
            Where is it?\r
            --b\r
            Content-Type: application/pdf; name=scan.pdf\r
            Content-Disposition: attachment; filename=scan.pdf\r
            \r
            %PDF-1.
            """
        let cut = try #require(try await decide(body: body, isTruncated: true).messages.first)
        #expect(cut.files == 1 && cut.ticketMail?.text.contains("Not attached") == true)
        #expect(cut.ticketMail?.text.contains("scan.pdf") == true)
        let whole = try #require(try await decide(body: body).messages.first)
        #expect(whole.files == 1 && whole.ticketMail?.text.contains("Not attached") == false)
        let raw = try #require(whole.ticketMail?.raw)
        #expect(Message(parsing: raw).attachments.count == 1)
    }
}
