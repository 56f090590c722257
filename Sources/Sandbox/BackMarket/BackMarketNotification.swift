import Domain
import MIME

/// Back Market's mail about a folder: a wake-up call with the folder's and the order's number. No real one is public, so
/// its words are the sandbox's own.
enum BackMarketNotification {
    static func make(_ arrival: Arrival, to recipient: EmailAddress) -> Notification {
        let domain = "backmarket.com"
        let folder = arrival.conversation.id
        let mail = OutgoingMessage(
            from: Mailbox(name: "Back Market", address: "noreply@\(domain)"), to: [Mailbox(address: recipient.text)],
            subject: "Neue Nachricht im Kundenservice-Vorgang \(folder)", date: DateTime(arrival.message.sent),
            messageID: "\(randomText(20, of: .lowercaseAndDigits))@\(domain)",
            text: """
                Guten Tag,

                ein Kunde hat Ihnen geschrieben.

                Vorgang: \(folder)
                Bestellung: \(arrival.order.number)

                https://www.backmarket.fr/bo-seller/customer-care/care-folders/\(folder)
                """)
        return Notification(
            mail: mail, bounces: EmailAddress("bounces@\(domain)"), domain: domain, recipient: recipient,
            kind: .notification)
    }
}
