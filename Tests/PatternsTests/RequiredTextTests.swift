import Testing

@testable import Patterns

@Suite("What a pattern cannot do without")
struct RequiredTextTests {
    @Test(
        "is the longest text that each match holds",
        arguments: [
            ("lawyer", "lawyer"), ("(?i)Lawyer", "lawyer"), ("foo|bar", ""), ("(?:long)part", "longpart"),
            ("ab.*cdef", "cdef"), ("ab?cd", "cd"), ("(abc)+x", "abc"), ("(abc)*x", "x"), ("[sS]top", "stop"),
            ("[st]op", "op"), (#"\bword\b"#, "word"), ("", ""), (".*", ""), ("Größe", "gr"), ("(?<n>abc)def", "abcdef"),
            ("^x$", "x"), ("a{3}", "a"), ("a{0,3}bb", "bb"),
        ])
    func required(pattern: String, text: String) throws {
        #expect(try String(decoding: Pattern(pattern).required, as: UTF8.self) == text)
    }
}
