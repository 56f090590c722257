import Digests
import Domain
import MIME

/// Cdiscount's mail about a question: it comes from the customer's alias and carries the text, in French.
enum OctopiaNotification {
    private static let domain = "clemarche.com"

    static func make(_ arrival: Arrival, files: [Attachment], to recipient: EmailAddress) -> Notification {
        let alias = hexadecimal(md5(arrival.order.number.utf8))
        let mail = OutgoingMessage(
            from: Mailbox(name: "Client Cdiscount", address: "c.\(alias)@\(domain)"),
            to: [Mailbox(address: recipient.text)], subject: "Question sur la commande \(arrival.order.number)",
            date: DateTime(arrival.message.sent), messageID: "\(randomText(20, of: .lowercaseAndDigits))@\(domain)",
            text: arrival.message.text)
        return Notification(
            mail: mail, bounces: EmailAddress("bounces@\(domain)"), domain: domain, recipient: recipient,
            kind: .notification)
    }
}
