import Patterns
import Testing

@Suite("Mistakes in patterns") struct PatternMistakeTests {
    @Test(
        "are named with their place",
        arguments: [
            ("a(b", 1, "not closed"), ("a)b", 1, "without \"(\""), ("[a-", 0, "not closed"), ("x[]", 1, "empty class"),
            ("[b-a]", 1, "before its begin"), ("[\\d-x]", 3, "no range"), ("[[:alpha:]]", 1, "inside a class"),
            ("[a&&b]", 2, "not calculated"), ("*a", 0, "nothing to repeat"), ("a**", 2, "two repetitions"),
            ("a*+", 2, "possessive"), ("a+?+", 3, "possessive"), ("^*", 0, "an anchor"), ("a{", 1, "expected"),
            ("a{3,2}", 1, "expected"),
            ("a{1001}", 1, "expected"), ("a{,3}", 1, "expected"), ("a{99999999999999999999}", 1, "expected"),
            ("(?=a)", 0, "look-ahead"), ("(?<!a)", 0, "look-behind"), ("(?>a)", 0, "atomic"),
            ("(?P<n>a)", 0, "(?<name>"),
            ("(?x)a", 2, "unknown flag"), ("(?<>a)", 0, "name such as"), ("(?<1>a)", 0, "name such as"),
            ("(?<ä>a)", 3, "letters, digits"), ("(?<order", 0, "name such as"), ("(?", 0, "not closed"),
            ("(a)\\1", 3, "references"), ("\\p{L}", 0, "not supported"), ("\\q", 0, "unknown escape"),
            ("a\\", 1, "at the end"), ("\\u{110000}", 0, "number"), ("\\x4", 0, "number"),
            ("(?:(?:(?:a{100}){100}){100}){100}", 0, "too large"),
            ("(?:(?:(?:(?:){999}){999}){999}){999}", 0, "too large"),
        ])
    func named(pattern: String, offset: Int, piece: String) throws {
        let mistake = try #require(throws: PatternMistake.self) { try Pattern(pattern) }
        #expect(mistake.offset == offset && mistake.reason.contains(piece), "\(mistake)")
    }

    @Test("patterns that are too long, too deep or of too many names are refused")
    func tooMuch() {
        for text in [
            String(repeating: "a", count: 1001),
            String(repeating: "(", count: 500) + String(repeating: ")", count: 500),
            (0..<21).map { "(?<n\($0)>a)" }.joined(),
        ] {
            #expect(throws: PatternMistake.self) { try Pattern(text) }
        }
    }
}
