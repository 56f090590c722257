import Patterns
import Testing

@Suite("Patterns") struct PatternTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var pattern: String
        var text: String
        /// Nil = no match.
        var match: String?
        var groups: [String: String] = [:]

        var testDescription: String { "\(pattern) in \(text.debugDescription)" }
    }

    static let cases: [Case] = [
        Case(pattern: "abc", text: "xxabcabc", match: "abc"),
        Case(pattern: "", text: "x", match: ""),
        Case(pattern: "a|ab", text: "ab", match: "a"),
        Case(pattern: "ab|a", text: "ab", match: "ab"),
        Case(pattern: "a*", text: "baa", match: ""),
        Case(pattern: "a+?", text: "aaa", match: "a"),
        Case(pattern: "a{2}", text: "aaa", match: "aa"),
        Case(pattern: "a{2,}", text: "aaaa", match: "aaaa"),
        Case(pattern: "a{1,3}?b", text: "aaab", match: "aaab"),
        Case(pattern: "a{0}b", text: "ab", match: "b"),
        Case(pattern: "(?:ab){2}", text: "abab", match: "abab"),
        Case(pattern: "^b$", text: "a\nb\nc", match: "b"),
        Case(pattern: "\\Ab", text: "a\nb", match: nil),
        Case(pattern: "b\\z", text: "b\nb", match: "b"),
        Case(pattern: "a.c", text: "a\nc abc", match: "abc"),
        Case(pattern: "(?s)a.c", text: "a\nc", match: "a\nc"),
        Case(pattern: "\\bM\\d+\\b", text: "XM12 M34A M56", match: "M56"),
        Case(pattern: "\\Bb", text: "b ab", match: "b"),
        Case(pattern: "[^\\W\\d_]+", text: "12_äöß9", match: "äöß"),
        Case(pattern: "[A-Fa-f0-9-]{4}", text: "xyz0a-F", match: "0a-F"),
        Case(pattern: "[.\\-_\\]]+", text: "a.-_]b", match: ".-_]"),
        Case(pattern: "\\d", text: "٣4", match: "4"),
        Case(pattern: "\\w+", text: "– über_1 –", match: "über_1"),
        Case(pattern: "a\\sb", text: "a\u{A0}b", match: "a\u{A0}b"),
        Case(pattern: "(?i)ÜBER", text: "über", match: "über"),
        Case(pattern: "(?i:a)b", text: "AB Ab", match: "Ab"),
        Case(pattern: "(?i)a(?-i)b", text: "AB Ab", match: "Ab"),
        Case(pattern: "(?:(?i)a)b", text: "AB Ab", match: "Ab"),
        Case(pattern: "(?i)[a-c]+", text: "xABCx", match: "ABC"),
        Case(pattern: "(?i)[^a]", text: "Aa-", match: "-"),
        Case(pattern: "\\u{20AC}\\x41\\u00df", text: "€Aß", match: "€Aß"),
        Case(pattern: "\\[CASE \\d+\\]", text: "[CASE 12]", match: "[CASE 12]"),
        Case(pattern: "a}]", text: "a}]", match: "a}]"),
        Case(
            pattern: "(?<d>\\d{1,2})\\.(?<m>\\d{1,2})\\.(?<y>\\d{4})", text: "do 5.03.2026 ", match: "5.03.2026",
            groups: ["d": "5", "m": "03", "y": "2026"]),
        Case(pattern: "(?<a>x)|(?<b>y)", text: "y", match: "y", groups: ["b": "y"]),
        Case(pattern: "(?<o>1)x|(?<o>2)y", text: "2y", match: "2y", groups: ["o": "2"]),
        Case(pattern: "(?<a>a*)(?<b>a*)", text: "aa", match: "aa", groups: ["a": "aa", "b": ""]),
        Case(pattern: "(?<a>a*?)(?<b>a*)", text: "aa", match: "aa", groups: ["a": "", "b": "aa"]),
        Case(pattern: "(?:(?<a>[ab])x)+", text: "axbx", match: "axbx", groups: ["a": "b"]),
        Case(pattern: "(?:a*)*b", text: "aab", match: "aab"),
        Case(pattern: "😀+", text: "x😀😀", match: "😀😀"),
    ]

    @Test("find the leftmost match, and of those the preferred one", arguments: cases)
    func finds(row: Case) throws {
        let text = PatternText(row.text)
        let match = try Pattern(row.pattern).firstMatch(in: text)
        #expect(match.map { text[$0.range] } == row.match)
        for (name, value) in row.groups { #expect(match?[name] == value, "\(name)") }
        #expect(match?.groups.count ?? 0 == row.groups.count)
    }

    @Test("find one match after the other, also empty ones, up to a limit")
    func all() throws {
        func found(_ pattern: String, _ text: String, limit: Int = 100) throws -> [String] {
            let text = PatternText(text)
            return try Pattern(pattern).matches(in: text, limit: limit).map { text[$0.range] }
        }
        #expect(try found("\\d+", "1, 22, 333") == ["1", "22", "333"])
        #expect(try found("\\d+", "1, 22, 333", limit: 2) == ["1", "22"])
        #expect(try found("x*", "ä€x") == ["", "", "x", ""])
        #expect(try found("^", "a\nb") == ["", ""])
        #expect(try found("a", "") == [])
    }

    @Test("know the names of their groups")
    func names() throws {
        #expect(try Pattern("(?<order>a)|(?<case>b)|(?<order>c)").names == ["order", "case"])
    }

    @Test("a match begins at or behind the offset, and sees what stands before it")
    func offset() throws {
        let text = PatternText("éa a")
        #expect(try Pattern("\\ba").firstMatch(in: text, from: 2)?.range == 4..<5)
        #expect(try Pattern("a").firstMatch(in: text, from: 3)?.range == 4..<5)
        #expect(try Pattern("a").firstMatch(in: text, from: 9) == nil)
    }
}
