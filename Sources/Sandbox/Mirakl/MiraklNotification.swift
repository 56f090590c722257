import Domain
import MIME

/// The operator's mail about a message: a wake-up call with the order number and a link, without the text.
enum MiraklNotification {
    static func make(_ arrival: Arrival, names: MiraklNames, to recipient: EmailAddress) -> Notification {
        let domain = names.senderDomain
        let order = arrival.order.number
        let from = "no-reply@\(domain)"
        let mail = OutgoingMessage(
            from: Mailbox(name: "\(names.operator) Marketplace", address: from),
            to: [Mailbox(address: recipient.text)],
            subject: "Neue Nachricht zu Bestellung \(order)",
            date: DateTime(arrival.message.sent), messageID: "\(randomText(20, of: .lowercaseAndDigits))@\(domain)",
            text: """
                Guten Tag,

                Sie haben eine neue Nachricht zur Bestellung \(order) erhalten.

                https://\(names.operator.lowercased()).mirakl.net/mmp/shop/messages/\(arrival.conversation.id)

                Bitte antworten Sie im Händlerportal. Auf diese E-Mail kann nicht geantwortet werden.
                """)
        return Notification(
            mail: mail, bounces: EmailAddress("bounces@\(domain)"), domain: domain, recipient: recipient,
            kind: .notification)
    }
}
