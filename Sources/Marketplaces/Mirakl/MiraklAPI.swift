import Domain
import Transport
import Wire

/// Mirakl's seller API for one account: builds requests, reads answers.
struct MiraklAPI: Sendable {
    /// Threads of one page of M11.
    private static let pageSize = 100
    /// Pages of M11 that are read where all of a list is needed.
    private static let pages = 100

    let base: WebAddress
    let shop: String?
    let timeout: Duration
    let door: APIDoor

    init(_ settings: MarketplaceSettings, url: String, key: Secret<String>, http: any HTTPExchange) {
        base = WebAddress(url)
        shop = settings.options["shop_id"]
        timeout = settings.timeout
        // The reference names no rate but "at each display"; what a 429 asks for is kept.
        door = APIDoor(
            settings, http: http, pace: Pace(),
            headers: [("Authorization", key.reveal())], explain: miraklExplanation)
    }

    /// M10: one conversation with all messages; nil where there is none with this id, or not for this shop.
    func thread(_ id: ThreadID) async throws(ConnectorError) -> MiraklThread? {
        let address = base.path("api", "inbox", "threads", id.text)
        guard let answer = try await door.jsonIfFound(call("M10", "GET", address)) else { return nil }
        guard let thread = MiraklThread(answer) else {
            throw ConnectorError(.protocolViolation, "M10: the thread has no id", retry: .later)
        }
        return thread
    }

    /// M11: the conversations of one order, each with its last 100 messages.
    func threads(of order: OrderNumber) async throws(ConnectorError) -> [MiraklThread] {
        let address = base.path("api", "inbox", "threads")
            .query("entity_type", "MMP_ORDER").query("entity_id", order.text)
        return try await threads(address)
    }

    /// M11: the conversations of one type (`SELLER_OPERATOR`) that changed at or after `since`.
    func threads(since: Timestamp, type: String) async throws(ConnectorError) -> [MiraklThread] {
        try await threads(changed(since).query("entity_type", type))
    }

    /// M11: one page of what changed at or after `since`, each with its last 100 messages; also conversations without an
    /// order.
    func changedThreads(
        since: Timestamp, token: String?
    ) async throws(ConnectorError) -> (threads: [MiraklThread], next: String?) {
        try await page(changed(since), token: token)
    }

    private func changed(_ since: Timestamp) -> WebAddress {
        base.path("api", "inbox", "threads").query("updated_since", Timestamp(seconds: since.seconds).description)
    }

    private func threads(_ filtered: WebAddress) async throws(ConnectorError) -> [MiraklThread] {
        var threads: [String: MiraklThread] = [:]
        var token: String?
        for _ in 0..<Self.pages {
            let page = try await page(filtered, token: token)
            for thread in page.threads { threads[thread.id] = thread }
            guard let next = page.next else { return Array(threads.values) }
            token = next
        }
        throw .tooLong("M11", lines: Self.pages * Self.pageSize)
    }

    private func page(
        _ filtered: WebAddress, token: String?
    ) async throws(ConnectorError) -> (threads: [MiraklThread], next: String?) {
        // A page token replaces all filters, but they may stay; the shop has to.
        let address = filtered.query("with_messages", "true").query("limit", String(Self.pageSize))
            .query("page_token", token)
        let answer = try await door.json(call("M11", "GET", address))
        let next = answer["next_page_token"].filled
        return (answer["data"].elements.compactMap(MiraklThread.init), next == token ? nil : next)
    }

    /// M13: the bytes of an attachment; here the path has an attachment's id where M10 has a thread's.
    func download(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        var call = call("M13", "GET", base.path("api", "inbox", "threads", reference.handle, "download"))
        call.headers = [("Accept", "*/*")]
        let response = try await door.read(call)
        return Attachment(
            name: reference.name, type: mediaType(of: response.body, name: reference.name), bytes: response.body)
    }

    /// OR11: the order with this number, else the only one of ours with this commercial id or customer's reference. OR11
    /// finds no commercial id; an order's number is made of it and a letter.
    func order(_ number: OrderNumber) async throws(ConnectorError) -> MiraklOrder? {
        var filters = [("order_ids", number.text)]
        if !MiraklOrder.isWhole(number) {
            let guesses = ["A", "B", "C", "D", "E"].map { "\(number.text)-\($0)" }.joined(separator: ",")
            filters += [("order_ids", guesses), ("order_references_for_customer", number.text)]
        }
        for (filter, value) in filters {
            let address = base.path("api", "orders").query(filter, value)
            guard let answer = try await door.jsonIfFound(call("OR11", "GET", address)) else { continue }
            let orders = answer["orders"].elements.compactMap(MiraklOrder.init)
            if let exact = orders.first(where: { $0.id == number.text }) { return exact }
            let meant = orders.filter { $0.commercialID == number.text || $0.customersReference == number.text }
            if !meant.isEmpty { return meant.count == 1 ? meant.first : nil }
        }
        return nil
    }

    /// RE01: what reason codes mean, and whose they are.
    func reasons(locale: String?) async throws(ConnectorError) -> [MiraklReason] {
        try await door.json(call("RE01", "GET", base.path("api", "reasons").query("locale", locale)))["reasons"]
            .elements
            .compactMap(MiraklReason.init)
    }

    /// OR72: names and times of an order's documents.
    func documents(of order: String) async throws(ConnectorError) -> [JSON] {
        try await door.json(call("OR72", "GET", base.path("api", "orders", "documents").query("order_ids", order)))[
            "order_documents"
        ].elements
    }

    /// A01: the seller's own shop.
    func account() async throws(ConnectorError) -> JSON {
        try await door.json(call("A01", "GET", base.path("api", "account")))
    }

    /// PC01: what the operator has switched on.
    func platform() async throws(ConnectorError) -> JSON {
        try await door.json(call("PC01", "GET", base.path("api", "platform", "configuration")))
    }

    /// Every call names the shop, for keys that serve several.
    func call(_ operation: String, _ method: String, _ address: WebAddress) -> APICall {
        var call = APICall(operation, method, address.query("shop_id", shop))
        call.headers = [("Accept", "application/json")]
        return call
    }
}
