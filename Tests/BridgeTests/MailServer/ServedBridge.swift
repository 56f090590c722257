import Domain
import IMAPClient
import TestSupport
import Testing
import Transport

@testable import Bridge
@testable import Store

/// A bridge with one ticket whose mails go to a real mail server of its own.
struct ServedBridge {
    static let folder = "Marketplaces/Conrad"

    let server: DovecotServer
    let bench: DeskBench
    let connection: MailboxConnection

    init(
        layout: DovecotLayout = .plain, _ change: (inout TicketingSettings) throws -> Void = { _ in }
    ) async throws {
        server = try await DovecotServer.start(layout: layout)
        bench = try await DeskBench(rules: { _ in }) { settings in
            settings.filing.folders = [.open: "Open", .waiting: "Waiting", .done: "Done"]
            try change(&settings)
        }
        connection = Self.connection(port: server.imapPort)
    }

    static func connection(port: UInt16) -> MailboxConnection {
        MailboxConnection(
            account: IMAPAccount(
                name: "service", server: MailServer(host: "127.0.0.1", port: port, security: .plain),
                credentials: .password(user: "agent", Secret("secret"))))
    }

    var bridge: BridgeContext { bench.bridge }
    var connections: [String: MailboxConnection] { ["service": connection] }
    var dispatcher: TicketMailDispatcher { TicketMailDispatcher(bridge, connections: connections) }
    var filing: TicketFiling { TicketFiling(bridge, connections: connections) }
    var memory: TicketFiling.Memory { TicketFiling.Memory(since: Fixtures.now - .seconds(60)) }

    func events(_ event: Event) -> Int { bridge.meter.counts.events[event.rawValue] ?? 0 }

    /// Where the store knows mails of the ticket to lie.
    func placed() async throws -> [PlacedMail] { try await bench.store.placedMails(of: [bench.ticket.id]) }

    /// Mails that the server has in a folder.
    func count(in folder: String) async throws -> Int {
        Int(try #require(try await connection.status(try await connection.mailbox(named: folder)).messages))
    }

    /// Takes the mails of a folder elsewhere, as an agent's client does.
    func move(to folder: String) async throws {
        let mail = try #require(try await placed().first)
        try await connection.move(
            UIDSet(UID(try #require(mail.uid))), in: try await connection.mailbox(named: mail.folder),
            uidValidity: UIDValidity(try #require(mail.uidValidity)), to: try await connection.mailbox(named: folder))
    }

    /// Removes a folder with all that is in it.
    func remove(_ folder: String) async throws {
        try await server.administer(["mailbox", "delete", "-u", "agent", folder])
    }
}
