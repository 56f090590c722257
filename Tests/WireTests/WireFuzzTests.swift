import TestSupport
import Testing

/// What a fuzzer found, and what it starts from, hold for ever.
@Suite("What comes over the wire") struct WireFuzzTests {
    private static let inputs = FuzzInputs.of("wire", module: "Wire")

    @Test("there are seeds") func seeds() { #expect(Self.inputs.count >= 6) }

    @Test("whatever is read, what must hold holds", arguments: inputs)
    func holds(_ input: FuzzInputs.Input) {
        for bytes in FuzzInputs.cut(input) { #expect(FuzzTarget.wire.failures(for: bytes) == []) }
    }
}
