import TestSupport
import Testing

@testable import IMAPClient

/// A server that is never silent, and never done; one at a time, since each keeps a processor busy.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct EndlessAnswerTests {
    enum Wait: String, CaseIterable, CustomTestStringConvertible {
        case select, search, fetch, list, idle, logout

        var testDescription: String { rawValue }

        /// What the client says when it is done with being patient.
        var command: String {
            switch self {
            case .select: "SELECT"
            case .search: "UID SEARCH"
            case .fetch: "UID FETCH"
            case .list: "LIST"
            case .idle: "IDLE"
            case .logout: "LOGOUT"
            }
        }

        func carryOut(_ session: IMAPSession) async throws {
            switch self {
            case .list: _ = try await session.list()
            case .logout: await session.logout()
            default:
                _ = try await session.select(.inbox)
                let uids = try await session.uids(from: .first)
                if self == .idle { _ = try await session.idle(for: .milliseconds(50)) }
                _ = try await session.fetchAll(uids)
            }
        }
    }

    /// Neither news nor an answer.
    private static let chatter = String(repeating: "* 1 FETCH (UID 1 FLAGS ())\r\n", count: 500)

    private func server(_ wait: Wait) throws -> FakeServer {
        try FakeServer(mails: [MailServerFixture.mail(1)]) { command, _, _ in
            guard command.hasPrefix(wait.command) else { return .normal }
            return .endless((wait == .idle ? "+ idling\r\n" : "") + Self.chatter)
        }
    }

    @Test("an answer that comes to no end is given up after its time", arguments: Wait.allCases)
    func time(_ wait: Wait) async throws {
        var options = IMAPOptions()
        options.answerTimeout = .seconds(1)
        options.limits.answer = .max
        let server = try server(wait)
        do {
            let session = try await server.account(options).connect()
            try await wait.carryOut(session)
            #expect(wait == .logout)
            #expect(await session.failure != nil, "the connection is of no use any more")
        } catch let error as IMAPError {
            #expect(error.kind == .network)
            #expect(error.mayHaveTakenEffect)
            #expect(error.detail.contains("no end of the answer"), "\(error)")
        }
    }

    @Test("an answer that comes to no end fills no memory", arguments: Wait.allCases.filter { $0 != .logout })
    func memory(_ wait: Wait) async throws {
        var options = IMAPOptions()
        options.limits.answer = 1 << 20
        let server = try server(wait)
        let session = try await server.account(options).connect()
        let error = await #expect(throws: IMAPError.self) { try await wait.carryOut(session) }
        #expect(error?.kind == .protocolViolation)
        #expect(error?.detail == "more than 1 MB without an answer to a command")
    }

    @Test("a stop is not held up by an answer that comes to no end", arguments: Wait.allCases.filter { $0 != .logout })
    func cancelled(_ wait: Wait) async throws {
        var options = IMAPOptions()
        options.limits.answer = .max
        let server = try server(wait)
        let session = try await server.account(options).connect()
        let work = Task { try await wait.carryOut(session) }
        try await eventually("it has begun") { server.commands.contains { $0.hasPrefix(wait.command) } }
        work.cancel()
        let error = await #expect(throws: IMAPError.self) { try await work.value }
        #expect(error?.kind == .cancelled)
    }

    @Test("the time that is spent on a mail does not count as that of an answer")
    func progress() async throws {
        let server = try FakeServer(mails: (1...4).map { MailServerFixture.mail($0) })
        let session = try await server.account().connect()
        _ = try await session.select(.inbox)
        var delivered: [ContinuousClock.Instant] = []
        try await session.fetch((1...4).map { UID($0) }) { _ in delivered.append(.now) }
        #expect(delivered.count == 4)
        let last = try #require(delivered.last)
        #expect(await session.flow.start >= last)
        await session.logout()
    }
}
