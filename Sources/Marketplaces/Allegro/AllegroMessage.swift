import Domain
import Wire

/// A message of the message centre (schema Message, public.v1).
struct AllegroMessage: Sendable, Hashable {
    var id: String
    /// `VERIFYING`, `BLOCKED`, `DELIVERED`, `INTERACTING`, `DISMISSED`, or a word that did not exist when this was written.
    var status: String
    /// Whether the other side wrote it.
    var isInbound: Bool
    var login: String?
    var text: String
    var subject: String?
    var createdAt: Timestamp?
    var thread: String?
    /// The order that it says it is about.
    var order: OrderNumber?
    var isAboutOffer: Bool
    var files: [AttachmentReference]

    init?(_ json: JSON) {
        guard let id = json["id"].scalar, !id.isEmpty else { return nil }
        self.id = id
        status = json["status"].string ?? ""
        let author = json["author"]
        // Who is not known to be us is taken for the buyer: rather one message too many for the agent than one missed.
        isInbound = author["isInterlocutor"].bool ?? (author["isInterlocutor"].string != "false")
        login = author["login"].filled
        text = json["text"].string ?? ""
        subject = json["subject"].filled
        createdAt = json["createdAt"].string.flatMap { Timestamp(iso8601: $0) }
        thread = json["thread"]["id"].scalar
        order = json["relatesTo"]["order"]["id"].filled.map { OrderNumber($0) }
        isAboutOffer = json["relatesTo"]["offer"]["id"].scalar != nil
        files = AllegroFile.references(json["attachments"], at: .centre)
    }

    /// Whether it will never reach the other side.
    var isStopped: Bool { status == "BLOCKED" || status == "DISMISSED" }
}

/// A line of the list of threads. Only id and read flag are certain.
struct AllegroThread: Sendable, Hashable {
    var id: String
    var login: String?
    var changedAt: Timestamp?
    var isRead: Bool?

    init?(_ json: JSON) {
        guard let id = json["id"].scalar, !id.isEmpty else { return nil }
        self.id = id
        login = json["interlocutor"]["login"].filled
        changedAt = json["lastMessageDateTime"].string.flatMap { Timestamp(iso8601: $0) }
        // The reference's own sample writes it as a text.
        isRead = json["read"].bool ?? json["read"].string.map { $0 == "true" }
    }

    /// Logins of people without an account differ in case from place to place (`Client:1`, `client:1`).
    func isWith(_ other: String) -> Bool { login?.lowercased() == other.lowercased() }

    /// A thread without a date says nothing about those behind it.
    func isOlder(than time: Timestamp) -> Bool { changedAt.map { $0 < time } ?? false }
}
