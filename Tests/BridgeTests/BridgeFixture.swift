import Domain
import FoundationEssentials
import Logging
import Marketplaces
import Routing
import Synchronization
import TestSupport
import Testing

@testable import Bridge
@testable import Store

/// A bridge with a real store, a marketplace that plays a script, and a clock that is set by hand.
final class BridgeFixture: Sendable {
    let connector: ScriptedConnector
    let store: any TicketStore
    let context: BridgeContext
    let account: Account
    private let clock: ManualClock

    final class ManualClock: Sendable {
        private let time = Mutex(Fixtures.now)
        var now: Timestamp { time.withLock { $0 } }
        func advance(_ duration: Duration) { time.withLock { $0 = $0 + duration } }
    }

    init(_ connector: ScriptedConnector) throws {
        let clock = ManualClock()
        let directory = FileManager.default.temporaryDirectory.appending(path: "mailbridge-bridge-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let path = directory.appending(path: "store.db").path
        let plans = PlanWatch(path: path)
        let store = try SQLiteStore(path: path) { plans.watch($0) }
        plans.begin()
        let account = Account(
            connector: connector, isShadow: false, shownName: "Conrad",
            clock: AnswerClock(RuleSet(name: "day", target: .seconds(86_400), zone: .utc)),
            portal: "https://portal.example/orders/{order}", sweep: .seconds(60))
        let folder = try #require(FolderPath("Marketplaces/Conrad"))
        self.connector = connector
        self.store = store
        self.account = account
        self.clock = clock
        context = BridgeContext(
            settings: try Fixtures.settings(), accounts: ["conrad": account], recognisers: [:],
            router: Router(folders: ["conrad": folder], fallback: folder), store: store,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now })
    }

    var now: Timestamp { clock.now }
    func advance(_ duration: Duration) { clock.advance(duration) }

    func openTicket() async throws -> Ticket {
        try await store.openTicket(
            marketplace: "conrad", order: "12345-A", thread: "t1", fallback: "x", token: Fixtures.token, at: now)
    }

    /// Puts an action into the outbox the way an agent's command does.
    func enqueue(_ task: ActionRequest.Task, on ticket: Ticket, state: OutboxState = .queued) async throws -> Int64 {
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: 1),
            outcome: Outcome(.command, reason: "test", ticket: ticket.id, messageID: "c@x", contentHash: "00"))
        intake.outbox = NewOutboxEntry(
            ticket: ticket.id, replyKey: "k", agent: "anna@seller.example", thread: ticket.thread, text: "Refund: all",
            recipients: "automatic", task: try TaskNote(task).json(), state: state, notBefore: now,
            replyMessageID: "c@x", answeredMessageID: nil)
        return try #require(try await store.commit(intake, at: now).outbox)
    }

    func answer(_ text: String, on ticket: Ticket, key: String = "k") -> NewOutboxEntry {
        NewOutboxEntry(
            ticket: ticket.id, replyKey: key, agent: "anna@seller.example", thread: ticket.thread, text: text,
            recipients: "automatic", state: .queued, notBefore: now, replyMessageID: "\(key)@x",
            answeredMessageID: nil)
    }

    func buyerMessage(_ id: RemoteMessageID, on ticket: Ticket, at time: Timestamp) -> NewMessage {
        NewMessage(
            ticket: ticket.id, remoteID: id, thread: ticket.thread, role: .buyer, authorName: "Zerlina",
            text: "Where?", createdAt: time, source: .history)
    }

    /// Commits what a mail changes; returns the outbox entry that it made.
    func commit(
        uid: UInt32, _ kind: Outcome.Kind, _ reason: String, on ticket: Ticket,
        _ fill: (BridgeFixture, inout Intake) throws -> Void
    ) async throws -> Int64? {
        var intake = Intake(
            mail: MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: uid),
            outcome: Outcome(kind, reason: reason, ticket: ticket.id, messageID: "\(uid)@x", contentHash: "00"))
        try fill(self, &intake)
        return try await store.commit(intake, at: now).outbox
    }

    func entry(_ id: Int64) async throws -> OutboxEntry { try #require(try await store.outboxEntry(id)) }

    /// Texts of the ticket's mails, oldest first.
    func mails(of ticket: Ticket) async throws -> [(kind: TicketMail.Kind, text: String)] {
        try await store.ticketMails(of: ticket.id).map { ($0.kind, $0.text) }
    }
}
