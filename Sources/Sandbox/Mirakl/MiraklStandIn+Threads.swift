import Domain
import FoundationEssentials

extension MiraklStandIn {
    private static let entityTypes: Set<String> = [
        "MMP_ORDER", "MMP_OFFER", "MPS_ORDER", "MPS_SERVICE", "SELLER_OPERATOR",
    ]

    /// M11. The default page is the smaller of the two that are documented.
    func listThreads(_ query: Query) throws(Refusal) -> Response {
        var query = query
        var offset = 0
        if let token = query["page_token"] {
            guard let page = PageToken(token) else { throw Refusal(400, "not a page token", field: "page_token") }
            // All other filters are ignored: the token carries those of the first page.
            offset = page.offset
            query = try Query(
                Request(method: "GET", target: "/?\(page.query)"),
                allowed: [
                    "shop_id", "entity_type", "entity_id", "updated_since", "with_messages", "channel_codes", "limit",
                    "sort",
                ])
        }
        let limit = Int(try query.integer("limit", in: 10...100) ?? 10)
        let types = try query.words("entity_type", from: Self.entityTypes)
        if types?.count ?? 1 != 1 { throw Refusal(400, "one type only", field: "entity_type") }
        let entities = try query.words("entity_id")
        if entities != nil, types == nil { throw Refusal(400, "is required with entity_id", field: "entity_type") }
        let since = try query.instant("updated_since")
        let channels = try query.words("channel_codes")
        let withMessages = try query.boolean("with_messages") ?? false
        // A thread between shop and operator has no order: it is found by the shop.
        let orders = types == ["SELLER_OPERATOR"] ? nil : entities
        let found = threads.all(orders).filter { thread in
            (types?.contains(thread.entityType) ?? true)
                && (entities?.contains(thread.isAboutOrder ? thread.order.number : String(names.shopID)) ?? true)
                && since.map { thread.updated >= $0 } ?? true && channels == nil
        }
        var answer: [String: JSON] = [
            "data": .array(
                found.dropFirst(offset).prefix(limit).map { $0.json(names, messageLimit: withMessages ? 100 : nil) })
        ]
        if offset + limit < found.count {
            answer["next_page_token"] = .string(PageToken(offset: offset + limit, query: query.text).text)
        }
        if offset > 0 {
            answer["previous_page_token"] = .string(
                PageToken(offset: max(0, offset - limit), query: query.text).text)
        }
        return .json(.object(answer))
    }
}

/// Where a page of M11 starts, with the filters of the first page; opaque to clients.
struct PageToken: Sendable, Hashable {
    var offset: Int
    /// The filters as a query.
    var query: String

    init(offset: Int, query: String) {
        self.offset = offset
        self.query = query
    }

    init?(_ text: String) {
        guard let data = Data(base64Encoded: text), let content = String(validating: data, as: UTF8.self) else {
            return nil
        }
        let halves = content.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        guard halves.count == 2, let offset = Int(halves[0]), offset >= 0 else { return nil }
        self.init(offset: offset, query: String(halves[1]))
    }

    var text: String { Data("\(offset) \(query)".utf8).base64EncodedString() }
}
