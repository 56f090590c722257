import Domain
import IMAPClient
import Store
import Synchronization
import TestSupport
import Testing

@testable import Bridge
@testable import Store

@Suite(
    "The team's mails and the servers that take them", .enabled(if: DovecotServer.isAvailable), .timeLimit(.minutes(5)))
struct TeamMailServerTests {
    private static let folder = "Team"

    /// A bridge with one mail to the lead.
    private func served() async throws -> ServedBridge {
        let served = try await ServedBridge()
        var round = TeamRound()
        round.mails = [
            NewTeamMail(
                name: "digest", recipients: [try #require(EmailAddress("lead@seller.example"))], mailbox: "service",
                folder: Self.folder, messageID: "digest@seller.example",
                raw: Array(
                    "From: <x@seller.example>\r\nMessage-ID: <digest@seller.example>\r\n\r\nGood morning\r\n".utf8))
        ]
        try await served.bench.store.commit(round, at: Fixtures.now)
        return served
    }

    private func dispatcher(_ served: ServedBridge, _ result: TeamMailDispatcher.Submitted) -> TeamMailDispatcher {
        TeamMailDispatcher(served.bridge, connections: served.connections) { _, _ in result }
    }

    @Test("a mail that may have been taken counts as taken: no reminder comes twice")
    func unknown() async throws {
        for result in [TeamMailDispatcher.Submitted.taken, .unknown("lost behind the last dot")] {
            let served = try await served()
            #expect(try await dispatcher(served, result).next())
            #expect(try await dispatcher(served, result).next() == false)
            #expect(try await served.bench.store.nextTeamMailTime() == nil)
        }
    }

    @Test("a mail that was on its way when the service ended goes to the folder, once, and is not submitted again")
    func inDoubt() async throws {
        let served = try await served()
        // The service ended before it heard what the submission server said.
        let mail = try #require(try await served.bench.store.claimTeamMail(at: served.bridge.now()))
        #expect(!mail.isInDoubt && !mail.recipients.isEmpty)
        let submissions = Mutex(0)
        let dispatcher = TeamMailDispatcher(served.bridge, connections: served.connections) { _, _ in
            submissions.withLock { $0 += 1 }
            return .taken
        }
        #expect(try await dispatcher.next())
        // It ends once more, behind APPEND and before it is noted.
        let again = try #require(try await served.bench.store.claimTeamMail(at: served.bridge.now()))
        #expect(again.recipients.isEmpty)
        let folder = try await served.connection.mailbox(named: Self.folder)
        _ = try await served.connection.append([OutgoingMail(again.raw, messageID: again.messageID)], to: folder)[0]
            .get()
        while try await dispatcher.next() {}
        #expect(submissions.withLock { $0 } == 0)
        #expect(try await served.count(in: Self.folder) == 1)
        #expect(try await served.bench.store.nextTeamMailTime() == nil)
    }

    @Test("a mail that the submission server refuses lies in the team's folder at once")
    func refused() async throws {
        let served = try await served()
        let dispatcher = dispatcher(served, .refused("550"))
        while try await dispatcher.next() {}
        #expect(try await served.count(in: Self.folder) == 1)
        #expect(try await served.bench.store.nextTeamMailTime() == nil)
    }

    @Test(
        "a mail waits a quarter of an hour for a server that is away, or refuses the login; then the folder has to do")
    func away() async throws {
        for (result, fault) in [
            (TeamMailDispatcher.Submitted.notSent("connection refused"), nil), (.keyRefused("535"), .credentials),
        ] as [(TeamMailDispatcher.Submitted, AccountFault.Kind?)] {
            let served = try await served()
            let dispatcher = dispatcher(served, result)
            var tries = 0
            while served.bridge.now() - Fixtures.now <= .seconds(900) {
                if try await dispatcher.next() { tries += 1 }
                served.bench.advance(.seconds(60))
            }
            #expect(tries > 2)
            #expect(served.bridge.meter.counts.faults[.submission]?.kind == fault)
            for _ in 0..<60 where try await served.bench.store.nextTeamMailTime() != nil {
                while try await dispatcher.next() {}
                served.bench.advance(.seconds(60))
            }
            #expect(try await served.count(in: Self.folder) == 1)
        }
    }

    @Test("a mail for the folder waits for its mail server, and for a mailbox that is no longer configured")
    func folderAway() async throws {
        let served = try await served()
        try await served.server.crash()
        #expect(try await TeamMailDispatcher(served.bridge, connections: served.connections, submit: nil).next())
        try await served.server.startAgain()
        served.bench.advance(.seconds(3600))
        #expect(try await TeamMailDispatcher(served.bridge, connections: [:], submit: nil).next())
        #expect(served.events(.teamMailPostponed) == 2)
        served.bench.advance(.seconds(3600))
        #expect(try await TeamMailDispatcher(served.bridge, connections: served.connections, submit: nil).next())
        #expect(try await served.count(in: Self.folder) == 1)
    }
}
