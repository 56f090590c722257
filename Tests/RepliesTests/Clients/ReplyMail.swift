import MIME

/// A reply with these bodies, as bytes on the wire would be read.
func replyMail(text: String? = nil, html: String? = nil, from: String = "Jonas Lampert <hallo@lampert.example>")
    -> Message
{
    let head =
        "From: \(from)\r\nTo: Ticket Bridge <tickets@bridge.example>\r\nSubject: Re: [Leuchtmarkt 88231-C]\r\nMIME-Version: 1.0\r\n"
    func part(_ type: String, _ body: String) -> String {
        "Content-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n\(body.replacing("\n", with: "\r\n"))\r\n"
    }
    if let text, let html {
        let parts = "--b9\r\n" + part("text/plain", text) + "--b9\r\n" + part("text/html", html) + "--b9--\r\n"
        return Message(parsing: Array((head + "Content-Type: multipart/alternative; boundary=b9\r\n\r\n" + parts).utf8))
    }
    return Message(parsing: Array((head + (html.map { part("text/html", $0) } ?? part("text/plain", text ?? ""))).utf8))
}
