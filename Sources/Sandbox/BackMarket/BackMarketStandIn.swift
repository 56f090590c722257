import Domain

/// Back Market's seller interface, under `/backmarket`.
struct BackMarketStandIn: StandIn {
    enum Operation: String, Sendable {
        case list = "getCareFolderList"
        case detail = "getCareFolderDetails"
        case message = "postMessage"
        case problem = "postProblem"
        case refund = "postRefundCreate"
        case order = "get-ws-specific-order"
        case invoice = "post-ws-specific-order-invoice"
        case files
    }

    static let routes = Routes<Operation>([
        ("GET", "ws/sav", .list),
        ("POST", "ws/sav/refund", .refund),
        ("GET", "ws/sav/*", .detail),
        ("POST", "ws/sav/*/msg", .message),
        ("POST", "ws/sav/*/problem", .problem),
        ("GET", "ws/orders/*", .order),
        ("POST", "ws/orders/*/invoice", .invoice),
        ("GET", "files/*/*", .files),
    ])

    private static let locales: Set<String> = [
        "fr-fr", "fr-be", "es-es", "de-de", "de-at", "it-it", "en-gb", "nl-nl", "pt-pt", "en-ie", "el-gr", "sk-sk",
        "sv-se", "en-us", "ja-jp", "en-au",
    ]

    let token: Secret<String>
    var folders: [BackMarketFolder] = []
    /// By number.
    var sales: [Int64: BackMarketSale] = [:]
    var files: [String: Attachment] = [:]
    var postCount = 0
    var lastID: Int64 = 200_000_000

    init(token: Secret<String> = Secret("c2FuZGJveC1iYWNrLW1hcmtldA==")) { self.token = token }

    func operation(of request: Request) -> String {
        let segments = request.segments(below: "/backmarket") ?? []
        // A star takes `refund` too, so the method decides.
        return segments == ["ws", "sav", "refund"] ? "postRefundCreate" : Self.routes.name(request.method, segments)
    }

    mutating func carryOut(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let (operation, stars) = try Self.routes.match(request.method, request.segments(below: "/backmarket") ?? [])
        if operation == .files { return try file(stars[0]) }
        try checkFields(of: request)
        switch operation {
        case .list: return try list(request)
        case .detail: return try detail(stars[0], request)
        case .message: return try post(request, to: stars[0], now: now)
        case .problem: return try declare(request, in: stars[0], now: now)
        case .refund: return try refund(request)
        case .order: return .json(try sale(stars[0]).json)
        case .invoice: return try invoice(request, stars[0])
        case .files: throw Refusal(404, "Not found")
        }
    }

    /// Every request names token, language, and who asks: `BM-{Company}-{Integration};mail@domain`.
    private func checkFields(of request: Request) throws(Refusal) {
        let agent = (request.headers["user-agent"] ?? "").split(separator: ";", omittingEmptySubsequences: false)
        let name = agent.first?.split(separator: "-", omittingEmptySubsequences: false) ?? []
        guard agent.count == 2, name.count >= 3, name[0] == "BM", name.allSatisfy({ !$0.isEmpty }),
            EmailAddress(String(agent[1])) != nil
        else { throw Refusal(403, "Please complete the challenge", code: "bot-need-challenge") }
        guard request.headers["authorization"] == "Basic \(token.reveal())" else {
            throw Refusal(401, "Guest user not allowed")
        }
        guard Self.locales.contains(request.headers["accept-language"] ?? "") else {
            throw Refusal(400, "unknown country code", code: "E010", field: "Accept-Language")
        }
        guard request.headers["accept"] == "application/json" else {
            throw Refusal(406, "only application/json is given", code: "E011", field: "Accept")
        }
        guard request.method == "POST" || request.body.isEmpty else {
            throw Refusal(400, "this request has no body", code: "E012")
        }
    }

    /// Three generations of bodies: the gate's list, a single error, and a problem with what is wrong in it.
    func response(to refusal: Refusal) -> Response {
        let body: JSON
        switch refusal.status {
        case 403 where refusal.code == "bot-need-challenge":
            body = [
                "errors": [["code": "bot-need-challenge", "message": .string(refusal.message)]],
                "requestId": "8f2d0c51",
            ]
        // The interface documents these without a body.
        case 401, 403: return Response(status: refusal.status)
        case 422:
            body = [
                "type": "/errors/validation-error", "title": .string(refusal.message), "status": 422,
                "detail": .string(refusal.message),
                "errors": [
                    [
                        "type": "/errors/validation-error", "title": .string(refusal.message),
                        "target": .string(refusal.field ?? "body"),
                    ]
                ],
            ]
        default:
            body = [
                "error": [
                    "code": .string(refusal.code ?? "E\(refusal.status)"),
                    "message": .string([refusal.field, refusal.message].compactMap { $0 }.joined(separator: ": ")),
                ], "requestId": "8f2d0c52",
            ]
        }
        var response = Response.json(body, status: refusal.status)
        if let allow = refusal.allow { response.headers.append(("Allow", allow)) }
        return response
    }

    func attachment(_ id: String) -> Attachment? { files[id] }

    func notification(of arrival: Arrival, files: [Attachment], to recipient: EmailAddress) -> Notification? {
        BackMarketNotification.make(arrival, to: recipient)
    }

    func settings(base: String) -> [(key: String, value: String)] {
        [
            ("url", base), ("api_key", token.reveal()), ("company", "Beispiel"),
            ("contact", "technik@seller.example"),
        ]
    }

    mutating func alterNewestAnswer(_ change: (String) -> String) {
        let newest = folders.indices.compactMap { index in
            folders[index].messages.lastIndex { $0.sender == .merchant }.map { (index, $0) }
        }.max { folders[$0.0].messages[$0.1].id < folders[$1.0].messages[$1.1].id }
        guard let newest else { return }
        folders[newest.0].messages[newest.1].text = change(folders[newest.0].messages[newest.1].text)
    }

    /// At the content network, which knows no token and must not be shown one.
    private func file(_ id: String) throws(Refusal) -> Response {
        guard let file = files[id] else { throw Refusal(404, "Not found") }
        return Response(status: 200, headers: [("Content-Type", file.type)], body: file.bytes)
    }

    func index(of id: String) throws(Refusal) -> Int {
        guard let number = Int64(id) else { throw Refusal(404, "Care Folder does not exist") }
        guard let index = folders.firstIndex(where: { $0.id == number }) else {
            throw Refusal(404, "Care Folder does not exist")
        }
        return index
    }

    func sale(_ id: String) throws(Refusal) -> BackMarketSale {
        guard let number = Int64(id) else {
            throw Refusal(400, "An integer is needed.", code: "E009", field: "orderId")
        }
        guard let sale = sales[number] else { throw Refusal(404, "Order doesn't exist") }
        return sale
    }
}
