import Domain
import Marketplaces
import Routing
import Testing

@testable import Bridge
@testable import Store

@Suite("Since when a ticket waits") struct TicketWaitTests {
    private static func message(_ minute: Int, _ role: AuthorRole, _ thread: ThreadID? = "t1") -> TicketMessage {
        TicketMessage(
            id: Int64(minute), ticket: TicketID(1), remoteID: RemoteMessageID("m\(minute)"), thread: thread, role: role,
            authorName: nil, text: "", createdAt: at(minute), source: .api, relay: nil)
    }

    private static func at(_ minute: Int) -> Timestamp { Fixtures.now + .seconds(60 * minute) }

    @Test(
        "an answer covers its thread up to its own time, and nothing later",
        arguments: [
            // wait, answer at, thread, messages, rest
            (0, 5, "t1", [message(0, .buyer)], nil),
            (0, 5, "t1", [message(0, .buyer), message(5, .buyer)], nil),
            (0, 5, "t1", [message(0, .buyer), message(6, .buyer)], 6),
            (0, 5, "t1", [message(0, .buyer), message(6, .buyer), message(7, .seller)], nil),
            (0, 5, "t1", [message(0, .buyer, "t2"), message(1, .buyer)], 0),
            (1, 5, "t1", [message(0, .buyer, "t2"), message(1, .buyer)], nil),
            (0, 5, "t1", [message(0, .buyer), message(6, .operator)], nil),
            (nil, 5, "t1", [message(0, .buyer), message(6, .buyer)], nil),
        ] as [(Int?, Int, ThreadID, [TicketMessage], Int?)])
    func rest(wait: Int?, answer: Int, thread: ThreadID, messages: [TicketMessage], expected: Int?) {
        let rest = TicketWait(
            of: Self.ticket(wait), among: messages, answers: [.init(thread: thread, at: Self.at(answer))],
            counts: { _ in true })
        #expect(rest.since == expected.map(Self.at))
    }

    @Test(
        "what stands there in our name within a minute of a question of its thread counts as an automatic answer does",
        arguments: [(0, true), (59, true), (60, false), (3600, false), (-1, false)] as [(Int, Bool)])
    func prompt(seconds: Int, isAutomatic: Bool) {
        // Near the end of a minute of the clock, so that the limit lies in another.
        for start in [0, 50] {
            var prompt = PromptAnswers()
            let asked = Fixtures.now + .seconds(start)
            prompt.ask("t1", asked)
            #expect(prompt.holds("t1", asked + .seconds(seconds)) == isAutomatic)
            #expect(!prompt.holds("t2", asked + .seconds(seconds)))
        }
        var answer = Self.message(0, .seller)
        answer.createdAt = Self.at(0) + .seconds(seconds)
        for source in [TicketMessage.Source.api, .outbox] {
            answer.source = source
            let wait = TicketWait(
                of: Self.ticket(0), among: [Self.message(0, .buyer), answer], counts: { !$0.isAutomatic })
            let isAnswer = seconds >= 0 && !(isAutomatic && source == .api)
            #expect(wait.since == (isAnswer ? nil : Self.at(0)), "ours say themselves what they are")
        }
    }

    @Test(
        "how soon a machine speaks is the marketplace's: where it has none, a quick answer is a person's",
        arguments: [(0, 0, false), (0, 30, false), (10, 9, true), (10, 10, false), (300, 299, true), (300, 300, false)])
    func limit(seconds: Int, after: Int, isAutomatic: Bool) {
        let limit = Duration.seconds(seconds)
        for start in [0, 5, 50, 290] {
            var prompt = PromptAnswers(within: limit)
            let asked = Fixtures.now + .seconds(start)
            prompt.ask("t1", asked)
            #expect(prompt.holds("t1", asked + .seconds(after)) == isAutomatic)
        }
        var answer = Self.message(0, .seller)
        answer.createdAt = Self.at(0) + .seconds(after)
        let wait = TicketWait(
            of: Self.ticket(0), among: [Self.message(0, .buyer), answer], prompt: limit, counts: { !$0.isAutomatic })
        #expect(wait.since == (isAutomatic ? Self.at(0) : nil))
    }

    private static func ticket(_ wait: Int?) -> Ticket {
        Fixtures.ticket {
            $0.waitingSince = wait.map(at)
            $0.updatedAt = at(30)
        }
    }

    private static func automatic(_ minute: Int, _ thread: ThreadID? = "t1") -> TicketMessage {
        var message = message(minute, .seller, thread)
        message.isAutomatic = true
        return message
    }

    /// As the marketplace shows it, with each message that the ticket has, and others.
    private static func shown(
        _ thread: ThreadID, _ messages: some Sequence<TicketMessage>, stated: Int?? = nil, closed: Bool = false
    ) -> Conversation {
        Conversation(
            thread: thread,
            messages: messages.map {
                ConversationMessage(id: $0.remoteID, role: $0.role, text: $0.text, createdAt: $0.createdAt)
            }, replyNeededSince: (stated ?? nil).map(at), statesReplyNeeded: stated != nil, isClosed: closed)
    }

    private static func waits(_ wait: Int?, _ history: [TicketMessage], _ shown: [Conversation]) -> Int? {
        let rules = RuleSet(name: "day", target: .seconds(86_400), zone: .utc)
        let news = News(
            shown, known: Set(history.map(\.remoteID)), history: history, of: ticket(wait), counts: rules.counts)
        return news.waitingSince.map { Int(($0 - Fixtures.now) / .seconds(60)) }
    }

    @Test("a thread that is not shown keeps its question, whatever is said of the others")
    func others() {
        let history = [Self.message(0, .buyer), Self.message(2, .operator, "t2"), Self.message(3, .seller, "t2")]
        #expect(Self.waits(0, history, [Self.shown("t2", history.suffix(2), stated: .some(nil))]) == 0)
        #expect(Self.waits(0, history, [Self.shown("t2", history.suffix(2), closed: true)]) == 0)
        let news = [Self.message(50, .buyer, "t2")]
        #expect(Self.waits(0, history, [Self.shown("t2", history.suffix(2) + news)]) == 0)
        #expect(Self.waits(0, history, [Self.shown("t2", news, stated: 50)]) == 0)
        // Of the thread itself the marketplace's word counts.
        #expect(Self.waits(0, history, [Self.shown("t1", history.prefix(1), stated: .some(nil))]) == nil)
        #expect(Self.waits(0, history, [Self.shown("t1", history.prefix(1), stated: 1)]) == 1)
        let both = [Self.message(0, .buyer), Self.message(5, .buyer, "t2")]
        #expect(Self.waits(0, both, [Self.shown("t1", both.prefix(1), closed: true)]) == 5)
    }

    @Test("a wait that began a little behind its message, as the marketplace stated it, is that message's")
    func stated() {
        let history = [Self.message(0, .buyer), Self.message(4, .operator, "t2")]
        #expect(Self.waits(1, history, [Self.shown("t2", history.suffix(1), stated: .some(nil))]) == 1)
        #expect(Self.waits(5, history, [Self.shown("t1", history.prefix(1), stated: .some(nil))]) == 5)
    }

    @Test("answers that do not count end nothing, and a further question does not begin it anew")
    func uncounted() {
        let history = [Self.message(0, .buyer), Self.automatic(1)]
        #expect(Self.waits(0, history, [Self.shown("t1", history)]) == 0)
        #expect(Self.waits(0, history, [Self.shown("t1", history + [Self.message(50, .buyer)])]) == 0)
        #expect(Self.waits(0, history, [Self.shown("t1", history, stated: 45)]) == 0, "a date of its last change")
        let answered = history + [Self.message(2, .seller)]
        #expect(Self.waits(0, answered, [Self.shown("t1", answered + [Self.message(50, .buyer)])]) == 50)
        // An automatic answer in one thread, a real one in the other.
        let rest = TicketWait(
            of: Self.ticket(0), among: history + [Self.message(2, .buyer, "t2")],
            answers: [.init(thread: "t2", at: Self.at(5))], counts: { !$0.isAutomatic })
        #expect(rest.since == Self.at(0))
    }

    @Test("what an agent ended stays ended until somebody writes, or the marketplace wants an answer since then")
    func ended() {
        let history = [Self.message(0, .buyer)]
        #expect(Self.waits(nil, history, [Self.shown("t1", history)]) == nil)
        #expect(Self.waits(nil, history, [Self.shown("t1", history, stated: 0)]) == nil)
        #expect(Self.waits(nil, history, [Self.shown("t1", history, stated: 31)]) == 31)
        let more = history + [Self.message(20, .buyer)]
        #expect(Self.waits(nil, history, [Self.shown("t1", more)]) == 20)
        #expect(Self.waits(nil, history, [Self.shown("t1", more, stated: 20)]) == 20)
    }

    @Test("an answer that was found late does not end the wait of what the buyer wrote behind it")
    func late() async throws {
        let fixture = try BridgeFixture(
            ScriptedConnector(
                .init(
                    posts: [.uncertain(reason: "cut")],
                    readBacks: [.found(id: "a1", at: Fixtures.now + .seconds(10))])))
        let ticket = try await fixture.openTicket()
        let id = try #require(
            try await fixture.commit(uid: 1, .ticket, "test", on: ticket) { fixture, intake in
                intake.messages = [fixture.buyerMessage("m1", on: ticket, at: fixture.now)]
                intake.ticketUpdate = TicketUpdate(
                    state: .open, waitingSince: .some(fixture.now), deadline: .some(fixture.now + .seconds(86_400)))
                intake.outbox = fixture.answer("Tomorrow.", on: ticket)
            })
        let dispatcher = OutboxDispatcher(fixture.context, for: fixture.account)
        _ = try await dispatcher.pass()
        fixture.advance(.seconds(20))
        let again = fixture.now
        _ = try await fixture.commit(uid: 2, .update, "test", on: ticket) { fixture, intake in
            intake.messages = [fixture.buyerMessage("m2", on: ticket, at: again)]
        }
        fixture.advance(.seconds(60))
        _ = try await dispatcher.pass()
        #expect(try await fixture.entry(id).state == .confirmed)
        let now = try #require(try await fixture.store.ticket(ticket.id))
        #expect(now.state == .open && now.waitingSince == again && now.deadline == again + .seconds(86_400))
    }

    @Test("an answer to a ticket that was closed meanwhile leaves it closed")
    func closed() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init(posts: [.accepted(id: "a1", at: Fixtures.now)])))
        let ticket = try await fixture.openTicket()
        _ = try await fixture.commit(uid: 1, .reply, "queued", on: ticket) { fixture, intake in
            intake.ticketUpdate = TicketUpdate(state: .closed)
            intake.outbox = fixture.answer("Bye.", on: ticket)
        }
        _ = try await OutboxDispatcher(fixture.context, for: fixture.account).pass()
        #expect(try await fixture.store.ticket(ticket.id)?.state == .closed)
    }
}
