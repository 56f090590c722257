import Testing

@testable import Patterns

/// Patterns against the standard library's `Regex`, which goes back in the text.
@Suite("Patterns and Regex") struct PatternAgreementTests {
    @Test("agree on random small patterns and texts")
    func agree() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var source = PatternSource(seed: seed)
        var compared = 0
        for _ in 0..<2000 {
            let written = source.pattern()
            let pattern = try Pattern(written)
            // By characters, which are single scalars here: by scalars, `Regex` takes digits for no part of a word (6.3).
            let regex = try Regex(written).wordBoundaryKind(.simple).anchorsMatchLineEndings()
            for _ in 0..<5 {
                let text = source.text()
                let expected = try regex.firstMatch(in: text)
                let found = pattern.firstMatch(in: PatternText(text))
                let wanted = expected.map { match in
                    text.utf8.distance(
                        from: text.startIndex, to: match.range.lowerBound)..<text.utf8.distance(
                            from: text.startIndex, to: match.range.upperBound)
                }
                #expect(found?.range == wanted, "seed \(seed): \(written) in \(text.debugDescription)")
                for name in pattern.names {
                    let group = expected?.output[name]?.substring.map(String.init)
                    #expect(found?[name] == group, "seed \(seed): \(name) of \(written) in \(text.debugDescription)")
                }
                var scan = PatternScan(pattern.program)
                let isThere = scan.matches(PatternText(text))
                #expect(isThere == (wanted != nil), "seed \(seed): \(written) scanned in \(text.debugDescription)")
                compared += 1
            }
        }
        #expect(compared == 10_000)
    }

    @Test(
        "hostile patterns take steps in proportion to the text",
        arguments: [
            ("(a*)*b", "a"), ("(a+)+$", "a"), ("(?:a|aa)+c", "a"), ("(?:.*x){10}", "x."), ("(?:a?){100}a{100}", "a"),
            ("^(?:\\s*\\w+\\s*)*:$", "ab "), ("(?<x>[^b]*b)|a", "a"), ("(?:(?<x>a)|(?<y>a)|(?<z>a))*d", "a"),
            ("\\b\\w+\\b\\s", "wö"), ("x", "é"),
        ])
    func linear(written: String, piece: String) throws {
        let pattern = try Pattern(written)
        func steps(_ count: Int) -> Int {
            var search = PatternSearch(pattern.program, PatternText(String(repeating: piece, count: count) + "!"))
            _ = search.first(from: 0)
            return search.steps
        }
        let bound = 3 * pattern.program.instructions.count
        for count in [100, 1000, 10_000] {
            #expect(steps(count) <= bound * (piece.utf8.count * count + 2), "\(count)")
        }
        #expect(steps(2000) <= 2 * steps(1000) + bound * 10)
    }
}

/// Random patterns and texts over a few characters. What is repeated is never empty: there the two differ in what a group
/// took last.
struct PatternSource {
    private var generator: SplitMix
    private var names = 0

    init(seed: UInt64) { generator = SplitMix(state: seed) }

    mutating func pattern() -> String {
        names = 0
        return alternatives(depth: 3)
    }

    mutating func text() -> String {
        (0..<number(12)).reduce(into: "") { text, _ in text += pick(["a", "b", "A", "1", " ", "\n", "_", "-", "é"]) }
    }

    private mutating func alternatives(depth: Int) -> String {
        (0...number(2) / 2).map { _ in sequence(depth: depth) }.joined(separator: "|")
    }

    private mutating func sequence(depth: Int) -> String {
        (0..<1 + number(3)).map { _ in number(5) == 0 ? pick(["^", "$", "\\b", "\\B"]) : repeated(depth: depth) }
            .joined()
    }

    private mutating func repeated(depth: Int) -> String {
        if depth > 0, number(3) == 0 {
            let inner = alternatives(depth: depth - 1)
            if number(2) == 0 {
                names += 1
                return "(?<n\(names)>\(inner))"
            }
            // Only what cannot be empty is repeated.
            return "(?:\(pick(["a", "b", "[ab]", "."]))\(number(2) == 0 ? "" : "b?"))" + times()
        }
        return pick(["a", "b", "1", ".", "é", "[ab]", "[^a]", "\\d", "\\w", "\\s", "\\W", "(?i:a)", "[^\\W_]"])
            + times()
    }

    private mutating func times() -> String {
        number(2) == 0 ? "" : pick(["*", "+", "?", "{2}", "{1,2}", "{0,3}", "{2,}"]) + pick(["", "?"])
    }

    private mutating func number(_ below: Int) -> Int { Int(generator.next() % UInt64(max(below, 1))) }
    private mutating func pick(_ words: [String]) -> String { words[number(words.count)] }
}

/// SplitMix64: repeatable from its seed.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
