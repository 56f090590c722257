import Domain
import Marketplaces
import MIME
import Replies
import Routing
import Testing

@testable import Bridge
@testable import Store

/// Values that the tests of this module share.
enum Fixtures {
    static let token = "abcdefghijklmnopqrstuvwx23"
    static let now = Timestamp(seconds: 1_795_341_600)

    static func composer(
        _ language: AgentLanguage = .en, subAddressing: Bool = true, change: (inout Ticket) -> Void = { _ in }
    ) throws -> TicketMailComposer {
        TicketMailComposer(
            settings: try settings(subAddressing: subAddressing), account: account, ticket: ticket(change),
            language: language, now: now)
    }

    static func ticket(_ change: (inout Ticket) -> Void = { _ in }) -> Ticket {
        var ticket = Ticket(
            id: TicketID(7), marketplace: "conrad", order: "12345-A", thread: "t1", state: .open,
            subject: "Where is my parcel?", buyerName: "Zerlina", buyerLanguage: "de", token: token, tokenIssuedAt: now,
            root: token,
            waitingSince: now, deadline: nil, folder: nil, owner: nil, createdAt: now, updatedAt: now)
        change(&ticket)
        return ticket
    }

    static func settings(subAddressing: Bool = true) throws -> TicketingSettings {
        let address = try #require(EmailAddress("service@seller.example"))
        let anna = try #require(EmailAddress("anna@seller.example"))
        return TicketingSettings(
            mailboxes: [
                TicketingSettings.Mailbox(name: "service", addresses: [address], authservID: "mx", originals: "Old")
            ],
            agents: [
                TicketingSettings.Agent(identity: AgentIdentity(name: "anna", addresses: [anna]), language: .en)
            ],
            ticketMailbox: "service", replyAddress: address, subAddressing: subAddressing, domain: "seller.example")
    }

    static var account: Account {
        Account(
            connector: SilentConnector(), isShadow: false, shownName: "Conrad",
            clock: AnswerClock(RuleSet(name: "day", target: .seconds(86_400), zone: .utc)),
            portal: "https://portal.example/orders/{order}")
    }

    static func content(_ text: String, change: (inout TicketMailComposer.Content) -> Void = { _ in })
        -> TicketMailComposer.Content
    {
        var content = TicketMailComposer.Content(
            remoteID: "m1", role: .buyer, authorName: "Zerlina Kanari", text: text, createdAt: now)
        change(&content)
        return content
    }

    static var route: RouteDecision {
        get throws {
            let folder = try #require(FolderPath("Marketplaces/Conrad"))
            return Router(folders: ["conrad": folder], fallback: folder).decide(
                RouteSubject(marketplace: "conrad", kind: .buyerMessage, order: nil, subject: "", text: ""))
        }
    }

    static func message(_ id: RemoteMessageID, _ role: AuthorRole, _ text: String = "text", at seconds: Int64 = 0)
        -> TicketMessage
    {
        TicketMessage(
            id: 1, ticket: TicketID(7), remoteID: id, thread: "t1", role: role, authorName: nil, text: text,
            createdAt: now + .seconds(seconds), source: .api, relay: nil)
    }
}

/// A marketplace that nobody asks.
struct SilentConnector: Connector {
    let marketplace: MarketplaceName = "conrad"
    let kind = ConnectorKind.mirakl
    let capabilities = Capabilities(
        actions: [.reply: .api], limits: Capabilities.Limits(), readsThreads: true, readsBack: true, readsOrders: true)

    private let silence = ConnectorError(.unavailable, "nobody is asked here", retry: .never)

    func conversations(for keys: ConversationKeys) async throws(ConnectorError) -> [Conversation] { throw silence }
    func attachment(_ reference: AttachmentReference) async throws(ConnectorError) -> Domain.Attachment {
        throw silence
    }
    func order(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? { throw silence }
    func post(_ post: Post) async -> PostResult { .notSent(silence) }
    func readBack(_ post: Post) async throws(ConnectorError) -> ReadBack { throw silence }
    func probe() async throws(ConnectorError) -> String { throw silence }
}
