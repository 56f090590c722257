import Digests
import Domain
import MIME

/// Amazon's mails to the seller: a buyer's message, and the copy of an answer that the relay took.
struct AmazonNotification: Sendable {
    let account: AmazonAccount
    let frame: AmazonFrame
    let recipient: EmailAddress

    private var country: Substring { account.relayDomain.dropFirst("marketplace.amazon".count) }

    func buyerMessage(_ arrival: Arrival, in one: AmazonCase, mailID: String, files: [Attachment]) -> Notification {
        let order = arrival.order.number
        let links = links(for: one, mailID: mailID)
        let watermark = "SPC-EUAmazon-\(randomText(16, of: .digits))"
        let item = "1 / \(arrival.order.article.title) [ASIN: \(arrival.order.article.asin)]"
        let text = """
            \(frame.received)


            # \(order):
            \(item)

            ------------- \(frame.begin) -------------

            \(arrival.message.text)


            ------------- \(frame.end) -------------

            \(frame.helpful) \(links.survey)

            \(frame.resolve) \(links.resolve)

            \(frame.report) \(links.report)

            --------------------------

            \(frame.copyright)

            \(watermark)
            """
        let style =
            "white-space: pre-wrap; white-space: -moz-pre-wrap; white-space: -o-pre-wrap; word-wrap: break-word;"
        let html = """
            <html><head><style type="text/css">p{line-height:185%}</style></head><body><table><tr><td>\
            <p>\(frame.received)</p><table><tr><td># \(order):</td></tr><tr><td>\(escaped(item))</td></tr></table>\
            <p><pre style="\(style) font-family: Arial;">\(escaped(arrival.message.text))</pre></p>\
            <p>\(frame.helpful)</p><a href="\(escaped(links.resolve))">\(frame.resolve)</a> \
            <a href="\(escaped(links.report))">\(frame.report)</a></td></tr></table>\
            <div id="spc-watermark"><p>\(watermark)</p></div></body></html>
            """
        let sender = "\(one.alias)+\(one.id)@\(account.relayDomain)"
        let name = "\(arrival.message.name) - Amazon Marketplace"
        let mail = OutgoingMessage(
            from: Mailbox(name: name, address: sender), to: [Mailbox(address: recipient.text)],
            replyTo: [Mailbox(name: name, address: sender)],
            subject: filled(frame.subject, name: arrival.message.name, order: order),
            date: DateTime(arrival.message.sent), messageID: mailID,
            fields: [
                ("X-Marketplace-ID", account.marketplaceID),
                ("X-Space-Notification-Type", "BBC_MESSAGE_SENT_TO_MERCHANT"),
            ],
            text: text, html: html,
            attachments: files.map { .init(name: $0.name, type: $0.type, bytes: $0.bytes) })
        return Notification(
            mail: mail, bounces: EmailAddress("donotreply@\(account.relayDomain)"), domain: account.relayDomain,
            recipient: recipient, kind: .notification)
    }

    /// Names neither alias nor case, as in real copies.
    func ownCopy(of answer: RelayedAnswer, now: Timestamp) -> Notification {
        let buyer = answer.conversation.buyer
        let type = "BBC_MESSAGE_CONFIRMATION_TO_MERCHANT"
        let line = filled(frame.copyLine, name: buyer, order: "")
        let feedback =
            "https://sellercentral.amazon\(country)/notifications/feedback?deliveryId=\(randomUUID())"
            + "&communicationName=\(type)&deliveryChannel=EMAIL"
        let mail = OutgoingMessage(
            from: Mailbox(name: "Amazon\(country)", address: "donotreply@amazon.com"),
            to: [Mailbox(address: recipient.text)], replyTo: [Mailbox(address: "donotreply@amazon.com")],
            subject: filled(frame.copySubject, name: buyer, order: ""), date: DateTime(now),
            messageID: "\(randomText(20, of: .lowercaseAndDigits))@amazon.com",
            fields: [("X-Marketplace-ID", account.marketplaceID), ("X-Space-Notification-Type", type)],
            text: """
                \(line)

                ------------- \(frame.begin) -------------

                \(answer.message.text)

                ------------- \(frame.end) -------------

                \(feedback)
                """,
            html: """
                <html><body><div>\(escaped(line))<br>------------- \(frame.begin) -------------<br>\
                \(escaped(answer.message.text).replacing("\n", with: "<br>"))<br>\
                ------------- \(frame.end) -------------<br><a href="\(escaped(feedback))">Feedback</a></div></body></html>
                """)
        return Notification(
            mail: mail, bounces: EmailAddress("bounces@amazon.com"), domain: "amazon.com", recipient: recipient,
            kind: .ownCopy)
    }

    private func links(for one: AmazonCase, mailID: String) -> (survey: String, resolve: String, report: String) {
        let central = "https://sellercentral.amazon\(country)"
        let proof = hexadecimal(sha256(Array(mailID.utf8)).prefix(20))
        return (
            "\(central)/gp/satisfaction/survey-form.html?ie=UTF8&customAttribute1Value=BBC_MESSAGE_SENT_TO_MERCHANT",
            "\(central)/messaging/no-response-needed?t=A\(proof.prefix(13).uppercased())&m=A\(one.alias.uppercased())"
                + "&mp=\(account.marketplaceID)&c=\(AmazonAccount.sellerID)&h=\(proof)&s=1",
            "\(central)/messaging/inbox?fi=caseId&ss=\(one.id)&cc=\(one.id)&ref=bsm_email_report"
        )
    }

    private func filled(_ template: String, name: String, order: String) -> String {
        template.replacing("%#", with: order).replacing("%@", with: name)
    }

    private func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }
}
