import Testing

@testable import Bridge

@Suite("Links that open a mail") struct MailtoLinkTests {
    @Test("everything but plain letters is encoded, lines end with CRLF")
    func encoded() {
        let link = MailtoLink(
            address: "shop+abc23@example.com", subject: "Re: [Conrad 1-A] Größe? 100% & mehr",
            body: "#refund 12.50 EUR\n\n\"ok\" = ja")
        #expect(
            link.url
                == "mailto:shop%2Babc23@example.com?subject=Re%3A%20%5BConrad%201-A%5D%20Gr%C3%B6%C3%9Fe%3F%20100%25%20%26%20mehr"
                + "&body=%23refund%2012.50%20EUR%0D%0A%0D%0A%22ok%22%20%3D%20ja")
    }

    @Test("a link that clients would cut is none")
    func long() {
        #expect(MailtoLink(address: "a@b.example", subject: "s", body: String(repeating: "ü", count: 400)).url == nil)
    }
}
