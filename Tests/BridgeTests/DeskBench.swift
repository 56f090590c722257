import Domain
import FoundationEssentials
import Logging
import Marketplaces
import MIME
import Replies
import Routing
import Store
import Synchronization
import Templates
import TestSupport
import Testing

@testable import Bridge
@testable import Store

/// Agents' mails through the real intake and dispatcher, with a marketplace that only counts and a clock set by hand.
final class DeskBench: Sendable {
    let connector: MoneyConnector
    let store: any TicketStore
    let ticket: Ticket
    private let clock = BridgeFixture.ManualClock()
    private let context: Mutex<BridgeContext>
    private let uid = Mutex<UInt32>(0)
    private let last = Mutex<[UInt8]>([])
    private let codes = Mutex<[String]>([])

    init(
        _ connector: MoneyConnector = MoneyConnector(), rules: (inout RuleSet) -> Void = { _ in },
        _ change: (inout TicketingSettings) throws -> Void = { _ in }
    ) async throws {
        let clock = clock
        self.connector = connector
        let directory = FileManager.default.temporaryDirectory.appending(path: "mailbridge-desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let path = directory.appending(path: "store.db").path
        let plans = PlanWatch(path: path)
        let store = try SQLiteStore(path: path) { plans.watch($0) }
        plans.begin()
        var rule = RuleSet(name: "day", target: .seconds(86_400), zone: .utc)
        rules(&rule)
        let account = Account(
            connector: connector, isShadow: false, shownName: "Conrad", clock: AnswerClock(rule),
            portal: "https://portal.example/orders/{order}")
        let folder = try #require(FolderPath("Marketplaces/Conrad"))
        var settings = try Fixtures.settings()
        settings.grace = .zero
        settings.agents = try [
            Self.agent("anna", .en, MoneyRights(limit: .upTo([Self.eur(20)]), perDay: .upTo([Self.eur(28)]))),
            Self.agent("bert", .de, MoneyRights(limit: .upTo([Self.eur(10)]), approves: .upTo([Self.eur(60)]))),
            Self.agent("carl", .fr, MoneyRights()),
        ]
        try change(&settings)
        let context = BridgeContext(
            settings: settings, accounts: ["conrad": account], recognisers: [:],
            router: Router(folders: ["conrad": folder], fallback: folder), store: store,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, now: { clock.now })
        self.store = store
        self.context = Mutex(context)
        let opened = try await store.openTicket(
            marketplace: "conrad", order: "12345-A", thread: "t1", fallback: "x", token: Fixtures.token, at: clock.now)
        try await store.update(
            opened.id,
            TicketUpdate(
                state: .open, subject: "Where is my parcel?", buyerName: "Zerlina", buyerLanguage: "de",
                waitingSince: .some(clock.now), deadline: .some(clock.now + .seconds(86_400)),
                folder: folder.description), at: clock.now)
        ticket = try #require(try await store.ticket(opened.id))
        try await bring("Where is my parcel?")
    }

    private static func agent(_ name: String, _ language: AgentLanguage, _ money: MoneyRights) throws
        -> TicketingSettings.Agent
    {
        let address = try #require(EmailAddress("\(name)@seller.example"))
        return .init(identity: AgentIdentity(name: name, addresses: [address]), language: language, money: money)
    }

    static func eur(_ euros: Int64) -> Money { Money(minorUnits: euros * 100, currency: "EUR") }

    /// The buyer asks again, in a thread, with a day's time from now if nothing was asked that waits. Returns the ticket mail.
    func ask(_ text: String, _ id: RemoteMessageID, in thread: ThreadID = "t1") async throws -> TicketMail {
        try await bring(text, id, in: thread)
        if try await current().waitingSince == nil {
            try await store.update(
                ticket.id,
                TicketUpdate(
                    state: .open, waitingSince: .some(clock.now), deadline: .some(clock.now + .seconds(86_400))),
                at: clock.now)
        }
        return try #require(try await mails().last)
    }

    /// Files a message of the buyer with its ticket mail.
    private func bring(_ text: String, _ id: RemoteMessageID = "m1", in thread: ThreadID = "t1") async throws {
        let context = context.withLock { $0 }
        let account = try #require(context.accounts["conrad"])
        var content = Fixtures.content(text)
        content.order = MoneyConnector.order
        (content.remoteID, content.thread, content.createdAt) = (id, thread, clock.now)
        let mail = try context.composer(account, ticket).message(
            content, folder: "Marketplaces/Conrad", route: Fixtures.route)
        var intake = Intake(
            mail: key(),
            outcome: Outcome(.ticket, reason: "x", ticket: ticket.id, messageID: "n@x", contentHash: id.text))
        intake.messages = [
            NewMessage(
                ticket: ticket.id, remoteID: id, thread: thread, role: .buyer, authorName: "Zerlina", text: text,
                createdAt: clock.now, source: .api, ticketMail: mail)
        ]
        _ = try await store.commit(intake, at: clock.now)
    }

    var lastUID: UInt32 { uid.withLock { $0 } }

    private func key(in folder: String = "INBOX") -> MailKey {
        uid.withLock { uid in
            uid += 1
            return MailKey(account: "service", folder: folder, uidValidity: 1, uid: uid)
        }
    }

    // MARK: Steps

    func advance(_ duration: Duration) { clock.advance(duration) }

    func shadow(_ isShadow: Bool) {
        context.withLock { $0.accounts["conrad"]?.isShadow = isShadow }
    }

    func restored(_ restored: RestoredStore) { context.withLock { $0.restored = restored } }

    /// What is a marketplace's mail is told from then on.
    func recognising(authservID: String) throws {
        let recogniser = try NotificationRecogniser(settings: [], authservID: authservID)
        context.withLock { $0.recognisers = ["service": recogniser] }
    }

    func withoutMarketplaces() { context.withLock { $0.accounts = [:] } }

    func receive(_ mail: [UInt8], in folder: String = "INBOX") async throws {
        last.withLock { $0 = mail }
        try await again(in: folder)
    }

    /// The last mail once more, as another one of a folder.
    func again(in folder: String = "INBOX") async throws {
        let mail = IncomingMail(
            key: key(in: folder), bytes: last.withLock { $0 }, receivedAt: clock.now, firstTriedAt: clock.now)
        try await MailIntake(context.withLock { $0 }).receive(mail)
        try await learnCodes()
    }

    /// Everything that is due goes to the marketplace.
    func dispatch() async throws {
        let context = context.withLock { $0 }
        let dispatcher = OutboxDispatcher(context, for: try #require(context.accounts["conrad"]))
        for _ in 0..<10 {
            if try await dispatcher.pass() == 0 { return }
        }
    }

    private func learnCodes() async throws {
        let found = try await mails().flatMap { $0.text.matches(of: /ok ([A-Z0-9]{6})\b/).map { String($0.1) } }
        codes.withLock { codes in
            for code in found where !codes.contains(code) { codes.append(code) }
        }
    }

    // MARK: What there is

    var bridge: BridgeContext { context.withLock { $0 } }

    func mails() async throws -> [TicketMail] { try await store.ticketMails(of: ticket.id) }
    func outbox() async throws -> [OutboxEntry] { try await store.outbox(of: ticket.id) }
    func current() async throws -> Ticket { try #require(try await store.ticket(ticket.id)) }
    func journal() async throws -> [String] { try await store.journal(of: ticket.id).map(\.event) }

    /// A mail of the fixtures with its `@PLACES@` filled in.
    func filled(_ text: String) async throws -> [UInt8] {
        let mails = try await mails()
        let first = try #require(mails.first)
        let question = mails.last { $0.kind == .question } ?? first
        let codes = codes.withLock { $0 }
        let quoted = question.text.split(separator: "\n", omittingEmptySubsequences: false)
        let body = question.html.flatMap { $0.firstMatch(of: /<body>([\s\S]*)<\/body>/) }.map { String($0.1) } ?? ""
        let values = [
            "@TOKEN@": Fixtures.token, "@TICKET@": first.messageID, "@QUESTION@": question.messageID,
            "@NOTHING@": "nothing@client.example", "@ID@": "\(key().uid)-\(UInt32.random(in: 0...(.max)))",
            "@CODE@": codes.last ?? "NONE22", "@code@": (codes.last ?? "NONE22").lowercased(),
            "@CODE1@": codes.first ?? "NONE22", "@QUOTE@": quoted.map { "> \($0)" }.joined(separator: "\n"),
            "@QUOTEHTML@": body,
        ]
        var text = text
        for (place, value) in values { text = text.replacing(place, with: value) }
        return Array(text.utf8)
    }

    /// A short mail of an agent, to the ticket or to the last question: its first lines, nothing quoted.
    func mail(_ text: String, from agent: String = "anna", answering: String = "@TICKET@") async throws -> [UInt8] {
        let mail = """
            Authentication-Results: mx; dmarc=pass header.from=seller.example
            From: \(agent) <\(agent)@seller.example>
            To: service+@TOKEN@@seller.example
            Subject: Re: ticket
            Message-ID: <@ID@@client.example>
            In-Reply-To: <\(answering)>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: 8bit

            \(text)

            """
        return try await filled(mail)
    }

    func send(_ text: String, from agent: String = "anna") async throws {
        try await receive(try await mail(text, from: agent))
        try await dispatch()
    }
}
