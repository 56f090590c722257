import TestSupport
import Testing

@testable import MIME

@Suite struct PlainTextTests {
    @Test(
        "HTML reads as text",
        arguments: [
            ("a  b\n c", "a b c"),
            ("<p>eins</p><p>zwei</p>", "eins\n\nzwei"),
            ("<div>a<br></div><div>b</div>", "a\nb"),
            ("<div>a</div><div><br></div><div>b</div>", "a\n\nb"),
            ("a<br><br><br><br><br>b", "a\n\n\nb"),
            ("<p class=MsoNormal>a</p><p class=MsoNormal>&nbsp;</p><p class='x_MsoNormal'>b</p>", "a\n\nb"),
            ("<p style='margin:0'>a</p><p style=\"Margin: 0px\">b</p>", "a\nb"),
            ("<ul><li>a</li><li><p>b</p></li></ul>c", "- a\n- b\n\nc"),
            ("<ul><li>a<ul><li>b</ul><li>c</ul>", "- a\n  - b\n- c"),
            ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th><td> d </td></tr></table>e", "a b\nc d\ne"),
            ("<a href='https://x.example/q?a=1&amp;b=2'>hier</a>.", "hier <https://x.example/q?a=1&b=2>."),
            ("<a href='https://x.example/'>x.example</a>", "x.example"),
            ("<a href='mailto:a@x.example'>A@x.example</a>", "A@x.example"),
            ("<a href='#top'>up</a> <a>b</a> <a href='javascript:x()'>c</a>", "up b c"),
            ("<a href='https://x.example/b'><img src=i alt='Bild'></a>", "Bild <https://x.example/b>"),
            ("<a href='https://x.example/b'><img src=i></a>", "<https://x.example/b>"),
            (
                "<p>a</p><blockquote><p>q1</p><p>q2</p><blockquote>r</blockquote></blockquote>b",
                "a\n\n> q1\n>\n> q2\n>\n> > r\nb"
            ),
            ("<pre>a  b\n  c\n\nd</pre>e", "a  b\n  c\n\nd\n\ne"),
            ("a<!-- b --><script>c</script><style>d</style><template>e</template>f", "af"),
            ("<html><head><title>t</title><meta x>stray</head><body>b</body></html>", "b"),
            ("<head><style>x</style><p>b", "b"),
            ("a<span style='color:red; DISPLAY : none !important'>h<span>i</span>j</span>b", "ab"),
            ("<td style=display:none>a<td>b", "b"),
            ("<table><tr><td><div style='display:none'>a</td><td>b</table>c", "b\nc"),
            ("<p hidden>a<p>b", "b"),
            ("<img hidden alt=a>b<br style='display:none'>c", "b\nc"),
            ("-- <br>Anna", "-- \nAnna"),
            ("a&nbsp;&nbsp;b &auml; &#8211;", "a  b ä –"),
            ("<![if !mso]>a<![endif]>", "a"),
            ("a < b && c > d", "a < b && c > d"),
            ("<pre>\na&#10;b&Tab;c  d\r\n e</pre>f", "a\nb\tc  d\n e\n\nf"),
            ("<pre> \n\u{A0}a</pre>", " a"),
            ("a <b> b</b> &#10; c&#32;", "a b c"),
            ("a\0b&#0;", "ab\u{FFFD}"),
            ("<img alt='a &lt;b&gt; &ampx'>", "a <b> &ampx"),
            ("<img alt='' alt=b>c", "c"),
            ("<b STYLE='letter-spacing:1px;\tDisplay\n:none'>a</b><b style='x-display:none'>b</b>", "b"),
            ("<x-very-long-name-of-an-element hidden>a<b>c</x-very-long-name-of-an-element>d", "d"),
            ("<x-very-long-name hidden>a</x-very-long-nam>b</x-very-long-name>c", "c"),
            ("<b style='mso-hide:all' style='display:none'>a</b>", "a"),
            ("<a href=' HTTPS://X.example/a b/ '>x.example / ab</a>", "x.example / ab"),
            (
                "<a href='tel:+49 30'>+4930</a> <a href='http://x.example'>https://X.EXAMPLE/</a>",
                "+4930 https://X.EXAMPLE/"
            ),
            (
                "<a href='https://x.example/?a&lt;b&#x3e;c&#10;d&auml;&lang=e'>x</a>",
                "x <https://x.example/?abcdä&lang=e>"
            ),
            (
                "<a href='JavaScript:a()'>a</a><a href='cid:b'>b</a><a href=' # '>c</a><a href='about:blank'>d</a>",
                "abcd"
            ),
            ("<a href='https://'>a</a><a href='mailto: '></a><a href='http:///'>b</a>", "ab <http:///>"),
            ("<a href=https://x.example>a<br>b", "a\nb <https://x.example>"),
            ("<a href=https://x.example>a<a href=https://y.example>b", "a <https://x.example>b <https://y.example>"),
            ("", ""), ("<p> </p>", ""), ("</blockquote></pre></ul>a", "a"),
        ])
    func layout(html: String, text: String) {
        #expect(plainText(fromHTML: html) == text)
    }

    @Test(
        "no more than two blank lines stand together, and none at the ends",
        arguments: [
            ("a<br><br><br><br>b", "a\n\n\nb"), ("<p>a</p><p>&nbsp;</p><p>\u{A0} </p><p>&nbsp;</p>b", "a\n\n\nb"),
            ("&nbsp;<br><p>&nbsp;</p>a<div>&nbsp;</div><p>&nbsp;", "a"),
            ("a<br><pre>\n\n \t \n\n\nb\n\n</pre>", "a\n\n\nb"),
            ("<blockquote>a<p>&nbsp;</p>b</blockquote>&nbsp;<br>c", "> a\n>\n>\n> b\n\nc"),
            ("<ul><li>&nbsp;</li><li>a</li></ul>", "- \n- a"),
        ])
    func blankLines(html: String, text: String) {
        #expect(plainText(fromHTML: html) == text)
    }

    @Test("a link whose text is cut back at a line's end ends well")
    func linkBehindTrimmedBlanks() {
        #expect(plainText(fromHTML: "x&nbsp;<a href=https://y.example><br></a>") == "x\n<https://y.example>")
        #expect(plainText(fromHTML: "&nbsp;<a href=https://y.example>&nbsp;<br>z</a>") == "z <https://y.example>")
    }

    @Test("deep quotes do not multiply the output")
    func deepQuotes() {
        let html = String(repeating: "<blockquote>x", count: 5000)
        #expect(plainText(fromHTML: html).utf8.count < 5000 * 50)
    }

    @Test(
        "hostile documents take linear time",
        arguments: [
            "<div>", "<b x='", "<!--", "&", "<style>", "</x>", "<a href=x>", "<p style='a:b'>", "<script><!--", "]]>",
            "<a ",
            "<b x=\"", "<!-- -", "<style></styl", "&nbsp;", "<a href=x>&nbsp;<br>", "<a href='&#", "<title></",
            "<blockquote><br>", "<pre> ",
            "<p style='sp;", "<![CDATA[", "<li><ul>", "\u{A0}", "</", "<", "<a href=https://x.example/>x.example/ ",
        ])
    func hostile(unit: String) {
        let size = 400_000
        let bytes = Array(String(repeating: unit, count: size / unit.utf8.count).utf8)
        let time = processorTime { _ = plainText(fromHTML: bytes) }
        // Quadratic work would take minutes.
        #expect(time < .seconds(10))
    }

    @Test("every length of text and of white space comes out whole", arguments: 0...70)
    func lengths(count: Int) {
        let word = String(repeating: "ä", count: count)
        #expect(plainText(fromHTML: "<b>\(word)</b>") == word)
        #expect(plainText(fromHTML: "a \(word)  b <i> c") == (count == 0 ? "a b c" : "a \(word) b c"))
        #expect(plainText(fromHTML: "\(word) &amp; \(word)&nbsp;.") == (count == 0 ? "&  ." : "\(word) & \(word) ."))
        let path = String(repeating: "p", count: count)
        #expect(plainText(fromHTML: "<a href='//\(path)&amp;\(path)'>x</a>") == "x <//\(path)&\(path)>")
        let style = String(repeating: "s:p;", count: count)
        #expect(plainText(fromHTML: "<b style='\(style)display:none;\(style)'>a</b>b") == "b")
    }

    @Test("bytes, strings and views of them read the same", arguments: [UInt64(11), 12, 13])
    func sources(seed: UInt64) {
        var random = SeededRandom(seed: seed)
        let pieces = [
            "<a href='h", "'>", "</a>", "<br>", "<p>", "&nbsp;", " ", "\n", "ä", "x", "\u{A0}", "&am", "&#3", ";",
            "<pre>", "</pre>",
            "<blockquote>", "</blockquote>", "<li>", "<img alt=", "<td>", "<b style='display:none'>", "</b>", "<", ">",
            "/", "=", "-- ",
            "<title>", "</title>", "<!--", "-->", "\0",
        ]
        for _ in 0..<2000 {
            let html = (0..<Int.random(in: 0...30, using: &random)).map { _ in
                pieces.randomElement(using: &random) ?? ""
            }.joined()
            let text = plainText(fromHTML: html)
            #expect(plainText(fromHTML: Array(html.utf8)) == text, "seed \(seed): \(html)")
            #expect(plainText(fromHTML: html.utf8Span) == text, "seed \(seed): \(html)")
            // Known to be UTF-8 without being looked at, so it had better be.
            #expect(String(validating: text.utf8, as: UTF8.self) == text, "seed \(seed): \(html)")
        }
    }

    @Test("bytes that are no UTF-8 are replaced")
    func invalidBytes() {
        #expect(plainText(fromHTML: [0x61, 0xC2, 0x3C, 0x62, 0x3E, 0xFF]) == "a\u{FFFD}\u{FFFD}")
    }

    @Test("a character at the bound of the input stays whole or stays out", arguments: 0...5)
    func boundOfInput(length: Int) {
        let whole = ["", "a", "a", "a", "a€", "a€b"]
        #expect(plainText(fromHTML: "a€b", maximumInput: length) == whole[length])
    }

    @Test("output is bounded")
    func bounded() {
        let text = plainText(fromHTML: Array(repeating: UInt8(ascii: "x"), count: 1000), maximumInput: 100)
        #expect(text.utf8.count == 100)
        let lines = Array(String(repeating: "<p>x", count: 1000).utf8)
        #expect(plainText(fromHTML: lines, maximumOutput: 50).utf8.count < 60)
    }
}
