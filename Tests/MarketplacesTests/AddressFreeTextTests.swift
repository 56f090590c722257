import Domain
import Testing
import Transport

@testable import Marketplaces

@Suite("Texts of peers without mail addresses") struct AddressFreeTextTests {
    @Test(
        "whatever looks like an address goes, the rest stays",
        arguments: [
            ("550 5.1.1 <x7k+11-22@marketplace.amazon.de>: no such user", "550 5.1.1 <address>: no such user"),
            ("sender anna.b@seller.example.", "sender <address>."), ("to=a@b,c@d", "<address>,<address>"),
            ("(a@b) 'c@d'!", "(<address>) <address>'!"), ("mailto:jürgen@müller.example ok", "mailto:<address> ok"),
            ("\"anna b\"@x.example gone", "<address> gone"), ("x \"anna b@x.example\" y", "x \"anna <address>\" y"),
            ("a@[192.0.2.1] b", "<address> b"), ("q=a%40b.example", "<address>"),
            ("M12: HTTP 400, to[0].id a@b is unknown", "M12: HTTP 400, to[0].id <address> is unknown"),
            ("2 @ 3, @name, name@", "2 @ 3, @name, name@"), ("100% sure", "100% sure"), ("", ""), ("@", "@"),
            ("\"@x", "<address>"), ("a@[unclosed", "<address>"),
        ])
    func replaced(text: String, expected: String) {
        #expect(withoutAddresses(text) == expected)
        #expect(withoutAddresses(expected) == expected)
    }

    @Test(
        "long texts of one piece are read without traps", arguments: ["@", "a@", "\"@", "a@b", "<", "%40", "\u{301}@"])
    func hostile(piece: String) { _ = withoutAddresses(String(repeating: piece, count: 20_000)) }

    @Test("no refusal and no error carries one")
    func results() async throws {
        let settings = MarketplaceSettings(
            name: "a", connector: .amazon, mode: .live, clock: "c", relayFrom: EmailAddress("s@seller.example"))
        let address = "x7k+1@marketplace.amazon.de"
        let context = Post.RelayContext(
            address: try #require(EmailAddress(address)), subject: "s", messageID: nil, quoted: "")
        let post = Post(thread: nil, order: nil, text: "x", relay: context, intendedAt: noon, key: "k")
        let words = "5.1.1 <\(address)> unknown"
        for end in [
            SubmissionResult.refused(code: 550, reply: words), .uncertain(detail: words),
            .notSent(TransportError(.unavailable, words, retry: .later)),
        ] {
            let connector = try makeConnector(
                settings, exchange: ScriptedMarketplace(), submission: ScriptedSubmission(end), now: atNoon)
            #expect(!says(await connector.post(post)).contains("@"))
            #expect(says(await connector.post(post)).contains("<address>"))
        }
        let table = AnswerTable(operation: "M12", explanation: words)
        for status in [400, 403, 500] {
            let result = try #require(table.postResult(HTTPResponse(status: status)))
            #expect(!says(result).contains("@") && says(result).contains("<address>"))
        }
        let lost = TransportError(.timeout, words, retry: .later, requestWasSent: true)
        #expect(!says(table.postResult(lost)).contains("@"))
    }

    private func says(_ result: PostResult) -> String {
        switch result {
        case .accepted: ""
        case .refused(let reason), .uncertain(let reason): reason
        case .notSent(let error): error.description
        }
    }
}
