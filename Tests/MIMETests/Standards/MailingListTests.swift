import MIME
import Testing

@Suite("Mailing lists")
struct MailingListTests {
    @Test("each List-* field has its URIs, in order")
    func fields() throws {
        let list = try #require(
            Mail.parse(
                "List-Id: =?utf-8?q?Gr=C3=BC=C3=9Fe?= <news.Example.com>\nList-Help: <mailto:l@x?subject=help> (how to),\n <https://x.example/help>\nList-Unsubscribe: <https://x.example/u?a=1,2>,\n\t<mailto:u@x>\nList-Subscribe: <mailto:s@x>\nList-Post: <mailto:p@x>\nList-Owner: <mailto:o@x> (\"Jo <j@x>\")\nList-Archive: <https://x.example/a>\n\n"
            ).mailingList)
        #expect(list.id == "news.Example.com")
        #expect(list.name == "Grüße")
        #expect(list.help == ["mailto:l@x?subject=help", "https://x.example/help"])
        #expect(list.unsubscribe == ["https://x.example/u?a=1,2", "mailto:u@x"])
        #expect(list.subscribe == ["mailto:s@x"])
        #expect(list.post == ["mailto:p@x"])
        #expect(list.owner == ["mailto:o@x"])
        #expect(list.archive == ["https://x.example/a"])
        #expect(list.acceptsPosts)
        #expect(list.oneClickURI == nil)
    }

    @Test("a mail without such a field is of no list")
    func none() {
        let message = Mail.parse("Subject: s\nList: x\nListing: y\n\n")
        #expect(message.mailingList == nil)
        #expect(message.listID == nil)
        #expect(message.listUnsubscribe.isEmpty)
    }

    static let ids: [(raw: String, id: String?, name: String?)] = [
        ("<a.x.example>", "a.x.example", nil), ("News <a.x.example>", "a.x.example", "News"),
        ("\"News <b.y>\" <a.x.example>", "a.x.example", "News <b.y>"),
        ("News (weekly) <a.x.example>", "a.x.example", "News"),
        ("a.x.example", "a.x.example", nil), ("< a.x\n .example >", "a.x.example", nil),
        ("<list@x.example>", "list@x.example", nil),
        ("News of the world", nil, "News of the world"), ("", nil, nil),
    ]

    @Test("List-Id with and without words and brackets", arguments: ids)
    func id(raw: String, id: String?, name: String?) {
        let message = Mail.parse("List-Id: \(raw)\n\n")
        #expect(message.listID == id)
        #expect(message.mailingList?.name == name)
    }

    static let uris: [(raw: String, uris: [String])] = [
        ("<mailto:a@x>", ["mailto:a@x"]), ("<mailto:a@x>,<https://x>", ["mailto:a@x", "https://x"]),
        ("<mailto:a@x> <https://x>", ["mailto:a@x", "https://x"]),
        ("<https://x.example/\n\tlong/path>", ["https://x.example/long/path"]),
        ("(see <b:c>) <mailto:a@x>", ["mailto:a@x"]), ("https://x.example/u", ["https://x.example/u"]),
        ("https://x.example/u, mailto:a@x", ["https://x.example/u", "mailto:a@x"]), ("<<mailto:a@x>", ["mailto:a@x"]),
        ("<mailto:a@x", ["mailto:a@x"]), ("<>", []), ("NO", []), ("nothing here", []), ("", []),
    ]

    @Test("URIs in angle brackets, or without any", arguments: uris)
    func uri(raw: String, uris: [String]) {
        #expect(Mail.parse("List-Unsubscribe: \(raw)\n\n").listUnsubscribe == uris)
    }

    @Test("URIs take linear time", arguments: ["<", "<a", "(", "a:b ", ">"])
    func open(unit: String) throws {
        _ = try Mail.field("List-Help", String(repeating: unit, count: 100_000)).uris
    }

    @Test("List-Post: NO means that nobody may write", arguments: ["NO", "no", "NO (posting not allowed)"])
    func closed(value: String) {
        #expect(Mail.parse("List-Post: \(value)\n\n").mailingList?.acceptsPosts == false)
        #expect(Mail.parse("List-Post: <mailto:no@x>\n\n").mailingList?.acceptsPosts == true)
    }

    @Test(
        "one-click unsubscription needs its field and an https URI",
        arguments: [
            ("<https://x/u>, <mailto:u@x>", "List-Unsubscribe=One-Click", "https://x/u"),
            ("<mailto:u@x>, <HTTPS://x/u>", " list-unsubscribe=one-click ", "HTTPS://x/u"),
            ("<mailto:u@x>", "List-Unsubscribe=One-Click", nil), ("<http://x/u>", "List-Unsubscribe=One-Click", nil),
            ("<https://x/u>", "List-Unsubscribe=Two-Clicks", nil),
        ] as [(String, String, String?)])
    func oneClick(uris: String, post: String, uri: String?) {
        let message = Mail.parse("List-Unsubscribe: \(uris)\nList-Unsubscribe-Post: \(post)\n\n")
        #expect(message.mailingList?.oneClickURI == uri)
        #expect(message.unsubscribesInOneClick == (uri != nil))
        #expect(!Mail.parse("List-Unsubscribe: \(uris)\n\n").unsubscribesInOneClick)
    }
}
