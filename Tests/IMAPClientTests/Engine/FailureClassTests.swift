import Testing

@testable import IMAPClient

@Suite struct FailureClassTests {
    @Test(
        "refusals and farewells mean what their tables say",
        arguments: (ResponseVector.own + ResponseVector.shared).filter { $0.expect.contains("class=") })
    func tables(_ vector: ResponseVector) throws {
        var parser = ResponseParser()
        let expected = try #require(vector.expect.split(separator: " ").first { $0.hasPrefix("class=") }).dropFirst(6)
        let line: StatusLine
        switch try #require(parser.receive(vector.wire).first) {
        case .tagged(_, let found), .status(let found): line = found
        default: throw UnexpectedVector()
        }
        let found = line.failureClass(of: vector.context == "AUTHENTICATE" ? .login : .command)
        #expect(found?.rawValue == String(expected))
    }

    struct UnexpectedVector: Error {}

    @Test("success is no failure") func success() {
        #expect(StatusLine(condition: .ok, code: nil, text: "").failureClass() == nil)
    }
}
