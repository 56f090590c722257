import Domain
import Transport

/// Compares the clocks at each answer that passes through.
struct DatedExchange: HTTPExchange {
    let exchange: any HTTPExchange
    let comparison: ClockComparison
    let now: @Sendable () -> Timestamp

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        let sent = now()
        let response = try await exchange.send(request)
        if let date = response.headers.first("date").flatMap(httpDate) {
            comparison.note(date: date, sent: sent, received: now())
        }
        return response
    }
}
