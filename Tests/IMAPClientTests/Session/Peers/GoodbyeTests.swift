import Domain
import TestSupport
import Testing
import Transport

@testable import IMAPClient

/// A server that says goodbye at each step of everything that the command connection does.
@Suite(.timeLimit(.minutes(2)))
struct GoodbyeTests {
    enum Operation: String, CaseIterable, CustomTestStringConvertible {
        case append, move, find, list, create, status, fetch, flag

        var testDescription: String { rawValue }

        func carryOut(over connection: MailboxConnection) async throws {
            let (uids, validity) = (UIDSet(UID(1)), UIDValidity(1))
            switch self {
            case .append:
                let mail = MailServerFixture.mail(1)
                let result = try await connection.append(mail, messageID: "question.1@example.com", to: .inbox)
                // This server does not tell it, and the search for it may be what was cut short.
                #expect(result.uid == UID(1) || result.uid == nil)
            case .move: try await connection.move(uids, in: .inbox, uidValidity: validity, to: "Done")
            case .find: #expect(try await connection.find(messageID: "a@b", in: .inbox).uids == [])
            case .list: #expect(try await connection.list().map(\.name) == [.inbox])
            case .create: try await connection.create("Done/2026")
            case .status: _ = try await connection.status(.inbox)
            case .fetch:
                let items = try await connection.fetch(uids, in: .inbox, uidValidity: validity)
                #expect(items.map(\.uid) == [UID(1)])
            case .flag: try await connection.add([.answered], to: uids, in: .inbox, uidValidity: validity)
            }
        }
    }

    static let goodbyes = [
        "", "* BYE down for a moment\r\n", "* BYE Connection is closed. 13\r\n", "TAG OK half a li",
        "* BYE Session expired, please login again.\r\n",
    ]

    @Test(
        "an operation that is cut short by a goodbye is done, or says that it was not and can be done again",
        arguments: Operation.allCases, goodbyes)
    func goodbye(_ operation: Operation, _ goodbye: String) async throws {
        for step in 0..<7 {
            let server = try FakeServer(mails: [MailServerFixture.mail(1)]) { command, connection, state in
                if connection == 0, state.commands.count > step { return .last(goodbye) }
                guard command.hasPrefix("UID SEARCH HEADER") else { return .normal }
                return .say("* SEARCH\(state.appended.isEmpty ? "" : " \(state.appended.count)")\r\nTAG OK done\r\n")
            }
            var options = IMAPOptions()
            options.settleTime = .milliseconds(1)
            let connection = MailboxConnection(account: server.account(options))
            do {
                try await operation.carryOut(over: connection)
            } catch let error as IMAPError {
                #expect(error.kind == .network, "step \(step): \(error)")
                try await operation.carryOut(over: connection)
            }
            await connection.close()
            #expect(server.withState { $0.appended.count } == (operation == .append ? 1 : 0), "step \(step)")
            #expect(server.connections <= 2)
        }
    }

    @Test(
        "a NO for a while is told as such, leaves the connection in use, and the next attempt succeeds",
        arguments: Operation.allCases)
    func unavailable(_ operation: Operation) async throws {
        // Behind the first two commands, which belong to the login.
        for step in 3..<8 {
            let server = try FakeServer(mails: [MailServerFixture.mail(1)]) { command, _, state in
                if state.commands.count == step, command != "NOOP" { return .say("TAG NO [UNAVAILABLE] later\r\n") }
                guard command.hasPrefix("UID SEARCH HEADER") else { return .normal }
                return .say("* SEARCH\(state.appended.isEmpty ? "" : " \(state.appended.count)")\r\nTAG OK done\r\n")
            }
            // A literal that waits is not sent after a refusal.
            server.withState { $0.capabilities = "IMAP4rev1 SASL-IR AUTH=PLAIN IDLE UIDPLUS MOVE" }
            let connection = MailboxConnection(account: server.account())
            do {
                try await operation.carryOut(over: connection)
            } catch let error as IMAPError {
                #expect(error.kind == .unavailable, "step \(step): \(error)")
                try await operation.carryOut(over: connection)
            }
            await connection.close()
            #expect(server.withState { $0.appended.count } == (operation == .append ? 1 : 0), "step \(step)")
            #expect(server.connections == 1, "step \(step): \(server.commands)")
        }
    }
}
