import Domain

/// eBay: access tokens, members' messages (Commerce Message v1), orders and refunds (Fulfillment v1), cancellations
/// (Post-Order v2). Under `/ebay`.
struct EbayStandIn: StandIn {
    enum Operation: String, Sendable {
        case token
        case conversations = "getConversations"
        case conversation = "getConversation"
        case send = "sendMessage"
        case update = "updateConversation"
        case bulkUpdate = "bulkUpdateConversation"
        case orders = "getOrders"
        case order = "getOrder"
        case shipments = "getShippingFulfillments"
        case refund = "issueRefund"
        case checkCancellation = "checkCancellationEligibility"
        case cancel = "createCancellation"
        case cancellation = "getCancellation"
        case approve = "approveCancellationRequest"
        case reject = "rejectCancellationRequest"
        case files
    }

    static let routes = Routes<Operation>([
        ("POST", "identity/v1/oauth2/token", .token),
        ("GET", "commerce/message/v1/conversation", .conversations),
        ("GET", "commerce/message/v1/conversation/*", .conversation),
        ("POST", "commerce/message/v1/send_message", .send),
        ("POST", "commerce/message/v1/update_conversation", .update),
        ("POST", "commerce/message/v1/bulk_update_conversation", .bulkUpdate),
        ("GET", "sell/fulfillment/v1/order", .orders),
        ("GET", "sell/fulfillment/v1/order/*", .order),
        ("GET", "sell/fulfillment/v1/order/*/shipping_fulfillment", .shipments),
        ("POST", "sell/fulfillment/v1/order/*/issue_refund", .refund),
        ("POST", "post-order/v2/cancellation/check_eligibility", .checkCancellation),
        ("POST", "post-order/v2/cancellation", .cancel),
        ("GET", "post-order/v2/cancellation/*", .cancellation),
        ("POST", "post-order/v2/cancellation/*/approve", .approve),
        ("POST", "post-order/v2/cancellation/*/reject", .reject),
        ("GET", "files/*", .files),
    ])

    /// What identifies the application and the seller.
    struct Account: Sendable {
        var clientID = "Sandbox-mailbrid-PRD-0123456789ab-cdef0123"
        var clientSecret = Secret("PRD-sandbox-ebay-secret")
        var refreshToken = Secret("v^1.1#i^1#r^1#sandbox-refresh")
        var seller = "beispiel-shop"
        /// What the seller agreed to.
        var rights: Set<String> = ["commerce.message", "sell.fulfillment", "sell.finances"]
    }

    struct Token: Sendable {
        var rights: Set<String>
        var expires: Timestamp
    }

    let account: Account
    var tokens: [String: Token] = [:]
    var threads: [EbayThread] = []
    /// By order number.
    var purchases: [String: EbayPurchase] = [:]
    var files: [String: Attachment] = [:]
    var postCount = 0
    var lastMessageID: Int64 = 3_081_000_000

    init(account: Account = Account()) { self.account = account }

    func operation(of request: Request) -> String {
        Self.routes.name(request.method, request.segments(below: "/ebay") ?? [])
    }

    mutating func carryOut(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let segments = request.segments(below: "/ebay") ?? []
        let (operation, stars) = try Self.routes.match(request.method, segments)
        if operation == .token { return try answerTokenRequest(request, now: now) }
        if operation == .files { return try file(stars[0]) }
        try checkToken(request, operation, now: now)
        if request.method == "POST", operation != .approve {
            guard request.contentType == "application/json" else {
                throw Refusal(415, "Content-Type must be application/json", code: "2004")
            }
        } else if !request.body.isEmpty {
            throw Refusal(400, "this request has no body", code: "2004")
        }
        settle(now: now)
        switch operation {
        case .conversations: return try list(request)
        case .conversation: return try detail(stars[0], request)
        case .send: return try send(request, now: now)
        case .update: return try update(request)
        case .bulkUpdate: return try bulkUpdate(request)
        case .orders: return try orders(request)
        case .order: return try order(stars[0], request)
        case .shipments: return try shipments(of: stars[0])
        case .refund: return try refund(request, stars[0], now: now)
        case .checkCancellation: return try checkCancellation(request)
        case .cancel: return try cancel(request, now: now)
        case .cancellation: return try cancellation(stars[0])
        case .approve, .reject: return try decide(stars[0], agrees: operation == .approve, now: now)
        case .token, .files: throw Refusal(404, "Not found")
        }
    }

    /// Post-Order takes tokens as `IAF`, everything else as `Bearer`; each operation wants its right.
    private func checkToken(_ request: Request, _ operation: Operation, now: Timestamp) throws(Refusal) {
        let isPostOrder = [.checkCancellation, .cancel, .cancellation, .approve, .reject].contains(operation)
        let words = (request.headers["authorization"] ?? "").split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0] == (isPostOrder ? "IAF" : "Bearer"), let token = tokens[String(words[1])],
            now < token.expires
        else { throw Refusal(401, "Invalid access token. Check the value of the Authorization header.", code: "1001") }
        let right =
            switch operation {
            case .conversations, .conversation, .send, .update, .bulkUpdate: "commerce.message"
            case .refund: "sell.finances"
            default: "sell.fulfillment"
            }
        guard token.rights.contains(right) else {
            throw Refusal(403, "Insufficient permissions to fulfill the request.", code: "1100")
        }
    }

    func response(to refusal: Refusal) -> Response {
        if let code = refusal.code, Self.tokenErrors.contains(code) {
            return .json(
                ["error": .string(code), "error_description": .string(refusal.message)], status: refusal.status)
        }
        let isOwnFault = refusal.status >= 500
        let id = refusal.code.flatMap { Int64($0) } ?? (isOwnFault ? 335_000 : 2004)
        let domain =
            switch id {
            case 355_000..<356_000, 335_000: "API_MESSAGE"
            case 32_000..<35_000: "API_FULFILLMENT"
            case 1000..<1200: "OAuth"
            default: "ACCESS"
            }
        var error: [String: JSON] = [
            "errorId": .integer(id), "domain": .string(domain), "category": isOwnFault ? "APPLICATION" : "REQUEST",
            "message": .string(refusal.message), "longMessage": .string(refusal.message),
        ]
        if let field = refusal.field {
            error["parameters"] = [["name": "field", "value": .string(field)]]
        }
        // Post-Order wraps its errors otherwise.
        let body: JSON =
            (1_600..<1_700).contains(id)
            ? ["errorMessage": ["error": [.object(error)]]] : ["errors": [.object(error)]]
        var response = Response.json(body, status: refusal.status)
        if let allow = refusal.allow { response.headers.append(("Allow", allow)) }
        return response
    }

    func attachment(_ id: String) -> Attachment? { files[id] }

    func notification(of arrival: Arrival, files: [Attachment], to recipient: EmailAddress) -> Notification? {
        EbayNotification.make(arrival, buyer: purchases[arrival.order.number]?.buyer ?? "buyer", to: recipient)
    }

    func settings(base: String) -> [(key: String, value: String)] {
        [
            ("url", base), ("token_url", "\(base)/identity/v1/oauth2/token"), ("client_id", account.clientID),
            ("client_secret", account.clientSecret.reveal()), ("refresh_token", account.refreshToken.reveal()),
        ]
    }

    mutating func expireTokens() { tokens = [:] }

    mutating func alterNewestAnswer(_ change: (String) -> String) {
        let newest = threads.indices.compactMap { index in
            threads[index].messages.lastIndex { $0.sender == account.seller }.map { (index, $0) }
        }.max { threads[$0.0].messages[$0.1].id < threads[$1.0].messages[$1.1].id }
        guard let newest else { return }
        threads[newest.0].messages[newest.1].text = change(threads[newest.0].messages[newest.1].text)
    }

    /// A file's own address, which needs no token.
    private func file(_ id: String) throws(Refusal) -> Response {
        guard let file = files[id] else { throw Refusal(404, "Not found") }
        return Response(status: 200, headers: [("Content-Type", file.type)], body: file.bytes)
    }
}
