import Domain
import Wire

/// Octopia's seller API v2 and its token server, under `/octopia`.
///
/// Little is published: answers use the member names that clients look for, and errors RFC 9457's form.
struct OctopiaStandIn: StandIn {
    enum Operation: String, Sendable {
        case token
        case listDiscussions, createDiscussion, getDiscussion, closeDiscussion, sendMessage
        case getOrder
    }

    static let routes = Routes<Operation>([
        ("POST", "auth/realms/maas/protocol/openid-connect/token", .token),
        ("GET", "seller/v2/discussions", .listDiscussions),
        ("POST", "seller/v2/discussions", .createDiscussion),
        ("GET", "seller/v2/discussions/*", .getDiscussion),
        ("PATCH", "seller/v2/discussions/*", .closeDiscussion),
        ("POST", "seller/v2/messages", .sendMessage),
        ("GET", "seller/v2/orders/*", .getOrder),
    ])

    static let clientID = "sandbox-octopia-client"
    static let clientSecret = Secret("sandbox-octopia-secret")
    static let sellerID = "24680"
    /// Access tokens in any hour.
    private static let tokensPerHour = 500

    var tokens: [String: Timestamp] = [:]
    var tokenTimes: [Timestamp] = []
    var discussions: [OctopiaDiscussion] = []
    var orders: [String: OctopiaOrder] = [:]
    var files: [String: Attachment] = [:]
    var postCount = 0

    func operation(of request: Request) -> String {
        Self.routes.name(request.method, request.segments(below: "/octopia") ?? [])
    }

    mutating func carryOut(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let (operation, stars) = try Self.routes.match(request.method, request.segments(below: "/octopia") ?? [])
        if operation == .token { return try answerTokenRequest(request, now: now) }
        try checkHeaders(request, now: now)
        switch operation {
        case .token: throw Refusal(404, "there is no such address")
        case .listDiscussions: return try list(request)
        case .createDiscussion: return try create(request, now: now)
        case .getDiscussion: return .json(discussions[try index(of: stars[0])].json(allMessages: true))
        case .closeDiscussion: return try patch(stars[0], request, now: now)
        case .sendMessage: return try send(request, now: now)
        case .getOrder:
            guard let order = orders[stars[0]] else { throw Refusal(404, "Order not found") }
            return .json(order.json)
        }
    }

    private func checkHeaders(_ request: Request, now: Timestamp) throws(Refusal) {
        let fields = (request.headers["authorization"] ?? "").split(separator: " ", maxSplits: 1)
        guard fields.count == 2, fields[0] == "Bearer", let end = tokens[String(fields[1])], now < end else {
            throw Refusal(401, "the token is missing, unknown or has expired")
        }
        guard let seller = request.headers["sellerid"], !seller.isEmpty else {
            throw Refusal(400, "is required", field: "SellerId")
        }
        guard seller == Self.sellerID else { throw Refusal(403, "this client may not act for seller \(seller)") }
        guard request.method == "GET" ? request.body.isEmpty : request.contentType == "application/json" else {
            throw Refusal(415, "Content-Type has to be application/json")
        }
    }

    private mutating func answerTokenRequest(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        guard request.contentType == "application/x-www-form-urlencoded", request.rawQuery.isEmpty,
            let body = String(validating: request.body, as: UTF8.self), let pairs = formPairs(body)
        else { throw Refusal(400, "the body is not a form", code: "invalid_request") }
        let fields = Dictionary(pairs.map { ($0.name, $0.value) }) { first, _ in first }
        guard Set(fields.keys) == ["client_id", "client_secret", "grant_type"], pairs.count == 3 else {
            throw Refusal(400, "client_id, client_secret and grant_type are needed", code: "invalid_request")
        }
        guard fields["grant_type"] == "client_credentials" else {
            throw Refusal(400, "grant type is not allowed", code: "unsupported_grant_type")
        }
        guard fields["client_id"] == Self.clientID, fields["client_secret"] == Self.clientSecret.reveal() else {
            throw Refusal(401, "Invalid client or Invalid client credentials", code: "unauthorized_client")
        }
        tokenTimes.removeAll { $0 < now - .seconds(3600) }
        guard tokenTimes.count < Self.tokensPerHour else {
            throw Refusal(429, "more than \(Self.tokensPerHour) tokens an hour", code: "temporarily_unavailable")
        }
        tokenTimes.append(now)
        let token = "eyJ\(randomText(60, of: .lowercaseAndDigits))"
        tokens[token] = now + .seconds(7200)
        return .json([
            "access_token": .string(token), "token_type": "Bearer", "expires_in": 7200, "not-before-policy": 0,
            "scope": "profile email",
        ])
    }

    func response(to refusal: Refusal) -> Response {
        if let code = refusal.code {
            return .json(
                ["error": .string(code), "error_description": .string(refusal.message)], status: refusal.status)
        }
        var members: [String: JSON] = [
            "title": "One or more errors occurred.", "status": .integer(Int64(refusal.status)),
            "detail": .string(refusal.message),
        ]
        if let field = refusal.field { members["errors"] = .object([field: [.string(refusal.message)]]) }
        var response = Response.json(.object(members), status: refusal.status, type: "application/problem+json")
        if let allow = refusal.allow { response.headers.append(("Allow", allow)) }
        return response
    }

    func attachment(_ id: String) -> Attachment? { files[id] }

    func notification(of arrival: Arrival, files: [Attachment], to recipient: EmailAddress) -> Notification? {
        OctopiaNotification.make(arrival, files: files, to: recipient)
    }

    func settings(base: String) -> [(key: String, value: String)] {
        [
            ("url", "\(base)/seller/v2"), ("token_url", "\(base)/auth/realms/maas/protocol/openid-connect/token"),
            ("client_id", Self.clientID), ("client_secret", Self.clientSecret.reveal()), ("seller_id", Self.sellerID),
        ]
    }

    mutating func expireTokens() { tokens = [:] }

    mutating func alterNewestAnswer(_ change: (String) -> String) {
        let newest = discussions.indices.compactMap { place in
            discussions[place].messages.lastIndex { $0.role == .seller }.map { index in
                (discussions[place].messages[index].created, place, index)
            }
        }.max { $0.0 < $1.0 }
        guard let (_, place, index) = newest else { return }
        discussions[place].messages[index].text = change(discussions[place].messages[index].text)
    }
}
