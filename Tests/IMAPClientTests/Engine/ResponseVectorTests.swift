import Testing
@testable import IMAPClient

@Suite struct ResponseVectorTests {
    private static let vectors = ResponseVector.own + ResponseVector.shared

    @Test("a response says what its table expects", arguments: vectors)
    func whole(_ vector: ResponseVector) {
        let responses = parse([vector.wire])
        if vector.expect == "incomplete" {
            #expect(responses.isEmpty)
        } else {
            let expectation = VectorExpectation(vector.expect)
            #expect(expectation.disagreements(with: ResponseFacts(responses)) == [], "\(responses)")
        }
    }

    @Test("a response is the same when split at any byte, and when it comes byte by byte", arguments: vectors)
    func split(_ vector: ResponseVector) {
        let whole = parse([vector.wire])
        for cut in 0...vector.wire.count {
            #expect(parse([Array(vector.wire[..<cut]), Array(vector.wire[cut...])]) == whole)
        }
        #expect(parse(vector.wire.map { [$0] }) == whole)
    }

    @Test("a response does not touch its neighbours", arguments: vectors)
    func neighbours(_ vector: ResponseVector) {
        let responses = parse([vector.wire])
        if vector.expect == "incomplete" || vector.expect == "limit-exceeded" { return }
        let before = Array("* 41 EXISTS\r\n".utf8)
        let after = Array("m99 OK done\r\n".utf8)
        let done = StatusLine(condition: .ok, code: nil, text: "done")
        #expect(
            parse([before + vector.wire + after])
                == [.data(.exists(41))] + responses + [.tagged(tag: "m99", done)])
    }

    @Test("all responses in one stream give what each gives alone")
    func chain() {
        let complete = Self.vectors.filter { $0.expect != "incomplete" && $0.expect != "limit-exceeded" }
        let responses = parse([complete.flatMap(\.wire)])
        #expect(responses == complete.flatMap { parse([$0.wire]) })
    }

    @Test("a truncated response is incomplete, never an error", arguments: vectors)
    func truncated(_ vector: ResponseVector) {
        let whole = parse([vector.wire])
        for cut in 0..<vector.wire.count {
            let responses = parse([Array(vector.wire[..<cut])])
            #expect(responses.count < max(whole.count, 1))
            #expect(Array(whole.prefix(responses.count)) == responses)
        }
    }

    private func parse(_ chunks: [[UInt8]]) -> [Response] {
        var parser = ResponseParser()
        return chunks.flatMap { parser.receive($0) }
    }
}
