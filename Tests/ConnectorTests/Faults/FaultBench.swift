import Bridge
import Domain
import FoundationEssentials
import Logging
import Marketplaces
import Routing
import Sandbox
import Store
import Synchronization
import Testing
import TestSupport
import Transport

/// The out path from the outbox on, with a real store and the real connector, in front of one stand-in; the bridge's clock
/// is set by hand, so that pauses cost no time.
final class FaultBench: Sendable {
    let sandbox: Sandbox
    let store: any TicketStore
    private let marketplace: SandboxMarketplace
    private let http: HTTPClient
    private let context: BridgeContext
    private let dispatcher: OutboxDispatcher
    let sweep: Sweep
    private let connector: any Connector
    private let clock = AdvancedClock()

    static func with<Result>(
        _ marketplace: SandboxMarketplace, _ body: (FaultBench) async throws -> Result
    ) async throws -> Result {
        await SandboxGate.shared.enter()
        do {
            let bench = try await FaultBench(marketplace)
            let result: Result
            do {
                result = try await body(bench)
            } catch {
                await bench.close()
                throw error
            }
            await bench.close()
            await SandboxGate.shared.leave()
            return result
        } catch {
            await SandboxGate.shared.leave()
            throw error
        }
    }

    private init(_ marketplace: SandboxMarketplace) async throws {
        let seller = try #require(EmailAddress("service@seller.example"))
        let clock = clock
        let sandbox = Sandbox(
            options: SandboxOptions(sellerAddress: seller, mailboxUser: "mailbridge"), clock: { clock.now })
        try await sandbox.start()
        let http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/test"))
        var settings = try MarketplaceSettings(sandbox: await sandbox.settings(of: marketplace), marketplace)
        settings.keepsPace = false
        let directory = FileManager.default.temporaryDirectory.appending(path: "mailbridge-faults-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        let store = try SQLiteStore(path: directory.appending(path: "store.db").path)
        let account = Account(
            connector: try makeConnector(settings, http: http, smtp: nil, now: { clock.now }), isShadow: false,
            shownName: marketplace.rawValue,
            clock: AnswerClock(RuleSet(name: "day", target: .seconds(86_400), zone: .utc)), portal: nil,
            sweep: .seconds(900))
        let folder = try #require(FolderPath("Marketplaces"))
        var ticketing = TicketingSettings(
            mailboxes: [], agents: [], ticketMailbox: "service", replyAddress: seller, subAddressing: true,
            domain: "seller.example")
        ticketing.grace = .zero
        ticketing.readBackDelay = .seconds(30)
        context = BridgeContext(
            settings: ticketing, accounts: [account.name: account], recognisers: [:],
            router: Router(folders: [:], fallback: folder), store: store,
            log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            now: { clock.now })
        dispatcher = OutboxDispatcher(context, for: account)
        sweep = Sweep(context, for: account)
        connector = account.connector
        self.marketplace = marketplace
        self.sandbox = sandbox
        self.http = http
        self.store = store
    }

    private func close() async {
        http.shutdown()
        await sandbox.stop()
    }

    func advance(_ duration: Duration) { clock.advance(duration) }

    /// A buyer's question, with its ticket.
    func question(_ number: Int) async throws -> BuyerReceipt {
        let receipt = try await writeSilently("Wo bleibt Paket \(number)?")
        _ = try await ticket(receipt)
        return receipt
    }

    /// Writes as a buyer, and no mail tells of it.
    func writeSilently(_ text: String) async throws -> BuyerReceipt {
        var message = BuyerMessage(marketplace: marketplace, language: "de", name: "Erika M.", text: text)
        message.isSilent = true
        return try await sandbox.write(message)
    }

    /// The seller answers, but not through the bridge's outbox.
    func answerElsewhere(_ text: String, in receipt: BuyerReceipt) async throws {
        let post = Post(
            thread: ThreadID(receipt.conversation), order: OrderNumber(receipt.order), text: text,
            intendedAt: context.now(), key: "portal")
        guard case .accepted = await connector.post(post) else { throw SupportError("the portal took no answer") }
    }

    private func ticket(_ receipt: BuyerReceipt) async throws -> Ticket {
        try await store.openTicket(
            marketplace: MarketplaceName(marketplace.rawValue), order: OrderNumber(receipt.order),
            thread: ThreadID(receipt.conversation), fallback: receipt.conversation, token: UUID().uuidString,
            at: context.now())
    }

    func enqueue(_ text: String, in receipt: BuyerReceipt, number: Int) async throws -> Int64 {
        let ticket = try await ticket(receipt)
        let key = MailKey(account: "service", folder: "INBOX", uidValidity: 1, uid: UInt32(number + 1))
        var intake = Intake(
            mail: key,
            outcome: Outcome(.reply, reason: "test", ticket: ticket.id, messageID: "\(number)@x", contentHash: "0"))
        intake.outbox = NewOutboxEntry(
            ticket: ticket.id, replyKey: "key\(number)", agent: "anna@seller.example",
            thread: ThreadID(receipt.conversation), text: text, recipients: "automatic", state: .queued,
            notBefore: context.now(), replyMessageID: "\(number)@x", answeredMessageID: nil)
        return try #require(try await store.commit(intake, at: context.now()).outbox)
    }

    /// Lets the outbox work until nothing is left, with a new fault before every pass; the clock jumps over pauses.
    func drain(_ fault: () async -> Void) async throws {
        var rounds = 0
        while let next = try await store.nextPostTime(marketplace: MarketplaceName(marketplace.rawValue)) {
            rounds += 1
            guard rounds < 5000 else {
                let left = try await store.outbox(states: nil, limit: 3)
                let shown = left.map { "\($0.state) after \($0.attempts), \($0.readBacks) looks: \($0.reason ?? "")" }
                throw SupportError("the outbox does not come to an end: \(shown)")
            }
            let wait = next - context.now()
            if wait > .zero { advance(wait + .milliseconds(1)) }
            await fault()
            _ = try await dispatcher.pass()
        }
        await sandbox.clearFaults()
    }

    /// What was called so far, but for tokens: an answer that is lost when a refresh token is replaced ends the account's
    /// access until an admin agrees anew, and no patience of the bridge's can help.
    var operations: [String] {
        get async {
            await sandbox.counts().filter { $0.place.rawValue == marketplace.rawValue && $0.operation != "token" }
                .map(\.operation)
        }
    }

    /// White space and what the sandbox changes of a text count as nothing.
    static func comparable(_ text: String) -> String {
        text.replacing(" (edited)", with: "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// One fault that lets some calls pass first: at writes and reads alike.
    static func randomFault(
        at marketplace: SandboxMarketplace, _ operations: [String], using random: inout SeededGenerator
    ) -> SandboxFault {
        let place = SandboxFault.Place(rawValue: marketplace.rawValue) ?? .smtp
        let effects: [SandboxFault.Effect] = [
            .status(429), .status(500), .status(502), .status(503), .drop, .garbled, .altered, .expireTokens,
            .lag(.milliseconds(5)), .slow,
        ]
        let operation = operations.randomElement(using: &random) ?? "*"
        var fault = SandboxFault(place, operation, effects.randomElement(using: &random) ?? .drop)
        fault.moment = Bool.random(using: &random) ? .before : .after
        fault.skip = Int.random(in: 0...3, using: &random)
        fault.times = Int.random(in: 1...2, using: &random)
        if fault.effect == .expireTokens { fault.times = 1 }
        if case .status(429) = fault.effect {
            fault.moment = .before
            fault.retryAfter = 0
        }
        return fault
    }
}

/// The system's time, moved on by hand.
final class AdvancedClock: Sendable {
    private let ahead = Mutex(Duration.zero)

    var now: Timestamp { systemTime() + ahead.withLock { $0 } }
    func advance(_ duration: Duration) { ahead.withLock { $0 = $0 + duration } }
}
