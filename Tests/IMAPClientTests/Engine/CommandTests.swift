import Domain
import TestSupport
import Testing

@testable import IMAPClient

@Suite struct CommandTests {
    private struct Row: CustomTestStringConvertible, Sendable {
        let command: Command
        let literals: LiteralSupport
        /// Each chunk as text; a chunk that waits for the server ends with `⏎`.
        let chunks: [String]
        var testDescription: String { chunks.joined(separator: " | ") }

        init(_ command: Command, _ literals: LiteralSupport = .synchronising, _ chunks: String...) {
            self.command = command
            self.literals = literals
            self.chunks = chunks
        }
    }

    private static let two = Array("ab".utf8)
    private static let quoted = #"t SELECT "a\"b\\c""# + "\r\n"

    private static let rows: [Row] = [
        Row(.noop, .synchronising, "t NOOP\r\n"),
        Row(.select("INBOX"), .synchronising, "t SELECT \"INBOX\"\r\n"),
        Row(.select("a\"b\\c", readOnly: false), .synchronising, quoted),
        Row(.select("Größe", readOnly: true), .synchronising, "t EXAMINE \"Gr&APYA3w-e\"\r\n"),
        Row(.select(MailboxName(wire: [0xE9])), .synchronising, "t SELECT {1}\r\n⏎", "\u{FFFD}\r\n"),
        Row(
            .uidFetch(UIDSet([UID(9), UID(1), UID(2)]), "UID FLAGS"), .synchronising,
            "t UID FETCH 1:2,9 (UID FLAGS)\r\n"),
        Row(
            .uidStore(UIDSet(UID(3)), .add, [.seen, .mailbridgeError]), .synchronising,
            "t UID STORE 3 +FLAGS.SILENT (\\Seen $MailbridgeError)\r\n"),
        Row(.uidSearch("UID 5:*", extended: true), .synchronising, "t UID SEARCH RETURN (ALL) UID 5:*\r\n"),
        Row(
            .uidSearch(header: "Message-ID", contains: "<a\r\nb>"), .synchronising,
            "t UID SEARCH HEADER Message-ID {6}\r\n⏎", "<a\r\nb>\r\n"),
        Row(
            .append([OutgoingMail(two, flags: [.seen], date: Timestamp(seconds: 0))], to: "x"), .synchronising,
            "t APPEND \"x\" (\\Seen) \" 1-Jan-1970 00:00:00 +0000\" {2}\r\n⏎", "ab\r\n"),
        Row(.append([OutgoingMail(two)], to: "x"), .nonSynchronising(upTo: nil), "t APPEND \"x\" {2+}\r\nab\r\n"),
        Row(.append([OutgoingMail(two)], to: "x"), .nonSynchronising(upTo: 2), "t APPEND \"x\" {2+}\r\nab\r\n"),
        Row(
            .append([OutgoingMail(two)], to: "x"), .nonSynchronising(upTo: 1), "t APPEND \"x\" {2}\r\n⏎", "ab\r\n"
        ),
        Row(.id([("name", "a\"b"), ("version", "1")]), .synchronising, "t ID (\"name\" \"ab\" \"version\" \"1\")\r\n"),
        Row(
            .list(statusOf: ["INBOX", "Größe"], ["UIDNEXT"]), .synchronising,
            "t LIST \"\" (\"INBOX\" \"Gr&APYA3w-e\") RETURN (STATUS (UIDNEXT))\r\n"),
        Row(.list(specialUse: true), .synchronising, "t LIST \"\" \"*\" RETURN (SPECIAL-USE)\r\n"),
    ]

    @Test("commands become these octets", arguments: rows)
    private func encode(_ row: Row) {
        let chunks = row.command.encode(tag: "t", literals: row.literals)
        #expect(
            chunks.map { String(decoding: $0.bytes, as: UTF8.self) + ($0.awaitsContinuation ? "⏎" : "") } == row.chunks)
    }

    @Test("a large literal is a chunk by itself") func largeLiteral() {
        let mail = [UInt8](repeating: 0x61, count: 100_000)
        let command = Command.append([OutgoingMail(mail)], to: "x")
        let whole = Array("t APPEND \"x\" {100000+}\r\n".utf8) + mail + [0x0D, 0x0A]
        let chunks = command.encode(tag: "t", literals: .nonSynchronising(upTo: nil))
        #expect(chunks.map(\.bytes.count) == [24, 100_000, 2])
        #expect(chunks.flatMap(\.bytes) == whole)
        #expect(command.encode(tag: "t", literals: .synchronising).map(\.awaitsContinuation) == [true, false, false])
    }

    @Test("no text makes a line end outside a literal") func noInjection() {
        var random = SeededGenerator(seed: 20_261_122)
        for _ in 0..<2000 {
            let name = (0..<Int.random(in: 0...12, using: &random)).map { _ in
                Character(
                    [" ", "\r", "\n", "\"", "\\", "{", "}", "1", "&", "-", "ä", "\0"].randomElement(using: &random)
                        ?? "x")
            }
            let chunks = Command.select(MailboxName(String(name))).encode(tag: "t", literals: .synchronising)
            #expect(chunks.count == 1, "seed 20261122: \(name)")
            #expect(chunks[0].bytes.count { $0 == 0x0A || $0 == 0x0D } == 2, "seed 20261122: \(name)")
        }
    }
}
