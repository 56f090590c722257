import Domain
import MIME

/// What recognition needs of a mail, read once.
struct NotificationMail: Sendable {
    /// Bytes of a text that are looked at; notifications are far shorter.
    static let textLimit = 262_144

    /// Exactly one sender, or nil: with two, mail clients and hosts may each believe another.
    let sender: Mailbox?
    /// Every mailbox of every From field.
    let senders: [Mailbox]
    let replyTo: [EmailAddress]
    /// To, Cc and what receiving hosts noted.
    let recipients: [EmailAddress]
    let subject: String
    /// To read, LF line ends.
    let text: String
    /// Nil if the mail has no HTML.
    let html: String?
    /// Whether `text` was made from the HTML.
    let isHTMLOnly: Bool
    let hasAttachments: Bool
    let header: Header
    /// `X-Space-Notification-Type`, Amazon's word for the kind.
    let amazonType: String?
    /// `X-Marketplace-ID`.
    let amazonMarketplace: String?
    /// What the own receiving host found out.
    let authentication: AuthenticationResults?
    /// A field that decides something stands twice. A signature covers the lower one (RFC 6376 §5.4.2), and whoever has a
    /// signed mail may put another in front.
    let hasDoubledField: Bool

    init(_ message: Message, authservID: String?) {
        senders = message.from.mailboxes
        let isSingle = message.header.all("From").count == 1 && senders.count == 1
        sender = isSingle ? senders.first : nil
        func addresses(_ list: [Address]) -> [EmailAddress] { list.mailboxes.compactMap { EmailAddress($0.address) } }
        replyTo = addresses(message.replyTo)
        recipients =
            addresses(message.to) + addresses(message.cc) + addresses(message.deliveredTo)
            + addresses(message.originalTo)
        subject = message.subject ?? ""
        let body = message.body
        text = (body.text ?? "").boundedUTF8(Self.textLimit)
        html = body.html.map { $0.boundedUTF8(Self.textLimit) }
        isHTMLOnly = body.textIsFromHTML
        hasAttachments = !message.attachments.isEmpty
        header = message.header
        amazonType = message.header.text("X-Space-Notification-Type")?.trimmed
        amazonMarketplace = message.header.text("X-Marketplace-ID")?.trimmed
        let fields = message.header
        hasDoubledField = Self.deciding.contains { fields.all($0).count > 1 }
        authentication = authservID.flatMap { message.authenticationResults(trusting: $0) }
    }

    private static let deciding = [
        "Subject", "Date", "Message-ID", "Reply-To", "To", "Content-Type", "Content-Transfer-Encoding",
        "X-Space-Notification-Type", "X-Marketplace-ID",
    ]

    var senderDomain: DomainName? { sender.flatMap { DomainName($0.domain) } }
    var senderAddress: EmailAddress? { sender.flatMap { EmailAddress($0.address) } }

    /// All words of one kind of byte in subject and text.
    func words(_ isMember: (UInt8) -> Bool) -> (subject: [Substring], text: [Substring]) {
        (subject.runs(of: isMember), text.runs(of: isMember))
    }
}
