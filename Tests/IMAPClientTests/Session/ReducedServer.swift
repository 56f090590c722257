import TestSupport
import Testing

/// A Dovecot that conceals some of what it can do.
struct ReducedServer: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Capabilities that are taken out of the full list, and put into it.
    var without: [String] = []
    var with: [String] = []
    /// The whole list, where it is not made from the full one.
    var only: String?
    var layout = DovecotLayout.plain

    private init(_ description: String, without: [String] = [], with: [String] = [], only: String? = nil) {
        testDescription = description
        (self.without, self.with, self.only) = (without, with, only)
    }

    private static let belowInbox = {
        let courier = "IMAP4rev1 UIDPLUS CHILDREN NAMESPACE THREAD=ORDEREDSUBJECT THREAD=REFERENCES SORT QUOTA IDLE"
        var server = ReducedServer("all below the inbox, as Courier", only: courier)
        server.layout = .belowInbox
        return server
    }()

    static let all: [ReducedServer] = [
        ReducedServer("everything"),
        ReducedServer("no NOTIFY", without: ["NOTIFY"]),
        ReducedServer("no QRESYNC", without: ["QRESYNC"]),
        ReducedServer("no CONDSTORE", without: ["QRESYNC", "CONDSTORE"]),
        ReducedServer("no NOTIFY, no CONDSTORE", without: ["NOTIFY", "QRESYNC", "CONDSTORE"]),
        ReducedServer("no IDLE", without: ["IDLE"]),
        ReducedServer("no IDLE, no NOTIFY, no CONDSTORE", without: ["IDLE", "NOTIFY", "QRESYNC", "CONDSTORE"]),
        ReducedServer("no ESEARCH", without: ["ESEARCH", "SEARCHRES"]),
        ReducedServer("no MOVE", without: ["MOVE"]),
        ReducedServer("no UIDPLUS", without: ["UIDPLUS"]),
        ReducedServer("no MOVE, no UIDPLUS", without: ["MOVE", "UIDPLUS"]),
        ReducedServer("LITERAL- instead of LITERAL+", without: ["LITERAL+"], with: ["LITERAL-"]),
        ReducedServer("no literals that do not wait", without: ["LITERAL+"]),
        ReducedServer("no MULTIAPPEND", without: ["MULTIAPPEND"]),
        ReducedServer("no roles, no namespace", without: ["SPECIAL-USE", "NAMESPACE", "LIST-EXTENDED", "LIST-STATUS"]),
        ReducedServer("nothing", only: "IMAP4rev1"),
        belowInbox,
    ]

    /// - Parameter full: What the server tells where nothing is concealed.
    func start(full: [String]) async throws -> DovecotServer {
        let names = full.filter { !without.contains($0) } + with
        return try await DovecotServer.start(
            users: ["user1": "secret"], capability: only ?? names.joined(separator: " "), layout: layout)
    }
}
