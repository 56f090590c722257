import TestSupport
import Testing

/// What a fuzzer found, and what it starts from, hold for ever.
@Suite("Whatever stands in a configuration") struct ConfigurationFuzzTests {
    private static let inputs = FuzzInputs.of("configuration", module: "Configuration")

    @Test("there are seeds") func seeds() { #expect(Self.inputs.count >= 8) }

    @Test("what must hold holds", arguments: inputs)
    func holds(_ input: FuzzInputs.Input) {
        for bytes in FuzzInputs.cut(input) { #expect(FuzzTarget.configuration.failures(for: bytes) == []) }
    }

    @Test("the example is read and shown as what it is")
    func example() throws { #expect(FuzzTarget.configuration.failures(for: Array(try Example.text().utf8)) == []) }
}
