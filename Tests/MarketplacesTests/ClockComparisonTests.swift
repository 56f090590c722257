import Domain
import Synchronization
import Testing
import Transport

@testable import Marketplaces

@Suite("Our clock and the marketplace's") struct ClockComparisonTests {
    private static let noon = Timestamp(seconds: 1_796_000_400)

    /// Seconds that the answer takes, that our clock is ahead, and that it is then known to be ahead.
    @Test(
        "an offset is known as far as the time that an answer takes allows, and never exaggerated",
        arguments: [(0, 0, 0), (1, 600, 599), (30, 600, 599), (30, -20, 0), (30, -600, -570), (1, 1, 0), (1, -1, 0)])
    func offset(taken: Int64, ahead: Int64, known: Int64) {
        let comparison = ClockComparison()
        #expect(comparison.offset == nil)
        let sent = Self.noon + .seconds(ahead)
        comparison.note(date: Self.noon, sent: sent, received: sent + .seconds(taken))
        #expect(comparison.offset == .seconds(known))
        #expect(comparison.greatestLead == .seconds(max(0, known)))
    }

    private struct Server: HTTPExchange {
        let date: String?
        func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
            HTTPResponse(status: 503, headers: HTTPHeaders(date.map { [("Date", $0)] } ?? []))
        }
    }

    @Test("answers of any status are compared; the greatest lead stays when the clock was set right")
    func exchange() async throws {
        let comparison = ClockComparison()
        func ask(_ date: String?, at now: Timestamp) async throws {
            let exchange = DatedExchange(exchange: Server(date: date), comparison: comparison, now: { now })
            _ = try await exchange.send(HTTPRequest(method: "GET", url: "https://shop.example/"))
        }
        try await ask(nil, at: Self.noon)
        try await ask("yesterday", at: Self.noon)
        #expect(comparison.offset == nil)
        try await ask("Sun, 29 Nov 2026 09:00:00 GMT", at: Timestamp(seconds: 1_795_946_400))
        #expect(comparison.offset == .seconds(3599))
        try await ask("Sun, 29 Nov 2026 09:00:00 GMT", at: Timestamp(seconds: 1_795_942_800))
        #expect(comparison.offset == .zero)
        #expect(comparison.greatestLead == .seconds(3599))
    }
}
