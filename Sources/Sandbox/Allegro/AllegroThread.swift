import Domain

/// All talk with one login.
struct AllegroThread: Sendable {
    struct Message: Sendable {
        enum Status: String, Sendable { case verifying = "VERIFYING", blocked = "BLOCKED", delivered = "DELIVERED" }

        var id = randomUUID()
        var login: String
        /// Written by the other side.
        var isInterlocutor: Bool
        var text: String
        var created: Timestamp
        var order: String?
        /// Ids of files.
        var files: [String] = []
        var status = Status.delivered
        /// What the check finds, and when it is done.
        var finding: (status: Status, at: Timestamp)?

        func status(at now: Timestamp) -> Status {
            guard let finding else { return status }
            return now < finding.at ? .verifying : finding.status
        }
    }

    /// Opaque; no UUID.
    var id = randomText(43, of: .lowercaseAndDigits)
    var login: String
    /// Display name of the buyer.
    var name: String
    var language: String
    var isRead = false
    /// Oldest first.
    var messages: [Message] = []

    var json: JSON {
        [
            "id": .string(id), "read": .bool(isRead), "lastMessageDateTime": .time(messages.last?.created),
            "interlocutor": [
                "login": .string(login), "avatarUrl": "https://a.allegroimg.example/avatar.png",
            ],
        ]
    }
}

extension AllegroStandIn {
    private static let pageSize: ClosedRange<Int64> = 1...20

    func listThreads(_ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["limit", "offset"])
        let limit = try query.integer("limit", in: Self.pageSize) ?? 20
        let offset = try query.integer("offset", in: 0...15_000_000) ?? 0
        let found = threads.sorted { ($0.messages.last?.created ?? $0.start) > ($1.messages.last?.created ?? $1.start) }
        return .allegro([
            "threads": .array(found.dropFirst(Int(offset)).prefix(Int(limit)).map(\.json)),
            "offset": .integer(offset), "limit": .integer(limit),
        ])
    }

    mutating func markRead(_ id: String, _ request: Request) throws(Refusal) -> Response {
        let index = try thread(id)
        var members = try Self.members(request)
        guard let flag = members.take("read")?.bool else {
            throw Refusal(422, "missing flag in the request body", field: "read")
        }
        try members.end()
        threads[index].isRead = flag
        return .allegro(threads[index].json)
    }

    /// Newest first.
    func listMessages(_ id: String, _ request: Request, now: Timestamp) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["limit", "offset", "before", "after"])
        let limit = try query.integer("limit", in: Self.pageSize) ?? 20
        let offset = try query.integer("offset", in: 0...15_000)
        let before = try query.instant("before")
        let after = try query.instant("after")
        guard before == nil || offset == nil else { throw Refusal(422, "not together with offset", field: "before") }
        let thread = threads[try thread(id)]
        let found = thread.messages.reversed().filter { message in
            before.map { message.created < $0 } ?? true && after.map { message.created > $0 } ?? true
        }
        let host = request.headers["host"] ?? ""
        return .allegro([
            "messages": .array(
                found.dropFirst(Int(offset ?? 0)).prefix(Int(limit)).map { json($0, of: thread.id, host, now) }),
            "offset": .integer(offset ?? 0), "limit": .integer(limit),
        ])
    }

    func message(_ id: String, _ request: Request, now: Timestamp) throws(Refusal) -> Response {
        for thread in threads {
            if let message = thread.messages.first(where: { $0.id == id }) {
                return .allegro(json(message, of: thread.id, request.headers["host"] ?? "", now))
            }
        }
        throw Refusal(404, "no such message")
    }

    func json(_ message: AllegroThread.Message, of thread: String, _ host: String, _ now: Timestamp) -> JSON {
        [
            "id": .string(message.id), "status": .string(message.status(at: now).rawValue), "type": "MESSAGE_CENTER",
            "createdAt": .time(message.created), "thread": ["id": .string(thread)],
            "author": ["login": .string(message.login), "isInterlocutor": .bool(message.isInterlocutor)],
            "text": .string(message.text), "subject": nil,
            "relatesTo": ["offer": nil, "order": message.order.map { ["id": .string($0)] } ?? nil],
            "hasAdditionalAttachments": false, "additionalInformation": ["vin": nil],
            "attachments": .array(
                message.files.compactMap { files[$0] }.map { file in
                    [
                        "fileName": .string(file.name), "mimeType": .string(file.content?.type ?? ""),
                        "url": .string("http://\(host)/elsewhere/message-center/message-attachments/\(file.id)"),
                        "status": .string(file.status.rawValue),
                    ]
                }),
        ]
    }

    func thread(_ id: String) throws(Refusal) -> Int {
        guard let index = threads.firstIndex(where: { $0.id == id }) else { throw Refusal(404, "no such thread") }
        return index
    }
}

extension AllegroThread {
    fileprivate var start: Timestamp { Timestamp(seconds: 0) }
}
