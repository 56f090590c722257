import Domain
import Transport
import Wire

/// Looks orders up at the Selling Partner API (getOrder, version 2026-01-01), which allows one in two seconds; answers
/// are kept for ten minutes.
actor AmazonOrders {
    /// How long an answer is kept, and how many.
    private static let lifetime = Duration.seconds(600)
    private static let capacity = 256

    private let base: WebAddress
    private let tokens: AmazonAccessTokens
    private let caFile: String?
    private let timeout: Duration
    private let http: any HTTPExchange
    private let now: @Sendable () -> Timestamp
    private var kept: [OrderNumber: (context: OrderContext?, until: Timestamp)] = [:]

    init(
        tokens: AmazonAccessTokens, settings: MarketplaceSettings, http: any HTTPExchange,
        now: @escaping @Sendable () -> Timestamp
    ) {
        base = WebAddress(settings.url ?? "https://sellingpartnerapi-eu.amazon.com")
        self.tokens = tokens
        caFile = settings.caFile
        timeout = settings.timeout
        self.http = http
        self.now = now
    }

    func context(_ number: OrderNumber) async throws(ConnectorError) -> OrderContext? {
        if let known = kept[number], known.until > now() { return known.context }
        var token = try await tokens.current()
        var (response, table) = try await get(number, token)
        if response.status == 403 {
            // Also what an expired token looks like.
            token = try await tokens.current(insteadOf: token)
            (response, table) = try await get(number, token)
        }
        let context: OrderContext?
        if response.status == 404 {
            context = nil
        } else {
            if let error = table.error(response) { throw error }
            do {
                context = AmazonOrder.context(try JSON(parsing: response.body), number: number)
            } catch {
                throw table.unreadable("no JSON, \(error)", response)
            }
        }
        keep(context, for: number)
        return context
    }

    private func keep(_ context: OrderContext?, for number: OrderNumber) {
        if kept.count >= Self.capacity {
            let time = now()
            kept = kept.filter { $0.value.until > time }
            if kept.count >= Self.capacity { kept = [:] }
        }
        kept[number] = (context, now() + Self.lifetime)
    }

    private func get(
        _ number: OrderNumber, _ token: String
    ) async throws(ConnectorError) -> (HTTPResponse, AnswerTable) {
        let address = base.path("orders", "2026-01-01", "orders", number.text)
            .query("includedData", "BUYER,CANCELLATION,FULFILLMENT,PACKAGES,PROCEEDS")
        let date = now().description.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
        let request = HTTPRequest(
            url: address.description,
            headers: [
                ("x-amz-access-token", token), ("x-amz-date", date), ("Accept", "application/json"),
                ("User-Agent", "mailbridge/1 (Language=Swift; Platform=Linux)"),
            ], timeout: timeout, caFile: caFile)
        var table = AnswerTable(operation: "getOrder")
        do {
            let response = try await http.send(request)
            let json = try? JSON(parsing: response.body)
            let errors = json?["errors"].elements.compactMap { $0["message"].filled ?? $0["code"].filled } ?? []
            table.explanation = errors.isEmpty ? nil : errors.joined(separator: "; ")
            return (response, table)
        } catch {
            throw table.error(error)
        }
    }
}
