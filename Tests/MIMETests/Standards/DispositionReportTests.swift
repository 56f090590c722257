import MIME
import Testing

@Suite("Disposition notifications")
struct DispositionReportTests {
    private func report(_ fields: String) throws -> DispositionReport {
        let message = Mail.parse(
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=r\n\n--r\n\nRead.\n--r\nContent-Type: message/disposition-notification\n\n\(fields)\n--r--\n"
        )
        guard case .disposition(let report) = message.report else { throw Mail.Missing() }
        return report
    }

    @Test("the fields are typed")
    func fields() throws {
        let report = try report(
            "Reporting-UA: joes-pc.example; Foomail 97.1\nOriginal-Recipient: rfc822;joe@x.example\nFinal-Recipient: rfc822;j@x.example\nOriginal-Message-ID: <1@x.example>\nDisposition: manual-action/MDN-sent-manually; displayed\nError: one\nError: two\n"
        )
        #expect(report.reportingAgent == "joes-pc.example; Foomail 97.1")
        #expect(report.originalRecipient?.address == "joe@x.example")
        #expect(report.finalRecipient?.address == "j@x.example")
        #expect(report.originalMessageID == "1@x.example")
        #expect(report.disposition?.kind == .displayed)
        #expect(report.errors == ["one", "two"])
    }

    typealias Mode = DispositionReport.Disposition.Mode
    static let rows:
        [(raw: String, action: Mode?, sending: Mode?, kind: DispositionReport.Disposition.Kind, modifiers: [String])] =
            [
                ("manual-action/MDN-sent-manually; displayed", .manual, .manual, .displayed, []),
                ("automatic-action/MDN-sent-automatically; deleted", .automatic, .automatic, .deleted, []),
                (
                    "automatic-action/MDN-sent-automatically;\r\n processed/error", .automatic, .automatic, .processed,
                    ["error"]
                ),
                (
                    "Manual-Action / mdn-sent-automatically ; (x) Dispatched / Error , superseded", .manual, .automatic,
                    .dispatched, ["error", "superseded"]
                ),
                ("manual-action; denied", .manual, nil, .denied, []), ("x/y; failed", nil, nil, .failed, []),
                ("; displayed", nil, nil, .displayed, []),
            ]

    @Test("disposition: modes, kind, modifiers", arguments: rows)
    func disposition(
        raw: String, action: Mode?, sending: Mode?, kind: DispositionReport.Disposition.Kind, modifiers: [String]
    ) throws {
        let disposition = try #require(try report("Disposition: \(raw)\n").disposition)
        #expect(disposition.action == action)
        #expect(disposition.sending == sending)
        #expect(disposition.kind == kind)
        #expect(disposition.modifiers == modifiers)
    }

    @Test(
        "an unknown or missing disposition is none",
        arguments: ["", "displayed", "manual-action/MDN-sent-manually; eaten", ";;", "(", "a/b/c;d"])
    func unknown(raw: String) throws {
        #expect(try report("Disposition: \(raw)\n").disposition == nil)
        #expect(try report("X: y\n").disposition == nil)
    }

    @Test("a notification whose fields are missing is still one")
    func empty() throws {
        #expect(try report("").fields.isEmpty)
    }
}
