import Domain

/// A discussion with a customer of one sales channel.
struct OctopiaDiscussion: Sendable {
    enum Role: String, Sendable { case customer = "Customer", seller = "Seller", staff = "Operator" }

    struct Message: Sendable {
        var id = randomUUID()
        var role: Role
        var user: String
        var name: String
        var text: String
        var created: Timestamp
        var files: [SandboxAttachment] = []
    }

    /// Nine digits; numbers to some, texts to others.
    var id = randomText(1, of: "123456789") + randomText(8, of: .digits)
    var salesChannel = "CDISFR"
    var customer: String
    var name: String
    var language: String
    var order: String
    var subject: String
    var created: Timestamp
    var updated: Timestamp
    var isOpen = true
    /// Oldest first.
    var messages: [Message] = []

    func json(allMessages: Bool) -> JSON {
        let shown = allMessages ? messages : Array(messages.suffix(1))
        return .object(summary.merging(["messages": .array(shown.map(Self.json))]) { _, new in new })
    }

    var summary: [String: JSON] {
        [
            "discussionId": .string(id), "salesChannel": .string(salesChannel), "customerId": .string(customer),
            "orderId": .string(order), "orderSellerId": .string(order), "productId": "SANDBOX0001",
            "subject": .string(subject),
            "graduation": "Level_1", "isOpen": .bool(isOpen), "createdAt": .time(created), "updatedAt": .time(updated),
        ]
    }

    private static func json(_ message: Message) -> JSON {
        [
            "messageId": .string(message.id), "body": .string(message.text), "createdAt": .time(message.created),
            "sender": [
                "userId": .string(message.user), "userType": .string(message.role.rawValue),
                "displayName": .string(message.name),
            ],
        ]
    }
}

extension OctopiaStandIn {
    /// GET /discussions: pages from 1; texts only where they are asked for.
    func list(_ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["isOpen", "includeMessages", "pageIndex", "pageSize"])
        let isOpen = try query.boolean("isOpen")
        let page = Int(try query.integer("pageIndex", in: 1...10_000) ?? 1)
        let size = Int(try query.integer("pageSize", in: 1...100) ?? 50)
        let included = try query.words("includeMessages", from: ["LastMessage", "All"]) ?? []
        let found = discussions.filter { isOpen == nil || $0.isOpen == isOpen }.sorted { $0.updated > $1.updated }
            .dropFirst((page - 1) * size).prefix(size)
        return .json([
            "itemsPerPage": .integer(Int64(size)),
            "items": .array(
                found.map { included.isEmpty ? .object($0.summary) : $0.json(allMessages: included.contains("All")) }),
        ])
    }

    /// POST /messages: 201 without body.
    mutating func send(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        var members = try Self.members(request)
        let text = try members.string("body") ?? ""
        let id = try MemberReader.required(members.string("discussionId"), "discussionId")
        let channel = try MemberReader.required(members.string("salesChannel"), "salesChannel")
        let receivers = members.take("receivers")?.array ?? []
        try members.end()
        try Self.checkLength(text)
        let index = try index(of: id)
        guard channel == discussions[index].salesChannel else {
            throw Refusal(400, "not the channel of the discussion", field: "salesChannel")
        }
        guard receivers.count == 1, receivers[0] == receiver(discussions[index].customer) else {
            throw Refusal(400, "must be the customer of the discussion", field: "receivers")
        }
        guard discussions[index].isOpen else { throw Refusal(400, "The discussion is closed") }
        append(text, by: .seller, to: index, now: now)
        return .empty(201)
    }

    /// POST /discussions: only Cdiscount lets sellers begin.
    mutating func create(_ request: Request, now: Timestamp) throws(Refusal) -> Response {
        var members = try Self.members(request)
        let text = try members.string("body") ?? ""
        let number = try MemberReader.required(members.string("orderId"), "orderId")
        let channel = try MemberReader.required(members.string("salesChannel"), "salesChannel")
        let subject = try MemberReader.required(members.string("subject"), "subject")
        let receivers = members.take("receivers")?.array
        try members.end()
        try Self.checkLength(text)
        guard let order = orders[number] else { throw Refusal(404, "Order not found") }
        guard channel == order.salesChannel else {
            throw Refusal(400, "not the channel of the order", field: "salesChannel")
        }
        guard channel == "CDISFR" else { throw Refusal(403, "this sales channel does not allow it") }
        guard receivers == nil || receivers == [receiver(order.customer)] else {
            throw Refusal(400, "must be the customer of the order", field: "receivers")
        }
        let discussion = OctopiaDiscussion(
            customer: order.customer, name: order.order.buyer, language: order.order.language, order: number,
            subject: subject, created: now, updated: now)
        discussions.append(discussion)
        append(text, by: .seller, to: discussions.count - 1, now: now)
        return .json(["discussionId": .string(discussion.id)], status: 201)
    }

    /// PATCH /discussions/{discussionId}: `replace` of `/isOpen`; nothing is closed that was not answered.
    mutating func patch(_ id: String, _ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let index = try index(of: id)
        guard let operations = JSON(parsing: request.body)?.array, operations.count == 1 else {
            throw Refusal(400, "the body is not a JSON Patch of one operation")
        }
        var members = try MemberReader(operations[0])
        guard try members.string("op") == "replace", try members.string("path") == "/isOpen",
            let isOpen = try members.bool("value")
        else { throw Refusal(400, "only /isOpen can be replaced") }
        try members.end()
        guard isOpen || discussions[index].messages.contains(where: { $0.role == .seller }) else {
            throw Refusal(400, "The discussion has not been answered")
        }
        discussions[index].isOpen = isOpen
        discussions[index].updated = now
        return .empty(204)
    }

    func index(of id: String) throws(Refusal) -> Int {
        guard let index = discussions.firstIndex(where: { $0.id == id }) else {
            throw Refusal(404, "Discussion not found")
        }
        return index
    }

    mutating func append(
        _ text: String, by role: OctopiaDiscussion.Role, to index: Int, files: [SandboxAttachment] = [], now: Timestamp
    ) {
        let names = [
            OctopiaDiscussion.Role.customer: (discussions[index].customer, discussions[index].name),
            .seller: (Self.sellerID, "Beispiel Shop"), .staff: ("1", "Service client"),
        ]
        let (user, name) = names[role] ?? ("", "")
        discussions[index].messages.append(
            OctopiaDiscussion.Message(
                role: role, user: user, name: name, text: text, created: max(now, discussions[index].updated),
                files: files))
        discussions[index].updated = max(now, discussions[index].updated)
        if role == .seller { postCount += 1 }
    }

    private func receiver(_ customer: String) -> JSON { ["userId": .string(customer), "userType": "Customer"] }

    private static func checkLength(_ text: String) throws(Refusal) {
        guard (13...5000).contains(text.unicodeScalars.count) else {
            throw Refusal(400, "must have between 13 and 5000 characters", field: "body")
        }
    }

    private static func members(_ request: Request) throws(Refusal) -> MemberReader {
        guard request.rawQuery.isEmpty, let value = JSON(parsing: request.body) else {
            throw Refusal(400, "the body is not JSON")
        }
        return try MemberReader(value)
    }
}
