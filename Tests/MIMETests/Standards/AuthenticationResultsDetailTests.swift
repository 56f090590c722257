import MIME
import Testing

/// RFC 8601 §2.2, token by token.
@Suite("Authentication results in detail")
struct AuthenticationResultsDetailTests {
    private func read(_ value: String) throws -> AuthenticationResults {
        try #require(try Mail.field("Authentication-Results", value).authenticationResults)
    }

    @Test(
        "the version is 1 unless the field says otherwise",
        arguments: [("h; none", 1), ("h 1; none", 1), ("h (c) 2 (d); none", 2), ("h 99999999999999999999; none", 0)])
    func version(value: String, version: Int) throws {
        let results = try read(value)
        #expect(results.host == "h")
        #expect(results.version == version)
        #expect(results.results.isEmpty)
    }

    @Test("a field of an unknown version is not trusted")
    func unknownVersion() {
        let message = Mail.parse("Authentication-Results: mx.example 2; dmarc=pass header.from=x\n\n")
        #expect(message.authenticationResults(trusting: "mx.example") == nil)
        #expect(
            Mail.parse("Authentication-Results: mx.example 1; dmarc=pass\n\n").authenticationResults(
                trusting: "mx.example") != nil)
    }

    @Test("none", arguments: ["h; none", "h;none", "h 1; none (nothing to do)", "h;", "h"])
    func none(value: String) throws {
        #expect(try read(value).results.isEmpty)
    }

    @Test("a method may have a version")
    func methodVersion() throws {
        let results = try read("h; dkim/1=pass; spf / 2 = fail; dmarc=pass").results
        #expect(results.map(\.method) == ["dkim", "spf", "dmarc"])
        #expect(results.map(\.version) == [1, 2, 1])
        #expect(results.map(\.result) == ["pass", "fail", "pass"])
    }

    @Test("comments may stand everywhere, nested, and never count")
    func comments() throws {
        let results = try read(
            "(a) h (b) 1 (c) ; (d) dmarc (e) = (f) pass (dmarc=fail (x) ; spf=fail) policy (g) . (h) dmarc (i) = (j) none ; (dkim=pass)"
        )
        #expect(results.results.map(\.method) == ["dmarc"])
        #expect(results.results[0].result == "pass")
        #expect(results.results[0].property("policy.dmarc") == "none")
    }

    @Test("properties: header, body, policy, smtp; values are tokens, quoted strings, addresses and domains")
    func properties() throws {
        let result = try #require(
            try read(
                "h; spf=pass reason=\"a; b\" smtp.mailfrom=a@x.example smtp.helo=mx.x.example header.from=\"a b\"@y.example policy.iprev=192.0.2.1 body.x=\"\" header.b=aB/+="
            ).results.first)
        #expect(result.reason == "a; b")
        #expect(
            result.properties.map { "\($0.key)=\($0.value)" } == [
                "smtp.mailfrom=a@x.example", "smtp.helo=mx.x.example", "header.from=a b@y.example",
                "policy.iprev=192.0.2.1",
                "body.x=", "header.b=aB/+=",
            ])
    }

    @Test(
        "broken fields give what can be read",
        arguments: ["h; =pass", "h; dkim=", "h; dkim", "h;;;", "h; a b c", "h; (", "h; dkim=pass \"", "\"h; dkim=pass"])
    func broken(value: String) throws {
        #expect(try read(value).results.allSatisfy { $0.result.isEmpty || $0.result == "pass" })
    }

    @Test("results and properties are bounded, and read in linear time")
    func bounded() throws {
        #expect(try read("h" + String(repeating: "; a=b", count: 20_000)).results.count == 100)
        let many = try read("h; a=b " + String(repeating: "c.d=e ", count: 20_000))
        #expect(many.results[0].properties.count == 100)
    }
}
