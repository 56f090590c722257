import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("The sweep over what no mail announced") struct SweepTests {
    private static func message(_ id: RemoteMessageID, _ role: AuthorRole, _ text: String, _ at: Timestamp)
        -> ConversationMessage
    {
        ConversationMessage(id: id, role: role, text: text, createdAt: at)
    }

    private static func change(_ messages: [ConversationMessage], closed: Bool = false) -> ConversationChange {
        let waits = messages.last?.role == .buyer && !closed
        let conversation = Conversation(
            thread: "t1", order: "12345-A", buyerName: "Zerlina", messages: messages,
            replyNeededSince: waits ? messages.last?.createdAt : nil, statesReplyNeeded: true, isClosed: closed)
        return ConversationChange(
            thread: "t1", order: "12345-A", changedAt: messages.last?.createdAt, conversation: conversation)
    }

    /// A bridge that has looked at the list once, an hour ago.
    private func fixture() async throws -> (BridgeFixture, Sweep) {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let sweep = Sweep(fixture.context, for: fixture.account)
        #expect(try await sweep.pass() == Sweep.Report())
        fixture.advance(.seconds(3600))
        return (fixture, sweep)
    }

    @Test("the first look only marks the time: what was there before the bridge stays where it is")
    func first() async throws {
        let connector = ScriptedConnector(.init(changes: [Self.change([Self.message("1", .buyer, "?", Fixtures.now)])]))
        let fixture = try BridgeFixture(connector)
        #expect(try await Sweep(fixture.context, for: fixture.account).pass().newTickets == 0)
        #expect(connector.sweptSince.isEmpty)
    }

    @Test("a message that no mail announced becomes a ticket with its mail and its clock")
    func missed() async throws {
        let (fixture, sweep) = try await fixture()
        let written = fixture.now - .seconds(1800)
        fixture.connector.change { $0.changes = [Self.change([Self.message("1", .buyer, "Where?", written)])] }
        let report = try await sweep.pass()
        #expect(report.newTickets == 1 && report.missedMessages == 1)
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        #expect(ticket.state == .open && ticket.waitingSince == written)
        #expect(ticket.deadline == written + .seconds(86_400))
        #expect(try await fixture.mails(of: ticket).map(\.kind) == [.message])

        // Seen again, it is nothing new.
        fixture.advance(.seconds(60))
        #expect(try await sweep.pass().missedMessages == 0)
        #expect(try await fixture.mails(of: ticket).count == 1)
    }

    @Test("each look begins ten minutes before the one before it")
    func overlap() async throws {
        let (fixture, sweep) = try await fixture()
        let first = fixture.now
        try await sweep.pass()
        fixture.advance(.seconds(60))
        try await sweep.pass()
        #expect(fixture.connector.sweptSince == [Fixtures.now - .seconds(600), first - .seconds(600)])
    }

    @Test("after the clock was set back, the first look begins a day before it and not in the future")
    func setBack() async throws {
        let (fixture, sweep) = try await fixture()
        try await sweep.pass()
        fixture.advance(.seconds(-7200))
        try await sweep.pass()
        #expect(fixture.connector.sweptSince.last == fixture.now - .seconds(86_400 + 600))
        fixture.advance(.seconds(60))
        try await sweep.pass()
        #expect(fixture.connector.sweptSince.last == fixture.now - .seconds(60 + 600), "the time is right again")
    }

    @Test("a message whose mail may still be on its way waits for the next look")
    func young() async throws {
        let (fixture, sweep) = try await fixture()
        let written = fixture.now - .seconds(60)
        fixture.connector.change { $0.changes = [Self.change([Self.message("1", .buyer, "Where?", written)])] }
        #expect(try await sweep.pass().missedMessages == 0)
        fixture.advance(.seconds(400))
        #expect(try await sweep.pass().missedMessages == 1)
    }

    @Test("a message that is dated far ahead does not keep its conversation young for ever")
    func ahead() async throws {
        let (fixture, sweep) = try await fixture()
        let written = fixture.now + .seconds(86_400)
        fixture.connector.change { $0.changes = [Self.change([Self.message("1", .buyer, "Where?", written)])] }
        #expect(try await sweep.pass().missedMessages == 1)
    }

    @Test("an answer given in the portal stops the clock and shows in the thread")
    func portal() async throws {
        let (fixture, sweep) = try await fixture()
        let asked = Self.message("1", .buyer, "Where?", fixture.now - .seconds(1800))
        fixture.connector.change { $0.changes = [Self.change([asked])] }
        try await sweep.pass()
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        let answered = Self.message("2", .seller, "It is on its way.", fixture.now - .seconds(900))
        fixture.connector.change { $0.changes = [Self.change([asked, answered])] }
        fixture.advance(.seconds(60))
        let report = try await sweep.pass()
        #expect(report.portalAnswers == 1 && report.missedMessages == 0)
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.waitingSince == nil && now.deadline == nil && now.state == .pending)
        #expect(try await fixture.mails(of: ticket).last?.text.contains("It is on its way.") == true)
    }

    @Test("an answer of the bridge's own that is still on its way is not taken for the portal's")
    func own() async throws {
        let (fixture, sweep) = try await fixture()
        let asked = Self.message("1", .buyer, "Where?", fixture.now - .seconds(1800))
        fixture.connector.change { $0.changes = [Self.change([asked])] }
        try await sweep.pass()
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 2),
            outcome: Outcome(.reply, reason: "test", ticket: ticket.id, messageID: "d@x", contentHash: "01"))
        intake.outbox = NewOutboxEntry(
            ticket: ticket.id, replyKey: "k2", agent: "anna@seller.example", thread: "t1", text: "Tomorrow.",
            recipients: "automatic", state: .queued, notBefore: fixture.now, replyMessageID: "d@x",
            answeredMessageID: nil)
        _ = try await fixture.store.commit(intake, at: fixture.now)
        _ = try #require(try await fixture.store.claimPost(marketplace: "conrad", at: fixture.now))
        let answer = Self.message("2", .seller, "Tomorrow.", fixture.now - .seconds(301))
        fixture.connector.change { $0.changes = [Self.change([asked, answer])] }
        #expect(try await sweep.pass().portalAnswers == 0)
        #expect(try await fixture.store.messages(of: ticket.id).map(\.remoteID) == ["1"])
    }

    @Test("a question behind an answer of the bridge's own, whose number nobody told, has its clock")
    func behindOwn() async throws {
        let (fixture, sweep) = try await fixture()
        let asked = Self.message("1", .buyer, "Where?", fixture.now - .seconds(1800))
        fixture.connector.change { $0.changes = [Self.change([asked])] }
        try await sweep.pass()
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 2),
            outcome: Outcome(.reply, reason: "test", ticket: ticket.id, messageID: "d@x", contentHash: "01"))
        intake.outbox = NewOutboxEntry(
            ticket: ticket.id, replyKey: "k2", agent: "anna@seller.example", thread: "t1", text: "Tomorrow.",
            recipients: "automatic", state: .queued, notBefore: fixture.now, replyMessageID: "d@x",
            answeredMessageID: nil)
        _ = try await fixture.store.commit(intake, at: fixture.now)
        let entry = try #require(try await fixture.store.claimPost(marketplace: "conrad", at: fixture.now))
        try await fixture.store.finish(
            PostOutcome(
                entry: entry.id, result: .confirmed(remoteID: nil, at: fixture.now),
                ticketUpdate: TicketUpdate(state: .pending, waitingSince: .some(nil), deadline: .some(nil))),
            at: fixture.now)
        let answer = Self.message("2", .seller, "Tomorrow.", fixture.now - .seconds(1200))
        let again = Self.message("3", .buyer, "When tomorrow?", fixture.now - .seconds(600))
        fixture.connector.change { $0.changes = [Self.change([asked, answer, again])] }
        fixture.advance(.seconds(60))
        let report = try await sweep.pass()
        #expect(report.missedMessages == 1 && report.portalAnswers == 0)
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == again.createdAt && now.deadline != nil)
    }

    @Test("a wait that the marketplace ended, and a conversation that it closed, end the clock")
    func waits() async throws {
        let (fixture, sweep) = try await fixture()
        let asked = Self.message("1", .buyer, "Thanks!", fixture.now - .seconds(1800))
        fixture.connector.change { $0.changes = [Self.change([asked])] }
        try await sweep.pass()
        fixture.connector.change { $0.changes = [Self.change([asked], closed: true)] }
        fixture.advance(.seconds(60))
        #expect(try await sweep.pass().changedWaits == 1)
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        #expect(ticket.state == .closed && ticket.waitingSince == nil)
    }

    @Test("a list that cannot be read leaves the next look where this one began")
    func failed() async throws {
        let (fixture, sweep) = try await fixture()
        fixture.connector.change { $0.error = ConnectorError(.unavailable, "down", retry: .later) }
        await #expect(throws: ConnectorError.self) { try await sweep.pass() }
        fixture.connector.change { $0.error = nil }
        fixture.advance(.seconds(60))
        try await sweep.pass()
        #expect(fixture.connector.sweptSince == [Fixtures.now - .seconds(600), Fixtures.now - .seconds(600)])
    }

    @Test(
        "a conversation that cannot be read now is still to be read at the next look; one that is gone holds up nothing",
        arguments: [
            (.forbidden, 403, true), (.protocolViolation, 302, true), (.unavailable, nil, true), (.invalid, nil, true),
            (.notFound, 404, false), (.invalid, 422, false), (.unsupported, 410, false),
            (.protocolViolation, nil, false),
        ] as [(ConnectorError.Kind, Int?, Bool)])
    func unreadable(_ kind: ConnectorError.Kind, _ status: Int?, waits: Bool) async throws {
        let (fixture, sweep) = try await fixture()
        let start = fixture.now
        let full = Self.change([Self.message("1", .buyer, "Where?", start - .seconds(1800))])
        fixture.connector.change { script in
            script.changes = [ConversationChange(thread: "t1", order: "12345-A", changedAt: full.changedAt)]
            script.conversations = [full.conversation].compactMap { $0 }
            script.readError = ConnectorError(kind, "no", status: status, retry: .never)
        }
        if waits {
            await #expect(throws: ConnectorError.self) { try await sweep.pass() }
        } else {
            try await sweep.pass()
        }
        fixture.advance(.seconds(7200))
        fixture.connector.change { $0.readError = nil }
        #expect(try await sweep.pass().missedMessages == 1)
        #expect(fixture.connector.sweptSince.last == (waits ? Fixtures.now : start) - .seconds(600))
    }

    @Test("a conversation that stays forbidden for two days is passed over, so that the list does not grow for ever")
    func forbidden() async throws {
        let (fixture, sweep) = try await fixture()
        fixture.connector.change { script in
            script.changes = [ConversationChange(thread: "t1", order: "12345-A", changedAt: Fixtures.now)]
            script.readError = ConnectorError(.forbidden, "no", status: 403, retry: .never)
        }
        await #expect(throws: ConnectorError.self) { try await sweep.pass() }
        fixture.advance(.seconds(48 * 3600))
        let start = fixture.now
        try await sweep.pass()
        fixture.connector.change { $0.changes = [] }
        fixture.advance(.seconds(60))
        try await sweep.pass()
        #expect(fixture.connector.sweptSince.last == start - .seconds(600))
    }

    @Test("a list of many parts is read to its end before the start moves, and a line that moved counts once")
    func parts() async throws {
        let (fixture, sweep) = try await fixture()
        let written = fixture.now - .seconds(1800)
        let last = Self.change([Self.message("1", .buyer, "Where?", written)])
        let other = ConversationChange(thread: "t2", order: "12345-B", changedAt: written)
        fixture.connector.change {
            $0.changes = [other]; $0.laterChanges = [[other], [], [last]]
        }
        let report = try await sweep.pass()
        #expect(report.listed == 2 && report.newTickets == 1)
        #expect(fixture.connector.sweptSince.count == 1)
    }

    @Test("a list that never ends is a fault, and the next look begins where this one did")
    func endless() async throws {
        let (fixture, sweep) = try await fixture()
        let written = fixture.now - .seconds(1800)
        fixture.connector.change { script in
            script.changes = [Self.change([Self.message("1", .buyer, "Where?", written)])]
            script.neverEnds = true
        }
        await #expect(throws: ConnectorError.self) { try await sweep.pass() }
        #expect(try await fixture.store.tickets(order: "12345-A").count == 1, "what was read is not lost")
        fixture.connector.change { $0.neverEnds = false }
        try await sweep.pass()
        #expect(Set(fixture.connector.sweptSince) == [Fixtures.now - .seconds(600)])
    }

    @Test("a conversation that the list only names is read once, and not again while its ticket is up to date")
    func readOnce() async throws {
        let (fixture, sweep) = try await fixture()
        let full = Self.change([Self.message("1", .buyer, "Where?", fixture.now - .seconds(1800))])
        fixture.connector.change { script in
            script.changes = [ConversationChange(thread: "t1", order: "12345-A", changedAt: full.changedAt)]
            script.conversations = [full.conversation].compactMap { $0 }
        }
        #expect(try await sweep.pass().missedMessages == 1)
        fixture.advance(.seconds(60))
        #expect(try await sweep.pass().missedMessages == 0)
        #expect(fixture.connector.reads == 1)
    }

    @Test(
        "a question whose mail was lost is found though an answer of ours, or another mail, is as new as the list's date",
        arguments: [TicketMessage.Source.outbox, .mail])
    func hiddenQuestion(by source: TicketMessage.Source) async throws {
        let (fixture, sweep) = try await fixture()
        let asked = Self.message("1", .buyer, "Where?", fixture.now - .seconds(1800))
        fixture.connector.change { $0.changes = [Self.change([asked])] }
        try await sweep.pass()
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        let lost = Self.message("2", .buyer, "And which carrier?", fixture.now - .seconds(900))
        let isOurs = source == .outbox
        let newest = Self.message("3", isOurs ? .seller : .buyer, "Tomorrow.", fixture.now - .seconds(600))
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 2),
            outcome: Outcome(.update, reason: "test", ticket: ticket.id, messageID: "d@x", contentHash: "01"))
        intake.messages = [
            NewMessage(
                ticket: ticket.id, remoteID: isOurs ? "3" : "mail:3", thread: "t1", role: newest.role, authorName: nil,
                text: newest.text, createdAt: newest.createdAt, source: source)
        ]
        _ = try await fixture.store.commit(intake, at: fixture.now)
        let full = Self.change([asked, lost, newest])
        fixture.connector.change { script in
            script.changes = [ConversationChange(thread: "t1", order: "12345-A", changedAt: newest.createdAt)]
            script.conversations = [full.conversation].compactMap { $0 }
        }
        fixture.advance(.seconds(60))
        try await sweep.pass()
        #expect(try await fixture.mails(of: ticket).contains { $0.text.contains("which carrier") })
    }

    @Test(
        "a question that repeats days later, word by word, what a mail told of is news; what that mail told of is not")
    func repeated() async throws {
        let (fixture, sweep) = try await fixture()
        let written = fixture.now - .seconds(1800)
        let asked = Self.message("1", .buyer, "Where is my parcel? It is late.", written)
        let ticket = try await fixture.openTicket()
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 2),
            outcome: Outcome(.update, reason: "test", ticket: ticket.id, messageID: "d@x", contentHash: "01"))
        intake.messages = [
            NewMessage(
                ticket: ticket.id, remoteID: "mail:1", thread: "t1", role: .buyer, authorName: nil, text: asked.text,
                createdAt: written + .seconds(5), source: .mail)
        ]
        _ = try await fixture.store.commit(intake, at: fixture.now)
        fixture.connector.change { $0.changes = [Self.change([asked])] }
        #expect(try await sweep.pass().missedMessages == 0)

        fixture.advance(.seconds(3 * 86_400))
        let again = Self.message("2", .buyer, asked.text, fixture.now - .seconds(900))
        fixture.connector.change { $0.changes = [Self.change([asked, again])] }
        #expect(try await sweep.pass().missedMessages == 1)
        #expect(try await fixture.mails(of: ticket).count == 1)
    }

    @Test("a look without tasks for anybody makes no ticket: answered in the portal before the bridge heard of it")
    func answered() async throws {
        let (fixture, sweep) = try await fixture()
        let messages = [
            Self.message("1", .buyer, "Where?", fixture.now - .seconds(1800)),
            Self.message("2", .seller, "There.", fixture.now - .seconds(900)),
        ]
        fixture.connector.change { $0.changes = [Self.change(messages)] }
        #expect(try await sweep.pass().newTickets == 0)
        #expect(try await fixture.store.tickets(order: "12345-A").isEmpty)
    }

    @Test(
        "an answering machine of the marketplace, which speaks in our name, neither hides a missed question nor ends its wait"
    )
    func answeringMachine() async throws {
        let (fixture, sweep) = try await fixture()
        let asked = Self.message("1", .buyer, "Where?", fixture.now - .seconds(1800))
        let machine = Self.message("2", .seller, "We are away.", asked.createdAt + .seconds(1))
        var change = Self.change([asked, machine])
        change.conversation?.statesReplyNeeded = false
        fixture.connector.change { [change] in $0.changes = [change] }
        #expect(try await sweep.pass().missedMessages == 1)
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        #expect(ticket.state == .open && ticket.waitingSince == asked.createdAt)
        #expect(try await fixture.mails(of: ticket).count == 2)

        // Asked again in the same way, the first question keeps its clock.
        let again = Self.message("3", .buyer, "Hello?", fixture.now - .seconds(600))
        change.conversation?.messages += [
            again, Self.message("4", .seller, "We are away.", again.createdAt + .seconds(1)),
        ]
        fixture.connector.change { [change] in $0.changes = [change] }
        fixture.advance(.seconds(60))
        #expect(try await sweep.pass().missedMessages == 1)
        #expect(try await fixture.store.ticket(ticket.id)?.waitingSince == asked.createdAt)
    }

    @Test(
        "an answer within a minute ends the wait and holds ours where the marketplace has no answering machine; else it does not",
        arguments: [true, false])
    func quickAnswer(hasMachine: Bool) async throws {
        let (fixture, _) = try await fixture()
        var account = fixture.account
        if !hasMachine { account.answeringMachine = .zero }
        let sweep = Sweep(fixture.context, for: account)
        let asked = Self.message("1", .buyer, "Where?", fixture.now - .seconds(1800))
        var change = Self.change([asked])
        change.conversation?.statesReplyNeeded = false
        fixture.connector.change { [change] in $0.changes = [change] }
        try await sweep.pass()
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        let answer = fixture.answer("Tomorrow.", on: ticket)
        let entry = try await fixture.commit(uid: 2, .reply, "queued", on: ticket) { $1.outbox = answer }
        change.conversation?.messages.append(Self.message("2", .seller, "On its way.", asked.createdAt + .seconds(40)))
        change.changedAt = fixture.now
        fixture.connector.change { [change] in $0.changes = [change] }
        fixture.advance(.seconds(60))
        let report = try await sweep.pass()
        #expect(report.portalAnswers == (hasMachine ? 0 : 1) && report.changedWaits == 0)
        let id = try #require(entry)
        #expect(try await fixture.entry(id).state == (hasMachine ? .queued : .held))
        #expect(try await fixture.store.ticket(ticket.id)?.waitingSince == (hasMachine ? asked.createdAt : nil))
        // Whoever said it, the agents see it, once.
        #expect(try await fixture.store.messages(of: ticket.id).map(\.remoteID) == ["1", "2"])
        fixture.advance(.seconds(60))
        #expect(try await sweep.pass().portalAnswers == 0)
    }

    @Test("what the marketplace itself or its operator writes into a ticket is no answer in the portal")
    func systemMessage() async throws {
        let (fixture, sweep) = try await fixture()
        let asked = Self.message("1", .buyer, "Where?", fixture.now - .seconds(1800))
        var change = Self.change([asked])
        change.conversation?.statesReplyNeeded = false
        fixture.connector.change { [change] in $0.changes = [change] }
        try await sweep.pass()
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        let answer = fixture.answer("Tomorrow.", on: ticket)
        let entry = try await fixture.commit(uid: 2, .reply, "queued", on: ticket) { $1.outbox = answer }
        change.conversation?.messages += [
            Self.message("2", .system, "A return was opened.", fixture.now - .seconds(900)),
            Self.message("3", .operator, "Please answer.", fixture.now - .seconds(800)),
        ]
        change.changedAt = fixture.now
        fixture.connector.change { [change] in $0.changes = [change] }
        let report = try await sweep.pass()
        #expect(report.portalAnswers == 0 && report.missedMessages == 2)
        let id = try #require(entry)
        #expect(try await fixture.entry(id).state == .queued)
        #expect(try await fixture.store.ticket(ticket.id)?.waitingSince == asked.createdAt)
    }

    /// The second thread of the order.
    private static func other(
        _ messages: [ConversationMessage], waits: Timestamp? = nil, closed: Bool = false
    ) -> ConversationChange {
        var change = change(messages, closed: closed)
        change.thread = "t2"
        change.conversation?.thread = "t2"
        change.conversation?.replyNeededSince = waits
        return change
    }

    @Test("what the list says of one thread leaves the wait of another: it is neither ended, nor moved, nor closed")
    func threads() async throws {
        let (fixture, sweep) = try await fixture()
        let asked = Self.message("1", .buyer, "Where?", fixture.now - .seconds(1800))
        let mediating = Self.message("2", .operator, "Please help.", fixture.now - .seconds(1200))
        fixture.connector.change {
            $0.changes = [Self.change([asked]), Self.other([mediating], waits: mediating.createdAt)]
        }
        try await sweep.pass()
        let ticket = try #require(try await fixture.store.tickets(order: "12345-A").first)
        #expect(ticket.waitingSince == asked.createdAt)

        // The operator has its answer, and the conversation is closed.
        let answered = Self.message("3", .seller, "Gladly.", fixture.now - .seconds(600))
        for closed in [false, true] {
            fixture.connector.change { $0.changes = [Self.other([mediating, answered], closed: closed)] }
            fixture.advance(.seconds(60))
            try await sweep.pass()
            let now = try #require(try await fixture.store.ticket(ticket.id))
            #expect(now.waitingSince == asked.createdAt && now.state == .open && now.deadline == ticket.deadline)
        }
        // A question there moves nothing either.
        let again = Self.message("4", .buyer, "And?", fixture.now)
        fixture.connector.change { $0.changes = [Self.other([mediating, answered, again], waits: again.createdAt)] }
        fixture.advance(.seconds(600))
        #expect(try await sweep.pass().missedMessages == 1)
        #expect(try await fixture.store.ticket(ticket.id)?.waitingSince == asked.createdAt)

        // The first thread's own end leaves what the second asks.
        let done = Self.message("5", .seller, "Here.", fixture.now - .seconds(300))
        fixture.connector.change { $0.changes = [Self.change([asked, done])] }
        fixture.advance(.seconds(60))
        #expect(try await sweep.pass().portalAnswers == 1)
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == again.createdAt)
    }
}
