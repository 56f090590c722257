import Domain
import OAuth
import Transport
import Wire

/// Octopia's seller API v2 for one seller: Cdiscount and the shops beside it.
struct OctopiaAPI: Sendable {
    private static let pageSize = 50
    /// Pages of open discussions that are looked through where all are needed.
    private static let listPages = 200

    let base: WebAddress
    let door: APIDoor

    init(_ settings: MarketplaceSettings, http: any HTTPExchange) throws(ConnectorError) {
        guard case .oauthClient(let clientID, let clientSecret) = settings.credentials else {
            throw ConnectorError(.invalid, "an octopia account needs client id and client secret", retry: .never)
        }
        guard let seller = settings.options["seller_id"], !seller.isEmpty else {
            throw ConnectorError(.invalid, "an octopia account needs seller_id", retry: .never)
        }
        base = WebAddress(settings.url ?? "https://api.octopia-io.net/seller/v2")
        let grant = TokenGrant(
            endpoint: TokenEndpoint(
                url: settings.tokenURL
                    ?? "https://auth.octopia-io.net/auth/realms/maas/protocol/openid-connect/token",
                caFile: settings.caFile),
            clientID: clientID, clientSecret: clientSecret, proof: .clientCredentials)
        door = APIDoor(
            settings, http: http, pace: Pace(), tokens: APITokens(grant, file: nil, http: http),
            headers: [("SellerId", seller), ("Accept", "application/json")], explain: octopiaExplanation)
    }

    /// GET /discussions: the open ones, each with its last message only; a short page is the last one.
    func openDiscussions() async throws(ConnectorError) -> [OctopiaDiscussion] {
        var found: [OctopiaDiscussion] = []
        for page in 1...Self.listPages {
            let items = try await openDiscussions(page: page)
            found += items.found.compactMap(OctopiaDiscussion.init)
            if items.isLast { return found }
        }
        throw .tooLong("listDiscussions", lines: Self.listPages * Self.pageSize)
    }

    /// Raw lines of one page, the first one being 1. Without `includeMessages` they have no text.
    func openDiscussions(page: Int) async throws(ConnectorError) -> (found: [JSON], isLast: Bool) {
        let address = base.path("discussions").query("isOpen", "true").query("includeMessages", "LastMessage")
            .query("pageIndex", String(page)).query("pageSize", String(Self.pageSize))
        let found = try await door.json(APICall("listDiscussions", address: address)).octopiaList
        return (found, found.count < Self.pageSize)
    }

    /// GET /discussions/{discussionId}; nil where there is none.
    func discussion(_ id: String) async throws(ConnectorError) -> OctopiaDiscussion? {
        let call = APICall("getDiscussion", address: base.path("discussions", id))
        guard let json = try await door.jsonIfFound(call) else { return nil }
        guard let discussion = OctopiaDiscussion(json), discussion.id == id else {
            throw ConnectorError(.protocolViolation, "getDiscussion: the answer is not that discussion", retry: .later)
        }
        return discussion
    }

    /// POST /messages. No body of an answer is known.
    func send(_ text: String, to discussion: OctopiaDiscussion.Address) async -> APIDoor.Written {
        await write(
            "sendMessage", "POST", base.path("messages"),
            [
                "body": .string(text), "discussionId": .string(discussion.id),
                "salesChannel": .string(discussion.salesChannel),
                "receivers": [["userId": .string(discussion.customer), "userType": "Customer"]],
            ])
    }

    /// POST /discussions. Only that an order is named is known; the other members are those of a message.
    func open(
        _ text: String, subject: String, order: OrderNumber, salesChannel: String, customer: String?
    ) async -> APIDoor.Written {
        var members: [JSON.Member] = [
            JSON.Member(key: "orderId", value: .string(order.text)),
            JSON.Member(key: "salesChannel", value: .string(salesChannel)),
            JSON.Member(key: "subject", value: .string(subject)),
            JSON.Member(key: "body", value: .string(text)),
        ]
        if let customer {
            let receiver: JSON = ["userId": .string(customer), "userType": "Customer"]
            members.append(JSON.Member(key: "receivers", value: .array([receiver])))
        }
        return await write("createDiscussion", "POST", base.path("discussions"), .object(members))
    }

    /// PATCH /discussions/{discussionId} with a JSON Patch (RFC 6902).
    func setOpen(_ isOpen: Bool, _ id: String) async -> APIDoor.Written {
        await write(
            "closeDiscussion", "PATCH", base.path("discussions", id),
            [["op": "replace", "path": "/isOpen", "value": .bool(isOpen)]])
    }

    /// GET /orders/{orderId}; nil where the seller has no such order.
    func order(_ number: OrderNumber) async throws(ConnectorError) -> OctopiaOrder? {
        try await door.jsonIfFound(APICall("getOrder", address: base.path("orders", number.text)))
            .flatMap(OctopiaOrder.init)
    }

    private func write(
        _ operation: String, _ method: String, _ address: WebAddress, _ body: JSON
    ) async -> APIDoor.Written {
        var call = APICall(operation, method, address)
        call.headers = [("Content-Type", "application/json")]
        call.body = body.bytes
        return await door.write(call)
    }
}

extension APICall {
    fileprivate init(_ operation: String, address: WebAddress) { self.init(operation, "GET", address) }
}
