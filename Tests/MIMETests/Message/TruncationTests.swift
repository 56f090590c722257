import MIME
import Testing

@Suite("Truncated mails")
struct TruncationTests {
    static let mails = [
        """
        Received: from a by b; Tue, 1 Jul 2025 10:52:37 +0200
        Subject: =?utf-8?B?R3LDtg==?= =?utf-8?q?=C3=9Fe?=
         und mehr
        From: "A, B" <a@x.example>, G: c@d (e);
        Content-Type: multipart/mixed; boundary="a"

        --a
        Content-Type: multipart/alternative; boundary=b

        --b
        Content-Type: text/plain; charset=utf-8; format=flowed
        Content-Transfer-Encoding: quoted-printable

        Gr=C3=BC=C3=9Fe =
        > und
        --b
        Content-Type: text/html

        <p>Gr&uuml;&szlig;e <img src="cid:i@x"></p>
        --b--
        --a
        Content-Type: message/rfc822
        Content-Transfer-Encoding: base64

        U3ViamVjdDogaW4KQ29udGVudC1UeXBlOiB0ZXh0L2h0bWwKCjxwPng=
        --a
        Content-Disposition: attachment; filename*0*=utf-8''%C3; filename*1*=%A4.bin
        Content-Transfer-Encoding: base64

        AAECAwQFBgcICQ==
        --a--

        """,
        """
        Subject: report
        Content-Type: multipart/report; boundary=r; report-type=delivery-status

        --r

        Sorry.
        --r
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; a@x.example
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; 550 no
        --r
        Content-Type: message/rfc822

        Subject: mine
        Authentication-Results: mx.example; dmarc=pass header.from=x

        text
        begin 644 cat.txt
        #0V%T
        `
        end
        --r--

        """,
    ]

    @Test("no cut is a fault, and none loses the subject that stood before it", arguments: mails, Mail.lineEnds)
    func cuts(mail: String, lineEnd: String) throws {
        let bytes = Array(mail.replacing("\n", with: lineEnd).utf8)
        let whole = Message(parsing: bytes)
        let subject = try #require(whole.header.first("subject"))
        let subjectEnd = subject.offset + subject.raw.count
        for end in 0...bytes.count {
            let message = Message(parsing: Array(bytes[..<end]))
            #expect(message.bytes.count == end)
            if end >= subjectEnd { #expect(message.subject == subject.text, "cut at \(end)") }
            for part in message.parts {
                #expect(part.bodyRange.lowerBound >= part.headerRange.upperBound)
                _ = (message.content(of: part), message.text(of: part), message.fileName(of: part))
                _ = (message.defects(of: part), message.header(of: part).fields.map(\.text))
            }
            _ = (message.body, message.attachments, message.report, message.automatic, message.fieldDefects)
            _ = message.authenticationResults(trusting: "mx.example")
        }
    }

    @Test("every cut keeps the parts that were whole before it", arguments: Mail.lineEnds)
    func parts(lineEnd: String) {
        let bytes = Array(Self.mails[0].replacing("\n", with: lineEnd).utf8)
        let whole = Message(parsing: bytes)
        for end in stride(from: bytes.count, to: 0, by: -7) {
            let message = Message(parsing: Array(bytes[..<end]))
            for part in whole.parts where part.source == 0 && part.isLeaf && part.bodyRange.upperBound + 8 < end {
                #expect(message.parts.contains { $0.bodyRange == part.bodyRange && $0.type == part.type })
            }
        }
    }
}
