import TestSupport
import Testing

@testable import Marketplaces

@Suite("Amazon's frame around a message") struct AmazonFrameTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var mail: String
        var text: String
        var testDescription: String { name }
    }

    @Test(
        "the message is cut out of it",
        arguments: [
            Row(
                name: "German",
                mail: "Kopf\n------- Nachricht: -------\n\nText\n\n------- Ende der Nachricht -------\nFuß",
                text: "Text"),
            Row(name: "unknown words", mail: "K\n----- Foo: -----\nText\n----- Bar -----\nFuß", text: "Text"),
            Row(
                name: "other dashes, two blanks",
                mail:
                    "K\n—————  Mensagem:  —————\nText\n═══ x ═══\n—— Encerrar mensagem ——\n——— Encerrar mensagem ———\n",
                text: "Text\n═══ x ═══\n—— Encerrar mensagem ——"),
            Row(
                name: "one line of HTML",
                mail:
                    "Hier ------------- Iniciar mensagem ------------- Olá! Sim. ------------- Mensagem final ------------- Fuß",
                text: "Olá! Sim."),
            Row(
                name: "marker broken into lines",
                mail: "K\n-------------\nMessage:\n-------------\nText\n-------------\nEnd message\n-------------\nF",
                text: "Text"),
            Row(name: "no end", mail: "K\n------ Message ------\nText\n\nCopyright © 2026 Amazon\nFuß", text: "Text"),
            Row(
                name: "no end, long rule", mail: "K\n------ Message ------\nText\n--------------------------\nFuß",
                text: "Text"),
            Row(name: "no begin", mail: "Text\n------ End message ------\nFuß", text: "Text"),
            Row(name: "no marker", mail: "Text\nSPC-EUAmazon-1", text: "Text"),
            Row(
                name: "marker in the text", mail: "--- Message ---\nText\n--- Hinweis ---\nmehr\n--- End message ---",
                text: "Text\n--- Hinweis ---\nmehr"),
            Row(
                name: "quoted history",
                mail:
                    "--- Message ---\nText\n\nAm 3.8.2026 um 9:12 schrieb Shop:\n> alt\n>> älter\n--- End message ---",
                text: "Text"),
            Row(
                name: "Outlook's history",
                mail: "--- Message ---\nText\n-----Original Message-----\nFrom: x\n--- End message ---", text: "Text"),
            Row(
                name: "header block",
                mail: "--- Message ---\nText\n\nVon: Shop\nGesendet: Montag\nAn: x\n\nalt\n--- End message ---",
                text: "Text"),
            Row(name: "nothing but history", mail: "--- Message ---\n> alt\n--- End message ---", text: "> alt"),
            Row(
                name: "nothing in it",
                mail: "Sie haben Post.\n--- Message ---\n\n--- End message ---\nno-response-needed",
                text: "Sie haben Post.\n--- Message ---\n\n--- End message ---"),
            Row(
                name: "portal links",
                mail: "--- Message ---\nPress https://sellercentral.amazon.de/x?y for me\n--- End message ---",
                text: "Press  for me"),
            Row(name: "empty", mail: "", text: ""),
        ])
    func cuts(row: Row) { #expect(AmazonFrame(row.mail).text == row.text) }

    @Test("the template's element is found without markers")
    func template() throws {
        let html = """
            <html><head><style>p{}</style></head><body><p>Du hast eine Nachricht.</p><p># 302-0000002-0000002:</p>
            <pre style="white-space: pre-wrap; white-space: -o-pre-wrap">Guten Tag,
            a &amp; b</pre><p>War das hilfreich?</p><a href="https://sellercentral.amazon.de/messaging/inbox?cc=1">x</a></body></html>
            """
        let frame = AmazonFrame(try #require(AmazonTemplate(html)).text)
        #expect(frame.text == "Guten Tag,\na & b")
        #expect(frame.head.contains("# 302-0000002-0000002:"))
        #expect(frame.footer.webLinks.map(\.text) == ["https://sellercentral.amazon.de/messaging/inbox?cc=1"])
        #expect(AmazonTemplate("<pre>x</pre>") == nil)
    }

    @Test("texts made of markers never trap and never come out empty")
    func random() {
        let seed = UInt64.random(in: .min ... .max)
        var generator = SeededGenerator(seed: seed)
        let pieces = [
            "---", "-", " ", "\n", "Message", "End message", ":", "> x", "On 1 X wrote:", "é", "Copyright 2026", "SPC-",
            "https://sellercentral", "\u{301}",
        ]
        for _ in 0..<5000 {
            let mail = (0..<Int.random(in: 0..<20, using: &generator)).map { _ in
                pieces.randomElement(using: &generator) ?? ""
            }.joined()
            let text = AmazonFrame(mail).text
            #expect(!text.isEmpty || mail.allSatisfy(\.isWhitespace), "seed \(seed): \(mail.debugDescription)")
        }
    }
}
