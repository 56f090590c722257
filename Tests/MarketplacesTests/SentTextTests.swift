import Domain
import MIME
import Testing

@testable import Marketplaces

@Suite("Comparing what is shown with what was sent") struct SentTextTests {
    @Test(
        "white space and composition do not count, words do",
        arguments: [
            ("Guten Tag,\n\nmorgen.", "Guten Tag, morgen.\n", true), ("Gru\u{DF} a\u{308}", "Gru\u{DF} \u{E4}", true),
            ("morgen", "heute", false), ("morgen", "morgen früh", false), ("", "x", false), ("x", "", false),
            ("Ja", "Ja\n\n# 302-0000002-0000002", true), ("Ja", "Ja\n> alt", true), ("Ja", "Ja\n# Kapitel 2", false),
        ])
    func same(shown: String, sent: String, isSame: Bool) { #expect(isText(shown, thatWasSentAs: sent) == isSame) }

    @Test(
        "where more is allowed, it comes behind and is a word of its own",
        arguments: [
            ("Ja, morgen. > Wo?", "Ja, morgen.", true), ("Ja", "Ja", true), ("Januar", "Ja", false),
            ("Nein, Ja", "Ja", false), ("x", "", false), ("", "", true),
        ])
    func more(shown: String, sent: String, isSame: Bool) {
        #expect(isText(shown, thatWasSentAs: sent, allowsMore: true) == isSame)
    }

    @Test("a copy of a relay mail is the text that was posted", arguments: [true, false])
    func roundTrip(namesOrder: Bool) throws {
        let order = "302-0000002-0000002"
        let sent = namesOrder ? "Zu \(order):\n\nmorgen.\nGruß" : "Guten Tag,\n\nmorgen.\nGruß"
        let alias = try #require(EmailAddress("x@marketplace.amazon.de"))
        let context = Post.RelayContext(
            address: alias, subject: "s", messageID: nil,
            quoted: "---- Nachricht ----\nWo?\n---- Ende der Nachricht ----\n")
        let post = Post(
            thread: nil, order: OrderNumber(order), text: sent, relay: context, intendedAt: noon, key: "k")
        let mail = RelayMail(
            post: post, context: context, from: alias, date: noon, answer: AmazonRelayMail.answer(post))
        let frame = AmazonFrame("Kopf\n---- Nachricht ----\n\(mail.text)\n---- Ende der Nachricht ----\nFuß")
        #expect(isText(AmazonCopy.words(of: frame.text), thatWasSentAs: sent))
    }
}
