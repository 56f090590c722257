import MIME
import Testing

@Suite("Message ids")
struct MessageIDTests {
    static let rows: [(String, [String])] = [
        ("<a@b>", ["a@b"]),
        ("<a@b><c@d>", ["a@b", "c@d"]),
        ("<a@b>,\r\n <c@d>", ["a@b", "c@d"]),
        ("<a @ b>", ["a@b"]),
        ("a@b c@d", ["a@b", "c@d"]),
        ("Your mail of <a@b> from x@y", ["a@b"]),
        ("<[F1.2.3]@x.example>", ["[F1.2.3]@x.example"]),
        ("<a@b> <a@b>", ["a@b"]),
        ("<a<b@c>", ["b@c"]),
        ("<>", []),
        ("", []),
    ]

    @Test("reads ids in order", arguments: rows)
    func reads(raw: String, ids: [String]) throws {
        #expect(try Mail.field("References", raw).messageIDs == ids)
    }

    @Test("keeps the last ids of a long thread")
    func limit() {
        let message = Mail.parse("References: " + (0..<500).map { "<\($0)@x>" }.joined(separator: "\n ") + "\n\n")
        #expect(message.references.count == 200)
        #expect(message.references.last == "499@x")
    }

    @Test("lists: id, unsubscribe addresses, one click")
    func lists() {
        let message = Mail.parse(
            "List-Id: News <news.example.com>\nList-Unsubscribe: <https://x.example/u>,\n <mailto:u@x.example>\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\nDKIM-Signature: v=1; d=Mail.example;\n s=s1; b=ab\n c\n\n"
        )
        #expect(message.listID == "news.example.com")
        #expect(message.listUnsubscribe == ["https://x.example/u", "mailto:u@x.example"])
        #expect(message.unsubscribesInOneClick)
        #expect(message.signatures.map(\.domain) == ["mail.example"])
        #expect(message.signatures.map(\.selector) == ["s1"])
    }
}
