import Domain
import Glibc
import MIME
import Sandbox
import TestSupport
import Testing
import Transport

/// How the agent's mail client quotes the mail that is answered.
enum QuoteStyle: String, Sendable, CaseIterable {
    /// `>` in front of each line, below the answer.
    case plain
    /// HTML and plain text, the original in a `blockquote` below the answer.
    case html
}

/// Mails as agents' mail clients write them.
struct AgentMail {
    /// Top-posted above the quoted ticket mail, to where its Reply-To says, in its thread.
    static func reply(
        to ticket: Message, _ text: String, style: QuoteStyle = .plain, from agent: String = Shop.anna,
        attachments: [OutgoingMessage.Attachment] = []
    ) throws -> OutgoingMessage {
        let quoted = (ticket.body.text ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            .map { "> \($0)\n" }.joined()
        var mail = try reply(to: ticket, body: "\(text)\n\n\(attribution(ticket))\n\(quoted)", from: agent)
        if style == .html {
            let paragraphs = escaped(text).replacing("\n\n", with: "</p><p>").replacing("\n", with: "<br>")
            mail.html = """
                <!DOCTYPE html>
                <html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"></head><body>
                <p>\(paragraphs)</p>
                <div class="moz-cite-prefix">\(escaped(attribution(ticket)))<br></div>
                <blockquote type="cite" cite="mid:\(ticket.messageID ?? "")">
                \(inside(ticket.body.html ?? ""))
                </blockquote>
                </body></html>
                """
        }
        mail.attachments = attachments
        return mail
    }

    /// Answers below lines of the quoted ticket mail; `answers` by the line that each one follows.
    static func interleaved(_ ticket: Message, _ answers: [String: String]) throws -> OutgoingMessage {
        let lines = (ticket.body.text ?? "").split(separator: "\n", omittingEmptySubsequences: false).map { line in
            "> \(line)\n" + (answers[String(line)].map { "\n\($0)\n\n" } ?? "")
        }
        return try reply(to: ticket, body: "\(attribution(ticket))\n\(lines.joined())")
    }

    /// The same with exactly this body.
    static func reply(to ticket: Message, body: String, from agent: String = Shop.anna) throws -> OutgoingMessage {
        let address = try #require(ticket.replyTo.flatMap(\.mailboxes).first)
        let id = try #require(ticket.messageID)
        var mail = OutgoingMessage(
            from: Mailbox(name: "Canary Agent", address: agent), to: [address],
            subject: "Re: \(ticket.subject ?? "")", date: DateTime(secondsSinceEpoch: Int64(time(nil))),
            messageID: "\(UInt64.random(in: 0...UInt64.max))@client.seller.example", text: body)
        mail.inReplyTo = [id]
        mail.references = ticket.references + [id]
        return mail
    }

    /// As Thunderbird writes it.
    private static func attribution(_ ticket: Message) -> String {
        "On 11/22/26 10:12, \(ticket.from.flatMap(\.mailboxes).first?.name ?? "") wrote:"
    }

    private static func inside(_ html: String) -> Substring {
        guard let start = html.firstRange(of: "<body>"), let end = html.firstRange(of: "</body>") else {
            return html[...]
        }
        return html[start.upperBound..<end.lowerBound]
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    }
}

extension Shop {
    /// Sends a mail as the agent's client does: submission with STARTTLS and login, as whoever stands in From.
    func send(_ mail: OutgoingMessage) async throws { try await submit(mail, as: mail.from.address) }

    /// The same with the login of `user`.
    func submit(_ mail: OutgoingMessage, as user: String) async throws {
        let sender = try #require(EmailAddress(user))
        let to = try mail.to.map { try #require(EmailAddress($0.address)) }
        let client = SMTPClient(
            server: MailServer(
                host: "localhost", port: dovecot.submissionPort, security: .startTLS, caFile: dovecot.caFile),
            credentials: .password(user: user, Secret(Shop.password)))
        let result = await client.submit(try mail.bytes(), from: sender, to: to)
        guard case .accepted = result else { throw SupportError("the agent's mail was not taken: \(result)") }
    }

    /// Sends a mail as the internet does: to the port where strangers' mail comes in, without login.
    func receive(_ mail: OutgoingMessage) async throws {
        let from = EmailAddress(mail.from.address)
        let to = try mail.to.map { try #require(EmailAddress($0.address)) }
        let client = SMTPClient(
            server: MailServer(host: "127.0.0.1", port: await sandbox.smtpPort, security: .plain), credentials: nil)
        let result = await client.submit(try mail.bytes(), from: from, to: to)
        guard case .accepted = result else { throw SupportError("the mail was not taken: \(result)") }
    }
}
