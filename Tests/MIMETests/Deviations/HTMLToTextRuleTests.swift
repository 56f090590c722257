import MIME
import Testing

/// Section "HTML to text", clause by clause.
@Suite("HTML to text, by rule")
struct HTMLToTextRuleTests {
    static let rows: [(rule: String, html: String, text: String)] = [
        ("named entities", "&auml;&amp;&euro;&NotEqualTilde;&nosuch;", "ä&€≂̸&nosuch;"),
        ("numeric entities", "&#228;&#xE4;&#x1F600;&#0;", "ää😀\u{FFFD}"),
        ("numeric entities with the windows-1252 correction", "&#128;&#x96;&#150;", "€––"),
        ("script", "a<script>if (1<2) b</script>c", "ac"), ("style", "a<style>b{}</style>c", "ac"),
        ("template", "a<template><p>b</template>c", "ac"),
        ("head and title", "<head><title>t</title></head><body>a", "a"),
        ("comments", "a<!-- b --><!--c-->d", "ad"),
        ("display:none", "a<div style=\"color:red;display: none\">b<p>c</div>d", "ad"),
        ("br breaks lines", "a<br>b<br/>c", "a\nb\nc"), ("block elements break lines", "a<div>b</div>c", "a\nb\nc"),
        ("li", "<ul><li>a<li>b</ul>", "- a\n- b"),
        ("td is separated by a space, tr by a line end", "<tr><td>a<td>b<tr><td>c", "a b\nc"),
        (
            "a prints its URL if the text differs", "<a href=\"https://x.example/?a=1&amp;b\">a</a>",
            "a <https://x.example/?a=1&b>"
        ),
        ("a prints no URL if the text is the same", "<a href=\"https://x.example\">x.example</a>", "x.example"),
        ("blockquote", "a<blockquote>b<br>c</blockquote>d", "a\n> b\n> c\nd"),
        ("white space is collapsed", "a \n\t b", "a b"),
        ("white space stays in pre", "<pre>a  b\n c</pre>", "a  b\n c"),
        ("img prints alt", "<img src=x alt=\"a b\"> c<img src=y>", "a b c"),
    ]

    @Test("rules", arguments: rows)
    func rules(rule: String, html: String, text: String) {
        let body = Mail.parse("Content-Type: text/html; charset=utf-8\n\n\(html)").body
        #expect(body.text == text, "\(rule)")
        #expect(body.textIsFromHTML)
    }
}
