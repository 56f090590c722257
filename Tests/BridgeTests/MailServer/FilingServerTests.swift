import Domain
import GRDB
import IMAPClient
import Store
import TestSupport
import Testing

@testable import Bridge
@testable import Store

@Suite(
    "Ticket mails that are kept where their tickets stand", .enabled(if: DovecotServer.isAvailable),
    .timeLimit(.minutes(5)))
struct FilingServerTests {
    /// With the ticket's mail in the marketplace's folder; the ticket is open, its deadline tomorrow.
    private func served(byState: Bool = true, keywords: Bool = false) async throws -> ServedBridge {
        let served = try await ServedBridge { settings in
            settings.filing.byState = byState
            settings.filing.keywords = keywords
        }
        #expect(try await served.dispatcher.pass() == 1)
        return served
    }

    @Test("what cannot be moved while the server is down is moved when it is back")
    func down() async throws {
        let served = try await served()
        var memory = served.memory
        await served.connection.close()
        try await served.server.crash()
        try await served.filing.pass(&memory)
        #expect(served.events(.moveFailed) == 1)
        #expect(try await served.placed().map(\.folder) == [ServedBridge.folder])
        try await served.server.startAgain()
        try await served.filing.pass(&memory)
        #expect(try await served.placed().map(\.folder) == ["Open"])
        #expect(try await served.count(in: "Open") == 1)
        #expect(try await served.count(in: ServedBridge.folder) == 0)
    }

    @Test("mails of a folder that was removed are let go, and not tried again", arguments: [true, false])
    func removed(byState: Bool) async throws {
        let served = try await served(byState: byState, keywords: !byState)
        try await served.bench.store.update(
            served.bench.ticket.id, TicketUpdate(owner: "anna"), at: served.bridge.now())
        try await served.remove(ServedBridge.folder)
        var memory = served.memory
        try await served.filing.pass(&memory)
        #expect(try await served.placed().isEmpty)
        try await served.filing.pass(&memory)
        #expect(served.events(.moveFailed) == 0)
    }

    @Test("a mail that an agent took elsewhere stays there, and is not touched again")
    func taken() async throws {
        let served = try await served()
        try await served.move(to: "Mine")
        var memory = served.memory
        try await served.filing.pass(&memory)
        #expect(try await served.placed().isEmpty)
        #expect(try await served.count(in: "Mine") == 1)
    }

    @Test("keywords that are no longer true go, others come, and the agents' own stay")
    func keywords() async throws {
        let served = try await served(byState: false, keywords: true)
        func flags() async throws -> Set<Flag> {
            let mail = try #require(try await served.placed().first)
            let found = try await served.connection.fetch(
                UIDSet(UID(try #require(mail.uid))), in: try await served.connection.mailbox(named: mail.folder),
                uidValidity: UIDValidity(try #require(mail.uidValidity)))
            guard case .mail(let shown) = found.first else { return [] }
            return Set(shown.flags)
        }
        func change(_ update: TicketUpdate) async throws {
            try await served.bench.store.update(served.bench.ticket.id, update, at: served.bridge.now())
            var memory = served.memory
            try await served.filing.pass(&memory)
        }
        let anna = try #require(Flag("$mb_owner_anna"))
        let waiting = try #require(Flag("$mb_waiting"))
        try await change(TicketUpdate(owner: "anna"))
        #expect(try await flags().contains(anna))
        let mail = try #require(try await served.placed().first)
        try await served.connection.add(
            [.flagged], to: UIDSet(UID(try #require(mail.uid))),
            in: try await served.connection.mailbox(named: mail.folder),
            uidValidity: UIDValidity(try #require(mail.uidValidity)))
        try await change(
            TicketUpdate(state: .pending, waitingSince: .some(nil), deadline: .some(nil), owner: "bert"))
        let now = try await flags()
        #expect(now.contains(waiting) && now.contains(.flagged) && !now.contains(anna))
        #expect(try await served.placed().map { Set($0.keywords) } == [["$mb_waiting", "$mb_owner_bert"]])
    }

    @Test("folders that agents drop mails into are made, and one that cannot be keeps the others from nothing")
    func folders() async throws {
        let served = try await ServedBridge { settings in
            settings.filing.gestures = true
            settings.filing.folders = [.done: "Done"]
            settings.filing.noReplyNeeded = "No reply"
        }
        await served.filing.makeFolders()
        for folder in ["Done", "No reply", ServedBridge.folder] { #expect(try await served.count(in: folder) == 0) }
        #expect(served.events(.moveFailed) == 0)
        try await served.server.crash()
        await served.filing.makeFolders()
        #expect(served.events(.moveFailed) == 3, "each is tried")
    }

    /// Fails what would note where a mail lies now, as if the process had ended before.
    private func crash(_ isComing: Bool, _ served: ServedBridge) async throws {
        let store = try #require(served.bench.store as? SQLiteStore)
        try await store.write { database in
            try database.execute(
                sql: isComing
                    ? """
                    CREATE TRIGGER crash BEFORE UPDATE OF uid ON ticket_mail
                    BEGIN SELECT RAISE(ABORT, 'the process ends here'); END
                    """
                    : "DROP TRIGGER crash")
        }
    }

    private func watcher(of folder: String, _ served: ServedBridge) async throws -> FolderWatcher {
        FolderWatcher(
            account: served.connection.account, folder: try await served.connection.mailbox(named: folder),
            handler: GestureIntake(served.bridge, account: "service", folder: folder))
    }

    /// With the ticket's mail moved to Done by the bridge, which ended before it noted that. The buyer wrote since.
    private func killed(gestures: Bool = true) async throws -> (served: ServedBridge, watcher: FolderWatcher) {
        let served = try await ServedBridge { settings in
            settings.filing.byState = true
            settings.filing.gestures = gestures
        }
        #expect(try await served.dispatcher.pass() == 1)
        await served.filing.makeFolders()
        let watcher = try await watcher(of: "Done", served)
        #expect(try await watcher.pass() == 0)
        let (store, ticket) = (served.bench.store, served.bench.ticket)
        try await store.update(
            ticket.id, TicketUpdate(state: .closed, waitingSince: .some(nil), deadline: .some(nil)),
            at: served.bridge.now())
        try await crash(true, served)
        var memory = served.memory
        await #expect(throws: StoreError.self) { try await served.filing.pass(&memory) }
        try await crash(false, served)
        #expect(try await served.count(in: "Done") == 1)
        #expect(try await served.placed().map(\.folder) == [ServedBridge.folder], "nobody noted the move")
        try await store.update(
            ticket.id,
            TicketUpdate(
                state: .open, waitingSince: .some(served.bridge.now()),
                deadline: .some(served.bridge.now() + .seconds(500_000))), at: served.bridge.now())
        return (served, watcher)
    }

    /// The mail lies with the others of its ticket, which waits as before.
    private func expectOpen(_ served: ServedBridge) async throws {
        #expect(try await served.bench.outbox().isEmpty, "nobody asked for anything")
        #expect(try await served.bench.mails().count == 1)
        let ticket = try await served.bench.current()
        #expect(ticket.state == .open && ticket.waitingSince != nil)
        var memory = served.memory
        try await served.filing.pass(&memory)
        #expect(try await served.placed().map(\.folder) == ["Open"])
        #expect(try await served.count(in: "Open") == 1)
        #expect(try await served.bench.store.begunMoves().isEmpty)
    }

    @Test("killed between its own move and the note of it, the bridge takes that for no agent's word")
    func killedThenWatched() async throws {
        let (served, watcher) = try await killed()
        #expect(try await watcher.pass() == 1)
        #expect(try await served.placed().map(\.folder) == ["Done"])
        try await expectOpen(served)
        // Moved there by an agent, the mail means what it says.
        let open = try await self.watcher(of: "Open", served)
        #expect(try await open.pass() == 0)
        try await served.move(to: "Done")
        #expect(try await watcher.pass() == 1)
        #expect(try await served.bench.outbox().map(\.task).count == 1)
    }

    @Test("killed there, it finds the mail where it went, whether somebody watches or not", arguments: [true, false])
    func killedThenFiled(gestures: Bool) async throws {
        let (served, watcher) = try await killed(gestures: gestures)
        try await expectOpen(served)
        #expect(try await watcher.pass() == 0)
        try await expectOpen(served)
    }

    @Test("killed before its own move, it moves the mail after the next start")
    func killedBefore() async throws {
        let served = try await served()
        try await served.bench.store.begin(moving: try await served.placed(), to: "Waiting")
        try await expectOpen(served)
    }

    @Test("while it cannot look where a mail went, it leaves it alone")
    func killedAndDown() async throws {
        let (served, _) = try await killed()
        await served.connection.close()
        try await served.server.crash()
        var memory = served.memory
        try await served.filing.pass(&memory)
        #expect(try await served.bench.store.begunMoves().count == 1)
        #expect(try await served.placed().map(\.folder) == [ServedBridge.folder])
        try await served.server.startAgain()
        try await expectOpen(served)
    }
}
