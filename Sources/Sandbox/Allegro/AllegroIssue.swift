import Domain
import Wire

/// A dispute or claim.
struct AllegroIssue: Sendable {
    enum Kind: String, Sendable { case dispute = "DISPUTE", claim = "CLAIM" }

    enum Role: String, Sendable { case buyer = "BUYER", seller = "SELLER", admin = "ADMIN", system = "SYSTEM" }

    struct Entry: Sendable {
        var id = randomUUID()
        var role: Role
        var login: String?
        var text: String
        var created: Timestamp
        var type = "REGULAR"
        var files: [String] = []
    }

    var id = randomUUID()
    var kind: Kind
    var status: String
    var order: String
    var login: String
    var name: String
    var language: String
    var opened: Timestamp
    var isChatActive = true
    /// Oldest first.
    var chat: [Entry] = []

    private var lastStatus: String {
        switch chat.last?.role {
        case .seller: "SELLER_REPLIED"
        case .admin: "ALLEGRO_ADVISOR_REPLIED"
        default: chat.count <= 1 ? "NEW" : "BUYER_REPLIED"
        }
    }

    var json: JSON {
        [
            "id": .string(id), "type": .string(kind.rawValue), "openedDate": .time(opened),
            "referenceNumber": kind == .claim ? "7/2026" : nil,
            "decisionDueDate": kind == .claim ? .time(opened + .seconds(14 * 86_400)) : nil,
            "subject": "PRODUCT_DAMAGED_PARCEL_INTACT",
            "checkoutForm": ["id": .string(order), "createdAt": .time(opened)],
            "buyer": ["id": "90000001", "login": .string(login)],
            "currentState": [
                "status": .string(status), "statusDueDate": nil, "returnRequired": nil,
                "chatActive": .bool(isChatActive),
            ],
            "chat": [
                "messagesCount": .integer(Int64(chat.count)),
                "lastMessage": ["status": .string(lastStatus), "createdAt": .time(chat.last?.created)],
            ],
        ]
    }
}

extension AllegroStandIn {
    private static let statuses: Set<String> = [
        "DISPUTE_ONGOING", "DISPUTE_CLOSED", "DISPUTE_UNRESOLVED", "CLAIM_SUBMITTED", "CLAIM_ACCEPTED",
        "CLAIM_REJECTED",
    ]

    /// GET /sale/issues: newest opened first; `status` may stand there more than once.
    func listIssues(_ request: Request) throws(Refusal) -> Response {
        guard let pairs = formPairs(request.rawQuery) else { throw Refusal(400, "the query is not well encoded") }
        let wanted = pairs.filter { $0.name == "status" }.map(\.value)
        if let unknown = wanted.first(where: { !Self.statuses.contains($0) }) {
            throw Refusal(422, "not a known value: \(unknown)", field: "status")
        }
        var rest = request
        rest.rawQuery = request.rawQuery.split(separator: "&").filter { !$0.hasPrefix("status=") }
            .joined(separator: "&")
        let query = try Query(rest, allowed: ["checkoutForm.id", "limit", "offset"])
        let limit = try query.integer("limit", in: 1...100) ?? 10
        let offset = try query.integer("offset", in: 0...10_000) ?? 0
        let found = issues.filter { issue in
            (wanted.isEmpty || wanted.contains(issue.status))
                && query["checkoutForm.id"].map { $0 == issue.order } ?? true
        }.sorted { $0.opened > $1.opened }
        return .allegro(
            ["issues": .array(found.dropFirst(Int(offset)).prefix(Int(limit)).map(\.json))], media: .beta)
    }

    /// Messages and changes of state; ten on a page unless asked otherwise.
    func chat(of id: String, _ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["limit", "offset"])
        let limit = try query.integer("limit", in: 1...100) ?? 10
        let offset = try query.integer("offset", in: 0...10_000) ?? 0
        let issue = issues[try issue(id)]
        let host = request.headers["host"] ?? ""
        var entries = issue.chat.reversed().map { json($0, host) }
        entries.append([
            "id": .string("state-\(issue.id)"), "type": "STATUS_CHANGE",
            "status": .string("\(issue.kind.rawValue)_OPENED"),
            "author": ["role": "SYSTEM"], "createdAt": .time(issue.opened),
        ])
        return .allegro(["chat": .array(Array(entries.dropFirst(Int(offset)).prefix(Int(limit))))], media: .beta)
    }

    private func json(_ entry: AllegroIssue.Entry, _ host: String) -> JSON {
        var author: [String: JSON] = ["role": .string(entry.role.rawValue)]
        if let login = entry.login { author["login"] = .string(login) }
        return [
            "id": .string(entry.id), "type": .string(entry.type), "text": .string(entry.text),
            "createdAt": .time(entry.created), "author": .object(author),
            "attachments": .array(
                entry.files.compactMap { files[$0] }.map { file in
                    [
                        "fileName": .string(file.name),
                        "url": .string("http://\(host)/allegro/sale/issues/attachments/\(file.id)"),
                    ]
                }),
        ]
    }

    /// POST /sale/issues/{issueId}/message.
    mutating func answer(issue id: String, _ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let index = try issue(id)
        var members = try Self.members(request)
        let text = try members.string("text")
        let file = try members.reference("attachment")
        let type = try members.needed("type")
        try members.end()
        guard ["REGULAR", "END_REQUEST"].contains(type) else { throw Refusal(422, "not a known value", field: "type") }
        guard type == "REGULAR" || issues[index].kind == .dispute else {
            throw Refusal(422, "only a dispute can be asked to end", field: "type")
        }
        guard !(text ?? "").isEmpty || file != nil else {
            throw Refusal(422, "at least one of text and attachment is needed", field: "text")
        }
        guard (text ?? "").unicodeScalars.count <= 20_000 else {
            throw Refusal(422, "size must be between 0 and 20000", field: "text")
        }
        guard issues[index].isChatActive else {
            throw Refusal(409, "Dispute is in a state that forbids adding new messages", code: "CHAT_CLOSED")
        }
        try takeTurn(now: now)
        try use(file.map { [$0] } ?? [], in: .issue)
        let entry = AllegroIssue.Entry(
            role: .seller, login: Self.seller, text: text ?? "", created: now, type: type,
            files: file.map { [$0] } ?? [])
        issues[index].chat.append(entry)
        postCount += 1
        return .allegro(json(entry, request.headers["host"] ?? ""), status: 201, media: .beta)
    }

    func issue(_ id: String) throws(Refusal) -> Int {
        guard let index = issues.firstIndex(where: { $0.id == id }) else { throw Refusal(404, "no such issue") }
        return index
    }
}
