import MIME
import Testing

@Suite("Delivery reports")
struct DeliveryReportTests {
    private func report(_ status: String, lineEnd: String = "\r\n") throws -> DeliveryReport {
        let message = Mail.parse(
            "Content-Type: multipart/report; report-type=delivery-status; boundary=r\n\n--r\n\nSorry.\n--r\nContent-Type: message/delivery-status\n\n\(status)\n--r\nContent-Type: text/rfc822-headers\n\nSubject: mine\n--r--\n",
            lineEnd: lineEnd)
        guard case .delivery(let report) = message.report else { throw Mail.Missing() }
        return report
    }

    static let status = """
        Original-Envelope-Id: QQ314159
        Reporting-MTA: dns; mx.example
        Received-From-MTA: DNS;out.shop.example
        Arrival-Date: Tue, 1 Jul 2003 10:52:37 +0200

        Original-Recipient: rfc822;Jürgen@x.example
        Final-Recipient: RFC822; <a@x.example> (Anna)
        Action: failed
        Status: 5.1.1 (no such mailbox)
        Remote-MTA: dns; mail.x.example (192.0.2.1)
        Diagnostic-Code: smtp; 550 5.1.1 <a@x.example>: Recipient
         rejected; see (https://x.example)
        Last-Attempt-Date: Tue, 1 Jul 2003 10:53:00 +0200

        Final-Recipient: rfc822; b@x.example
        Action: Delayed (trying)
        Status: 4.4.7
        Will-Retry-Until: Fri, 4 Jul 2003 10:52:37 +0200
        """

    @Test("the fields of the mail and of each recipient are typed", arguments: Mail.lineEnds)
    func fields(lineEnd: String) throws {
        let bytes = String(decoding: Self.status.utf8.map { $0 }, as: UTF8.self).replacing("ü", with: "\u{C3}\u{BC}")
        let report = try report(bytes, lineEnd: lineEnd)
        #expect(report.envelopeID == "QQ314159")
        #expect(report.reportingHost == TypedText(type: "dns", text: "mx.example"))
        #expect(report.receivedFrom == TypedText(type: "dns", text: "out.shop.example"))
        #expect(report.arrivalDate?.secondsSinceEpoch == 1_057_049_557)
        #expect(report.recipients.count == 2)
        let first = report.recipients[0]
        #expect(first.originalRecipient?.address == "Jürgen@x.example")
        #expect(first.finalRecipient?.type == "rfc822")
        #expect(first.finalRecipient?.address == "a@x.example")
        #expect(first.action == .failed)
        #expect(first.status == StatusCode(.permanent, 1, 1))
        #expect(first.remoteHost?.text == "mail.x.example (192.0.2.1)")
        #expect(first.diagnosis?.type == "smtp")
        #expect(first.diagnosis?.text == "550 5.1.1 <a@x.example>: Recipient rejected; see (https://x.example)")
        #expect(first.diagnosis?.address == nil)
        #expect(first.lastAttempt?.clock.minute == 53)
        #expect(first.willRetryUntil == nil)
        #expect(report.recipients[1].action == .delayed)
        #expect(report.recipients[1].status?.statusClass == .temporary)
        #expect(report.recipients[1].willRetryUntil?.clock.day == 4)
    }

    @Test("fields of the mail and of its only recipient may lack the blank line between them")
    func joined() throws {
        let report = try report("Reporting-MTA: dns; x\nFinal-Recipient: rfc822; a@x\nAction: failed\nStatus: 5.0.0\n")
        #expect(report.reportingHost?.text == "x")
        #expect(report.recipients.map(\.finalRecipient?.address) == ["a@x"])
    }

    @Test("further blank lines, and blocks in base64, are read")
    func spelling() throws {
        #expect(try report("\n\nReporting-MTA: dns; x\n\n\nFinal-Recipient: rfc822; a@x\n\n\n").recipients.count == 1)
        let message = Mail.parse(
            "Content-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\nUmVwb3J0aW5nLU1UQTogZG5zOyB4CgpBY3Rpb246IGZhaWxlZAo=\n"
        )
        guard case .delivery(let coded) = message.report else { throw Mail.Missing() }
        #expect(coded.recipients.map(\.action) == [.failed])
    }

    static let typed: [(raw: String, type: String, text: String, address: String?)] = [
        ("rfc822; a@x", "rfc822", "a@x", "a@x"), ("utf-8; ä@x", "utf-8", "ä@x", "ä@x"), ("a@x", "", "a@x", "a@x"),
        ("X400; /S=a/", "x400", "/S=a/", nil), (" rfc822 ;  a@x ", "rfc822", "a@x", "a@x"),
        ("rfc822; nobody", "rfc822", "nobody", nil),
        ("550 no; go away", "", "550 no; go away", nil), ("rfc822; =?utf-8?q?boss=40x?=", "rfc822", "boss@x", nil),
    ]

    @Test("type and text", arguments: typed)
    func reads(raw: String, type: String, text: String, address: String?) throws {
        let recipient = try report("A: b\n\nFinal-Recipient: \(raw)\n".replacing("ä", with: "\u{C3}\u{A4}")).recipients
            .first?.finalRecipient
        #expect(recipient == TypedText(type: type, text: text, address: address))
    }

    @Test("nothing is made up of empty or unknown values")
    func unknown() throws {
        let report = try report(
            "A: b\n\nFinal-Recipient: rfc822;\nAction: bounced\nStatus: 5.1\nLast-Attempt-Date: soon\n")
        #expect(report.reportingHost == nil)
        let recipient = try #require(report.recipients.first)
        #expect(recipient.finalRecipient == nil)
        #expect(recipient.action == nil)
        #expect(recipient.status == nil)
        #expect(recipient.lastAttempt == nil)
        #expect(recipient.diagnosis == nil)
        #expect(try self.report("").recipients.isEmpty)
    }

    @Test(
        "status codes",
        arguments: [
            ("5.1.1", "5.1.1"), ("4.0.999 x", "4.0.999"), ("2.0.0", "2.0.0"), ("3.1.1", nil), ("5.1", nil),
            ("5.1.1.1", nil),
            ("5.1.1000", nil), ("5..1", nil), ("", nil), ("x", nil),
        ] as [(String, String?)])
    func code(raw: String, code: String?) {
        #expect(StatusCode(raw)?.description == code)
    }

    @Test("an abuse report is a leaf with its type, and no report of ours")
    func abuse() {
        let message = Mail.withPart("Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nUser-Agent: x/1\n")
        #expect(message.outline == ["multipart/mixed", " text/plain", " message/feedback-report"])
        #expect(message.parts[2].isLeaf)
        #expect(message.report == nil)
    }
}
