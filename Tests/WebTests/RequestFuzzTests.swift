import Domain
import TestSupport
import Testing

@testable import Web

/// What a fuzzer found, and what it starts from, hold for ever.
@Suite("whatever is requested") struct RequestFuzzTests {
    private static let inputs = FuzzInputs.of("requests", module: "Web")

    @Test("there are seeds") func seeds() { #expect(Self.inputs.count >= 6) }

    @Test("what must hold holds", arguments: inputs)
    func holds(_ input: FuzzInputs.Input) {
        for bytes in FuzzInputs.cut(input) { #expect(FuzzTarget.requests.failures(for: bytes) == []) }
    }

    @Test("the seed of a form is one that is acted upon, so that its checks are reached")
    func form() throws {
        let seed = try #require(Self.inputs.first { $0.description.hasSuffix("/form") })
        let request = RequestChecks.request(seed.bytes)
        let gate = WebGate(key: .token(Secret(RequestChecks.secret)), hosts: HostRule(names: ["mb.example"]))
        guard case .welcome(let session, isNew: false) = gate.verdict(on: request, at: RequestChecks.now, random: [])
        else {
            Issue.record("the session of the seed is none")
            return
        }
        #expect(gate.isOwnForm(request, of: session))
    }
}
