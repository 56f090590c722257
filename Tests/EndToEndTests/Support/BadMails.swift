import Domain
import Glibc
import MIME
import TestSupport
import Testing

/// Mails that must not do what they try.
enum BadMails {
    /// Any mail of `sender` to the service's mailbox.
    static func mail(
        from sender: String, name: String? = nil, to receiver: String = Shop.mailboxUser, subject: String, text: String
    ) -> OutgoingMessage {
        OutgoingMessage(
            from: Mailbox(name: name, address: sender), to: [Mailbox(address: receiver)], subject: subject,
            date: DateTime(secondsSinceEpoch: Int64(time(nil))),
            messageID: "\(UInt64.random(in: 0...UInt64.max))@canary-sender.example", text: text)
    }

    /// Looks like the operator's notification, but nobody vouches for it.
    static var phishing: OutgoingMessage {
        mail(
            from: "no-reply@notification.mirakl.net", name: "Conrad Marketplace",
            subject: "Neue Nachricht zu Bestellung 12345678-A",
            text: """
                Guten Tag,

                Sie haben eine neue Nachricht zur Bestellung 12345678-A erhalten.

                https://canary-phishing.example/mmp/shop/messages/0
                """)
    }

    /// The agent is away, says the agent's mail server.
    static func absence(of ticket: Message) throws -> OutgoingMessage {
        var mail = try AgentMail.reply(to: ticket, body: "I am on a canary holiday until Monday.\n")
        mail.subject = "Out of office: \(ticket.subject ?? "")"
        mail.fields = [("Auto-Submitted", "auto-replied")]
        return mail
    }

    /// `mail` did not arrive, says a mail server to `receiver`; without one, to whom a ticket mail's answers go.
    static func bounce(of ticket: Message, to receiver: String? = nil) throws -> [UInt8] {
        let address = try receiver ?? #require(ticket.replyTo.flatMap(\.mailboxes).first).address
        return Array(
            """
            From: Mail Delivery System <MAILER-DAEMON@seller.example>
            To: \(address)
            Subject: Undelivered Mail Returned to Sender
            Message-ID: <\(UInt64.random(in: 0...UInt64.max))@seller.example>
            Auto-Submitted: auto-replied
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            The canary mail could not be delivered.
            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.seller.example

            Final-Recipient: rfc822; \(Shop.anna)
            Action: failed
            Status: 5.1.1
            --b
            Content-Type: message/rfc822

            Message-ID: <\(ticket.messageID ?? "")>
            Subject: \(ticket.subject ?? "")

            (text)
            --b--

            """.utf8)
    }
}
