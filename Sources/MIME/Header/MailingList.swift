/// What a mailing list says of itself (RFC 2369, RFC 2919, RFC 8058). URIs stand in the order that the list prefers.
public struct MailingList: Sendable, Hashable {
    /// Of List-Id, without angle brackets, as written; compare it without regard to case (RFC 2919 §6).
    public private(set) var id: String?
    /// The words before the id, decoded.
    public private(set) var name: String?
    public private(set) var help: [String] = []
    public private(set) var unsubscribe: [String] = []
    public private(set) var subscribe: [String] = []
    public private(set) var post: [String] = []
    public private(set) var owner: [String] = []
    public private(set) var archive: [String] = []
    /// False if List-Post is `NO`: nobody may write to the list (RFC 2369 §3.4).
    public private(set) var acceptsPosts = true
    /// Where one POST ends the subscription without further question (RFC 8058 §3.1).
    public private(set) var oneClickURI: String?

    /// Nil if the header has no field of a list.
    init?(_ header: Header) {
        let lists: [(name: String, path: WritableKeyPath<Self, [String]>)] = [
            ("list-help", \.help), ("list-unsubscribe", \.unsubscribe), ("list-subscribe", \.subscribe),
            ("list-post", \.post), ("list-owner", \.owner), ("list-archive", \.archive),
        ]
        var isList = false
        for (name, path) in lists {
            let fields = header.all(name)
            if fields.isEmpty { continue }
            isList = true
            self[keyPath: path] = fields.flatMap(\.uris)
        }
        if let field = header.first("list-id") {
            isList = true
            let mailbox = field.addresses.mailboxes.last
            id = mailbox.flatMap { $0.address.isEmpty ? nil : $0.address }
            name = mailbox?.name
        }
        guard isList else { return nil }
        acceptsPosts = header.first("list-post")?.parameters.value != "no"
        if header.text("list-unsubscribe-post")?.lowercased() == "list-unsubscribe=one-click" {
            oneClickURI = unsubscribe.first { $0.lowercased().hasPrefix("https:") }
        }
    }
}

extension Header {
    /// What the List-* fields say; nil if there are none.
    public var mailingList: MailingList? { MailingList(self) }
}

extension Message {
    /// What the List-* fields say; nil if there are none.
    public var mailingList: MailingList? { header.mailingList }

    /// The id of List-Id without angle brackets (RFC 2919).
    public var listID: String? { mailingList?.id }

    /// URIs of List-Unsubscribe in order, without angle brackets (RFC 2369 §3.2).
    public var listUnsubscribe: [String] { mailingList?.unsubscribe ?? [] }

    /// Whether List-Unsubscribe works by one POST without asking (RFC 8058).
    public var unsubscribesInOneClick: Bool { mailingList?.oneClickURI != nil }
}
