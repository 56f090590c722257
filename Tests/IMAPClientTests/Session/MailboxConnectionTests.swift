import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

@Suite(.timeLimit(.minutes(2)))
struct MailboxConnectionTests {
    private var quick: IMAPOptions {
        var options = IMAPOptions()
        options.settleTime = .milliseconds(20)
        return options
    }

    /// What the fake server's SEARCH by Message-ID finds.
    private static func search(_ command: String, in state: FakeServer.State) -> FakeServer.Reaction {
        guard command.hasPrefix("UID SEARCH HEADER") else { return .normal }
        return .say("* SEARCH\(state.appended.isEmpty ? "" : " \(state.appended.count)")\r\nTAG OK done\r\n")
    }

    @Test("an APPEND whose answer is lost, but which was carried out, is not repeated") func lostAnswer() async throws {
        let server = try FakeServer { command, connection, state in
            guard command.hasPrefix("APPEND"), connection == 0 else { return Self.search(command, in: state) }
            // The mail counts as taken although its octets are never read.
            state.appended.append([])
            return .last("")
        }
        let connection = MailboxConnection(account: server.account(quick))
        let result = try await connection.append(MailServerFixture.mail(1), messageID: "a@b", to: .inbox)
        #expect(result == AppendResult(uidValidity: UIDValidity(1), uid: UID(1)))
        #expect(server.commands.count { $0.hasPrefix("APPEND") } == 1)
    }

    @Test("an APPEND that was not carried out before the connection broke is repeated") func lostCommand() async throws
    {
        let server = try FakeServer { command, connection, state in
            command.hasPrefix("APPEND") && connection == 0 ? .last("") : Self.search(command, in: state)
        }
        let connection = MailboxConnection(account: server.account(quick))
        let mail = MailServerFixture.mail(1)
        let result = try await connection.append(mail, messageID: "a@b", to: .inbox)
        #expect(result.uid == UID(1))
        #expect(server.withState { $0.appended } == [mail])
    }

    @Test("without a Message-ID the doubt is the caller's") func doubt() async throws {
        let server = try FakeServer { command, _, _ in command.hasPrefix("APPEND") ? .last("") : .normal }
        let connection = MailboxConnection(account: server.account(quick))
        let error = await #expect(throws: IMAPError.self) {
            try await connection.append(MailServerFixture.mail(1), messageID: nil, to: .inbox)
        }
        #expect(error?.kind == .network)
        #expect(error?.mayHaveTakenEffect == true)
    }

    @Test("a full mailbox is not the network's fault") func overQuota() async throws {
        let server = try FakeServer { command, _, _ in
            guard command.hasPrefix("APPEND") else { return .normal }
            return .last("TAG NO [OVERQUOTA] full\r\n")
        }
        let connection = MailboxConnection(account: server.account(quick))
        let error = await #expect(throws: IMAPError.self) {
            try await connection.append(MailServerFixture.mail(1), messageID: "a@b", to: .inbox)
        }
        #expect(error?.kind == .overQuota)
        #expect(error?.mayHaveTakenEffect == false)
    }

    @Test("a mail above APPENDLIMIT is not sent") func appendLimit() async throws {
        let server = try FakeServer()
        server.withState { $0.capabilities += " APPENDLIMIT=100" }
        let connection = MailboxConnection(account: server.account(quick))
        let error = await #expect(throws: IMAPError.self) {
            try await connection.append(MailServerFixture.mail(1), messageID: "a@b", to: .inbox)
        }
        #expect(error?.kind == .tooLarge)
        #expect(error?.retry == .never)
        #expect(!server.commands.contains { $0.hasPrefix("APPEND") })
    }

    @Test("a connection that the server closed meanwhile is made anew without notice") func reconnects() async throws {
        let server = try FakeServer { command, connection, _ in
            command.hasPrefix("UID STORE") && connection == 0 ? .last("* BYE idle for too long\r\n") : .normal
        }
        let connection = MailboxConnection(account: server.account(quick))
        try await connection.add([.answered], to: UIDSet(UID(1)), in: .inbox, uidValidity: UIDValidity(1))
        #expect(server.connections == 2)
        #expect(server.commands.last == "UID STORE 1 +FLAGS.SILENT (\\Answered)")
    }

    @Test("UIDs of another UIDVALIDITY are refused, and nothing is done to them") func otherValidity() async throws {
        let server = try FakeServer()
        let connection = MailboxConnection(account: server.account(quick))
        let error = await #expect(throws: IMAPError.self) {
            try await connection.move(UIDSet(UID(1)), in: .inbox, uidValidity: UIDValidity(9), to: "Done")
        }
        #expect(error?.kind == .uidValidityChanged)
        #expect(error?.retry == .never)
        #expect(!server.commands.contains { $0.hasPrefix("UID MOVE") })
    }

    @Test(
        "many tasks share one connection to a real server, in several folders",
        .enabled(if: DovecotServer.isAvailable))
    func shared() async throws {
        let server = try await MailServerFixture.full.value
        let (account, _) = MailServerFixture.account(on: server)
        let connection = MailboxConnection(account: account)
        let folders = ["A", "B", "C/D"].map { MailboxName($0) }
        try await withThrowingTaskGroup { group in
            for number in 0..<60 {
                group.addTask {
                    let folder = folders[number % 3]
                    let id = "question.\(number)@example.com"
                    // The first to come finds no folder; it is created.
                    let added = try await connection.append(MailServerFixture.mail(number), messageID: id, to: folder)
                    let found = try await connection.find(messageID: id, in: folder)
                    #expect(found.uids == [try #require(added.uid)])
                    let uids = UIDSet(found.uids)
                    try await connection.add(
                        [.mailbridgeSeen], to: uids, in: folder, uidValidity: found.uidValidity)
                    try await connection.move(uids, in: folder, uidValidity: found.uidValidity, to: "Done/2026")
                    let gone = try await connection.fetch(uids, in: folder, uidValidity: found.uidValidity)
                    #expect(gone.allSatisfy { if case .missing(_, .vanished) = $0 { true } else { false } })
                }
            }
            try await group.waitForAll()
        }
        #expect(try await connection.status("Done/2026").messages == 60)
        await connection.close()
        #expect(try await connection.status("A").messages == 0)
        await connection.close()
    }
}
