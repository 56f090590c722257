import Testing

@testable import MIME

@Suite("Flowed text")
struct FlowedTextTests {
    static let rows: [(String, Bool, String)] = [
        ("one \ntwo\n", false, "one two\n"),
        ("one \ntwo\n", true, "onetwo\n"),
        ("one\ntwo\n", false, "one\ntwo\n"),
        ("> a \n> b\n", false, "> a b\n"),
        ("> a \n>> b\n", false, "> a \n>> b\n"),
        (">> a \n>> b \nc\n", false, ">> a b \nc\n"),
        (" From here\n > no quote\n", false, "From here\n> no quote\n"),
        ("text \n-- \nname \nrest\n", false, "text \n-- \nname rest\n"),
        ("last line flows ", false, "last line flows "),
        ("a \r\nb\r\n", false, "a b\n"),
        ("a\n\nb\n", false, "a\n\nb\n"),
        (">\n> x\n", false, ">\n> x\n"),
        ("", false, ""),
    ]

    @Test("joins lines", arguments: rows)
    func joins(text: String, deletesSpace: Bool, expected: String) {
        #expect(FlowedText.joined(text, deletesSpace: deletesSpace) == expected)
    }
}
