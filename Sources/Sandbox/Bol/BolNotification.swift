import Domain
import MIME

/// bol's mails to the seller, in the language of the account, Dutch. Their wording is not published and is made up.
enum BolNotification {
    /// What the buyer wrote, from the alias that answers go to.
    static func buyerMessage(
        _ arrival: Arrival, from address: EmailAddress, mailID: String, earlier: [String], files: [Attachment],
        to recipient: EmailAddress
    ) -> Notification {
        let isFrench = arrival.order.language == "fr"
        let subject = (isFrench ? "Votre commande " : "Je bestelling ") + arrival.order.number
        let mail = OutgoingMessage(
            from: Mailbox(name: arrival.message.name, address: address.text), to: [Mailbox(address: recipient.text)],
            subject: earlier.isEmpty ? subject : "Re: \(subject)", date: DateTime(arrival.message.sent),
            messageID: mailID, inReplyTo: earlier.suffix(1).map { $0 }, references: earlier,
            text: arrival.message.text + "\n",
            attachments: files.map { .init(name: $0.name, type: $0.type, bytes: $0.bytes) })
        return Notification(
            mail: mail, bounces: EmailAddress("bounces@\(BolAccount.contactDomain)"),
            domain: BolAccount.contactDomain, recipient: recipient, kind: .notification)
    }

    /// A question in the seller account: that there is one, where it is, and not what it says. As in automatic mails to
    /// buyers, the order's number stands once more in a hidden line.
    static func notice(_ arrival: Arrival, mailID: String, to recipient: EmailAddress) -> Notification {
        let order = arrival.order.number
        let link = "https://partner.bol.com/sdd/"
        let html = """
            <html><body><p>Beste partner,</p><p>Je hebt een nieuwe klantvraag.</p>\
            <p>Bestelnummer: \(order)<br>Onderwerp: Retourneren</p>\
            <p><a href="\(link)">Bekijk de klantvraag in je verkoopaccount</a></p>\
            <div style="display:none">\(order)</div></body></html>
            """
        let mail = OutgoingMessage(
            from: Mailbox(name: "bol", address: "no-reply@bol.com"), to: [Mailbox(address: recipient.text)],
            subject: "Je hebt een nieuwe klantvraag over bestelling \(order)", date: DateTime(arrival.message.sent),
            messageID: mailID,
            text: """
                Beste partner,

                Je hebt een nieuwe klantvraag.

                Bestelnummer: \(order)
                Onderwerp: Retourneren

                Bekijk de klantvraag in je verkoopaccount: \(link)
                """,
            html: html)
        return Notification(
            mail: mail, bounces: EmailAddress("bounces@bol.com"), domain: "bol.com", recipient: recipient,
            kind: .notification)
    }
}
