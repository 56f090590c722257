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
            ("", ""), ("<p> </p>", ""), ("</blockquote></pre></ul>a", "a"),
        ])
    func layout(html: String, text: String) {
        #expect(plainText(fromHTML: html) == text)
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
        ])
    func hostile(unit: String) {
        let size = 400_000
        let clock = ContinuousClock()
        let bytes = Array(String(repeating: unit, count: size / unit.utf8.count).utf8)
        let time = clock.measure { _ = plainText(fromHTML: bytes) }
        // Quadratic work would take minutes.
        #expect(time < .seconds(10))
    }

    @Test("output is bounded")
    func bounded() {
        let text = plainText(fromHTML: Array(repeating: UInt8(ascii: "x"), count: 1000), maximumInput: 100)
        #expect(text.utf8.count == 100)
        let lines = Array(String(repeating: "<p>x", count: 1000).utf8)
        #expect(plainText(fromHTML: lines, maximumOutput: 50).utf8.count < 60)
    }
}
