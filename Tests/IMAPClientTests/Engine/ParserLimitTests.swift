import TestSupport
import Testing

@testable import IMAPClient

@Suite struct ParserLimitTests {
    private func parse(_ text: String, _ limits: ParserLimits = .default) -> [Response] {
        var parser = ResponseParser(limits: limits)
        return parser.receive(Array(text.utf8))
    }

    private func isMalformed(_ response: Response?) -> Bool {
        if case .malformed = response { true } else { false }
    }

    @Test("an answer to SEARCH with a million UIDs is read whole") func millionUIDs() {
        var line = Array("* SEARCH".utf8)
        for number in 1...1_000_000 { line += Array(" \(number)".utf8) }
        var parser = ResponseParser()
        var responses: [Response] = []
        for start in stride(from: 0, to: line.count, by: 4000) {
            responses += parser.receive(Array(line[start..<min(line.count, start + 4000)]))
        }
        #expect(responses.isEmpty)
        responses = parser.receive([0x0D, 0x0A])
        guard case .data(.search(let result)) = responses.first else {
            Issue.record("no search result")
            return
        }
        #expect(result.numbers.count == 1_000_000)
        #expect(result.numbers.last == 1_000_000)
    }

    @Test("many literals behind a long first word are read in linear time", .timeLimit(.minutes(1)))
    func longFirstWord() {
        // A look at the whole word for each literal would take 10¹¹ steps.
        let line = "* " + String(repeating: "x", count: 1_000_000) + String(repeating: "{0}\r\n", count: 100_000)
        let responses = parse(line + "\r\n* 3 EXISTS\r\n")
        #expect(responses.last == .data(.exists(3)))
    }

    @Test("parentheses may be 64 deep, and no deeper") func nesting() {
        func line(_ depth: Int) -> String {
            let open = String(repeating: "(", count: depth)
            return "* 1 FETCH (X \(open)\(String(repeating: ")", count: depth)) UID 4)\r\n"
        }
        #expect(!isMalformed(parse(line(64)).first))
        #expect(isMalformed(parse(line(65)).first))
        #expect(isMalformed(parse(line(1_000_000)).first))
        #expect(parse(line(1_000_000) + "* 3 EXISTS\r\n").last == .data(.exists(3)))
    }

    @Test("a line and the literals of a response have their limits, after which nothing comes") func limits() {
        var limits = ParserLimits()
        limits.line = 100
        limits.literal = 50
        let end = "\r\n* 3 EXISTS\r\n"
        #expect(parse("* OK \(String(repeating: "x", count: 94))\(end)", limits).count == 2)
        let long = parse("* OK \(String(repeating: "x", count: 96))\(end)", limits)
        guard case .limitExceeded(let line) = long.last else {
            Issue.record("\(long)")
            return
        }
        #expect(long.count == 1 && line.limit == .line)
        let two = "* 1 FETCH (BODY[] {30}\r\n\(String(repeating: "a", count: 30)) X {21}\(end)"
        let tooMuch = parse(two, limits)
        guard case .limitExceeded(let literal) = tooMuch.last else {
            Issue.record("\(tooMuch)")
            return
        }
        #expect(literal.limit == .literal && literal.line.hasPrefix("* 1 FETCH (BODY[] {30}"))
    }

    @Test("a missing closing parenthesis costs its response, not the next") func missingParenthesis() {
        let responses = parse("* 1 FETCH (UID 1 BODY[] {2}\r\nab\r\nm1 OK done\r\n")
        #expect(isMalformed(responses.first))
        #expect(responses.last == .tagged(tag: "m1", StatusLine(condition: .ok, code: nil, text: "done")))
    }

    @Test("random damage never traps, and the connection understands what follows") func damage() {
        let seed: UInt64 = 5_150
        var random = SeededGenerator(seed: seed)
        let wires = ResponseVector.own.filter { !$0.wire.contains(UInt8(ascii: "{")) }.map(\.wire)
        for _ in 0..<5000 {
            var wire = wires.randomElement(using: &random) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &random) where !wire.isEmpty {
                let place = wire.indices.randomElement(using: &random) ?? 0
                switch Int.random(in: 0...2, using: &random) {
                case 0: wire[place] = UInt8.random(in: 0...255, using: &random)
                case 1: wire.remove(at: place)
                default: wire.insert(Array("()\"\\ []{}<>*:,0\r\n".utf8).randomElement(using: &random) ?? 0, at: place)
                }
            }
            if wire.contains(UInt8(ascii: "{")) { continue }
            var parser = ResponseParser()
            _ = parser.receive(wire)
            let last = parser.receive(Array("\r\n\r\nm7 OK end\r\n".utf8)).last
            #expect(
                last == .tagged(tag: "m7", StatusLine(condition: .ok, code: nil, text: "end")), "seed \(seed): \(wire)")
        }
    }
}
