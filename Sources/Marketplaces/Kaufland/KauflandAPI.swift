import Domain
import Transport
import Wire

/// Kaufland's seller API v2 for one account: builds requests, reads answers.
struct KauflandAPI: Sendable {
    /// Calls a second of one seller over all operations (documentation page `rate-limits`).
    private static let rate = 111.0
    /// The most that a page of GET /tickets holds.
    private static let pageSize = 30

    let base: WebAddress
    let door: APIDoor
    /// For addresses that may be another host's: without key and signature.
    private let files: APIDoor
    private let hosts: PeerHosts

    init(
        _ settings: MarketplaceSettings, key: String, secret: Secret<String>, http: any HTTPExchange,
        now: @escaping @Sendable () -> Timestamp
    ) {
        base = WebAddress(settings.url ?? "https://sellerapi.kaufland.com/v2")
        let pace = Pace([Pace.overall: Pace.Budget(perSecond: Self.rate, burst: Self.rate)])
        let explain: @Sendable (HTTPResponse) -> String? = { KauflandProblem($0).explanation }
        door = APIDoor(
            settings, http: KauflandExchange(http: http, secret: secret, now: now), pace: pace,
            headers: [("Shop-Client-Key", key), ("Accept", "application/json")], explain: explain)
        files = APIDoor(settings, http: http, pace: pace, headers: [], explain: explain)
        hosts = PeerHosts(api: base.description, domains: Self.domains, options: settings.options)
    }

    /// GET /tickets/{id_ticket}: one ticket with messages, files and order units; nil where there is none.
    func ticket(_ id: ThreadID) async throws(ConnectorError) -> KauflandTicket? {
        let address = base.path("tickets", id.text).query("embedded", "messages,files,order_units")
        guard let answer = try await door.jsonIfFound(APICall("tickets", "GET", address)) else { return nil }
        guard let ticket = KauflandTicket(answer["data"]) else {
            throw ConnectorError(.protocolViolation, "tickets: the answer holds no ticket", retry: .later)
        }
        return ticket
    }

    /// GET /tickets: one page of what changed at or after `since`, the last change first, without messages. `next` is the
    /// offset of the page behind it; nil behind the last one. Tickets move while the pages are read, so the first one is
    /// read once more with the last.
    func tickets(
        since: Timestamp, fulfillment: String, offset: Int
    ) async throws(ConnectorError) -> (tickets: [KauflandTicket], next: Int?) {
        let page = try await page(since: since, fulfillment: fulfillment, offset: offset)
        if page.count >= Self.pageSize { return (page.tickets, offset + Self.pageSize) }
        guard offset > 0 else { return (page.tickets, nil) }
        return (page.tickets + (try await self.page(since: since, fulfillment: fulfillment, offset: 0)).tickets, nil)
    }

    private func page(
        since: Timestamp, fulfillment: String, offset: Int
    ) async throws(ConnectorError) -> (tickets: [KauflandTicket], count: Int) {
        let address = base.path("tickets").query("sort", "ts_updated_iso:desc")
            .query("ts_updated_from_iso", Timestamp(seconds: since.seconds).description)
            .query("fulfillment_type", fulfillment).query("limit", String(Self.pageSize)).query(
                "offset", String(offset))
        let data = try await door.json(APICall("tickets", "GET", address))["data"].elements
        return (data.compactMap(KauflandTicket.init), data.count)
    }

    /// GET /orders/{id_order}; nil where there is none.
    func order(_ number: OrderNumber, embedded: String? = nil) async throws(ConnectorError) -> KauflandOrder? {
        let address = base.path("orders", number.text).query("embedded", embedded)
        return try await door.jsonIfFound(APICall("orders", "GET", address)).map { KauflandOrder($0["data"]) }
    }

    /// GET /info/storefront: the seller's storefronts; proves address, key, secret and clock.
    func storefronts() async throws(ConnectorError) -> [String] {
        try await door.json(APICall("info/storefront", "GET", base.path("info", "storefront")))["data"].elements
            .compactMap(\.string)
    }

    /// The bytes behind a file's address. Whether it wants a signature is not documented: it is asked for without one,
    /// and then, on the API's own host only, with one.
    func download(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        let call = APICall("files", "GET", try hosts.checked(reference.handle, "files"))
        let response: HTTPResponse
        do throws(ConnectorError) {
            response = try await files.read(call)
        } catch {
            guard [401, 403].contains(error.status), hosts.isAPI(reference.handle) else { throw error }
            response = try await door.read(call)
        }
        return Attachment(
            name: reference.name, type: mediaType(of: response.body, name: reference.name), bytes: response.body)
    }

    /// The seller's portal and the storefronts.
    private static let domains =
        ["com", "de", "cz", "sk", "pl", "at", "fr", "it", "es", "nl"].map { "kaufland.\($0)" } + ["real.de"]
}
