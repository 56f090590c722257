import Domain
import Testing

@Suite("Printable text")
struct PrintableTextTests {
    @Test(
        "nothing is left that a terminal obeys or that turns the order of text",
        arguments: [
            ("plain\ttext\n", "plain\ttext\n", "plain text "),
            ("a\u{1B}[2Jb\u{7}\u{0}\u{7F}", "a [2Jb   ", "a [2Jb   "),
            ("\u{9B}31m\u{85}\u{9D}x", " 31m  x", " 31m  x"),
            ("IBAN \u{202E}21\u{2066}\u{200F}\u{61C}", "IBAN \u{FFFD}21\u{FFFD}\u{FFFD}\u{FFFD}", nil),
            ("a\r\nb\rc\r\r\nd\r", "a\nb c \nd ", "a b c  d "), ("a\u{2028}b\u{B}c", "a\u{FFFD}b c", nil),
            ("Grüße 👩\u{200D}👩\u{200D}👧 e\u{301}", "Grüße 👩\u{200D}👩\u{200D}👧 e\u{301}", nil),
        ])
    func shown(text: String, shown: String, line: String?) {
        #expect(text.printable == shown)
        #expect(text.printableLine == line ?? shown)
        #expect(text.printable.unicodeScalars.allSatisfy { $0.isPrintable || $0 == "\n" || $0 == "\t" })
        #expect(text.printableLine.unicodeScalars.allSatisfy { $0.isPrintable })
    }

    @Test("JSON says the same in escapes, and keeps its own lines")
    func json() {
        #expect("{\n\"a\":\"ü\u{9B}31m\u{7F}\u{202E}\"}".printableJSON == "{\n\"a\":\"ü\\u009b31m\\u007f\\u202e\"}")
        #expect("{\"a\":\"\\u001b\"}".printableJSON == "{\"a\":\"\\u001b\"}")
    }
}
