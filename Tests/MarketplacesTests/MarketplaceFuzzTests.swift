import TestSupport
import Testing

/// What a fuzzer found, and what it starts from, hold for ever.
@Suite("Whatever marketplaces say") struct MarketplaceFuzzTests {
    private static let inputs = FuzzTarget.allCases.flatMap { target in
        FuzzInputs.of(target.rawValue, module: "Marketplaces").map { (target, $0) }
    }

    @Test("there are seeds for each target", arguments: FuzzTarget.allCases)
    func seeds(target: FuzzTarget) { #expect(Self.inputs.count { $0.0 == target } >= 6) }

    @Test("what must hold holds", arguments: inputs)
    func holds(target: FuzzTarget, input: FuzzInputs.Input) async throws {
        // The checks wait for the calls that they make.
        let failures = try await offPool { FuzzInputs.cut(input).flatMap(target.failures) }
        #expect(failures == [])
    }

    @Test("the seeds of answers are understood, so that what follows from them is checked")
    func seedsAreUnderstood() {
        for (target, input) in Self.inputs where target == .answers && input.description.contains("seeds") {
            #expect(AnswerScript(input.bytes) != nil, "\(input)")
        }
    }
}
