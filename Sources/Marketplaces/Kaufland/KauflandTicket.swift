import Domain
import Wire

/// A ticket as GET /tickets/{id_ticket} returns it with `embedded=messages,files,order_units`.
struct KauflandTicket: Sendable {
    struct Message: Sendable {
        var id: Int64
        /// `seller`, `buyer`, `system`, `customer_service`, or a word that did not exist when this was written.
        var role: String
        var author: String?
        var text: String
        /// Nil where the date cannot be read; the documentation's own samples hold such.
        var createdAt: Timestamp?
    }

    struct File: Sendable {
        var name: String
        var address: String
        var createdAt: Timestamp?
    }

    /// Text: leading zeros matter.
    var id: String
    /// `opened`, or a word for one of the ways to be closed.
    var status: String
    var isSellerResponsible: Bool
    var topic: String?
    var storefront: String?
    var order: String?
    var createdAt: Timestamp?
    var updatedAt: Timestamp?
    /// Ascending ids.
    var messages: [Message]
    var files: [File]

    init?(_ json: JSON) {
        guard let id = json["id_ticket"].string, !id.isEmpty else { return nil }
        self.id = id
        status = json["status"].string ?? ""
        isSellerResponsible = json["is_seller_responsible"].bool ?? false
        topic = json["topic"].filled ?? json["open_reason"].filled
        storefront = json["storefront"].filled
        order = json["order_units"].elements.lazy.compactMap { $0["id_order"].scalar }.first
        createdAt = date(json["ts_created_iso"])
        updatedAt = date(json["ts_updated_iso"])
        messages = json["messages"].elements.compactMap(Message.init).sorted { $0.id < $1.id }
        files = json["files"].elements.compactMap(File.init)
    }

    var isOpen: Bool { status == "opened" }

    /// Nothing is left that the seller could close; the buyer's closing alone is not the seller's.
    var isClosedForSeller: Bool {
        ["seller_closed", "both_closed", "customer_service_closed_final"].contains(status)
    }
}

extension KauflandTicket.Message {
    init?(_ json: JSON) {
        guard let id = json["id_ticket_message"].scalar.flatMap({ Int64($0) }) else { return nil }
        self.init(
            id: id, role: json["author"]["role"].string ?? "", author: json["author"]["name"].filled,
            text: json["text"].string ?? "", createdAt: date(json["ts_created_iso"]))
    }

    /// The first request of a customer may come as `system` with the shop's words around it; other messages of the system
    /// report what happened to the ticket.
    var isCustomerRequest: Bool {
        role == "system" && Self.requests.contains { text.range(ofASCII: $0) != nil }
    }

    private static let requests = [
        "hat folgende Nachricht", "wurde angefragt", "left the following message", "has been requested",
    ]

    var authorRole: AuthorRole {
        switch role {
        case "seller": .seller
        case "buyer": .buyer
        case "customer_service": .operator
        default: isCustomerRequest ? .buyer : .system
        }
    }
}

extension KauflandTicket.File {
    init?(_ json: JSON) {
        guard let address = json["uri"].filled else { return nil }
        let last = address.split(separator: "/").last.map(String.init) ?? "file"
        self.init(name: json["filename"].filled ?? last, address: address, createdAt: date(json["ts_created_iso"]))
    }
}

private func date(_ json: JSON) -> Timestamp? { json.string.flatMap { Timestamp(iso8601: $0) } }
