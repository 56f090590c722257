import Domain
import Wire

/// A dispute or claim of GET /sale/issues (beta.v1). Only the id is certain.
struct AllegroIssue: Sendable {
    var id: String
    /// `DISPUTE` or `CLAIM`.
    var type: String
    /// `DISPUTE_ONGOING`, `CLAIM_ACCEPTED`, … or a word that did not exist when this was written.
    var status: String
    /// Whether messages are taken; nil = not said.
    var takesMessages: Bool?
    var order: OrderNumber?
    var login: String?
    var topic: String?
    /// What the buyer wrote when the issue was opened.
    var description: String?
    var openedAt: Timestamp?
    /// `NEW`, `BUYER_REPLIED`, `SELLER_REPLIED`, `ALLEGRO_ADVISOR_REPLIED`, …
    var lastMessageStatus: String?
    var lastMessageAt: Timestamp?

    /// Statuses that wait for somebody; the list is asked for these.
    static let openStatuses = ["DISPUTE_ONGOING", "CLAIM_SUBMITTED"]

    init?(_ json: JSON) {
        guard let id = json["id"].filled else { return nil }
        self.id = id
        let state = json["currentState"]
        status = state["status"].filled ?? json["status"].filled ?? ""
        type = json["type"].filled ?? String(status.prefix { $0 != "_" })
        takesMessages = state["chatActive"].bool
        order = (json["checkoutForm"]["id"].filled).map { OrderNumber($0) }
        login = json["buyer"]["login"].filled
        let subject = json["subject"].filled ?? json["subject"]["name"].filled ?? json["reason"]["type"].filled
        topic = subject.map(Self.words)
        description = json["description"].filled ?? json["reason"]["description"].filled
        openedAt = Self.date(json["openedDate"])
        lastMessageStatus = json["chat"]["lastMessage"]["status"].filled
        lastMessageAt = Self.date(json["chat"]["lastMessage"]["createdAt"])
    }

    var isDispute: Bool { type == "DISPUTE" }

    var isClosed: Bool { takesMessages.map { !$0 } ?? ["CLOSED", "ACCEPTED", "REJECTED"].contains(ending) }

    /// The status without the kind in front.
    var ending: Substring { status.split(separator: "_").last ?? "" }

    var changedAt: Timestamp? { [openedAt, lastMessageAt].compactMap(\.self).max() }

    static func date(_ json: JSON) -> Timestamp? { json.string.flatMap { Timestamp(iso8601: $0) } }

    /// `NO_PRODUCT_RECEIVED` as words; other texts as they are.
    private static func words(_ text: String) -> String {
        let isCode = text.allSatisfy { $0 == "_" || $0.isASCIICapital }
        return isCode ? text.replacing("_", with: " ").lowercased() : text
    }
}

/// An entry of an issue's chat: a message, or a change of state.
struct AllegroIssueEntry: Sendable {
    var id: String
    var role: AuthorRole
    var login: String?
    /// `REGULAR`, `END_REQUEST`, …; nil where the entry names none.
    var type: String?
    var text: String
    var createdAt: Timestamp?
    var files: [AttachmentReference]

    /// `number` counts the entries; it stands for the id where there is none.
    init?(_ json: JSON, of issue: String, number: Int) {
        guard case .object = json else { return nil }
        let date = json["createdAt"].filled
        id = json["id"].filled ?? "\(issue)#\(date ?? String(number))"
        type = json["type"].filled
        login = json["author"]["login"].filled
        role = Self.role(json["author"]["role"].filled)
        files =
            AllegroFile.references(json["attachments"], at: .issue)
            + AllegroFile.references([json["attachment"]], at: .issue)
        let words = json["text"].filled ?? json["message"].filled
        text = words ?? (files.isEmpty ? json["status"].filled ?? type ?? "" : "")
        createdAt = date.flatMap { Timestamp(iso8601: $0) }
    }

    /// The vocabulary of the older disputes is BUYER, SELLER, ADMIN, SYSTEM, FULFILLMENT.
    private static func role(_ word: String?) -> AuthorRole {
        switch word?.uppercased() {
        case "BUYER", "USER": .buyer
        case "SELLER": .seller
        case "ADMIN", "CONSULTANT", "ALLEGRO", "ALLEGRO_ADVISOR": .operator
        default: .system
        }
    }
}
