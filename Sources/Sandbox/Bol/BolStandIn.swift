import Domain

/// bol: the Retailer API v10 with its tokens and process statuses, and the buyers behind the mail relay. Under `/bol`.
struct BolStandIn: RelayStandIn {
    enum Operation: String, Sendable {
        case token
        case orders = "get-orders"
        case order = "get-order"
        case cancel = "cancel-order-item"
        case returns = "get-returns"
        case `return` = "get-return"
        case handleReturn = "handle-return"
        case createReturn = "create-return"
        case shipments = "get-shipments"
        case shipment = "get-shipment"
        case invoiceRequests = "get-invoice-requests"
        case uploadInvoice = "upload-invoice"
        case retailer = "get-retailer-information"
        case process = "get-process-status"
        case processes = "get-process-status-entity-id"
    }

    static let mediaType = "application/vnd.retailer.v10+json"

    static let routes = Routes<Operation>([
        ("POST", "token", .token),
        ("GET", "retailer/orders", .orders),
        ("PUT", "retailer/orders/cancellation", .cancel),
        ("GET", "retailer/orders/*", .order),
        ("GET", "retailer/returns", .returns),
        ("POST", "retailer/returns", .createReturn),
        ("GET", "retailer/returns/*", .return),
        ("PUT", "retailer/returns/*", .handleReturn),
        ("GET", "retailer/shipments", .shipments),
        ("GET", "retailer/shipments/*", .shipment),
        ("GET", "retailer/shipments/invoices/requests", .invoiceRequests),
        ("POST", "retailer/shipments/invoices/*", .uploadInvoice),
        ("GET", "retailer/retailers/*", .retailer),
        ("GET", "shared/process-status", .processes),
        ("GET", "shared/process-status/*", .process),
    ])

    let account: BolAccount
    var contacts: [BolContact] = []
    var orders: [BolOrderState] = []
    var returns: [BolReturnState] = []
    var processes: [BolProcessState] = []
    var files: [String: Attachment] = [:]
    var postCount = 0
    var tokens: [String: Timestamp] = [:]
    var lastProcess: Int64 = 1_234_000
    private var rates = BolRates()

    init(account: BolAccount) {
        self.account = account
    }

    func operation(of request: Request) -> String {
        Self.routes.name(request.method, request.segments(below: "/bol") ?? [])
    }

    mutating func carryOut(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        finishWork(now: now)
        let segments = request.segments(below: "/bol") ?? []
        let isToken = segments == ["token"]
        if !isToken { try checkToken(of: request, now: now) }
        let (operation, stars) = try Self.routes.match(request.method, segments)
        try rates.count(operation, now: now)
        if isToken { return try answerTokenRequest(request, now: now) }
        try Self.checkFields(of: request, operation)
        switch operation {
        case .token: throw Refusal(404, "Not found")
        case .orders: return try listOrders(request, now: now)
        case .order: return try order(stars[0], request)
        case .cancel: return try cancel(request, now: now)
        case .returns: return try listReturns(request)
        case .return: return try oneReturn(stars[0], request)
        case .handleReturn: return try handleReturn(stars[0], request, now: now)
        case .createReturn: return try createReturn(request, now: now)
        case .shipments: return try listShipments(request)
        case .shipment: return try shipment(stars[0], request)
        case .invoiceRequests: return try listInvoiceRequests(request)
        case .uploadInvoice: return try uploadInvoice(stars[0], request, now: now)
        case .retailer: return try retailer(stars[0], request)
        case .process: return try process(stars[0], request, now: now)
        case .processes: return try listProcesses(request, now: now)
        }
    }

    /// A token of a moment's clock difference, an answer of the one type, and bodies only where they belong.
    private static func checkFields(of request: Request, _ operation: Operation) throws(Refusal) {
        guard request.headers["accept"] == mediaType else {
            throw Refusal(406, "Could not find acceptable representation, use \(mediaType)")
        }
        let type: String? =
            switch operation {
            case .cancel, .handleReturn: mediaType
            // The only body of the common type.
            case .createReturn: "application/json"
            case .uploadInvoice: "multipart/form-data"
            default: nil
            }
        guard let type else {
            guard request.body.isEmpty else { throw Refusal(400, "A GET request has no body") }
            return
        }
        guard request.contentType == type else {
            throw Refusal(415, "Content type '\(request.contentType)' not supported")
        }
    }

    /// The problem object; a server's fault is a page in HTML, and the token endpoint speaks OAuth.
    func response(to refusal: Refusal) -> Response {
        if let code = refusal.code {
            return .json(
                ["error": .string(code), "error_description": .string(refusal.message)], status: refusal.status)
        }
        if refusal.status >= 500 {
            let page = "<html><head><title>\(refusal.status)</title></head><body>\(refusal.message)</body></html>"
            return Response(
                status: refusal.status, headers: [("Content-Type", "text/html")], body: Array(page.utf8))
        }
        let titles = [
            400: "Error validating request. Consult the bol.com API documentation for more information.",
            401: "Expired JWT", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed", 406: "Not Acceptable",
            415: "Unsupported Media Type", 429: "Too Many Requests",
        ]
        let violations: [JSON] =
            refusal.field.map { [["name": .string($0), "reason": .string(refusal.message)]] } ?? []
        var response = Response.json(
            [
                "type": "https://api.bol.com/problems", "title": .string(titles[refusal.status] ?? "Problem"),
                "status": .integer(Int64(refusal.status)),
                "detail": .string(refusal.field == nil ? refusal.message : "Bad request"), "host": "Instance-001",
                "violations": .array(violations),
            ], status: refusal.status, type: Self.mediaType)
        if let allow = refusal.allow { response.headers.append(("Allow", allow)) }
        return response
    }

    func headers(for status: Int, operation: String) -> [(name: String, value: String)] {
        let fields = Operation(rawValue: operation).map { rates.fields($0) } ?? []
        return [("X-Request-ID", randomUUID())] + fields
    }

    func attachment(_ id: String) -> Attachment? { files[id] }

    func settings(base: String) -> [(key: String, value: String)] {
        [
            ("url", base), ("token_url", "\(base)/token"), ("client_id", account.clientID),
            ("client_secret", account.clientSecret.reveal()),
        ]
    }

    mutating func expireTokens() { tokens = [:] }
}
