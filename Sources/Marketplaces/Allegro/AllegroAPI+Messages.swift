import Domain
import Wire

/// The message centre.
extension AllegroAPI {
    private static let pageSize = 20
    /// Messages that are read of one thread: this many pages.
    private static let threadPages = 25
    /// Threads that are looked through for a login, newest first: this many pages.
    static let listPages = 50

    private var messaging: WebAddress { base.path("messaging") }

    /// listThreads: one page, newest last message first; `next` is the offset of the one behind it. It has no filters.
    func threads(offset: Int) async throws(ConnectorError) -> (found: [AllegroThread], next: Int?) {
        let address = messaging.path("threads").query("limit", String(Self.pageSize)).query("offset", String(offset))
        let found = try await door.json(get("listThreads", address))["threads"].elements
        return (found.compactMap(AllegroThread.init), found.count < Self.pageSize ? nil : offset + Self.pageSize)
    }

    /// The thread with a login, among the newest ones.
    ///
    /// - Parameter since: only if its last message is no older. Without it a thread may be there behind those that are
    ///   looked through.
    func thread(with login: String, since: Timestamp? = nil) async throws(ConnectorError) -> AllegroThread? {
        var offset = 0
        for _ in 0..<Self.listPages {
            let page = try await threads(offset: offset)
            if let found = page.found.first(where: { $0.isWith(login) }) { return found }
            if let since, page.found.contains(where: { $0.isOlder(than: since) }) { return nil }
            guard let next = page.next else { return nil }
            offset = next
        }
        if since != nil { throw .tooLong("listThreads", lines: offset) }
        return nil
    }

    /// getThread; nil where there is none.
    func thread(_ id: String) async throws(ConnectorError) -> AllegroThread? {
        try await door.jsonIfFound(get("getThread", messaging.path("threads", id))).flatMap(AllegroThread.init)
    }

    /// listMessages, in any order; nil where there is no such thread. `after` is exclusive.
    func messages(
        of thread: String, after: Timestamp? = nil, pages: Int = threadPages
    ) async throws(ConnectorError) -> [AllegroMessage]? {
        do throws(ConnectorError) {
            let found = try await self.pages(Self.pageSize, atMost: pages, whole: nil) {
                offset async throws(ConnectorError) in
                let address = messaging.path("threads", thread, "messages").query("limit", String(Self.pageSize))
                    .query("offset", String(offset)).query("after", after?.description)
                return try await door.json(get("listMessages", address))["messages"].elements
            }
            return found.compactMap(AllegroMessage.init)
        } catch {
            guard error.kind == .notFound else { throw error }
            return nil
        }
    }

    /// getMessage; nil where there is none.
    func message(_ id: String) async throws(ConnectorError) -> AllegroMessage? {
        try await door.jsonIfFound(get("getMessage", messaging.path("messages", id))).flatMap(AllegroMessage.init)
    }

    /// newMessageInThread.
    func send(_ text: String, files: [String], to thread: String) async -> APIDoor.Written {
        let address = messaging.path("threads", thread, "messages")
        return await door.write(call(Self.sending, "POST", address, body: Self.body(text, files)))
    }

    /// newMessage: starts the talk with a login or goes on with it, about an order.
    func send(
        _ text: String, files: [String], to login: String, about order: OrderNumber
    ) async -> APIDoor.Written {
        let body = Self.body(
            text, files,
            [
                JSON.Member(key: "recipient", value: ["login": .string(login)]),
                JSON.Member(key: "order", value: ["id": .string(order.text)]),
            ])
        return await door.write(call(Self.sending, "POST", messaging.path("messages"), body: body))
    }

    /// changeReadFlag.
    func markRead(_ thread: String) async -> APIDoor.Written {
        await door.write(
            call("changeReadFlag", "PUT", messaging.path("threads", thread, "read"), body: ["read": true]))
    }

    private static func body(_ text: String, _ files: [String], _ more: [JSON.Member] = []) -> JSON {
        var members = more + [JSON.Member(key: "text", value: .string(text))]
        if !files.isEmpty {
            members.append(JSON.Member(key: "attachments", value: .array(files.map { ["id": .string($0)] })))
        }
        return .object(members)
    }
}
