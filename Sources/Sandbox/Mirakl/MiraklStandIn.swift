import Domain

/// The seller interface of a Mirakl operator, under `/mirakl/api`.
struct MiraklStandIn: StandIn {
    enum Operation: String, Sendable {
        case m10 = "M10"
        case m11 = "M11"
        case m12 = "M12"
        case m13 = "M13"
        case m14 = "M14"
        case or11 = "OR11"
        case or28 = "OR28"
        case or29 = "OR29"
        case or30 = "OR30"
        case or43 = "OR43"
        case or64 = "OR64"
        case or72 = "OR72"
        case or74 = "OR74"
        case orderByPath = "OR11-removed"
        case re01 = "RE01"
        case a01 = "A01"
        case pc01 = "PC01"
        case v01 = "V01"
    }

    static let routes = Routes<Operation>([
        ("GET", "inbox/threads", .m11),
        ("POST", "inbox/threads", .m14),
        ("GET", "inbox/threads/*", .m10),
        ("POST", "inbox/threads/*/message", .m12),
        ("GET", "inbox/threads/*/download", .m13),
        ("GET", "orders", .or11),
        ("PUT", "orders/refund", .or28),
        ("PUT", "orders/cancel", .or30),
        ("GET", "orders/documents", .or72),
        ("PUT", "orders/*/cancel", .or29),
        ("POST", "orders/*/threads", .or43),
        ("POST", "orders/*/documents", .or74),
        ("PUT", "orders/*/lines/*/resolve_incident", .or64),
        ("GET", "orders/*", .orderByPath),
        ("GET", "reasons", .re01),
        ("GET", "account", .a01),
        ("GET", "platform/configuration", .pc01),
        ("GET", "version", .v01),
    ])

    let key: Secret<String>
    let names: MiraklNames
    var threads = KeyedList<MiraklThread>()
    /// Orders; those that nobody wrote about come with the first request or message.
    var sales = KeyedList<MiraklSale>()
    var files: [String: Attachment] = [:]
    private(set) var postCount = 0
    private var lastTick = Timestamp(seconds: 0)
    private var lastNumber: Int64 = 1119
    private var isStocked = false

    init(key: Secret<String>, names: MiraklNames) {
        self.key = key
        self.names = names
    }

    func operation(of request: Request) -> String {
        Self.routes.name(request.method, request.segments(below: "/mirakl/api") ?? [])
    }

    mutating func carryOut(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        // The raw key: a scheme word in front of it makes another key.
        guard request.headers["authorization"] == key.reveal() else { throw Refusal(401, "Unauthorized") }
        guard let segments = request.segments(below: "/mirakl/api") else {
            throw Refusal(404, "there is no such address")
        }
        let (operation, stars) = try Self.routes.match(request.method, segments)
        guard Self.withBody.contains(operation) || request.body.isEmpty else {
            throw Refusal(400, "this request has no body")
        }
        stock(now)
        let query = try Query(request, allowed: Self.parameters[operation] ?? ["shop_id"])
        if let shop = try query.integer("shop_id", in: 1...Int64.max), shop != names.shopID {
            throw Refusal(404, "Shop not found")
        }
        switch operation {
        case .m11: return try listThreads(query)
        case .m10: return .json(try thread(stars[0]).json(names, messageLimit: .max))
        case .m12: return try post(request, to: stars[0], now: now)
        case .m13: return try download(stars[0])
        case .m14: return try askOperator(request, now: now)
        case .or11: return try listOrders(query)
        case .or28: return try refund(request, now: now)
        case .or29: return try cancelOrder(stars[0], now: now)
        case .or30: return try cancelLines(request, now: now)
        case .or43: return try openThread(request, order: stars[0], now: now)
        case .or64: return try resolveIncident(request, order: stars[0], line: stars[1])
        case .or72: return try documents(query)
        case .or74: return try upload(request, order: stars[0], now: now)
        case .orderByPath: throw Refusal(410, "Gone")
        case .re01: return try listReasons(query)
        case .a01: return .json(account)
        case .pc01: return .json(Self.platform)
        case .v01: return .json(["version": "3.345"])
        }
    }

    private static let withBody: Set<Operation> = [.m12, .m14, .or28, .or30, .or43, .or64, .or74]

    private static let parameters: [Operation: Set<String>] = [
        .m11: [
            "shop_id", "entity_type", "entity_id", "updated_since", "with_messages", "channel_codes", "limit",
            "page_token", "sort",
        ],
        .or11: [
            "shop_id", "order_ids", "order_references_for_customer", "order_references_for_seller",
            "order_state_codes", "channel_codes", "start_date", "end_date", "start_update_date", "end_update_date",
            "has_incident", "locale", "max", "offset", "sort", "order",
        ],
        .re01: ["shop_id", "locale"], .or72: ["shop_id", "order_ids"],
    ]

    /// Both documented shapes: a list of fields, or one message.
    func response(to refusal: Refusal) -> Response {
        let body: JSON =
            if let field = refusal.field {
                ["errors": [["field": .string(field), "message": .string(refusal.message)]]]
            } else {
                ["message": .string(refusal.message), "status": .integer(Int64(refusal.status))]
            }
        var response = Response.json(body, status: refusal.status)
        if let allow = refusal.allow { response.headers.append(("Allow", allow)) }
        return response
    }

    func thread(_ id: String) throws(Refusal) -> MiraklThread {
        guard let index = threads.indices(of: id).first else { throw Refusal(404, "Thread not found") }
        return threads[index]
    }

    func attachment(_ id: String) -> Attachment? { files[id] }

    func notification(of arrival: Arrival, files: [Attachment], to recipient: EmailAddress) -> Notification? {
        MiraklNotification.make(arrival, names: names, to: recipient)
    }

    func settings(base: String) -> [(key: String, value: String)] {
        [("url", base), ("api_key", key.reveal())]
    }

    mutating func alterNewestAnswer(_ change: (String) -> String) {
        let newest = threads.indices.compactMap { index in
            threads[index].messages.lastIndex { $0.author == .shop }.map { (index, $0) }
        }.max { threads[$0.0].messages[$0.1].sent < threads[$1.0].messages[$1.1].sent }
        guard let newest else { return }
        threads[newest.0].messages[newest.1].body = change(threads[newest.0].messages[newest.1].body)
    }

    /// Puts `message` at the end of its thread.
    mutating func append(_ message: MiraklThread.Message, to id: String) {
        guard let index = threads.indices(of: id).first else { return }
        threads[index].append(message)
        if message.author == .shop { postCount += 1 }
    }

    mutating func stock(_ now: Timestamp) {
        guard !isStocked else { return }
        isStocked = true
        for sale in MiraklSale.samples(now) { sales.append(sale) }
    }

    /// A number that nothing else has.
    mutating func nextNumber() -> String {
        lastNumber += 1
        return String(lastNumber)
    }

    /// `now`, moved so that no two messages carry the same instant.
    mutating func tick(_ now: Timestamp) -> Timestamp {
        lastTick = max(now, lastTick + .milliseconds(1))
        return lastTick
    }

    /// Stores `attachments` and returns their descriptions.
    mutating func store(_ attachments: [Attachment]) -> [SandboxAttachment] {
        attachments.map {
            let id = randomUUID()
            files[id] = $0
            return SandboxAttachment(id: id, name: $0.name, size: $0.bytes.count)
        }
    }

    private func download(_ id: String) throws(Refusal) -> Response {
        guard let file = files[id] else { throw Refusal(404, "Attachment not found") }
        let name = file.name.filter { $0 != "\"" && $0 != "\\" && !$0.isNewline }
        return Response(
            status: 200,
            headers: [
                ("Content-Type", "application/octet-stream"),
                ("Content-Disposition", "attachment; filename=\"\(name)\""),
            ],
            body: file.bytes)
    }
}
