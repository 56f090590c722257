import MIME
import Testing

@Suite("Automatic mail")
struct AutomaticMailTests {
    static let rows: [(fields: String, expected: AutomaticMail?)] = [
        ("Auto-Submitted: auto-generated\n", .submitted(.generated)),
        ("Auto-Submitted: auto-replied (vacation)\n", .submitted(.replied)),
        ("Auto-Submitted: (x) Auto-Replied; owner-email=\"a@x\"\n", .submitted(.replied)),
        ("Auto-Submitted: auto-notified; owner-token=x\n", .submitted(.notified)),
        ("Auto-Submitted: auto-forwarded\n", .submitted(.other("auto-forwarded"))), ("Auto-Submitted: no\n", nil),
        ("Auto-Submitted: No (typed by hand)\n", nil), ("Auto-Submitted:\n", nil),
        ("X-Autoreply: yes\n", .autoReply(field: "x-autoreply")),
        ("X-Autorespond: Away\n", .autoReply(field: "x-autorespond")), ("X-Autoreply: no\n", nil),
        ("X-Auto-Response-Suppress: All\n", .suppressesResponses),
        ("X-Auto-Response-Suppress: DR, OOF, AutoReply\n", .suppressesResponses),
        ("X-Auto-Response-Suppress: DR, RN, NRN\n", nil), ("X-Auto-Response-Suppress: None\n", nil),
        ("Precedence: bulk\n", .precedence(.bulk)), ("Precedence: LIST\n", .precedence(.list)),
        ("Precedence: junk (x)\n", .precedence(.junk)),
        ("Precedence: auto_reply\n", .precedence(.autoReply)), ("X-Precedence: auto-reply\n", .precedence(.autoReply)),
        ("Precedence: first-class\n", nil), ("Return-Path: <>\n", .nullSender), ("Return-Path: < >\n", .nullSender),
        ("Return-Path: <a@x>\n", nil), ("Return-Path:\n", nil), ("List-Id: <a.x>\n", .list),
        ("List-Unsubscribe: <mailto:a@x>\n", .list),
        ("List-Post: NO\n", .list),
        ("Content-Type: multipart/report; report-type=delivery-status; boundary=b\n", .report), ("", nil),
    ]

    @Test("one value tells by which sign a mail is automatic", arguments: rows)
    func signs(fields: String, expected: AutomaticMail?) {
        let text = "From: a@x\n\(fields)Subject: s\n\nbody\n"
        #expect(Mail.parse(text).automatic == expected)
        #expect(Header(parsing: Mail.bytes(text)).automatic == expected)
    }

    @Test("the stronger sign decides, whatever the order of the fields")
    func order() {
        let fields = [
            "Precedence: bulk\n", "List-Id: <a.x>\n", "Return-Path: <>\n", "X-Auto-Response-Suppress: All\n",
            "X-Autoreply: yes\n", "Auto-Submitted: auto-replied\n", "Content-Type: multipart/report; boundary=b\n",
        ]
        let expected: [AutomaticMail] = [
            .precedence(.bulk), .list, .nullSender, .suppressesResponses, .autoReply(field: "x-autoreply"),
            .submitted(.replied), .report,
        ]
        for count in 1...fields.count {
            #expect(Mail.parse(fields.prefix(count).joined() + "\nx\n").automatic == expected[count - 1])
        }
    }

    @Test("Auto-Submitted: no does not hide that a list passed the mail on")
    func listed() {
        #expect(Mail.parse("Auto-Submitted: no\nList-Id: <a.x>\n\nx\n").automatic == .list)
        #expect(Mail.parse("Auto-Submitted: no\n\nx\n").autoSubmitted == .no)
    }
}
