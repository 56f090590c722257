import Domain
import MIME

/// Kaufland's mail about a ticket, in the storefront's language: ticket number, order number and the text.
enum KauflandNotification {
    private struct Words {
        var firstSubject: String
        var nextSubject: String
        var firstLine: String
        var nextLine: String
        var ticket: String
        var order: String
    }

    private static let german = Words(
        firstSubject: "Neues Ticket %@ zu Ihrer Bestellung", nextSubject: "Neue Nachricht zu Ticket %@",
        firstLine: "Ein Kunde hat ein Ticket eröffnet.", nextLine: "Ein Kunde hat auf ein Ticket geantwortet.",
        ticket: "Ticket", order: "Bestellung")
    private static let polish = Words(
        firstSubject: "Nowe zgłoszenie %@ dotyczące zamówienia", nextSubject: "Nowa wiadomość w zgłoszeniu %@",
        firstLine: "Klient utworzył zgłoszenie.", nextLine: "Klient odpowiedział w zgłoszeniu.",
        ticket: "Zgłoszenie", order: "Zamówienie")

    static func make(_ arrival: Arrival, to recipient: EmailAddress) -> Notification {
        let words = arrival.order.language == "pl" ? polish : german
        let ticket = arrival.conversation.id
        let domain = "kaufland-marktplatz.de"
        let mail = OutgoingMessage(
            from: Mailbox(name: "Kaufland", address: "noreply@\(domain)"), to: [Mailbox(address: recipient.text)],
            subject: (arrival.isFirst ? words.firstSubject : words.nextSubject).replacing("%@", with: ticket),
            date: DateTime(arrival.message.sent), messageID: "\(randomText(20, of: .lowercaseAndDigits))@\(domain)",
            text: """
                \(arrival.isFirst ? words.firstLine : words.nextLine)

                \(words.ticket): \(ticket)
                \(words.order): \(arrival.order.number)

                \(arrival.message.text)
                """)
        return Notification(
            mail: mail, bounces: EmailAddress("bounces@\(domain)"), domain: domain, recipient: recipient,
            kind: .notification)
    }
}
