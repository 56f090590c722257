import Domain
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
}
