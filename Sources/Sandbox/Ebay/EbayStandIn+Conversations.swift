import Domain

extension EbayStandIn {
    /// The list's parameters beside those of pages.
    private static let filters: Set<String> = [
        "conversation_type", "conversation_status", "start_time", "end_time", "other_party_username",
        "reference_type", "reference_id",
    ]

    /// GET /conversation: newest activity first.
    func list(_ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: Self.filters.union(["limit", "offset"]))
        let kind = try kind(query)
        let status = query["conversation_status"]
        guard status.map({ ["ACTIVE", "ARCHIVE", "DELETE", "READ", "UNREAD"].contains($0) }) ?? true else {
            throw Refusal(400, "Invalid conversation_status value.", code: "355001")
        }
        let (start, end) = try window(query, kind)
        try checkReference(query)
        if let name = query["other_party_username"], !threads.contains(where: { $0.buyer == name }),
            !purchases.values.contains(where: { $0.buyer == name })
        {
            throw Refusal(400, "Invalid or unrecognized other_party_username value.", code: "355006")
        }
        let found = threads.filter { thread in
            let latest = thread.messages.last?.sent ?? thread.created
            return thread.kind == kind && fits(thread, status: status)
                && (start.map { latest > $0 } ?? true) && (end.map { latest <= $0 } ?? true)
                && (query["other_party_username"].map { $0 == thread.buyer } ?? true)
                && (query["reference_id"].map { $0 == thread.listing } ?? true)
        }.sorted { ($0.messages.last?.sent ?? $0.created) > ($1.messages.last?.sent ?? $1.created) }
        let filesURL = filesURL(request)
        return try page(
            query, request, "conversations", found.map { $0.summary(seller: account.seller, filesURL: filesURL) })
    }

    /// GET /conversation/{conversation_id}: neither its id nor its listing is repeated; newest message first, since no
    /// order is promised.
    func detail(_ id: String, _ request: Request) throws(Refusal) -> Response {
        let query = try Query(request, allowed: ["conversation_type", "limit", "offset"])
        let kind = try kind(query)
        guard let thread = threads.first(where: { $0.id == id && $0.kind == kind }) else {
            throw Refusal(400, "Invalid or unrecognized conversation_id value.", code: "355007")
        }
        let filesURL = filesURL(request)
        return try page(
            query, request, "messages",
            thread.messages.reversed().map { EbayThread.json($0, title: thread.title, filesURL: filesURL) },
            [
                "conversationStatus": .string(thread.status.rawValue), "conversationTitle": .string(thread.title),
                "conversationType": .string(kind.rawValue),
            ])
    }

    func filesURL(_ request: Request) -> String { "http://\(request.headers["host"] ?? "")/ebay/files" }

    private func kind(_ query: Query) throws(Refusal) -> EbayThread.Kind {
        guard let kind = query["conversation_type"].flatMap(EbayThread.Kind.init(rawValue:)) else {
            throw Refusal(
                400, "The required conversation_type query parameter is either missing or has an invalid value.",
                code: query["conversation_type"] == nil ? "355017" : "355002")
        }
        return kind
    }

    private func fits(_ thread: EbayThread, status: String?) -> Bool {
        switch status {
        case nil: thread.status != .delete
        case "READ": thread.unreadCount(of: account.seller) == 0
        case "UNREAD": thread.unreadCount(of: account.seller) > 0
        case let word: thread.status.rawValue == word
        }
    }

    /// Both only between members; UTC with milliseconds.
    private func window(_ query: Query, _ kind: EbayThread.Kind) throws(Refusal) -> (Timestamp?, Timestamp?) {
        func instant(_ name: String) throws(Refusal) -> Timestamp? {
            guard let text = query[name] else { return nil }
            guard kind == .members, text.utf8.count == 24, text.hasSuffix("Z"), let time = Timestamp(iso8601: text)
            else {
                throw Refusal(
                    400,
                    "Invalid date format used for one or both date filters. Please use ISO 8601 dates with UTC "
                        + "offset.", code: "355005")
            }
            return time
        }
        let (start, end) = (try instant("start_time"), try instant("end_time"))
        if let start, let end, start >= end {
            throw Refusal(400, "The start_time must be an earlier date than end_time.", code: "355004")
        }
        return (start, end)
    }

    private func checkReference(_ query: Query) throws(Refusal) {
        if let type = query["reference_type"], type != "LISTING" {
            throw Refusal(400, "Invalid reference_type value.", code: "355003")
        }
        guard let id = query["reference_id"] else { return }
        guard query["reference_type"] != nil else {
            throw Refusal(
                400, "The parameter reference_type is required whenever reference_id is provided.", code: "355022")
        }
        guard Int64(id).map({ $0 > 0 }) ?? false else {
            throw Refusal(
                400, "Invalid reference_id. The reference_id value must be a positive integer value.", code: "355016")
        }
    }

    /// One page; `offset` has to be a multiple of `limit`.
    private func page(
        _ query: Query, _ request: Request, _ name: String, _ all: [JSON], _ more: [String: JSON] = [:]
    ) throws(Refusal) -> Response {
        guard let limit = Int(query["limit"] ?? "25"), (1...50).contains(limit) else {
            throw Refusal(
                400, "Invalid limit. The limit value must be a positive integer value that does not exceed 50.",
                code: "355009")
        }
        guard let offset = Int(query["offset"] ?? "0"), offset >= 0, offset.isMultiple(of: limit) else {
            throw Refusal(
                400,
                "Invalid offset. The offset value must be a positive integer value and synchronized up with the "
                    + "limit value.", code: "355008")
        }
        let address = "https://api.ebay.com\(request.path.dropFirst("/ebay".count))"
        var members = more
        members[name] = .array(Array(all.dropFirst(offset).prefix(limit)))
        members["total"] = .integer(Int64(all.count))
        members["limit"] = .integer(Int64(limit))
        members["offset"] = .integer(Int64(offset))
        members["href"] = .string("\(address)?limit=\(limit)&offset=\(offset)")
        if offset + limit < all.count {
            members["next"] = .string("\(address)?limit=\(limit)&offset=\(offset + limit)")
        }
        if offset > 0 { members["prev"] = .string("\(address)?limit=\(limit)&offset=\(offset - limit)") }
        return .json(.object(members))
    }
}
