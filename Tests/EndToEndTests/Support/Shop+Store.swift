import FoundationEssentials
import TestSupport
import Testing

/// A line of `ticket list --json`.
struct TicketLine: Decodable, Sendable {
    var ticket: Int64
    var state: String
    var marketplace: String
    var order: String?
    var deadline: String?
    var folder: String?
}

/// A line of `queue list --json`.
struct PostLine: Decodable, Sendable {
    var entry: Int64
    var ticket: Int64
    var state: String
    var reason: String?
    var attempts: Int
    var text: String?
}

/// A line of `quarantine list --json`.
struct QuarantineLine: Decodable, Sendable {
    var mail: Int64
    var size: Int
    var key: String
    var reason: String
}

extension CommandResult {
    /// One object a line.
    func objects<Line: Decodable>(_ type: Line.Type) throws -> [Line] {
        try lines.map { try JSONDecoder().decode(type, from: Data($0.utf8)) }
    }
}

/// What the store says, through the program's own commands.
extension Shop {
    func tickets() async throws -> [TicketLine] {
        try await run("ticket", "list", "--json").objects(TicketLine.self)
    }

    func ticket(_ order: String) async throws -> TicketLine {
        let found = try await tickets().filter { $0.order == order }
        #expect(found.count == 1)
        return try #require(found.first)
    }

    /// Finished ones too.
    func queue() async throws -> [PostLine] {
        try await run("queue", "list", "--all", "--json").objects(PostLine.self)
    }

    func quarantine() async throws -> [QuarantineLine] {
        try await run("quarantine", "list", "--json").objects(QuarantineLine.self)
    }
}
