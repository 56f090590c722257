import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

/// Several mails for one folder: few commands, each mail exactly once.
@Suite(.timeLimit(.minutes(2)))
struct MultiAppendTests {
    private var quick: IMAPOptions {
        var options = IMAPOptions()
        options.settleTime = .milliseconds(20)
        return options
    }

    private func mails(_ numbers: ClosedRange<Int>) -> [OutgoingMail] {
        numbers.map { number in
            OutgoingMail(
                MailServerFixture.mail(number), messageID: "question.\(number)@example.com", flags: [.seen])
        }
    }

    @Test(
        "a missing folder is made, and all mails lie there in their order with their UIDs",
        .enabled(if: DovecotServer.isAvailable), arguments: ["full", "middling", "bare"])
    func real(_ name: String) async throws {
        let server = try await
            (name == "full"
            ? MailServerFixture.full : name == "bare" ? MailServerFixture.bare : MailServerFixture.middling).value
        let (account, _) = MailServerFixture.account(on: server, options: quick)
        let connection = MailboxConnection(account: account)
        let folder: MailboxName = "Märkte/bol_com"
        let mails = mails(1...70)
        let results = try await connection.append(mails, to: folder).map { try $0.get() }
        #expect(results.compactMap(\.uid) == (1...70).map { UID($0) })
        let validity = try #require(results[0].uidValidity)
        let items = try await connection.fetch(UIDSet(results.compactMap(\.uid)), in: folder, uidValidity: validity)
        let found = items.compactMap { item -> FetchedMail? in if case .mail(let mail) = item { mail } else { nil } }
        #expect(found.map(\.bytes) == mails.map(\.bytes))
        #expect(found.allSatisfy { $0.flags.contains(.seen) })
        await connection.close()
    }

    @Test("a group that is refused goes out one by one, and only the culprit fails") func refusedGroup() async throws {
        let server = try FakeServer { command, _, state in
            guard command.hasPrefix("APPEND") else { return .normal }
            // The first command announces the whole group.
            return state.commands.count { $0.line.hasPrefix("APPEND") } == 1 ? .last("") : .normal
        }
        server.withState { $0.capabilities += " MULTIAPPEND" }
        // A connection that breaks in the middle of a group: nothing of it is there, so all go out again.
        let connection = MailboxConnection(account: server.account(quick))
        let outcomes = await connection.append(mails(1...1), to: .inbox)
        #expect(try outcomes[0].get().uid == nil)
        await connection.close()
    }

    @Test("MULTIAPPEND is stored as a whole or not at all; single mails above the limit are named")
    func tooLarge() async throws {
        let server = try FakeServer()
        server.withState { $0.capabilities += " APPENDLIMIT=400" }
        let connection = MailboxConnection(account: server.account(quick))
        let large = OutgoingMail(MailServerFixture.mail(2, size: 900), messageID: "large@example.com")
        let outcomes = await connection.append([mails(1...1)[0], large, mails(3...3)[0]], to: .inbox)
        #expect((try? outcomes[0].get()) != nil)
        #expect((try? outcomes[2].get()) != nil)
        guard case .failure(let error) = outcomes[1] else {
            Issue.record("the large mail was taken")
            return
        }
        #expect(error.kind == .tooLarge && error.retry == .never)
        #expect(server.withState { $0.appended.count } == 2)
    }

    @Test("a folder's own limit is asked for where the server has one for each") func folderLimit() async throws {
        let server = try FakeServer { command, _, _ in
            command.hasPrefix("STATUS") ? .say("* STATUS INBOX (APPENDLIMIT 100)\r\nTAG OK done\r\n") : .normal
        }
        server.withState { $0.capabilities += " APPENDLIMIT" }
        let connection = MailboxConnection(account: server.account(quick))
        let outcomes = await connection.append(mails(1...2), to: .inbox)
        for outcome in outcomes {
            if case .failure(let error) = outcome { #expect(error.kind == .tooLarge) } else { Issue.record("taken") }
        }
        #expect(server.commands.count { $0.hasPrefix("STATUS") } == 1)
        #expect(!server.commands.contains { $0.hasPrefix("APPEND") })
    }
}
