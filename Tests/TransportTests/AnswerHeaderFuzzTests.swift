import TestSupport
import Testing

/// What a fuzzer found, and what it starts from, hold for ever.
@Suite("The header of an answer") struct AnswerHeaderFuzzTests {
    private static let inputs = FuzzInputs.of("answer-headers", module: "Transport")

    @Test("there are seeds") func seeds() { #expect(Self.inputs.count >= 4) }

    @Test("whatever stands there, what must hold holds", arguments: inputs)
    func holds(_ input: FuzzInputs.Input) {
        for bytes in FuzzInputs.cut(input) { #expect(FuzzTarget.answerHeaders.failures(for: bytes) == []) }
    }
}
