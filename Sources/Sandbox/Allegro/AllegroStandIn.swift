import Domain

/// Allegro's REST API: message centre, disputes and claims, orders, refunds, and its access tokens. Under `/allegro`.
struct AllegroStandIn: StandIn {
    /// Named as the published description does (`operationId`).
    enum Operation: String, Sendable {
        case token
        case listThreads, getThread, changeReadFlag, listMessages, newMessageInThread, newMessage, getMessage
        case declareAttachment, uploadAttachment, downloadAttachment
        case listIssues, getIssue, getIssueChat, addIssueMessage
        case declareIssueAttachment, uploadIssueAttachment, getIssueAttachment
        case getOrder, getShipments, setFulfillment
        case initiateRefund, getRefundedPayments
    }

    static let routes = Routes<Operation>([
        ("POST", "auth/oauth/token", .token),
        ("GET", "messaging/threads", .listThreads),
        ("GET", "messaging/threads/*", .getThread),
        ("PUT", "messaging/threads/*/read", .changeReadFlag),
        ("GET", "messaging/threads/*/messages", .listMessages),
        ("POST", "messaging/threads/*/messages", .newMessageInThread),
        ("POST", "messaging/messages", .newMessage),
        ("GET", "messaging/messages/*", .getMessage),
        ("POST", "messaging/message-attachments", .declareAttachment),
        ("PUT", "messaging/message-attachments/*", .uploadAttachment),
        ("GET", "messaging/message-attachments/*", .downloadAttachment),
        ("GET", "sale/issues", .listIssues),
        ("POST", "sale/issues/attachments", .declareIssueAttachment),
        ("GET", "sale/issues/attachments/*", .getIssueAttachment),
        ("PUT", "upload/issue-files/*", .uploadIssueAttachment),
        ("GET", "sale/issues/*", .getIssue),
        ("GET", "sale/issues/*/chat", .getIssueChat),
        ("POST", "sale/issues/*/message", .addIssueMessage),
        ("GET", "order/checkout-forms/*", .getOrder),
        ("GET", "order/checkout-forms/*/shipments", .getShipments),
        ("PUT", "order/checkout-forms/*/fulfillment", .setFulfillment),
        ("POST", "payments/refunds", .initiateRefund),
        ("GET", "payments/refunds", .getRefundedPayments),
    ])

    static let clientID = "5a0db0fe5a0db0fe5a0db0fe5a0db0fe"
    static let clientSecret = Secret("sandbox-allegro-secret")
    static let firstRefreshToken = Secret("sandbox-allegro-refresh")
    /// The seller's login.
    static let seller = "beispiel-shop"

    var refreshToken = firstRefreshToken.reveal()
    /// Access tokens and when they end.
    var tokens: [String: Timestamp] = [:]
    var threads: [AllegroThread] = []
    var issues: [AllegroIssue] = []
    var orders: [String: AllegroOrder] = [:]
    var files: [String: AllegroFile] = [:]
    var refunds: [AllegroRefund] = []
    var postCount = 0
    /// When the seller's last message was taken: one a second.
    var lastSent: Timestamp?

    func operation(of request: Request) -> String {
        Self.routes.name(request.method, request.segments(below: "/allegro") ?? [])
    }

    mutating func carryOut(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let segments = request.segments(below: "/allegro") ?? []
        let (operation, stars) = try Self.routes.match(request.method, segments)
        if operation == .token { return try answerTokenRequest(request, now: now) }
        try checkHeaders(request, operation, now: now)
        switch operation {
        case .token: throw Refusal(404, "there is no such address")
        case .listThreads: return try listThreads(request)
        case .getThread: return .allegro(threads[try thread(stars[0])].json)
        case .changeReadFlag: return try markRead(stars[0], request)
        case .listMessages: return try listMessages(stars[0], request, now: now)
        case .newMessageInThread: return try answer(in: stars[0], request, now: now)
        case .newMessage: return try write(request, now: now)
        case .getMessage: return try message(stars[0], request, now: now)
        case .declareAttachment: return try declare(request, .centre)
        case .uploadAttachment: return try upload(request, id: stars[0])
        case .downloadAttachment: return try download(stars[0], .centre)
        case .listIssues: return try listIssues(request)
        case .getIssue: return .allegro(issues[try issue(stars[0])].json, media: .beta)
        case .getIssueChat: return try chat(of: stars[0], request)
        case .addIssueMessage: return try answer(issue: stars[0], request, now: now)
        case .declareIssueAttachment: return try declare(request, .issue)
        case .uploadIssueAttachment: return try upload(request, door: stars[0])
        case .getIssueAttachment: return try download(stars[0], .issue)
        case .getOrder: return .allegro(try order(stars[0]).json)
        case .getShipments: return .allegro(["shipments": [try order(stars[0]).shipment]])
        case .setFulfillment: return try fulfil(stars[0], request)
        case .initiateRefund: return try refund(request, now: now)
        case .getRefundedPayments: return try listRefunds(request)
        }
    }

    /// `errors[]`, or OAuth's own form for tokens and their lack.
    func response(to refusal: Refusal) -> Response {
        if refusal.status == 401 || Self.tokenErrors.contains(refusal.code ?? "") {
            return .json(
                ["error": .string(refusal.code ?? "invalid_token"), "error_description": .string(refusal.message)],
                status: refusal.status)
        }
        let codes = [
            403: "AccessDenied", 404: "NotFound", 406: "NotAcceptable", 415: "UnsupportedMediaType",
            429: "TOO_MANY_REQUESTS",
        ]
        var response = Response.allegro(
            [
                "errors": [
                    [
                        "code": .string(refusal.code ?? codes[refusal.status] ?? "VALIDATION_ERROR"),
                        "message": .string(refusal.message), "details": nil, "path": .text(refusal.field),
                        "userMessage": .string(refusal.message), "metadata": [:],
                    ]
                ]
            ], status: refusal.status)
        if let allow = refusal.allow { response.headers.append(("Allow", allow)) }
        return response
    }

    func attachment(_ id: String) -> Attachment? { files[id]?.content }

    func notification(of arrival: Arrival, files: [Attachment], to recipient: EmailAddress) -> Notification? {
        AllegroNotification.make(arrival, to: recipient)
    }

    func settings(base: String) -> [(key: String, value: String)] {
        [
            ("url", base), ("token_url", "\(base)/auth/oauth/token"), ("client_id", Self.clientID),
            ("client_secret", Self.clientSecret.reveal()), ("refresh_token", Self.firstRefreshToken.reveal()),
        ]
    }

    mutating func expireTokens() { tokens = [:] }

    mutating func alterNewestAnswer(_ change: (String) -> String) {
        let inThreads = threads.indices.compactMap { place in
            threads[place].messages.lastIndex { !$0.isInterlocutor }.map { index in
                (threads[place].messages[index].created, place, index)
            }
        }.max { $0.0 < $1.0 }
        let inIssues = issues.indices.compactMap { place in
            issues[place].chat.lastIndex { $0.role == .seller }.map { index in
                (issues[place].chat[index].created, place, index)
            }
        }.max { $0.0 < $1.0 }
        if let (sent, place, index) = inThreads, inIssues.map({ $0.0 <= sent }) ?? true {
            threads[place].messages[index].text = change(threads[place].messages[index].text)
        } else if let (_, place, index) = inIssues {
            issues[place].chat[index].text = change(issues[place].chat[index].text)
        }
    }
}
