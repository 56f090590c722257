import Domain
import MIME
import Replies
import Testing

@testable import Bridge
@testable import Store

@Suite("Whether an answer may go out beside others") struct ReplyAdmissionTests {
    private static func entry(
        _ id: Int64, _ state: OutboxState, by agent: String = "ben@seller.example", text: String = "Other.",
        reason: String? = nil, minute: Int = -60, change: (inout OutboxEntry) -> Void = { _ in }
    ) -> OutboxEntry {
        let time = Fixtures.now + .seconds(60 * minute)
        var entry = OutboxEntry(
            id: id, ticket: TicketID(7), replyKey: "k\(id)", agent: agent, thread: "t1", text: text, attachments: [],
            recipients: "automatic", state: state, reason: reason, attempts: 0, readBacks: 0, nextAttempt: time,
            answering: "m1", createdAt: time, updatedAt: time)
        change(&entry)
        return entry
    }

    private static func portal(_ minute: Int, _ source: TicketMessage.Source = .api) -> TicketMessage {
        var message = Fixtures.message(RemoteMessageID("p\(minute)"), .seller, at: Int64(60 * minute))
        message.source = source
        return message
    }

    private func admission(_ others: [OutboxEntry], _ messages: [TicketMessage], own: Int64? = nil) throws
        -> ReplyAdmission
    {
        let anna = try #require(try Fixtures.settings().agents.first)
        return ReplyAdmission(
            anna, beside: others, own: own, messages, prompt: PromptAnswers.limit, at: Fixtures.now)
    }

    /// What the marketplace's machine says in our name.
    private static func machine(behind question: TicketMessage, seconds: Int) -> TicketMessage {
        var message = portal(0)
        message.createdAt = question.createdAt + .seconds(seconds)
        return message
    }

    private func reply(_ text: String, to target: TicketMessage) throws -> AgentReply {
        let anna = try #require(try Fixtures.settings().agents.first)
        let mail = "From: anna@seller.example\r\nMessage-ID: <r1@x>\r\nContent-Type: text/plain\r\n\r\n\(text)\r\n"
        let message = Message(parsing: Array(mail.utf8))
        return AgentReply(
            agent: anna, message: message, client: MailClient(message), extraction: message.reply(), answered: nil,
            target: target,
            lastKnown: target, messages: [target], question: nil)
    }

    @Test("a new answer stands back where it would be a second one")
    func new() throws {
        let asked = Fixtures.message("m1", .buyer, at: -7200)
        let reply = try reply("Tomorrow.", to: asked)
        let cases: [([OutboxEntry], [TicketMessage], HoldCause?)] = [
            ([], [asked], nil),
            ([Self.entry(1, .confirmed)], [asked], nil),
            ([Self.entry(1, .queued)], [asked], .otherReplyInFlight),
            ([Self.entry(1, .uncertain)], [asked], .otherReplyInFlight),
            ([Self.entry(1, .queued, by: "anna@seller.example")], [asked], nil),
            ([Self.entry(1, .queued) { $0.task = "{}" }], [asked], nil),
            ([Self.entry(1, .confirmed, text: "Tomorrow.", minute: -5)], [asked], .sameText),
            ([Self.entry(1, .confirmed, text: "Tomorrow.", minute: -11)], [asked], nil),
            ([Self.entry(1, .dropped, text: "Tomorrow.", minute: -5)], [asked], nil),
            ([Self.entry(1, .failed) { $0.replyMessageID = "r1@x" }], [asked], nil),
            ([Self.entry(1, .confirmed) { $0.replyMessageID = "r1@x" }], [asked], .sameText),
            ([Self.entry(1, .dropped) { $0.replyMessageID = "r1@x" }], [asked], .sameText),
            ([], [asked, Self.portal(-30)], .answeredElsewhere),
            ([], [asked, Self.machine(behind: asked, seconds: 5)], nil),
            ([], [asked, Self.machine(behind: asked, seconds: 60)], .answeredElsewhere),
            ([], [asked, Self.portal(-30, .outbox)], nil),
            ([], [Self.portal(-180), asked], nil),
        ]
        for (number, (others, messages, expected)) in cases.enumerated() {
            let found = try admission(others, messages).objection(to: reply, replacing: false)
            #expect(found == expected, "case \(number)")
        }
    }

    @Test("an ok to a held answer is asked about again only for what happened since")
    func held() throws {
        let asked = Fixtures.message("m1", .buyer, at: -7200)
        func held(_ reason: HoldCause) -> OutboxEntry {
            Self.entry(9, .held, by: "anna@seller.example", reason: reason.rawValue, minute: -20)
        }
        let cases: [(HoldCause, [OutboxEntry], [TicketMessage], HoldCause?)] = [
            (.notSure, [], [asked], nil),
            (
                .notSure, [Self.entry(1, .confirmed) { $0.remoteAt = Fixtures.now - .seconds(600) }], [asked],
                .answeredMeanwhile
            ),
            (.notSure, [Self.entry(1, .confirmed) { $0.remoteAt = Fixtures.now - .seconds(1800) }], [asked], nil),
            (.answeredMeanwhile, [Self.entry(1, .confirmed) { $0.remoteAt = Fixtures.now }], [asked], nil),
            (.notSure, [Self.entry(1, .sending)], [asked], .otherReplyInFlight),
            (.otherReplyInFlight, [Self.entry(1, .sending)], [asked], nil),
            (.notSure, [], [asked, Self.portal(-10)], .answeredElsewhere),
            (.notSure, [], [asked, Self.portal(-30)], nil),
            (.answeredElsewhere, [], [asked, Self.portal(-10)], nil),
        ]
        for (number, (reason, others, messages, expected)) in cases.enumerated() {
            let entry = held(reason)
            let found = try admission(others + [entry], messages, own: entry.id).objection(to: entry)
            #expect(found == expected, "case \(number)")
        }
    }
}
