import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("A sweep that is refused everything") struct RefusedSweepTests {
    @Test(
        "where each of three conversations or more is refused, none is passed over: it is of how the marketplace is asked",
        arguments: [
            (.invalid, 400, 3, 0, true), (.invalid, 422, 3, 72, true), (.invalid, 422, 2, 0, false),
            (.notFound, 404, 3, 0, true), (.notFound, 404, 3, 72, false),
        ] as [(ConnectorError.Kind, Int, Int, Int, Bool)])
    func allRefused(_ kind: ConnectorError.Kind, status: Int, number: Int, hours: Int, isFault: Bool) async throws {
        let fixture = try BridgeFixture(ScriptedConnector(.init()))
        let sweep = Sweep(fixture.context, for: fixture.account)
        try await sweep.pass()
        fixture.advance(.seconds(3600))
        let begin = fixture.now
        fixture.connector.change { script in
            script.changes = (0..<number).map {
                ConversationChange(thread: ThreadID("t\($0)"), order: "12345-A", changedAt: begin)
            }
            script.readError = ConnectorError(kind, "no", status: status, retry: .never)
        }
        fixture.advance(.seconds(hours * 3600))
        let start = fixture.now
        if isFault {
            let error = await #expect(throws: ConnectorError.self) { try await sweep.pass() }
            #expect(error?.detail.contains("each of \(number) conversations is refused") == true)
            #expect(error?.retry == .later)
        } else {
            try await sweep.pass()
        }
        fixture.connector.change { $0.readError = nil }
        fixture.advance(.seconds(60))
        try await sweep.pass()
        #expect(fixture.connector.sweptSince.last == (isFault ? Fixtures.now : start) - .seconds(600))
    }
}
