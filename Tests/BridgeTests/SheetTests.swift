import MIME
import Replies
import Store
import Testing

@testable import Bridge

@Suite struct SheetTests {
    private func sheet() -> Sheet { Sheet(marker: "Above [[mb:ABCD-EF]]", attributes: " data-mb=\"ABCD-EF\"") }

    @Test("marker, then blocks apart by empty lines")
    func text() {
        var sheet = sheet()
        sheet.add(.head, "Zerlina wrote:")
        sheet.add(.customer, "One\n\nTwo", "Three")
        #expect(sheet.text == "Above [[mb:ABCD-EF]]\n\nZerlina wrote:\n\nOne\n\nTwo\nThree\n")
    }

    @Test("every kind of line end ends a line", arguments: ["\n", "\r\n", "\r"])
    func lineEnds(end: String) {
        var sheet = sheet()
        sheet.add(.customer, "One\(end)Two")
        #expect(sheet.text.hasSuffix("\n\nOne\nTwo\n"))
        #expect(sheet.html.contains("One<br>\nTwo"))
    }

    @Test("blocks without words are left out", arguments: ["", " ", "\n\n", "\t"])
    func empty(text: String) {
        var sheet = sheet()
        sheet.add(.internal, text)
        sheet.add(.internal, lines: [])
        #expect(sheet.text == "Above [[mb:ABCD-EF]]\n")
    }

    @Test("markup of others stays text")
    func escaping() {
        var sheet = sheet()
        sheet.add(.customer, #"<img src=x onerror="alert(1)"> & </div><b data-mb-part='internal'>"#)
        #expect(!sheet.html.contains("<img"))
        #expect(!sheet.html.contains("<b "))
        #expect(sheet.html.contains("&lt;img src=x onerror=&quot;alert(1)&quot;&gt; &amp; &lt;/div&gt;"))
    }

    @Test("a link is clickable in our own lines only, and only where it is one")
    func links() {
        var sheet = sheet()
        sheet.add(.internal, "In the portal: https://portal.example/a?b=1&c=2")
        sheet.add(.internal, #"Odd: https://portal.example/"onclick="x"#)
        sheet.add(.customer, "See https://phishing.example/x", "javascript:alert(1)")
        #expect(sheet.html.components(of: "<a href=") == 1)
        #expect(sheet.html.contains(#"<a href="https://portal.example/a?b=1&amp;c=2">"#))
    }

    @Test("a file's name never becomes a link")
    func inert() throws {
        var sheet = sheet()
        sheet.add(.internal, inert: "Not attached: https://phishing.example/x")
        #expect(!sheet.html.contains("<a href=") && sheet.html.contains("Not attached: https"))
        let light = Sheet.adding(.internal, inert: ["Not attached: https://phishing.example/x"], toHTML: sheet.html)
        #expect(!light.contains("<a href=") && light.components(of: "phishing") == 2)
        let mail = try Fixtures.composer().message(
            Fixtures.content("Hi") { $0.missing = ["a https://phishing.example/x"] }, folder: "F",
            route: Fixtures.route)
        #expect(
            mail.html?.contains("phishing.example/x") == true && mail.html?.contains("<a href=\"https://phish") == false
        )
        #expect(!mail.text.contains("https://phishing"))
    }

    @Test("each part is marked, so that it is known again")
    func parts() {
        var sheet = sheet()
        sheet.add(.head, "Zerlina wrote:")
        sheet.add(.customer, "Where is it?")
        sheet.add(.internal, "Answer by: 16:00")
        sheet.add(.answer, "It comes.")
        let sent = SentMail(text: sheet.text, html: sheet.html)
        #expect(sent.lines.map(\.part) == [.head, .head, .customer, .internal, .answer])
    }
}

extension String {
    /// How often `text` occurs.
    func components(of text: String) -> Int { split(separator: text, omittingEmptySubsequences: false).count - 1 }
}
