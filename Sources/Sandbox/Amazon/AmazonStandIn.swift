import Domain

/// Amazon: access tokens, orders, first messages with their uploads, feeds, and the buyers behind the mail relay. Under
/// `/amazon`.
struct AmazonStandIn: RelayStandIn {
    enum Operation: String, Sendable {
        case token
        case order = "orders.get"
        case oldOrder = "orders.v0.get"
        case oldItems = "orders.v0.items"
        case actions = "messaging.actions"
        case attributes = "messaging.attributes"
        case message = "messaging.message"
        case destination = "uploads.destination"
        case upload = "uploads.put"
        case document = "feeds.document"
        case storedDocument = "feeds.put"
        case feed = "feeds.create"
        case feedState = "feeds.get"
        case report = "feeds.report"
        case storedReport = "feeds.download"

        /// Calls a second, as the reference has them.
        var rate: String? {
            switch self {
            case .token, .upload, .storedDocument, .storedReport: nil
            case .order, .oldOrder, .oldItems, .document: "0.5"
            case .actions, .attributes, .message: "1.0"
            case .destination: "10.0"
            case .feed: "0.0083"
            case .feedState: "2.0"
            case .report: "0.0222"
            }
        }
    }

    static let routes = Routes<Operation>([
        ("POST", "auth/o2/token", .token),
        ("GET", "orders/2026-01-01/orders/*", .order),
        ("GET", "orders/v0/orders/*", .oldOrder),
        ("GET", "orders/v0/orders/*/orderItems", .oldItems),
        ("GET", "messaging/v1/orders/*", .actions),
        ("GET", "messaging/v1/orders/*/attributes", .attributes),
        ("POST", "messaging/v1/orders/*/messages/*", .message),
        ("POST", "uploads/2020-11-01/uploadDestinations/messaging/v1/orders/*/messages/*", .destination),
        ("PUT", "storage/uploads/*", .upload),
        ("POST", "feeds/2021-06-30/documents", .document),
        ("PUT", "storage/documents/*", .storedDocument),
        ("POST", "feeds/2021-06-30/feeds", .feed),
        ("GET", "feeds/2021-06-30/feeds/*", .feedState),
        ("GET", "feeds/2021-06-30/documents/*", .report),
        ("GET", "storage/documents/*", .storedReport),
    ])

    let account: AmazonAccount
    var cases: [AmazonCase] = []
    var files: [String: Attachment] = [:]
    var postCount = 0
    var tokens: [String: Timestamp] = [:]
    /// By order number, once something was done with it.
    var states: [String: AmazonOrderState] = [:]
    var uploads: [String: AmazonUpload] = [:]
    var documents: [String: AmazonDocument] = [:]
    var feeds: [String: AmazonFeed] = [:]

    init(account: AmazonAccount) {
        self.account = account
    }

    func operation(of request: Request) -> String {
        Self.routes.name(request.method, request.segments(below: "/amazon") ?? [])
    }

    mutating func carryOut(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let segments = request.segments(below: "/amazon") ?? []
        if segments.first == "auth" { return try answerTokenRequest(request, segments, now: now) }
        if segments.first == "storage" { return try answerStorage(request, segments, now: now) }
        // Order of the real gate: no token, no word about anything else.
        guard let token = request.headers["x-amz-access-token"], let expiry = tokens[token], now < expiry else {
            throw Refusal(403, "Access to requested resource is denied.", code: "Unauthorized")
        }
        guard let match = try? Self.routes.match(request.method, segments) else {
            throw Refusal(403, "Access to requested resource is denied.", code: "Unauthorized")
        }
        try Self.checkFields(of: request)
        let stars = match.stars
        switch match.operation {
        case .order: return try order(stars[0], request)
        case .oldOrder: return try oldOrder(stars[0], request)
        case .oldItems: return try oldItems(stars[0], request)
        case .actions: return try actions(stars[0], request)
        case .attributes: return try attributes(stars[0], request)
        case .message: return try takeMessage(stars[1], on: stars[0], request, now: now)
        case .destination: return try makeDestination(for: stars[1], on: stars[0], request, now: now)
        case .document: return try makeDocument(request, now: now)
        case .feed: return try startFeed(request, now: now)
        case .feedState: return try feedState(stars[0], request, now: now)
        case .report: return try report(stars[0], request, now: now)
        case .token, .upload, .storedDocument, .storedReport:
            throw Refusal(404, "Resource not found", code: "NotFound")
        }
    }

    /// The user agent must be `AppId/Version (Language=…)`; the date, if given, `yyyyMMdd'T'HHmmss'Z'`.
    private static func checkFields(of request: Request) throws(Refusal) {
        let agent = request.headers["user-agent"] ?? ""
        guard let end = agent.firstIndex(of: "("), agent.hasSuffix(")"), agent[..<end].contains("/"),
            agent[end...].contains("Language=")
        else { throw Refusal(400, "user-agent must be AppId/Version (Language=…)", code: "InvalidInput") }
        if let date = request.headers["x-amz-date"] {
            let shape = date.map { $0.isNumber && $0.isASCII ? "0" : $0 }
            guard String(shape) == "00000000T000000Z" else {
                throw Refusal(400, "x-amz-date is not a date", code: "InvalidInput")
            }
        }
        guard request.body.isEmpty || request.method != "GET" else {
            throw Refusal(400, "a GET request has no body", code: "InvalidInput")
        }
        guard request.body.isEmpty || request.contentType == "application/json" else {
            throw Refusal(415, "Content-Type must be application/json", code: "UnsupportedMediaType")
        }
    }

    func response(to refusal: Refusal) -> Response {
        if let code = refusal.code, AmazonStandIn.tokenErrors.contains(code) {
            return .json(
                ["error": .string(code), "error_description": .string(refusal.message)], status: refusal.status)
        }
        if let code = refusal.code, AmazonStandIn.storageErrors.contains(code) {
            let text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>\(code)</Code></Error>"
            return Response(
                status: refusal.status, headers: [("Content-Type", "application/xml")], body: Array(text.utf8))
        }
        let codes = [
            400: "InvalidInput", 401: "Unauthorized", 403: "Unauthorized", 404: "NotFound", 413: "RequestTooLarge",
            415: "UnsupportedMediaType", 429: "QuotaExceeded", 503: "ServiceUnavailable",
        ]
        let code = refusal.code ?? codes[refusal.status] ?? "InternalFailure"
        return .json(
            [
                "errors": [
                    [
                        "code": .string(code), "message": .string(refusal.message),
                        "details": .string(refusal.field ?? ""),
                    ]
                ]
            ], status: refusal.status)
    }

    /// The limit is told with successes, 400 and 404 only.
    func headers(for status: Int, operation: String) -> [(name: String, value: String)] {
        var fields = [("x-amzn-RequestId", randomUUID())]
        if (200..<300).contains(status) || status == 400 || status == 404,
            let rate = Operation(rawValue: operation)?.rate
        {
            fields.append(("x-amzn-RateLimit-Limit", rate))
        }
        return fields
    }

    func attachment(_ id: String) -> Attachment? { files[id] }

    func settings(base: String) -> [(key: String, value: String)] {
        [
            ("url", base), ("token_url", "\(base)/auth/o2/token"), ("client_id", account.clientID),
            ("client_secret", account.clientSecret.reveal()), ("refresh_token", account.refreshToken.reveal()),
            ("marketplace_id", account.marketplaceID), ("seller_id", AmazonAccount.sellerID),
        ]
    }

    mutating func expireTokens() { tokens = [:] }
}
