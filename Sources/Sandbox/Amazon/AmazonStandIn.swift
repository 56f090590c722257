import Domain

/// Amazon: access tokens, the order interface, messaging actions, and the buyers behind the mail relay. Under `/amazon`.
struct AmazonStandIn: RelayStandIn {
    enum Operation: String, Sendable {
        case token
        case order = "orders.get"
        case actions = "messaging.actions"
        case attributes = "messaging.attributes"
    }

    static let routes = Routes<Operation>([
        ("POST", "auth/o2/token", .token),
        ("GET", "orders/2026-01-01/orders/*", .order),
        ("GET", "messaging/v1/orders/*", .actions),
        ("GET", "messaging/v1/orders/*/attributes", .attributes),
    ])

    let account: AmazonAccount
    var cases: [AmazonCase] = []
    var files: [String: Attachment] = [:]
    var postCount = 0
    var tokens: [String: Timestamp] = [:]

    init(account: AmazonAccount) {
        self.account = account
    }

    func operation(of request: Request) -> String {
        Self.routes.name(request.method, request.segments(below: "/amazon") ?? [])
    }

    mutating func carryOut(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let segments = request.segments(below: "/amazon") ?? []
        if segments.first == "auth" { return try answerTokenRequest(request, segments, now: now) }
        // Order of the real gate: no token, no word about anything else.
        guard let token = request.headers["x-amz-access-token"], let expiry = tokens[token], now < expiry else {
            throw Refusal(403, "Access to requested resource is denied.", code: "Unauthorized")
        }
        guard let match = try? Self.routes.match(request.method, segments) else {
            throw Refusal(403, "Access to requested resource is denied.", code: "Unauthorized")
        }
        try Self.checkFields(of: request)
        switch match.operation {
        case .order: return try order(match.stars[0], request)
        case .actions: return try actions(match.stars[0], request)
        case .attributes: return try attributes(match.stars[0], request)
        case .token: throw Refusal(404, "Resource not found", code: "NotFound")
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
        guard request.body.isEmpty else { throw Refusal(400, "a GET request has no body", code: "InvalidInput") }
    }

    func response(to refusal: Refusal) -> Response {
        if let code = refusal.code, AmazonStandIn.tokenErrors.contains(code) {
            return .json(
                ["error": .string(code), "error_description": .string(refusal.message)], status: refusal.status)
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
        if (200..<300).contains(status) || status == 400 || status == 404, operation != Operation.token.rawValue {
            fields.append(("x-amzn-RateLimit-Limit", operation == Operation.order.rawValue ? "0.5" : "1.0"))
        }
        return fields
    }

    func attachment(_ id: String) -> Attachment? { files[id] }

    func settings(base: String) -> [(key: String, value: String)] {
        [
            ("url", base), ("token_url", "\(base)/auth/o2/token"), ("client_id", account.clientID),
            ("client_secret", account.clientSecret.reveal()), ("refresh_token", account.refreshToken.reveal()),
            ("marketplace_id", account.marketplaceID),
        ]
    }

    mutating func expireTokens() { tokens = [:] }
}
