import MIME
import Testing

/// Section "Standards": what has no suite of its own.
@Suite("Standards")
struct StandardsTests {
    @Test(
        "message/partial and message/external-body are leaves",
        arguments: [
            "message/partial; id=x; number=1", "message/external-body; access-type=URL", "message/http",
            "message/delivery-status",
        ])
    func leaves(type: String) {
        let message = Mail.withPart("Content-Type: \(type)\n\nSubject: inner\n\ntext")
        #expect(message.parts.count == 3)
        #expect(message.parts[2].isLeaf)
        #expect(message.content(of: message.parts[2]) == Mail.bytes("Subject: inner\n\ntext"))
    }

    @Test(
        "types of all shapes are kept",
        arguments: [
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "image/svg+xml",
            "x-custom/x-Thing", "application/x.!#$&-^_1",
        ])
    func types(type: String) {
        #expect(Mail.withPart("Content-Type: \(type)\n\nx").parts[2].type == type.lowercased())
    }

    @Test("Content-Disposition with its parameters; an unknown one means attachment")
    func disposition() {
        let message = Mail.withPart(
            "Content-Disposition: X-Thing; filename=a.txt;\n creation-date=\"Tue, 1 Jul 2003 10:52:37 +0200\"; size=7\n\nx"
        )
        #expect(message.parts[2].disposition?.value == "x-thing")
        #expect(message.parts[2].disposition?["size"] == "7")
        #expect(message.parts[2].disposition?["creation-date"] == "Tue, 1 Jul 2003 10:52:37 +0200")
        #expect(message.attachments.map(\.index) == [2])
    }

    @Test("cid: URLs name parts, percent-encoded too")
    func cid() {
        let message = Mail.parse(
            "Content-Type: multipart/related; boundary=r\n\n--r\nContent-Type: text/html\n\n<img src=cid:a@x><img src=\"CID:b%25c%40x\">\n--r\nContent-Type: image/png\nContent-ID: <a@x>\n\nx\n--r\nContent-Type: image/png\nContent-ID: <b%c@x>\n\nx\n--r\nContent-Type: image/png\nContent-ID: d@x\n\nx\n--r--\n"
        )
        #expect(message.attachments.map(\.contentID) == ["d@x"])
    }

    @Test("UTF-8 in every field, and in addresses; xn-- stays as it is")
    func international() {
        let message = Message(
            parsing: Array(
                "From: Jürgen <jürgen@müller.example>\r\nTo: a@xn--mller-kva.example\r\nSubject: Größe\r\nMessage-ID: <ä@ö>\r\nContent-Type: text/plain; name=\"ü.txt\"\r\nList-Id: <лист.example>\r\n\r\nx"
                    .utf8))
        #expect(message.from.mailboxes == [Mailbox(name: "Jürgen", localPart: "jürgen", domain: "müller.example")])
        #expect(message.to.mailboxes.map(\.domain) == ["xn--mller-kva.example"])
        #expect(message.subject == "Größe")
        #expect(message.messageID == "ä@ö")
        #expect(message.parts[0].fileName == "ü.txt")
        #expect(message.listID == "лист.example")
    }

    @Test("a group in From has members")
    func group() {
        let message = Mail.parse("From: Shop: a@x, B <b@x>;\nReply-To: nobody:;\n\n")
        #expect(message.from.mailboxes.map(\.address) == ["a@x", "b@x"])
        #expect(message.from == [.group(name: "Shop", members: message.from.mailboxes)])
        #expect(message.replyTo == [.group(name: "nobody", members: [])])
    }

    @Test("threads: ids in order, each once, over several fields")
    func threads() {
        let message = Mail.parse("In-Reply-To: <b@x>\nReferences: <a@x> <b@x>\nReferences: <b@x> <c@x>\n\n")
        #expect(message.inReplyTo == ["b@x"])
        #expect(message.references == ["a@x", "b@x", "c@x"])
    }

    @Test("DKIM-Signature: d= and s=; ARC fields are text")
    func signatures() {
        let message = Mail.parse(
            "DKIM-Signature: v=1; a=rsa-sha256; d=Mail.Example;\n\ts=s 1; d=evil.example; b=a\n b\nDKIM-Signature: s=x\nARC-Seal: i=1; cv=none; d=x\n\n"
        )
        #expect(message.signatures.map(\.domain) == ["mail.example"])
        #expect(message.signatures.map(\.selector) == ["s1"])
        #expect(message.header.text("arc-seal") == "i=1; cv=none; d=x")
        #expect(message.header.first("arc-seal")?.tags["cv"] == "none")
    }

    static let codings = [
        ("7bit", "a=b\n"), ("8bit", "a=b\n"), ("binary", "a=b\n"), ("quoted-printable", "a=3Db\n"),
        ("base64", "YT1iCg==\n"),
        ("uuencode", "begin 644 x\n$83UB\"@\n`\nend\n"), ("x-uuencode", "begin 644 x\n$83UB\"@\n`\nend\n"),
        ("x-uue", "begin 644 x\n$83UB\"@\n`\nend\n"), ("uue", "begin 644 x\n$83UB\"@\n`\nend\n"),
    ]

    @Test("every transfer coding", arguments: codings)
    func coding(coding: String, body: String) {
        let message = Mail.parse("Content-Transfer-Encoding: \(coding)\n\n\(body)", lineEnd: "\n")
        #expect(message.text(of: message.parts[0]) == "a=b\n")
    }

    @Test(
        "what is out of scope is a leaf with its type and name",
        arguments: [
            ("application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m", true),
            ("application/pkcs7-mime; smime-type=signed-data; name=smime.p7m", false),
            ("application/pgp-keys; name=k.asc", false),
            ("application/ms-tnef; name=winmail.dat", false), ("text/calendar; method=REQUEST; name=i.ics", false),
            ("message/x-unknown; name=m", false),
        ])
    func outOfScope(type: String, isEncrypted: Bool) {
        let message = Mail.withPart("Content-Type: \(type)\n\nx")
        #expect(message.parts[2].isLeaf)
        #expect(message.attachments.map(\.type) == [String(type.prefix { $0 != ";" })])
        #expect(type.hasSuffix("name=\(message.fileName(of: message.parts[2]))"))
        #expect(message.isEncrypted == isEncrypted)
    }

    @Test("yEnc stays text")
    func yEnc() {
        let text = "=ybegin line=128 size=1 name=a\nx\n=yend size=1\n"
        #expect(Mail.parse("Subject: s\n\n\(text)").body.text == text)
    }
}
