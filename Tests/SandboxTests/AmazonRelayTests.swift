import Domain
import LMTP
import Testing

@testable import Sandbox

@Suite("Amazon's mail relay")
struct AmazonRelayTests {
    private static func mail(
        from: String = "shop@seller.example", text: String, more: String = ""
    ) -> [UInt8] {
        let head =
            "From: Shop <\(from)>\r\nTo: x@marketplace.amazon.de\r\nSubject: Re: Frage\r\nMessage-ID: <a@b>\r\n\(more)"
        return Array("\(head)\r\n\(text)".utf8)
    }

    @Test("shows the buyer what stands above the quoted original")
    func answer() throws {
        var fixture = try AmazonFixture()
        let sender = EmailAddress("shop@seller.example")
        let original = fixture.standIn.cases[0].messages[0].mailID
        let text =
            "Dzień dobry,\r\n\r\npaczka jest w drodze. 302-1234567-1234567\r\n\r\nAm 20.11. schrieb Zofia:\r\n> Dzień dobry\r\n"
        let relayed = try fixture.standIn.relay(
            Self.mail(text: text, more: "In-Reply-To: <\(original)>\r\nReferences: <\(original)>\r\n"), from: sender,
            to: fixture.relay, now: start + .seconds(60))
        #expect(relayed.message.text == "Dzień dobry,\n\npaczka jest w drodze. 302-1234567-1234567")
        #expect(relayed.remarks == [])
        #expect(fixture.standIn.conversations[0].awaitsSeller == false)
        #expect(fixture.standIn.postCount == 1)
    }

    @Test("remarks what Amazon advises and a mail lacks")
    func remarks() throws {
        var fixture = try AmazonFixture()
        let relayed = try fixture.standIn.relay(
            Self.mail(text: "Hello\r\n"), from: EmailAddress("shop@seller.example"), to: fixture.relay, now: start)
        #expect(relayed.remarks.count == 4)
    }

    @Test(
        "refuses",
        arguments: [
            ("other@seller.example", "shop@seller.example", "", 550),
            ("shop@seller.example", "other@seller.example", "", 550),
            ("", "shop@seller.example", "", 550),
            ("shop@seller.example", "shop@seller.example", "nobody@marketplace.amazon.de", 550),
        ])
    func refusal(_ envelope: String, _ header: String, _ recipient: String, _ code: Int) throws {
        var fixture = try AmazonFixture()
        let to = recipient.isEmpty ? fixture.relay : try #require(EmailAddress(recipient))
        let error = #expect(throws: SMTPReply.self) {
            try fixture.standIn.relay(
                Self.mail(from: header, text: "x"), from: EmailAddress(envelope), to: to, now: start)
        }
        #expect(error?.code == code)
        #expect(fixture.standIn.postCount == 0)
    }

    @Test("finds the case by alias alone, and refuses an unknown case")
    func addresses() throws {
        let fixture = try AmazonFixture()
        let sender = EmailAddress("shop@seller.example")
        try fixture.standIn.checkEnvelope(from: sender, to: fixture.relay.withoutDetail)
        #expect(throws: SMTPReply.self) {
            try fixture.standIn.checkEnvelope(
                from: sender, to: fixture.relay.withDetail("11111111-2222-4333-8444-555555555555"))
        }
    }

    @Test(
        "cuts the original",
        arguments: [
            ("Answer\n\n> quoted", "Answer", true), ("Answer\n\nOn Fri X\nwrote:\n> q", "Answer", true),
            ("Answer\n\n-----Original Message-----\nFrom: x", "Answer", true), ("Answer\n", "Answer", false),
            ("As promised:\n\none\ntwo", "As promised:\n\none\ntwo", false), ("> only", "", true),
        ])
    func cut(_ body: String, _ text: String, _ quotes: Bool) {
        let answer = AnswerText(body)
        #expect(answer.text == text)
        #expect(answer.quotesOriginal == quotes)
    }
}
