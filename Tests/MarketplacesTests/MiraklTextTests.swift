import Testing

@testable import Marketplaces

@Suite("Mirakl's message bodies") struct MiraklTextTests {
    @Test(
        "text becomes light HTML",
        arguments: [
            ("Ihr Paket ist unterwegs.\nViele Grüße", "Ihr Paket ist unterwegs.<br />Viele Grüße"),
            ("a < b & c > \"d\"", "a &lt; b &amp; c &gt; &quot;d&quot;"), ("a\r\nb", "a<br />b"),
        ])
    func writes(text: String, body: String) {
        #expect(MiraklText.markup(text) == body)
        #expect(MiraklText.plain(body) == text.replacing("\r\n", with: "\n"))
    }

    @Test(
        "bodies of other writers become text",
        arguments: [
            ("Guten Tag,<br>\nwann?", "Guten Tag,\nwann?"), ("a<BR/>b<br />c", "a\nb\nc"), ("a\nb", "a\nb"),
            ("<p>a</p><p>b</p>", "a\nb"), ("<b>fett</b> &amp; &#39;x&#39; &uuml;", "fett & 'x' ü"),
            ("3 < 4 <3", "3 < 4 <3"),
            ("<script>", ""), ("a<br><br>b", "a\n\nb"), ("", ""),
        ])
    func reads(body: String, text: String) { #expect(MiraklText.plain(body) == text) }

    @Test(
        "what was sent is recognised however the operator stores it",
        arguments: [
            ("Gruß<br />Anna", "Gruß\nAnna", true), ("Gruß\n\n Anna", "Gruß\nAnna", true), ("a  b", "a b", true),
            ("a b", "a <b> b", true), ("a &lt;b&gt; b", "a <b> b", true), ("Gruss Anna", "Gruß Anna", false),
            ("u\u{308}ber", "über", true), ("a\u{A0}b", "a b", true),
        ])
    func matches(body: String, text: String, fits: Bool) { #expect(MiraklText.matches(body: body, text: text) == fits) }
}
