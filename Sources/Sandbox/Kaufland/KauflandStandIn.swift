import Domain

/// Kaufland's seller API, under `/kaufland/v2`.
struct KauflandStandIn: StandIn {
    enum Operation: String, Sendable {
        case list = "tickets.list"
        case detail = "tickets.detail"
        case message = "tickets.message"
        case close = "tickets.close"
        case open = "tickets.open"
        case order = "orders.detail"
        case refund = "order-units.refund"
        case cancel = "order-units.cancel"
        case invoice = "order-invoices.upload"
        case unit = "order-units.detail"
        case storefronts = "info.storefront"
        case ping = "status.ping"
    }

    static let routes = Routes<Operation>([
        ("GET", "tickets", .list),
        ("POST", "tickets", .open),
        ("GET", "tickets/*", .detail),
        ("POST", "tickets/*/messages", .message),
        ("PATCH", "tickets/*/close", .close),
        ("GET", "orders/*", .order),
        ("GET", "order-units/*", .unit),
        ("PATCH", "order-units/*/refund", .refund),
        ("PATCH", "order-units/*/cancel", .cancel),
        ("POST", "order-invoices/*", .invoice),
        ("GET", "info/storefront", .storefronts),
        ("GET", "status/ping", .ping),
    ])

    let clientKey: String
    let secret: Secret<String>
    var tickets: [KauflandTicket] = []
    /// Orders; those that nobody wrote about come with the first request or message.
    var sales: [KauflandSale] = []
    var files: [String: Attachment] = [:]
    private(set) var postCount = 0
    private var lastMessageID: Int64 = 64_123_000
    private var lastNumber: Int64 = 918_273_000
    private var isStocked = false

    init(clientKey: String, secret: Secret<String>) {
        self.clientKey = clientKey
        self.secret = secret
    }

    func operation(of request: Request) -> String {
        if request.path.hasPrefix("/kaufland/files/") { return "files" }
        return Self.routes.name(request.method, request.segments(below: "/kaufland/v2") ?? [])
    }

    mutating func carryOut(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        if let id = request.segments(below: "/kaufland/files") { return try file(request, id) }
        try KauflandSignature.check(request, clientKey: clientKey, secret: secret, now: now)
        guard let segments = request.segments(below: "/kaufland/v2") else {
            throw Refusal(404, "Resource not found", code: "/problems/not-found")
        }
        let (operation, stars) = try Self.routes.match(request.method, segments)
        stock(now)
        guard Self.withBody.contains(operation) || request.body.isEmpty else {
            throw Refusal(400, "this request has no body", code: "/problems/bad-request")
        }
        let query = try Query(request, allowed: Self.parameters[operation] ?? [])
        switch operation {
        case .list: return try list(query)
        case .detail: return try detail(stars[0], query, request)
        case .message: return try post(request, to: stars[0], now: now)
        case .close: return try close(stars[0], now: now)
        case .open: return try open(request, now: now)
        case .refund: return try refund(request, unit: stars[0])
        case .cancel: return try cancel(request, unit: stars[0])
        case .invoice: return try upload(request, order: stars[0], now: now)
        case .order: return try order(stars[0], query)
        case .unit: return try unit(stars[0], query)
        case .storefronts: return .json(["data": ["de", "pl", "cz", "sk", "at"]])
        case .ping: return .json(["data": ["message": "pong"]])
        }
    }

    private static let withBody: Set<Operation> = [.message, .open, .refund, .cancel, .invoice]

    private static let parameters: [Operation: Set<String>] = [
        .list: [
            "status", "open_reason", "topic", "id_buyer", "ts_created_from_iso", "ts_updated_from_iso", "sort", "limit",
            "offset", "storefront", "fulfillment_type",
        ],
        .detail: ["embedded"], .order: ["embedded"], .unit: ["embedded"],
    ]

    /// The problem object; `errors` is always there, `type` where it says more than the status.
    func response(to refusal: Refusal) -> Response {
        let types = [
            400: "/problems/validation-error", 401: "/problems/unauthorized", 403: "/problems/forbidden",
            404: "/problems/not-found", 503: "/problems/service-unavailable",
        ]
        let type =
            refusal.code ?? types[refusal.status] ?? (refusal.status >= 500 ? "/problems/server-error" : "about:blank")
        let errors: [JSON] =
            refusal.field.map { [["field": .string($0), "message": .string(refusal.message)]] } ?? []
        let message = refusal.field == nil ? refusal.message : "Request parameters have invalid values"
        var response = Response.json(
            ["type": .string(type), "message": .string(message), "errors": .array(errors)], status: refusal.status)
        if let allow = refusal.allow { response.headers.append(("Allow", allow)) }
        return response
    }

    func attachment(_ id: String) -> Attachment? { files[id] }

    func notification(of arrival: Arrival, files: [Attachment], to recipient: EmailAddress) -> Notification? {
        KauflandNotification.make(arrival, to: recipient)
    }

    func settings(base: String) -> [(key: String, value: String)] {
        [("url", "\(base)/v2"), ("client_key", clientKey), ("secret_key", secret.reveal())]
    }

    mutating func alterNewestAnswer(_ change: (String) -> String) {
        let newest = tickets.indices.compactMap { index in
            tickets[index].messages.lastIndex { $0.role == .seller }.map { (index, $0) }
        }.max { tickets[$0.0].messages[$0.1].id < tickets[$1.0].messages[$1.1].id }
        guard let newest else { return }
        tickets[newest.0].messages[newest.1].text = change(tickets[newest.0].messages[newest.1].text)
    }

    mutating func stock(_ now: Timestamp) {
        guard !isStocked else { return }
        isStocked = true
        sales += KauflandSale.samples(now)
    }

    /// A number that nothing else has.
    mutating func nextNumber() -> Int64 {
        lastNumber += 1
        return lastNumber
    }

    /// Where the ticket `id` stands; 400 for what is no ticket number, 404 for an unknown one.
    func index(of id: String) throws(Refusal) -> Int {
        guard id.hasPrefix("001"), id.utf8.count > 3, id.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Refusal(400, "must match ^001\\d+$", field: "id_ticket")
        }
        guard let index = tickets.firstIndex(where: { $0.id == id }) else {
            throw Refusal(404, "Ticket not found", code: "/problems/not-found")
        }
        return index
    }

    /// Puts a message at the end of a ticket; identifiers grow.
    mutating func append(
        _ text: String, by role: KauflandTicket.Role, name: String, isInterim: Bool = false,
        attachments: [Attachment], toTicketAt index: Int, now: Timestamp
    ) -> KauflandTicket.Message {
        lastMessageID += 1 + Int64(attachments.count)
        let stored = attachments.map {
            let id = randomUUID()
            files[id] = $0
            return SandboxAttachment(id: id, name: $0.name, size: $0.bytes.count)
        }
        let message = KauflandTicket.Message(
            id: lastMessageID, role: role, name: name, text: text, sent: now, isInterim: isInterim)
        tickets[index].append(message, files: stored)
        if role == .seller { postCount += 1 }
        return message
    }

    /// A file's own address, which needs no signature.
    private func file(_ request: Request, _ segments: [String]) throws(Refusal) -> Response {
        guard request.method == "GET" else { throw Refusal(405, "this address takes GET", allow: "GET") }
        guard segments.count == 1, let file = files[segments[0]] else {
            throw Refusal(404, "File not found", code: "/problems/not-found")
        }
        return Response(status: 200, headers: [("Content-Type", file.type)], body: file.bytes)
    }
}
