import Domain
import OAuth
import Transport
import Wire

/// eBay's interfaces for one account: messages (Commerce Message v1), orders and refunds (Fulfillment v1), cancellations
/// (Post-Order v2).
struct EbayAPI: Sendable {
    /// Entries of one page, the most that is allowed; offsets have to be multiples of it.
    static let pageSize = 50
    /// Pages of one conversation: 5,000 messages.
    private static let messagePages = 100
    /// Pages of a list of conversations: 10,000.
    private static let listPages = 200
    private static let rights = "https://api.ebay.com/oauth/api_scope"

    let base: WebAddress
    let door: APIDoor
    /// With the right to pay back, which not every seller gave: asked for apart, lest its lack stops the messages.
    let payments: APIDoor
    /// Post-Order wants the token under another name.
    let postOrder: APIDoor
    /// For files, which lie anywhere: without token.
    private let files: APIDoor
    private let hosts: PeerHosts

    init(
        _ settings: MarketplaceSettings, clientID: String, clientSecret: Secret<String>, refreshToken: Secret<String>,
        http: any HTTPExchange
    ) {
        base = WebAddress(settings.url ?? "https://api.ebay.com")
        let pace = Pace()
        func door(_ scopes: [String]?, scheme: String = "Bearer") -> APIDoor {
            let tokens = scopes.map { scopes in
                let endpoint = TokenEndpoint(
                    url: settings.tokenURL ?? "https://api.ebay.com/identity/v1/oauth2/token",
                    scope: scopes.map { "\(Self.rights)/\($0)" }.joined(separator: " "), caFile: settings.caFile)
                return APITokens(
                    TokenGrant(
                        endpoint: endpoint, clientID: clientID, clientSecret: clientSecret,
                        proof: .refreshToken(refreshToken), authentication: .basic),
                    file: settings.tokenFile, http: http)
            }
            var door = APIDoor(
                settings, http: http, pace: pace, tokens: tokens,
                headers: [("Accept", scopes == nil ? "*/*" : "application/json")],
                explain: { EbayProblem($0).explanation })
            door.tokenScheme = scheme
            door.kind = { EbayProblem($0).isMissing ? .notFound : nil }
            return door
        }
        self.door = door(["commerce.message", "sell.fulfillment"])
        payments = door(["sell.finances"])
        var postOrder = self.door
        postOrder.tokenScheme = "IAF"
        self.postOrder = postOrder
        files = door(nil)
        hosts = PeerHosts(
            api: base.description, domains: ["ebay.com", "ebayimg.com", "ebaystatic.com"], options: settings.options)
    }

    // MARK: Messages

    /// getConversation: all messages; nil where eBay knows no such conversation between members.
    func conversation(_ id: String) async throws(ConnectorError) -> EbayConversation? {
        let address = base.path("commerce", "message", "v1", "conversation", id)
        let pages: [JSON]
        do {
            pages = try await read("getConversation", address, items: "messages", pages: Self.messagePages)
        } catch {
            guard error.kind == .notFound else { throw error }
            return nil
        }
        var conversation = EbayConversation(id: id)
        conversation.read(pages)
        return conversation
    }

    /// getConversations: those that fit the filters; none where eBay does not know the other party.
    func conversations(_ filters: [(name: String, value: String)]) async throws(ConnectorError) -> [JSON] {
        let pages: [JSON]
        do {
            pages = try await read(
                "getConversations", list(filters), items: "conversations", pages: Self.listPages)
        } catch {
            guard error.kind == .notFound else { throw error }
            return []
        }
        var seen: Set<String> = []
        return pages.flatMap { $0["conversations"].elements }
            .filter { $0["conversationId"].scalar.map { seen.insert($0).inserted } ?? false }
    }

    /// getConversations: one page, from 0, of those that fit the filters.
    func conversations(
        _ filters: [(name: String, value: String)], page number: Int
    ) async throws(ConnectorError) -> (found: [JSON], isLast: Bool) {
        let page = try await page("getConversations", list(filters), items: "conversations", number)
        return (page.json["conversations"].elements, page.isLast)
    }

    private func list(_ filters: [(name: String, value: String)]) -> WebAddress {
        filters.reduce(base.path("commerce", "message", "v1", "conversation")) { $0.query($1.name, $1.value) }
    }

    /// getConversations with one entry: how many conversations there are.
    func conversationCount() async throws(ConnectorError) -> Int64? {
        let address = base.path("commerce", "message", "v1", "conversation")
            .query("conversation_type", "FROM_MEMBERS").query("limit", "1").query("offset", "0")
        return try await door.json(APICall("getConversations", "GET", address))["total"].integer
    }

    /// sendMessage. One that is refused for its listing goes out once more without: nothing was stored.
    func send(_ message: EbayMessageRequest) async -> APIDoor.Written {
        let address = base.path("commerce", "message", "v1", "send_message")
        let (written, answer) = await door.writeForAnswer(post("sendMessage", address, message.json))
        guard message.listing != nil, let answer, answer.status == 400, EbayProblem(answer).isAboutListing else {
            return written
        }
        var plain = message
        plain.listing = nil
        return await door.write(post("sendMessage", address, plain.json))
    }

    /// updateConversation: either the status or whether it is read; with both, eBay would only heed the latter.
    func update(_ id: String, _ change: JSON.Member) async -> APIDoor.Written {
        let body = JSON.object([
            JSON.Member(key: "conversationId", value: .string(id)),
            JSON.Member(key: "conversationType", value: "FROM_MEMBERS"), change,
        ])
        let address = base.path("commerce", "message", "v1", "update_conversation")
        return await door.write(post("updateConversation", address, body))
    }

    /// The bytes behind a file's address.
    func download(_ reference: AttachmentReference) async throws(ConnectorError) -> Attachment {
        let address = try hosts.checked(reference.handle, "files")
        let response = try await files.read(APICall("files", "GET", address))
        return Attachment(
            name: reference.name, type: mediaType(of: response.body, name: reference.name), bytes: response.body)
    }

    // MARK: Orders

    /// getOrder; nil where the account has no such order.
    func order(_ number: OrderNumber) async throws(ConnectorError) -> EbayOrder? {
        let call = APICall("getOrder", "GET", base.path("sell", "fulfillment", "v1", "order", number.text))
        guard let json = try await door.jsonIfFound(call) else { return nil }
        let order = EbayOrder(json: json)
        guard order.id != nil else {
            throw ConnectorError(.protocolViolation, "getOrder: the answer holds no order", retry: .later)
        }
        return order
    }

    /// getOrders: one order, whichever comes first.
    func anyOrder() async throws(ConnectorError) -> EbayOrder? {
        let address = base.path("sell", "fulfillment", "v1", "order").query("limit", "1")
        return try await door.json(APICall("getOrders", "GET", address))["orders"].elements.first
            .map { EbayOrder(json: $0) }
    }

    /// getShippingFulfillments: carrier and number of each parcel.
    func tracking(of order: String) async throws(ConnectorError) -> [String] {
        let address = base.path("sell", "fulfillment", "v1", "order", order, "shipping_fulfillment")
        return try await door.json(APICall("getShippingFulfillments", "GET", address))["fulfillments"].elements
            .compactMap { parcel in
                let parts = [parcel["shippingCarrierCode"].filled, parcel["shipmentTrackingNumber"].filled]
                let text = parts.compactMap { $0 }.joined(separator: " ")
                return text.isEmpty ? nil : text
            }
    }

    func post(_ operation: String, _ address: WebAddress, _ body: JSON?) -> APICall {
        var call = APICall(operation, "POST", address)
        if let body {
            call.headers = [("Content-Type", "application/json")]
            call.body = body.bytes
        }
        return call
    }

    /// All pages of a list between members, until one says that it is the last.
    private func read(
        _ operation: String, _ address: WebAddress, items: String, pages limit: Int
    ) async throws(ConnectorError) -> [JSON] {
        var pages: [JSON] = []
        for number in 0..<limit {
            let page = try await page(operation, address, items: items, number)
            pages.append(page.json)
            if page.isLast { return pages }
        }
        throw .tooLong(operation, lines: limit * Self.pageSize)
    }

    private func page(
        _ operation: String, _ address: WebAddress, items: String, _ number: Int
    ) async throws(ConnectorError) -> (json: JSON, isLast: Bool) {
        let offset = number.multipliedReportingOverflow(by: Self.pageSize).partialValue
        let address = address.query("conversation_type", "FROM_MEMBERS")
            .query("limit", String(Self.pageSize)).query("offset", String(offset))
        let page = try await door.json(APICall(operation, "GET", address))
        guard page.has(items) || page.has("total") else {
            throw ConnectorError(.protocolViolation, "\(operation): the answer holds no \(items)", retry: .later)
        }
        let count = page[items].elements.count
        let total = page["total"].scalar.flatMap { Int64($0) } ?? Int64(Int32.max)
        let isLast = count == 0 || Int64(offset) + Int64(Self.pageSize) >= total
        return (page, isLast || (count < Self.pageSize && page["next"].filled == nil))
    }
}
