import Domain
import Foundation
import MIME
import Replies
import Testing

@Suite("Automatic mail")
struct ClassificationTests {
    static let own = OwnAddresses(
        replyAddresses: ["tickets@shop.example"].compactMap { EmailAddress($0) },
        agentAddresses: ["anna@shop.example"].compactMap { EmailAddress($0) }, internalLists: ["team.shop.example"])

    private func classify(_ head: String, body: String = "Ja.", own: OwnAddresses = own) -> MailClassification {
        let from = head.lowercased().contains("from:") ? "" : "From: anna@shop.example\n"
        let text = from + head + "\nMIME-Version: 1.0\n\n" + body + "\n"
        return Message(parsing: Array(text.replacing("\n", with: "\r\n").utf8)).classification(own: own)
    }

    @Test(
        "each rule gives its class",
        arguments: [
            ("X-Mailbridge-Ticket: 12", MailClass.loop), ("x-mailbridge-instance: a", .loop),
            ("Message-ID: <mb-q4xk@shop.example>", .loop), ("From: tickets@shop.example", .loop),
            ("From: tickets+abc@shop.example", .loop), ("Sender: Tickets@shop.example", .loop),
            ("X-Loop: tickets@shop.example", .loop),
            ("Content-Type: multipart/report; report-type=disposition-notification; boundary=x", .mdn),
            ("Content-Type: multipart/report; report-type=delivery-status; boundary=x", .bounce),
            ("From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example>", .bounce),
            ("From: postmaster@mx.example", .bounce),
            ("X-Failed-Recipients: a@b.example", .bounce), ("X-MS-Exchange-Message-Is-Ndr:", .bounce),
            ("Return-Path: <>\nSubject: Unzustellbar: Frage", .bounce), ("Return-Path: <>\nSubject: Frage", .bounce),
            ("Auto-Submitted: auto-replied (vacation)", .autoReply), ("AUTO-SUBMITTED: Auto-Generated", .autoReply),
            ("Auto-Submitted: auto-notified; owner-email=\"a@b.example\"", .autoReply),
            ("Auto-Submitted: (odd) auto-replied", .autoReply), ("X-Autoreply: yes", .autoReply),
            ("X-Autorespond: 1", .autoReply), ("X-Autoresponder: x", .autoReply),
            ("X-Apple-Action: VACATION", .autoReply),
            ("Precedence: auto_reply", .autoReply), ("X-Precedence: AUTO_REPLY", .autoReply),
            ("X-Auto-Response-Suppress: All\nX-MS-Exchange-Inbox-Rules-Loop: a@b.example", .autoReply),
            ("Subject: Abwesenheitsnotiz: Urlaub", .autoReply),
            ("Subject: =?utf-8?q?R=C3=A9ponse_automatique_=3A?= absent", .autoReply),
            ("Subject: Odpowiedź automatyczna: urlop", .autoReply), ("Subject: Automatisch antwoord: weg", .autoReply),
            ("Subject: Out of Office", .autoReply), ("List-Id: <news.example>", .list),
            ("List-Post: <mailto:l@x.example>", .list),
            ("Precedence: Bulk", .list), ("List-Unsubscribe: <https://x.example/u>", .list),
        ])
    func rules(head: String, expected: MailClass) { #expect(classify(head).mailClass == expected, "\(head)") }

    @Test(
        "what looks automatic, but is not",
        arguments: [
            "Subject: Re: Frage", "Auto-Submitted: no", "Auto-Submitted: No (really)", "X-Auto-Response-Suppress: All",
            "X-MS-Exchange-Inbox-Rules-Loop: a@b.example", "Subject: AW: Abwesenheitsnotiz: Urlaub",
            "Subject: WG: Unzustellbar: Frage", "Subject: Ihre Abwesenheit am Montag", "Precedence: normal",
            "Disposition-Notification-To: anna@shop.example", "Feedback-ID: 1:2:3", "X-Loop: other@b.example",
            "List-Id: Team <team.shop.example>",
            "In-Reply-To: <mb-q4xk@shop.example>\nList-Unsubscribe: <https://x.example/u>",
            "Return-Path: <anna@shop.example>\nSubject: Delivery Status der Lampe",
        ])
    func humans(head: String) { #expect(classify(head) == .human, "\(head)") }

    @Test("trigger words in the body and an attached bounce change nothing")
    func body() {
        #expect(classify("Subject: Re: x", body: "Auto-Submitted: auto-replied\n> Abwesenheitsnotiz") == .human)
        let attached =
            "--b\n\nSiehe Anlage.\n--b\nContent-Type: message/rfc822\n\nFrom: mailer-daemon@x.example\n"
            + "Content-Type: multipart/report; report-type=delivery-status; boundary=c\n\n--c\nContent-Type: message/delivery-status\n\nAction: failed\n--c--\n--b--"
        #expect(classify("Content-Type: multipart/mixed; boundary=b", body: attached) == .human)
    }

    @Test("an invitation that was accepted says nothing; one with text does")
    func calendar() {
        let parts =
            "--b\nContent-Type: text/plain\n\n%\n--b\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n--b--"
        let head = "Content-Type: multipart/alternative; boundary=b"
        #expect(classify(head, body: parts.replacing("%", with: "")).mailClass == .autoReply)
        #expect(classify(head, body: parts.replacing("%", with: "Passt.")) == .human)
    }

    @Test("a receipt by its subject has no text; a mail called so has")
    func receipts() {
        #expect(classify("Subject: Gelesen: Frage", body: "").mailClass == .mdn)
        #expect(classify("Subject: Gelesen: Frage", body: "Ja, habe ich gelesen.") == .human)
    }

    @Test("more than 25 hops are a loop")
    func hops() {
        let received = "Received: from a.example by b.example; Mon, 23 Nov 2026 10:00:00 +0100\n"
        #expect(classify(String(repeating: received, count: 26) + "Subject: x").mailClass == .loop)
        #expect(classify(String(repeating: received, count: 25) + "Subject: x") == .human)
    }

    @Test("in the smallest installation the agent writes from the reply address itself")
    func oneMailbox() {
        let own = OwnAddresses(
            replyAddresses: ["shop@seller.example"].compactMap { EmailAddress($0) },
            agentAddresses: ["shop@seller.example"].compactMap { EmailAddress($0) })
        #expect(classify("From: shop@seller.example\nTo: shop@seller.example", own: own) == .human)
        #expect(classify("From: shop+q4xk7mzp2wjc5tga3rneh6ysba@seller.example", own: own).mailClass == .loop)
        #expect(classify("From: a@b.example\nTo: a@b.example", own: OwnAddresses()).mailClass == .loop)
    }

    @Test(
        "nothing automatic is relayed, no human is held", .enabled(if: Corpus.isThere("autoreplies")),
        arguments: [true, false])
    func corpus(isConfigured: Bool) throws {
        let root = Corpus.path("autoreplies")
        let expected = try #require(Corpus.bytes("\(root)/expected.json"))
        let rows = try #require(JSONSerialization.jsonObject(with: Data(expected)) as? [String: [String: Any]])
        var relayed: [String] = []
        var held: [String] = []
        for (name, row) in rows {
            let mail = try #require(Corpus.bytes("\(root)/\(name).eml"))
            let own =
                isConfigured
                ? OwnAddresses(replyAddresses: [try #require(EmailAddress("tickets@shop.example"))]) : OwnAddresses()
            let found = Message(parsing: mail).classification(own: own)
            let isHuman = row["class"] as? String == "human"
            if found.mailClass == .human, !isHuman { relayed.append(name) }
            if found.mailClass != .human, isHuman { held.append("\(name) \(found)") }
        }
        #expect(relayed.isEmpty)
        #expect(held.count <= 1, "\(held)")
        #expect(rows.count >= 87)
    }
}
