/// The page on which a person writes as the buyer; complete in itself.
enum Page {
    /// Nil for an address that is not the page's.
    static func answer(_ request: Request) throws(Refusal) -> Response? {
        let (type, content): (String, String)
        switch request.path {
        case "/": (type, content) = ("text/html", PageMarkup.html)
        case "/page.css": (type, content) = ("text/css", PageStyle.css)
        case "/page.js": (type, content) = ("text/javascript", PageScript.javaScript)
        case "/favicon.ico": return .empty(204)
        default: return nil
        }
        guard request.method == "GET" else { throw Refusal(405, "this address takes GET", allow: "GET") }
        return Response(
            status: 200,
            headers: [("Content-Type", "\(type); charset=utf-8"), ("Content-Security-Policy", policy)],
            body: Array(content.utf8))
    }

    /// Nothing from elsewhere, nothing inline.
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
}
