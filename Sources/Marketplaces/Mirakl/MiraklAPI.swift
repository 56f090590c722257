import Domain
import Transport
import Wire

/// Mirakl's seller API for one account: builds requests, reads answers.
struct MiraklAPI: Sendable {
    let base: WebAddress
    let key: Secret<String>
    let shop: String?
    let caFile: String?
    let timeout: Duration
    let http: any HTTPExchange

    /// Requests wait at least this long for an answer to a post with attachments.
    private static let postTimeout = Duration.seconds(120)
    /// Pages of M11 that are read for one order; 100 threads each.
    private static let pages = 20

    /// M10: one conversation with all messages.
    func thread(_ id: ThreadID) async throws(ConnectorError) -> MiraklThread {
        let (response, table) = try await get("M10", base.path("api", "inbox", "threads", id.text))
        guard let thread = MiraklThread(try json(response, table)) else {
            throw table.unreadable("the thread has no id", response)
        }
        return thread
    }

    /// M11: the conversations of one order, each with its last 100 messages.
    func threads(of order: OrderNumber) async throws(ConnectorError) -> [MiraklThread] {
        var threads: [String: MiraklThread] = [:]
        var token: String?
        for _ in 0..<Self.pages {
            // A page token replaces all filters, but they may stay; the shop has to.
            let address = base.path("api", "inbox", "threads")
                .query("entity_type", "MMP_ORDER").query("entity_id", order.text).query("with_messages", "true")
                .query("limit", "100").query("page_token", token)
            let (response, table) = try await get("M11", address)
            let answer = try json(response, table)
            for thread in answer["data"].elements.compactMap(MiraklThread.init) { threads[thread.id] = thread }
            guard let next = answer["next_page_token"].filled, next != token else { break }
            token = next
        }
        return Array(threads.values)
    }

    /// M12: an answer in a conversation. Mirakl returns ids and no time, so `date` stands for it.
    func send(
        _ input: MiraklMessageInput, in thread: String, boundary: String, date: Timestamp
    ) async -> PostResult {
        let address = base.path("api", "inbox", "threads", thread, "message").query("shop_id", shop)
        var request = request("POST", address)
        request.headers.append(("Content-Type", "multipart/form-data; boundary=\(boundary)"))
        request.body = input.multipart(boundary: boundary)
        request.timeout = max(timeout, Self.postTimeout)
        var table = AnswerTable(operation: "M12")
        do {
            let response = try await http.send(request)
            table.explanation = miraklExplanation(response)
            if let failed = table.postResult(response) { return failed }
            // Something between here and the marketplace may have answered in its place.
            guard let id = (try? JSON(parsing: response.body))?["message_id"].scalar else {
                return .uncertain(reason: "M12: HTTP \(response.status), but no message id")
            }
            return .accepted(id: RemoteMessageID(id), at: date)
        } catch {
            return table.postResult(error)
        }
    }

    /// M13: the bytes of an attachment; here the path has an attachment's id where M10 has a thread's.
    func download(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        let address = base.path("api", "inbox", "threads", reference.handle, "download")
        let (response, _) = try await get("M13", address, accept: "*/*")
        return Attachment(
            name: reference.name, type: mediaType(of: response.body, name: reference.name), bytes: response.body)
    }

    /// OR11: orders by number.
    func orders(_ query: String, _ number: OrderNumber) async throws(ConnectorError) -> JSON {
        let (response, table) = try await get("OR11", base.path("api", "orders").query(query, number.text))
        return try json(response, table)
    }

    /// RE01: what reason codes mean, by code.
    func reasons(locale: String?) async throws(ConnectorError) -> [String: String] {
        let (response, table) = try await get("RE01", base.path("api", "reasons").query("locale", locale))
        let reasons = try json(response, table)["reasons"].elements
        return Dictionary(
            reasons.compactMap { reason in
                guard let code = reason["code"].scalar, let label = reason["label"].filled else { return nil }
                return (code, label)
            }, uniquingKeysWith: { first, _ in first })
    }

    /// A01: the seller's own shop.
    func account() async throws(ConnectorError) -> JSON {
        let (response, table) = try await get("A01", base.path("api", "account"))
        return try json(response, table)
    }

    private func get(
        _ operation: String, _ address: WebAddress, accept: String = "application/json"
    ) async throws(ConnectorError) -> (HTTPResponse, AnswerTable) {
        var table = AnswerTable(operation: operation)
        let response: HTTPResponse
        do {
            response = try await http.send(request("GET", address.query("shop_id", shop), accept: accept))
        } catch {
            throw table.error(error)
        }
        table.explanation = miraklExplanation(response)
        if let error = table.error(response) { throw error }
        return (response, table)
    }

    private func json(_ response: HTTPResponse, _ table: AnswerTable) throws(ConnectorError) -> JSON {
        do {
            return try JSON(parsing: response.body)
        } catch {
            throw table.unreadable("no JSON, \(error)", response)
        }
    }

    private func request(_ method: String, _ address: WebAddress, accept: String = "application/json") -> HTTPRequest {
        HTTPRequest(
            method: method, url: address.description,
            headers: [("Authorization", key.reveal()), ("Accept", accept)], timeout: timeout, caFile: caFile)
    }
}
