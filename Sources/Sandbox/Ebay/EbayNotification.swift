import Domain
import MIME

/// eBay's mail about a member's message: the HTML holds the conversation, the newest message in an element of its own.
enum EbayNotification {
    static func make(_ arrival: Arrival, buyer: String, to recipient: EmailAddress) -> Notification {
        let domain = "members.ebay.de"
        let isMembers = arrival.message.role == .buyer
        let from =
            isMembers
            ? Mailbox(name: "eBay-Mitglied: \(buyer)", address: "\(buyer)@\(domain)")
            : Mailbox(name: "eBay", address: "ebay@ebay.com")
        let older = arrival.conversation.messages.dropLast().suffix(5).reversed().enumerated().map { index, message in
            "<div id=\"UserInputtedText\(index + 2)\">\(html(message.text))</div>"
        }
        let order = arrival.order.number
        let title = html(arrival.order.article.title)
        var mail = OutgoingMessage(
            from: from, to: [Mailbox(address: recipient.text)],
            subject: isMembers
                ? "\(buyer) hat eine Nachricht gesendet zu \(arrival.order.article.title)"
                : "Ihre Bestellung \(order): eine Nachricht von eBay",
            date: DateTime(arrival.message.sent),
            messageID: "\(randomText(20, of: .lowercaseAndDigits))@starship.ebay.com",
            text: """
                \(arrival.message.text)

                \(arrival.order.article.title)
                Bestellnummer: \(order)
                """)
        mail.html = """
            <html><body><h1>Neue Nachricht von \(html(buyer))</h1>
            <div id="UserInputtedText">\(html(arrival.message.text))</div>
            \(older.joined(separator: "\n"))
            <table><tr><td>\(title)</td><td>Bestellnummer: \(order)</td></tr></table>
            <p>Bitte antworten Sie auf eBay.</p></body></html>
            """
        return Notification(
            mail: mail, bounces: EmailAddress("bounces@\(isMembers ? domain : "ebay.com")"),
            domain: isMembers ? domain : "ebay.com", recipient: recipient, kind: .notification)
    }

    private static func html(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\n", with: "<br>")
    }
}
