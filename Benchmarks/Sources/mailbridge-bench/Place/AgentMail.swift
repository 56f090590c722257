import Glibc
import MIME

/// An agent's answer to a ticket mail, as mail clients compose it and the seller's host hands it on.
struct AgentMail: Sendable {
    /// Ways of quoting that differ most.
    enum Client: Int, Sendable, CaseIterable {
        /// Plain text above the quoted mail, as Thunderbird and neomutt write it.
        case plain
        /// Text and HTML, the quote in a block of its own, as webmail writes it.
        case html
        /// Nothing quoted, as phones do when told so.
        case bare
    }

    let messageID: String
    let bytes: [UInt8]

    /// - Parameter number: makes the Message-ID
    init(_ text: String, answering mail: Message, client: Client, number: String) {
        messageID = "\(number)@client.seller.example"
        let to = (mail.replyTo.isEmpty ? mail.from : mail.replyTo).flatMap(\.mailboxes).first?.address ?? ""
        let parent = mail.messageID ?? ""
        let references = (mail.references + [parent]).map { "<\($0)>" }.joined(separator: "\r\n ")
        let date = Self.date()
        let head = """
            X-Original-To: \(to)\r
            Authentication-Results: \(Place.authservID); auth=pass smtp.auth=\(Place.agent)\r
            Received: from [192.0.2.7] by \(Place.authservID) with ESMTPSA\r
             id \(number) for <\(to)>; \(date)\r
            From: Anna Beispiel <\(Place.agent)>\r
            To: <\(to)>\r
            Subject: Re: \(mail.header.first("subject")?.text.filter { $0.isASCII } ?? "")\r
            Date: \(date)\r
            Message-ID: <\(messageID)>\r
            In-Reply-To: <\(parent)>\r
            References: \(references)\r
            MIME-Version: 1.0\r

            """
        bytes = Array((head + Self.body(text, quoting: mail.body.text ?? "", client)).utf8)
    }

    private static func body(_ text: String, quoting original: String, _ client: Client) -> String {
        let attribution = "Am 23.11.2026 um 09:14 schrieb Kundin via Conrad:"
        let lines = original.split(separator: "\n", omittingEmptySubsequences: false)
        let quoted = lines.map { $0.isEmpty ? ">" : "> \($0)" }.joined(separator: "\r\n")
        let plain = crlf(text) + (client == .bare ? "\r\n" : "\r\n\r\n\(attribution)\r\n\(quoted)\r\n")
        let plainHead = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        guard client == .html else { return plainHead + plain }
        let boundary = "=_bench_part"
        let html =
            "<div dir=\"ltr\">\(escaped(text, newline: "<br>"))</div><br><div class=\"gmail_quote\">"
            + "<div dir=\"ltr\" class=\"gmail_attr\">\(attribution)<br></div>\r\n<blockquote class=\"gmail_quote\">"
            + lines.map { escaped(String($0), newline: "") }.joined(separator: "<br>\r\n") + "</blockquote></div>\r\n"
        return "Content-Type: multipart/alternative; boundary=\"\(boundary)\"\r\n\r\n--\(boundary)\r\n"
            + plainHead + plain + "\r\n--\(boundary)\r\nContent-Type: text/html; charset=utf-8\r\n"
            + "Content-Transfer-Encoding: 8bit\r\n\r\n" + html + "\r\n--\(boundary)--\r\n"
    }

    /// The present time as RFC 5322 §3.3 writes it.
    private static func date() -> String {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        var text = [CChar](repeating: 0, count: 64)
        let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S +0000", &parts)
        return String(decoding: text[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func crlf(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\r\n")
    }

    private static func escaped(_ text: String, newline: String) -> String {
        text.flatMap { character -> String in
            switch character {
            case "&": "&amp;"
            case "<": "&lt;"
            case ">": "&gt;"
            case "\n": newline
            default: String(character)
            }
        }.map(String.init).joined()
    }
}
