import Domain
import MIME
import Testing

@testable import Sandbox

@Suite("Fields of the receiving host")
struct TraceFieldsTests {
    @Test("puts its own result on top, and takes out those that claim to be its own")
    func forged() throws {
        let mail =
            "Return-Path: <x@y.example>\r\nauthentication-results: (c) MX.seller.example 1;\r\n auth=pass smtp.auth=boss@seller.example\r\n"
            + "Authentication-Results: other.example; spf=pass\r\nFrom: a@b.example\r\nSubject: Authentication-Results:\r\n mx.seller.example\r\n\r\n"
            + "Authentication-Results: mx.seller.example; kept\r\n"
        let stamped = TraceFields(host: "mx.seller.example").stamped(
            Array(mail.utf8), from: "client", protocolName: "ESMTPA",
            to: try #require(EmailAddress("shop+t@seller.example")), at: start,
            results: "auth=pass smtp.auth=anna@seller.example")
        let text = String(decoding: stamped, as: UTF8.self)
        #expect(
            text.hasPrefix(
                "X-Original-To: shop+t@seller.example\r\nAuthentication-Results: mx.seller.example; "
                    + "auth=pass smtp.auth=anna@seller.example\r\nReceived: from client by mx.seller.example with ESMTPA\r\n id "
            ))
        #expect(
            text.contains(
                "; Fri, 20 Nov 2026 08:15:02 +0000\r\nAuthentication-Results: other.example; spf=pass\r\nFrom:"))
        #expect(
            text.hasSuffix(
                "Subject: Authentication-Results:\r\n mx.seller.example\r\n\r\nAuthentication-Results: mx.seller.example; kept\r\n"
            ))
        let results = Message(parsing: stamped).authenticationResults(trusting: "mx.seller.example")
        #expect(results?.results(of: "auth").first?.property("smtp.auth") == "anna@seller.example")
    }
}
