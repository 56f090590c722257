import MIME
import Testing

@Suite("Body and attachments")
struct BodyTests {
    /// A multipart whose children are `header\n\nbody` each.
    private func multipart(_ subtype: String, _ boundary: String, _ children: [String]) -> String {
        "Content-Type: multipart/\(subtype); boundary=\(boundary)\n\n"
            + children.map { "--\(boundary)\n\($0)\n" }.joined()
            + "--\(boundary)--\n"
    }
    private let plain = "Content-Type: text/plain\n\nplain words enough for a text"
    private let html = "Content-Type: text/html\n\n<p>html words</p>"

    @Test("a plain mail")
    func single() {
        let body = Mail.parse("Subject: x\n\none\ntwo\n").body
        #expect(body.text == "one\ntwo\n")
        #expect(body.html == nil)
        #expect(body.textPart?.index == 0)
    }

    @Test("alternative: text and HTML each from their part")
    func alternative() {
        let message = Mail.parse(multipart("alternative", "a", [plain, html]))
        #expect(message.body.text == "plain words enough for a text")
        #expect(message.body.html == "<p>html words</p>")
        #expect(!message.body.textIsFromHTML)
        #expect(message.attachments.isEmpty)
    }

    @Test("HTML alone is turned into text")
    func htmlOnly() {
        let message = Mail.parse(html)
        #expect(message.body.text?.contains("html words") == true)
        #expect(message.body.textIsFromHTML)
        #expect(message.body.textPart == nil)
    }

    @Test("an empty text part, or a stub beside long HTML, gives way to the HTML", arguments: ["", "  ", "Use HTML."])
    func standIn(stub: String) {
        let long = "Content-Type: text/html\n\n<p>" + String(repeating: "many words ", count: 40) + "</p>"
        let body = Mail.parse(multipart("alternative", "a", ["Content-Type: text/plain\n\n" + stub, long])).body
        #expect(body.textIsFromHTML)
        #expect(body.text?.contains("many words") == true)
    }

    @Test("related inside alternative, pictures named by the HTML are no attachments")
    func related() {
        let page = "Content-Type: text/html\n\n<p>words <img src=\"cid:p1@x\"></p>"
        let shown = "Content-Type: image/png\nContent-ID: <p1@x>\nContent-Disposition: inline; filename=a.png\n\nx"
        let unnamed = "Content-Type: image/png; name=b.png\nContent-ID: <p2@x>\n\nx"
        let message = Mail.parse(
            multipart("alternative", "a", [plain, multipart("related", "r", [page, shown, unnamed])]))
        #expect(message.body.text == "plain words enough for a text")
        #expect(message.body.html?.contains("cid:p1@x") == true)
        #expect(message.attachments.map(\.fileName) == ["b.png"])
    }

    @Test("related: start names the root")
    func start() {
        let message = Mail.parse(
            "Content-Type: multipart/related; boundary=r; start=\"<root@x>\"\n\n--r\nContent-Type: image/png\nContent-ID: <i@x>\n\nx\n--r\nContent-Type: text/html\nContent-ID: <root@x>\n\n<p>page</p>\n--r--\n"
        )
        #expect(message.body.html == "<p>page</p>")
    }

    @Test("mixed: texts are joined, also behind an attachment")
    func mixed() {
        let footer = "Content-Type: text/plain\n\n-- \nlist footer"
        let file = "Content-Type: application/pdf; name=\"f.pdf\"\nContent-Disposition: attachment\n\nx"
        let message = Mail.parse(multipart("mixed", "m", [plain, file, footer]))
        #expect(message.body.text == "plain words enough for a text\n\n-- \nlist footer")
        #expect(message.attachments.map(\.fileName) == ["f.pdf"])
    }

    @Test("mixed: HTML with a plain footer keeps both in the text")
    func htmlAndFooter() {
        let message = Mail.parse(multipart("mixed", "m", [html, "Content-Type: text/plain\n\nlist footer"]))
        #expect(message.body.text?.contains("html words") == true)
        #expect(message.body.text?.hasSuffix("list footer") == true)
        #expect(message.body.html == "<p>html words</p>")
    }

    @Test("mixed inside alternative, as Apple Mail writes it")
    func appleMail() {
        let file = "Content-Type: application/pdf; name=f.pdf\nContent-Disposition: inline; filename=f.pdf\n\nx"
        let message = Mail.parse(
            multipart(
                "alternative", "a",
                [plain, multipart("mixed", "m", [html, file, "Content-Type: text/html\n\n<p>rest</p>"])]))
        #expect(message.body.text == "plain words enough for a text")
        #expect(message.body.html == "<p>html words</p>\n<p>rest</p>")
        #expect(message.attachments.map(\.fileName) == ["f.pdf"])
    }

    @Test("named text, other text and declared attachments are files")
    func textFiles() {
        let named = "Content-Type: text/plain; name=log.txt\n\nlog"
        let csv = "Content-Type: text/csv\n\na;b"
        let declared = "Content-Type: text/plain\nContent-Disposition: attachment\n\nx"
        let message = Mail.parse(multipart("mixed", "m", [plain, named, csv, declared]))
        #expect(message.body.text == "plain words enough for a text")
        #expect(message.attachments.map { message.fileName(of: $0) } == ["log.txt", "part-3.csv", "part-4.txt"])
    }

    @Test("a named text that comes first is the body")
    func namedFirst() {
        #expect(Mail.parse("Content-Type: text/plain; name=a.txt\n\nwords").body.text == "words")
    }

    @Test("report: human text, fields of the status, the returned message as a file")
    func report() throws {
        let status =
            "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; a@x\nAction: failed (x)\nStatus: 5.1.1 (no such user)\n\nFinal-Recipient: rfc822; b@x\nAction: Delayed\nStatus: 4.0.0\n"
        let message = Mail.parse(
            multipart("report", "r", [plain, status, "Content-Type: message/rfc822\n\nSubject: mine\n\nx"]))
        #expect(message.body.text == "plain words enough for a text")
        #expect(message.attachments.map(\.type) == ["message/rfc822"])
        guard case .delivery(let report) = message.report else { throw Mail.Missing() }
        #expect(report.fields.text("reporting-mta") == "dns; mx.example")
        #expect(report.recipients.map(\.action) == [.failed, .delayed])
        #expect(report.recipients.map(\.status) == [StatusCode(.permanent, 1, 1), StatusCode(.temporary, 0, 0)])
    }

    @Test("signed: the first child; encrypted: nothing to show")
    func signedAndEncrypted() {
        let signature = "Content-Type: application/pkcs7-signature; name=smime.p7s\n\nx"
        let signed = Mail.parse(multipart("signed", "s", [plain, signature]))
        #expect(signed.body.text == "plain words enough for a text")
        #expect(signed.attachments.map(\.fileName) == ["smime.p7s"])
        let encrypted = Mail.parse(
            multipart(
                "encrypted", "e",
                [
                    "Content-Type: application/pgp-encrypted\n\nVersion: 1",
                    "Content-Type: application/octet-stream\n\nx",
                ]))
        #expect(encrypted.body.text == nil)
        #expect(encrypted.isEncrypted)
    }

    @Test("what lies in an enclosed message is not ours")
    func enclosed() {
        let inner =
            "Content-Type: message/rfc822\n\nSubject: in\n"
            + multipart("mixed", "i", [plain, "Content-Type: image/png; name=i.png\n\nx"])
        let message = Mail.parse(multipart("mixed", "m", [plain, inner]))
        #expect(message.body.text == "plain words enough for a text")
        #expect(message.attachments.map(\.type) == ["message/rfc822"])
    }

    @Test("winmail.dat is told")
    func tnef() {
        #expect(
            Mail.parse(multipart("mixed", "m", [plain, "Content-Type: application/ms-tnef; name=winmail.dat\n\nx"]))
                .hasFilesInTNEF)
    }

    @Test(
        "a winmail.dat that holds nothing but the text's formatting has no files; in doubt it has",
        arguments: [
            // Signature and key, then attributes: level, id, length, data, checksum.
            ("789F3E22 0100 01 06900800 04000000 00000100 0100", false),
            ("789F3E22 0100 01 06900800 04000000 00000100 0100 01 03900600 02000000 AABB 0000", false),
            ("789F3E22 0100 01 06900800 04000000 00000100 0100 02 02900600 01000000 AA 0000", true),
            ("789F3E22 0100 01 06900800 FFFFFFFF 00", true), ("789F3E22 0100 01 0690", true),
            ("789F3E22 0100", false), ("789F3E23 0100", true), ("", true),
        ])
    func filesInTNEF(hex: String, hasFiles: Bool) {
        let digits = Array(hex.filter { $0 != " " })
        let text = stride(from: 0, to: digits.count, by: 2).map { "=\(digits[$0])\(digits[$0 + 1])" }.joined()
        let part =
            "Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: quoted-printable\n\n\(text)"
        #expect(Mail.parse(multipart("mixed", "m", [plain, part])).hasFilesInTNEF == hasFiles)
    }

    @Test("flowed lines are joined after decoding")
    func flowed() {
        let message = Mail.parse(
            "Content-Type: text/plain; format=flowed; delsp=yes\nContent-Transfer-Encoding: quoted-printable\n\none =20\ntwo\n> a =\n\n> b\n"
        )
        #expect(message.body.text == "one two\n> ab\n")
    }

    @Test(
        "names of attachments are made safe",
        arguments: [
            ("../../etc/passwd", "passwd"), ("C:\\dir\\a.txt", "a.txt"), ("a\u{202E}fdp.exe", "afdp.exe"),
            ("a\tb.pdf", "ab.pdf"),
            ("x...", "x"), ("CON.txt", "_CON.txt"), ("  a.pdf ", "a.pdf"), ("..", nil), ("dir/", nil), ("", nil),
        ] as [(String, String?)])
    func names(raw: String, name: String?) {
        let bytes = Array(
            "Content-Type: image/png\r\nContent-Disposition: attachment; filename=\"\(raw.contains("\\") ? raw.split(separator: "\\").joined(separator: "\\\\") : raw)\"\r\n\r\nx"
                .utf8)
        #expect(Message(parsing: bytes).parts[0].fileName == name)
    }

    @Test("long names are cut, the extension stays")
    func longName() throws {
        let bytes = Array(
            "Content-Disposition: attachment; filename=\"\(String(repeating: "ä", count: 300)).pdf\"\r\n\r\nx".utf8)
        let name = try #require(Message(parsing: bytes).parts[0].fileName)
        #expect(name.utf8.count <= 120)
        #expect(name.hasSuffix("ä.pdf"))
    }
}
