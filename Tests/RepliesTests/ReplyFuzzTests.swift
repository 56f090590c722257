import TestSupport
import Testing

/// What a fuzzer found, and what it starts from, hold for ever.
@Suite("Whatever comes as a reply") struct ReplyFuzzTests {
    private static let inputs = FuzzTarget.allCases.flatMap { target in
        FuzzInputs.of(target.rawValue, module: "Replies").map { (target, $0) }
    }

    @Test("there are seeds for each target", arguments: FuzzTarget.allCases)
    func seeds(target: FuzzTarget) { #expect(Self.inputs.count { $0.0 == target } >= 3) }

    @Test("what must hold holds", arguments: inputs)
    func holds(target: FuzzTarget, input: FuzzInputs.Input) {
        for bytes in FuzzInputs.cut(input) { #expect(target.failures(for: bytes) == []) }
    }
}
