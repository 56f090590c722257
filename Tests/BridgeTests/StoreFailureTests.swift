import Domain
import IMAPClient
import Marketplaces
import Store
import TestSupport
import Testing
import Web

@testable import Bridge
@testable import Store

@Suite("A store that fails", .timeLimit(.minutes(5))) struct StoreFailureTests {
    /// What works until it is cancelled.
    enum Worker: String, CaseIterable {
        case ticketMails, teamMails, filing, originals, spool, teamWatch, posts, sweep

        func run(_ context: BridgeContext, _ account: Account) async {
            switch self {
            case .ticketMails: await TicketMailDispatcher(context, connections: [:]).run()
            case .teamMails: await TeamMailDispatcher(context, connections: [:], submit: nil).run()
            case .filing: await TicketFiling(context, connections: [:]).run()
            case .originals: await OriginalsMover(context, connections: ["service": Self.nowhere]).run()
            case .spool: await SpoolIntake(context).run()
            case .teamWatch: await TeamWatch(context).run()
            case .posts: await OutboxDispatcher(context, for: account).run()
            case .sweep: await Sweep(context, for: account).run()
            }
        }

        func ring(_ context: BridgeContext, _ account: Account) {
            let bell: Bell? =
                switch self {
                case .ticketMails: context.ticketMailsWaiting
                case .teamMails: context.teamMailsWaiting
                case .filing: context.filingWaiting
                case .originals: context.movesWaiting
                case .spool: context.spoolWaiting
                case .teamWatch: context.teamWatch
                case .posts: context.postsWaiting[account.name]
                case .sweep: context.sweepsWaiting[account.name]
                }
            bell?.ring()
        }

        /// A mailbox that is never reached.
        private static var nowhere: MailboxConnection { ServedBridge.connection(port: 1) }
    }

    @Test("ends no worker: each says so, and tries again when it is asked to", arguments: Worker.allCases)
    func goesOn(worker: Worker) async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        var context = fixture.context
        context.settings.filing.keywords = true
        try (fixture.store as? SQLiteStore)?.close()
        let work = Task { [context] in await worker.run(context, fixture.account) }
        func failures() -> Int { context.meter.counts.events["store-failed"] ?? 0 }
        try await eventually("\(worker) says that the store failed") { failures() >= 1 }
        let before = failures()
        try await eventually("\(worker) tries again") {
            worker.ring(context, fixture.account)
            return failures() > before
        }
        work.cancel()
        await work.value
    }

    @Test("is told to whoever reads metrics, and asks them to come again")
    func metrics() async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let desk = MetricsDesk(fixture.context, AccountWatch(mailboxes: [], since: fixture.now), version: "1.2.3")
        let request = WebRequest(method: "GET", target: "/metrics", fields: [("Host", "localhost")])
        #expect(await desk.answer(request).status == 200)
        try (fixture.store as? SQLiteStore)?.close()
        #expect(await desk.answer(request).status == 503)
        #expect(fixture.context.meter.counts.events["store-failed"] == 1)
    }
}
