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
            // The first command is the whole group, the third the second mail alone.
            let count = state.commands.count { $0.line.hasPrefix("APPEND") }
            return count == 1 || count == 3 ? .say("TAG NO no such mail here\r\n") : .normal
        }
        server.withState { $0.capabilities = "IMAP4rev1 IDLE UIDPLUS MULTIAPPEND" }
        let session = try await server.account(quick).connect()
        let outcomes = try await session.append(mails(1...3), to: .inbox)
        #expect(outcomes.map { (try? $0.get()) != nil } == [true, false, true])
        #expect(server.withState { $0.appended } == [mails(1...1)[0].bytes, mails(3...3)[0].bytes])
        await session.logout()
    }

    @Test("when a pipeline of appends breaks, no mail that went out counts as surely not there") func brokenPipeline()
        async throws
    {
        let server = try FakeServer { command, connection, state in
            guard command.hasPrefix("APPEND"), connection == 0 else {
                guard command.hasPrefix("UID SEARCH HEADER") else { return .normal }
                // All are there: what was asked for was carried out.
                return .say("* SEARCH 1\r\nTAG OK done\r\n")
            }
            return .last("")
        }
        let connection = MailboxConnection(account: server.account(quick))
        let outcomes = await connection.append(mails(1...6), to: .inbox)
        #expect((try? outcomes[0].get())?.uid == UID(1))
        for outcome in outcomes {
            switch outcome {
            case .success(let result): #expect(result.uid == UID(1))
            // It surely did not go out.
            case .failure(let error): #expect(!error.mayHaveTakenEffect)
            }
        }
        #expect(server.commands.filter { $0.hasPrefix("APPEND") }.count == 1)
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

    @Test(
        "Dovecot's limits for a mailbox and for a mail cost those mails only that are above them",
        .enabled(if: DovecotServer.isAvailable))
    func realLimits() async throws {
        let server = try await DovecotServer.start(users: ["user1": "secret"], quota: (mailbox: 60, mail: 30))
        let connection = MailboxConnection(account: server.account("user1", options: quick))
        let sizes = [0, 40_000, 25_000, 25_000, 25_000, 0]
        let mails = sizes.enumerated().map { number, size in
            OutgoingMail(MailServerFixture.mail(number, size: size), messageID: "question.\(number)@example.com")
        }
        let outcomes = await connection.append(mails, to: .inbox)
        let kinds = outcomes.map { outcome -> IMAPError.Kind? in
            if case .failure(let error) = outcome { error.kind } else { nil }
        }
        #expect(kinds == [nil, .tooLarge, nil, nil, .overQuota, nil])
        #expect(try await connection.status(.inbox).messages == 4)
        await connection.close()
    }

    @Test("a mail above a limit that the server does not announce is too large, not a reason to come later")
    func unannouncedLimit() async throws {
        let server = try FakeServer { command, _, _ in
            command.hasPrefix("APPEND") ? .last("TAG NO [LIMIT] Mail is larger than the maximum\r\n") : .normal
        }
        let outcomes = await MailboxConnection(account: server.account(quick)).append(mails(1...1), to: .inbox)
        guard case .failure(let error) = outcomes[0] else { throw SupportError("taken") }
        #expect(error.kind == .tooLarge && error.retry == .never && !error.mayHaveTakenEffect)
    }

    @Test(
        "a goodbye at a mail that is too large costs that one only",
        arguments: ["LITERAL+", "LITERAL+ MULTIAPPEND"])
    func goodbyeAtLarge(_ abilities: String) async throws {
        let server = try FakeServer { command, _, state in
            let size = command.split(separator: "{").last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
            if command.hasPrefix("UID SEARCH HEADER") {
                let id = command.split(separator: "\"").last.map(String.init) ?? ""
                let place = state.appended.firstIndex { String(decoding: $0, as: UTF8.self).contains(id) }
                return .say("* SEARCH\(place.map { " \($0 + 1)" } ?? "")\r\nTAG OK done\r\n")
            }
            let isRefused = command.hasPrefix("APPEND") && (size > 500 || abilities.contains("MULTI"))
            return isRefused ? .last("* BYE [TOOBIG] Literal too large\r\n") : .normal
        }
        server.withState { $0.capabilities = "IMAP4rev1 UIDPLUS \(abilities)" }
        let connection = MailboxConnection(account: server.account(quick))
        let large = OutgoingMail(MailServerFixture.mail(2, size: 900), messageID: "large@example.com")
        let outcomes = await connection.append([mails(1...1)[0], large, mails(3...3)[0]], to: .inbox)
        guard case .failure(let error) = outcomes[1] else { throw SupportError("the large mail was taken") }
        #expect(error.kind == .tooLarge && error.retry == .never && !error.mayHaveTakenEffect)
        for outcome in [outcomes[0], outcomes[2]] {
            guard case .failure(let error) = outcome else { continue }
            #expect(error.kind == .network && error.retry == .later, "\(error)")
        }
        if !abilities.contains("MULTI") {
            #expect(server.withState { $0.appended } == [mails(1...1)[0].bytes, mails(3...3)[0].bytes])
        }
    }

    @Test("in a mailbox that is nearly full smaller mails get in, and larger ones are not tried again and again")
    func nearlyFull() async throws {
        let server = try FakeServer { command, _, state in
            guard command.hasPrefix("APPEND") else { return .normal }
            let size = command.split(separator: "{").last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
            let isGroup = state.commands.count { $0.line.hasPrefix("APPEND") } == 1
            return isGroup || size > 500 ? .say("TAG NO [OVERQUOTA] no room\r\n") : .normal
        }
        server.withState { $0.capabilities = "IMAP4rev1 UIDPLUS MULTIAPPEND" }
        let session = try await server.account(quick).connect()
        let sizes = [0, 900, 1800, 0]
        let mails = sizes.enumerated().map { OutgoingMail(MailServerFixture.mail($0.offset, size: $0.element)) }
        let outcomes = try await session.append(mails, to: .inbox)
        #expect(outcomes.map { (try? $0.get()) != nil } == [true, false, false, true])
        for outcome in outcomes[1...2] {
            if case .failure(let error) = outcome { #expect(error.kind == .overQuota && !error.mayHaveTakenEffect) }
        }
        // The group, and three alone.
        #expect(server.commands.count { $0.hasPrefix("APPEND") } == 4)
        await session.logout()
    }

    @Test("a server that limits appends is left alone at once, by all connections of the account")
    func throttled() async throws {
        let server = try FakeServer { command, _, _ in
            command.hasPrefix("APPEND") ? .say("TAG NO [THROTTLED] slower\r\n") : .normal
        }
        // Literals that wait, so that a refusal comes before the next mail goes out.
        server.withState { $0.capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN UIDPLUS" }
        let account = server.account(quick)
        let connection = MailboxConnection(account: account)
        let outcomes = await connection.append(mails(1...5), to: .inbox)
        for outcome in outcomes {
            guard case .failure(let error) = outcome else { throw SupportError("taken") }
            #expect(error.kind == .throttled && error.retry == .after(.seconds(120)) && !error.mayHaveTakenEffect)
        }
        #expect(server.commands.count { $0.hasPrefix("APPEND") } == 1)
        await #expect(throws: IMAPError.self) { try await account.connect() }
        #expect(server.connections == 1)
        await connection.close()
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
