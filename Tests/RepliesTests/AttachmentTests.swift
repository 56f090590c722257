import MIME
import Replies
import Testing

@Suite("Which files go out")
struct AttachmentTests {
    private func mail(html: String, files: [(type: String, disposition: String, id: String?)]) -> Message {
        var text =
            "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n\(html)\n"
        for (number, file) in files.enumerated() {
            text += "--b\nContent-Type: \(file.type)\nContent-Disposition: \(file.disposition); filename=f\(number)\n"
            if let id = file.id { text += "Content-ID: <\(id)>\n" }
            text += "Content-Transfer-Encoding: base64\n\nAAAA\n"
        }
        return Message(parsing: Array((text + "--b--\n").replacing("\n", with: "\r\n").utf8))
    }

    @Test("attached files and pictures of the answer go, logos and quoted pictures stay")
    func pictures() {
        let html =
            "<p>Siehe Bild: <img src=\"cid:shown@x\"></p><div class=\"moz-signature\">-- <br>Jonas<br><img src=\"cid:logo@x\"></div>"
            + "<blockquote type=\"cite\">On 26/11/2026 10:05, X wrote:<br>old <img src=\"cid:quoted@x\"></blockquote>"
        let found = mail(
            html: html,
            files: [
                ("image/png", "inline", "shown@x"), ("image/png", "inline", "logo@x"),
                ("image/png", "inline", "quoted@x"),
                ("application/pdf", "attachment", nil), ("image/jpeg", "inline", nil),
                ("application/pgp-signature", "attachment", nil),
            ])
        let result = found.reply()
        #expect(result.decision == .relay)
        #expect(result.attachments.map { found.fileName(of: found.parts[$0]) } == ["f0", "f3", "f4"])
    }

    @Test("files with a Content-ID beside the body go, pictures that its HTML names in whatever way stay")
    func related() {
        let html = "<div style=\"background:url(CID:frame@x)\">Anbei das Etikett.</div>"
        var text =
            "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\n\n\(html)\n"
        for (name, type, disposition) in [
            ("label", "application/pdf", "attachment"), ("form", "application/pdf", "inline"),
            ("photo", "image/jpeg", "inline"),
            ("scan", "image/png", "attachment"), ("frame", "image/png", "inline"),
        ] {
            text += "--b\nContent-Type: \(type)\nContent-Disposition: \(disposition); filename=\(name)\n"
            text += "Content-ID: <\(name)@x>\nContent-Transfer-Encoding: base64\n\nAAAA\n"
        }
        let found = Message(parsing: Array((text + "--b--\n").replacing("\n", with: "\r\n").utf8))
        let names = found.reply().attachments.map { found.fileName(of: found.parts[$0]) }
        #expect(names == ["label", "form", "photo", "scan"])
    }
}
