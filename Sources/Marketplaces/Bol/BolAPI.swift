import Domain
import OAuth
import Transport
import Wire

/// bol's Retailer API v10 and its process status for one account, each method one operation of the reference.
struct BolAPI: Sendable {
    static let mediaType = "application/vnd.retailer.v10+json"

    private let base: WebAddress
    let door: APIDoor

    init(
        _ settings: MarketplaceSettings, clientID: String, clientSecret: Secret<String>, http: any HTTPExchange,
        now: @escaping @Sendable () -> Timestamp
    ) {
        base = WebAddress(settings.url ?? "https://api.bol.com")
        // bol asks that a token is used to its end, and bans addresses that keep asking for new ones.
        let grant = TokenGrant(
            endpoint: TokenEndpoint(url: settings.tokenURL ?? "https://login.bol.com/token", caFile: settings.caFile),
            clientID: clientID, clientSecret: clientSecret, proof: .clientCredentials, authentication: .plainBasic,
            renewal: .beforeEnd(.seconds(10)))
        door = APIDoor(
            settings, http: http, pace: Pace(BolRate.budgets), tokens: APITokens(grant, file: nil, http: http),
            headers: [("Accept", Self.mediaType)], usedUp: { BolRate.usedUp($0, now: now()) },
            explain: BolProblem.explanation)
    }

    // MARK: reads

    /// get-order; nil where the account has no such order.
    func order(_ id: String) async throws(ConnectorError) -> BolOrder? {
        guard let json = try await door.jsonIfFound(APICall("get-order", "GET", path("orders", id))) else { return nil }
        guard let order = BolOrder(json) else {
            throw ConnectorError(.protocolViolation, "get-order: the answer holds no order", retry: .later)
        }
        return order
    }

    /// get-shipments of one order, of the last three months: their ids.
    func shipments(of order: String) async throws(ConnectorError) -> [String] {
        let address = path("shipments").query("order-id", order)
        return try await door.json(APICall("get-shipments", "GET", address))["shipments"].elements
            .compactMap { BolValue.id($0["shipmentId"]) }
    }

    /// get-shipment; nil where it is not known.
    func shipment(_ id: String) async throws(ConnectorError) -> BolShipment? {
        try await door.jsonIfFound(APICall("get-shipment", "GET", path("shipments", id))).map(BolShipment.init)
    }

    /// One page of get-returns, of what the seller ships itself: unhandled oldest first, handled newest first.
    func returns(handled: Bool, page: Int) async throws(ConnectorError) -> (items: [BolReturn], isLast: Bool) {
        let address = path("returns").query("page", String(page)).query("handled", handled ? "true" : "false")
            .query("fulfilment-method", "FBR")
        let returns = try await door.json(APICall("get-returns", "GET", address))["returns"].elements
        return (returns.flatMap(BolReturn.items), returns.count < Self.pageSize)
    }

    /// get-invoice-requests of one shipment.
    func invoiceRequests(
        shipment: String, state: String
    ) async throws(ConnectorError) -> [BolInvoiceRequest] {
        let address = path("shipments", "invoices", "requests").query("shipment-id", shipment).query("state", state)
        return try await door.jsonIfFound(APICall("get-invoice-requests", "GET", address))?["invoiceRequests"].elements
            .compactMap(BolInvoiceRequest.init) ?? []
    }

    /// get-process-status; nil once it is forgotten, which is some 48 hours later.
    func process(_ id: String) async throws(ConnectorError) -> BolProcess? {
        let address = base.path("shared", "process-status", id)
        return try await door.jsonIfFound(APICall("get-process-status", "GET", address)).flatMap(BolProcess.init)
    }

    /// get-process-status-entity-id: what was asked for one thing, newest last. The first page only.
    func processes(of entity: String, _ event: BolProcess.Event) async throws(ConnectorError) -> [BolProcess] {
        let address = base.path("shared", "process-status").query("entity-id", entity)
            .query("event-type", event.rawValue)
        return try await door.json(APICall("get-process-status-entity-id", "GET", address))["processStatuses"].elements
            .compactMap(BolProcess.init)
            .sorted { ($0.createdAt?.milliseconds ?? 0) < ($1.createdAt?.milliseconds ?? 0) }
    }

    /// get-retailer-information of the account itself: its name. Proves address and credentials.
    func ownName() async throws(ConnectorError) -> String {
        let json = try await door.json(APICall("get-retailer-information", "GET", path("retailers", "current")))
        return json["displayName"].filled ?? BolValue.id(json["retailerId"]) ?? "without a name"
    }

    // MARK: writes

    /// How a write ended: bol's promise to do it, or why there is none.
    enum Written: Sendable {
        case promised(handle: String)
        case failed(PostResult)
    }

    /// cancel-order-item, handle-return or create-return.
    func carryOut(_ step: BolStep) async -> Written {
        switch step {
        case .cancel(let item, let reason):
            let body: JSON = ["orderItems": [["orderItemId": .string(item), "reasonCode": .string(reason)]]]
            return await write("cancel-order-item", "PUT", path("orders", "cancellation"), body)
        case .handleReturn(let rma, let quantity):
            let body: JSON = [
                "handlingResult": .string(BolStep.credit), "quantityReturned": .number(String(quantity)),
            ]
            return await write("handle-return", "PUT", path("returns", String(rma)), body)
        case .createReturn(let item, let quantity):
            let body: JSON = [
                "orderItemId": .string(item), "quantityReturned": .number(String(quantity)),
                "handlingResult": .string(BolStep.credit),
            ]
            // The one operation whose body has the common type.
            return await write("create-return", "POST", path("returns"), body, type: "application/json")
        }
    }

    /// upload-invoice.
    func upload(_ invoice: Attachment, for shipment: String) async -> Written {
        var form = FormBody()
        form.add(invoice, as: "invoice")
        var call = APICall("upload-invoice", "POST", path("shipments", "invoices", shipment))
        call.headers.append(("Content-Type", form.contentType))
        call.body = form.bytes
        return await write(call)
    }

    private static let pageSize = 50

    private func path(_ segments: String...) -> WebAddress {
        segments.reduce(base.path("retailer")) { $0.path($1) }
    }

    private func write(
        _ operation: String, _ method: String, _ address: WebAddress, _ body: JSON, type: String = Self.mediaType
    ) async -> Written {
        var call = APICall(operation, method, address)
        call.headers.append(("Content-Type", type))
        call.body = body.bytes
        return await write(call)
    }

    private func write(_ call: APICall) async -> Written {
        switch await door.write(call) {
        case .failed(let result): return .failed(result)
        case .taken(let response):
            guard let json = try? JSON(parsing: response.body), let handle = BolProcess(json)?.id else {
                return .failed(.uncertain(reason: "\(call.operation): taken, but the answer names no process"))
            }
            return .promised(handle: handle)
        }
    }
}
