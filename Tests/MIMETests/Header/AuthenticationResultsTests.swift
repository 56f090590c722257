import MIME
import Testing

@Suite("Authentication results")
struct AuthenticationResultsTests {
    @Test("reads methods, results, reasons and properties without comments")
    func reads() throws {
        let results = try #require(
            try Mail.field(
                "Authentication-Results",
                "mx.seller.example (our host) 1; dkim=pass (good)\r\n header.d=Mail.example header.s=s1; spf = softfail reason=\"not listed\" smtp.mailfrom=a@b; DMARC=Pass (p=REJECT; dis=NONE) header . from=mail.example"
            ).authenticationResults)
        #expect(results.host == "mx.seller.example")
        #expect(results.results.map(\.method) == ["dkim", "spf", "dmarc"])
        #expect(results.results.map(\.result) == ["pass", "softfail", "pass"])
        #expect(results.results(of: "dkim").first?.property("header.d") == "Mail.example")
        #expect(results.results(of: "spf").first?.reason == "not listed")
        #expect(results.results(of: "dmarc").first?.property("header.from") == "mail.example")
    }

    @Test("none is no result")
    func none() throws {
        let results = try Mail.field("Authentication-Results", "mx.seller.example; none").authenticationResults
        #expect(results?.results.isEmpty == true)
    }

    @Test("a pass in a comment does not count")
    func comment() throws {
        let results = try Mail.field("Authentication-Results", "h; dmarc=fail (dmarc=pass) header.from=x")
            .authenticationResults
        #expect(results?.results(of: "dmarc").map(\.result) == ["fail"])
    }

    struct Row: Sendable, CustomTestStringConvertible {
        let behaviour: String
        let fields: String
        let isTrusted: Bool

        init(_ behaviour: String, _ fields: String, _ isTrusted: Bool) {
            self.behaviour = behaviour
            self.fields = fields
            self.isTrusted = isTrusted
        }

        var testDescription: String { behaviour }
    }

    static let own = "Authentication-Results: mx.seller.example; dmarc=pass header.from=x.example\n"
    static let foreign = "Authentication-Results: mx.other.example; dmarc=pass header.from=x.example\n"
    static let rows: [Row] = [
        Row("the topmost field of the own host", own, true),
        Row("below the own Received", "Received: from x by mx.seller.example with ESMTPS id 1; date\n" + own, true),
        Row(
            "below a Received of a host of the same domain",
            "Received: from mx by imap.seller.example (LMTP) id 1; date\n" + own, true),
        Row("below a foreign Received", "Received: from x by relay.other.example with ESMTP id 1; date\n" + own, false),
        Row(
            "a comment does not make a Received the own",
            "Received: from x (by mx.seller.example) by relay.other.example; date\n" + own, false),
        Row("below a foreign field", foreign + own, false),
        Row("above a foreign field", own + foreign, true),
        Row("only a foreign field", foreign, false),
        Row("a longer id", "Authentication-Results: mx.seller.example.evil.example; dmarc=pass\n", false),
        Row("a shorter id", "Authentication-Results: seller.example; dmarc=pass\n", false),
        Row("the id in a comment", "Authentication-Results: evil.example (mx.seller.example); dmarc=pass\n", false),
        Row("the id behind a comment", "Authentication-Results: (hi) MX.Seller.Example; dmarc=pass\n", true),
        Row("the id in quotes", "Authentication-Results: \"mx.seller.example\"; dmarc=pass\n", true),
        Row("the field of ARC", "ARC-Authentication-Results: i=1; mx.seller.example; dmarc=pass\n", false),
        Row("text of the body", "\n" + own, false),
        Row("a field without id", "Authentication-Results: ; dmarc=pass\n" + own, false),
        Row("none", "", false),
    ]

    @Test("trusts", arguments: rows)
    func trusts(row: Row) {
        let message = Mail.parse("Return-Path: <a@x>\n" + row.fields + "From: a@x.example\n\nbody\n")
        #expect((message.authenticationResults(trusting: "mx.seller.example") != nil) == row.isTrusted)
        #expect(message.authenticationResults(trusting: "") == nil)
    }
}
