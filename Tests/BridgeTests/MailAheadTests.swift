import Domain
import MIME
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("a mail that is ahead of the marketplace's API") struct MailAheadTests {
    private let fixture: BridgeFixture
    private let ticket: Ticket

    /// A ticket with one question, which the API shows too.
    init() async throws {
        fixture = try BridgeFixture(ScriptedConnector(.init()))
        ticket = try await fixture.openTicket()
        let first = fixture.buyerMessage("m1", on: ticket, at: fixture.now)
        _ = try await fixture.commit(uid: 1, .update, "test", on: ticket) { $1.messages = [first] }
        show(["m1"])
    }

    private func show(_ ids: [RemoteMessageID]) {
        let now = fixture.now
        fixture.connector.change { script in
            let messages = ids.map { ConversationMessage(id: $0, role: .buyer, text: "Where?", createdAt: now) }
            script.conversations = [Conversation(thread: "t1", order: "12345-A", messages: messages)]
        }
    }

    /// Decides a mail about a second question of the same minute, on a later look.
    private func decide(
        attempts: Int = 0, kind: NotificationKind = .buyerMessage, age: Duration = .zero
    ) async throws -> Intake {
        let bytes = Array("From: x@conrad.example\nMessage-ID: <2@conrad.example>\n\nStill nothing!\n".utf8)
        let message = Message(parsing: bytes)
        let written = fixture.now
        fixture.advance(age)
        let mail = IncomingMail(
            key: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 9), bytes: bytes,
            receivedAt: written, firstTriedAt: fixture.now, attempts: attempts)
        let recognition = Recognition(
            standing: .proven, marketplace: "conrad", kind: kind, order: "12345-A", thread: "t1", reason: "")
        return try await NotificationIntake(fixture.context).decide(mail, message, recognition, Fingerprint(message))
    }

    @Test("is looked at again while the API shows only what is known, and brings its message then")
    func followUp() async throws {
        let error = await #expect(throws: ConnectorError.self) { try await decide() }
        #expect(error?.kind == .notFound && error?.retry == .later)
        show(["m1", "m2"])
        let intake = try await decide(attempts: 1)
        #expect(intake.messages.map(\.remoteID) == ["m2"])
    }

    @Test("is settled after three looks more: its message came with another mail's")
    func settled() async throws {
        await #expect(throws: ConnectorError.self) { try await decide(attempts: 2) }
        let intake = try await decide(attempts: 3)
        #expect(intake.outcome.reason == "nothing-new" && intake.outcome.ticket == ticket.id)
    }

    @Test("of a backlog costs no second look: an API shows within a quarter of an hour what it has")
    func backlog() async throws {
        #expect(try await decide(age: .seconds(901)).outcome.reason == "nothing-new")
    }

    @Test("that tells of no message has nothing to wait for")
    func otherKind() async throws {
        #expect(try await decide(kind: .cancel).outcome.reason == "nothing-new")
    }
}
