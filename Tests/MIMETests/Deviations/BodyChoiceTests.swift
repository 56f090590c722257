import MIME
import Testing

/// Section "Choosing body and attachments", rule by rule.
@Suite("Choosing body and attachments")
struct BodyChoiceTests {
    private static func multipart(_ type: String, _ boundary: String, _ children: [String]) -> String {
        "Content-Type: multipart/\(type); boundary=\(boundary)\n\n" + children.map { "--\(boundary)\n\($0)\n" }.joined()
            + "--\(boundary)--"
    }
    private static let plain = "Content-Type: text/plain\n\nplain words, more than twenty letters"
    private static let html = "Content-Type: text/html\n\n<p>html words"
    private static let picture = "Content-Type: image/png; name=p.png\nContent-ID: <p@x>\n\nx"
    private static let file = "Content-Type: application/pdf; name=f.pdf\nContent-Disposition: attachment\n\nx"

    struct Row: Sendable, CustomTestStringConvertible {
        let rule: String
        let mail: String
        let text: String?
        let html: String?
        let attachments: [String]

        init(_ rule: String, _ mail: String, text: String?, html: String? = nil, files: [String] = []) {
            self.rule = rule
            self.mail = mail
            self.text = text
            self.html = html
            attachments = files
        }

        var testDescription: String { rule }
    }

    private static let words = "plain words, more than twenty letters"
    static let rows: [Row] = [
        Row(
            "1: alternative gives text and HTML", multipart("alternative", "a", [plain, html]), text: words,
            html: "<p>html words"),
        Row(
            "1: the last of each kind wins",
            multipart(
                "alternative", "a",
                ["\nfirst text, which is long enough", html, plain, "Content-Type: text/html\n\n<p>last"]),
            text: words, html: "<p>last"),
        Row(
            "1: what cannot be shown does not win",
            multipart("alternative", "a", [plain, "Content-Type: text/calendar; name=c.ics\n\nx"]),
            text: words, files: ["c.ics"]),
        Row(
            "2: the first part of related is the root",
            multipart("related", "r", ["Content-Type: text/html\n\n<p><img src=cid:p@x>", picture]),
            text: "", html: "<p><img src=cid:p@x>"),
        Row(
            "2: start names the root",
            multipart(
                "related; start=\"<h@x>\"", "r",
                [picture, "Content-Type: text/html\nContent-ID: <h@x>\n\n<p>root <img src=cid:p@x>"]),
            text: "root", html: "<p>root <img src=cid:p@x>"),
        Row(
            "2: a start that is not there leaves the first",
            multipart("related; start=\"<no@x>\"", "r", [html, picture]),
            text: "html words", html: "<p>html words", files: ["p.png"]),
        Row(
            "2: an image that the HTML does not name is a file", multipart("related", "r", [html, picture]),
            text: "html words", html: "<p>html words", files: ["p.png"]),
        Row(
            "3: successive texts of mixed are joined with a blank line", multipart("mixed", "m", ["\none", "\ntwo"]),
            text: "one\n\ntwo"),
        Row("3: an unknown multipart is mixed", multipart("x-unknown", "m", ["\none", "\ntwo"]), text: "one\n\ntwo"),
        Row(
            "3: a later text without a name is joined too", multipart("mixed", "m", [plain, file, "\n-- \nfooter"]),
            text: words + "\n\n-- \nfooter", files: ["f.pdf"]),
        Row(
            "3: a later text with a name is a file",
            multipart("mixed", "m", [plain, file, "Content-Type: text/plain; name=l.txt\n\nlog"]), text: words,
            files: ["f.pdf", "l.txt"]),
        Row(
            "4: attachment", multipart("mixed", "m", [plain, "Content-Disposition: attachment\n\nx"]), text: words,
            files: ["part-2.txt"]),
        Row(
            "4: an unknown disposition", multipart("mixed", "m", [plain, "Content-Disposition: x\n\nx"]), text: words,
            files: ["part-2.txt"]),
        Row(
            "4: not text, inline or not",
            multipart("mixed", "m", [plain, "Content-Type: image/png\nContent-Disposition: inline\n\nx"]),
            text: words, files: ["part-2.png"]),
        Row(
            "4: a name, and not the first body",
            multipart("mixed", "m", [plain, "Content-Type: text/html; name=a.html\n\n<p>x"]),
            text: words, files: ["a.html"]),
        Row(
            "4: a name on the first body",
            multipart("mixed", "m", ["Content-Type: text/plain; name=a.txt\n\n\(words)", file]),
            text: words, files: ["f.pdf"]),
        Row(
            "4: text other than plain and html",
            multipart("mixed", "m", [plain, "Content-Type: text/csv\n\na;b", "Content-Type: text/x-log\n\nx"]),
            text: words, files: ["part-2.csv", "part-3.bin"]),
        Row("4: an attachment alone", "Content-Type: application/pdf; name=f.pdf\n\nx", text: nil, files: ["f.pdf"]),
        Row(
            "5: report",
            multipart(
                "report; report-type=delivery-status", "r",
                [
                    plain, "Content-Type: message/delivery-status\n\nReporting-MTA: dns; x",
                    "Content-Type: message/rfc822\n\nSubject: mine\n\nx",
                ]),
            text: words, files: ["mine.eml"]),
        Row(
            "5: report with alternative texts",
            multipart(
                "report", "r",
                [
                    multipart("alternative", "a", [plain, html]),
                    "Content-Type: message/disposition-notification\n\nDisposition: x",
                ]),
            text: words, html: "<p>html words"),
        Row(
            "6: signed",
            multipart(
                "signed", "s",
                [multipart("mixed", "m", [plain, file]), "Content-Type: application/pgp-signature; name=s.asc\n\nx"]),
            text: words, files: ["f.pdf", "s.asc"]),
        Row("7: text missing: made from HTML", html, text: "html words", html: "<p>html words"),
        Row("7: HTML missing: stays missing", plain, text: words),
        Row(
            "7: a stub beside long HTML",
            multipart(
                "alternative", "a",
                ["\nPlease use HTML.", "Content-Type: text/html\n\n\(String(repeating: "<b>words</b> ", count: 60))"]),
            text: String(repeating: "words ", count: 60).trimmed, html: String(repeating: "<b>words</b> ", count: 60)),
        Row(
            "7: an empty text beside short HTML", multipart("alternative", "a", ["\n \n", html]), text: "html words",
            html: "<p>html words"),
        Row(
            "7: a short text beside short HTML stays", multipart("alternative", "a", ["\nOK, thanks", html]),
            text: "OK, thanks", html: "<p>html words"),
        Row(
            "digest", multipart("digest", "d", ["\nSubject: one\n\nx", "\nSubject: two\n\nx"]), text: nil,
            files: ["one.eml", "two.eml"]),
        Row(
            "alternative inside related",
            multipart(
                "related", "r",
                [multipart("alternative", "a", [plain, "Content-Type: text/html\n\n<img src=cid:p@x>"]), picture]),
            text: words, html: "<img src=cid:p@x>"),
        Row(
            "related inside alternative",
            multipart(
                "alternative", "a",
                [plain, multipart("related", "r", ["Content-Type: text/html\n\n<img src=cid:p@x>", picture])]),
            text: words, html: "<img src=cid:p@x>"),
        Row(
            "mixed inside alternative (Apple Mail)",
            multipart(
                "alternative", "a",
                [plain, multipart("mixed", "m", [html, file, "Content-Type: text/html\n\n<p>rest"])]),
            text: words, html: "<p>html words\n<p>rest", files: ["f.pdf"]),
        Row(
            "two text parts in mixed", multipart("mixed", "m", [html, "Content-Type: text/html\n\n<p>two"]),
            text: "html words\n\ntwo", html: "<p>html words\n<p>two"),
    ]

    @Test("rules", arguments: rows)
    func rules(row: Row) {
        for lineEnd in Mail.lineEnds {
            let message = Mail.parse("Subject: s\n\(row.mail)", lineEnd: lineEnd)
            #expect(message.body.text == row.text)
            #expect(message.body.html?.replacing("\r\n", with: "\n") == row.html)
            #expect(message.attachments.map { message.fileName(of: $0) } == row.attachments)
        }
    }

    @Test("5: the status part is exposed as fields")
    func report() throws {
        guard case .delivery(let report) = Mail.parse(Self.rows.first { $0.rule == "5: report" }?.mail ?? "").report
        else {
            throw Mail.Missing()
        }
        #expect(report.reportingHost?.text == "x")
    }

    @Test("6: encrypted has a flag and no text")
    func encrypted() {
        let message = Mail.parse(
            Self.multipart(
                "encrypted", "e",
                [
                    "Content-Type: application/pgp-encrypted\n\nVersion: 1",
                    "Content-Type: application/octet-stream\n\nx",
                ]))
        #expect(message.isEncrypted)
        #expect(message.body.text == nil)
        #expect(!Mail.parse(Self.plain).isEncrypted)
    }
}

extension String {
    fileprivate var trimmed: String { hasSuffix(" ") ? String(dropLast()) : self }
}
