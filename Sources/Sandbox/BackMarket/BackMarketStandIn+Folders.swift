import Domain

extension BackMarketStandIn {
    /// GET /ws/sav: ten folders a page; no page behind the last one.
    func list(_ request: Request) throws(Refusal) -> Response {
        let query = try Query(
            request,
            allowed: ["last_id", "state", "orderline", "last_modification_date", "last_message_date", "page"])
        let after = try query.integer("last_id", in: 0...Int64.max)
        let state = try query.integer("state", in: 0...9)
        guard state.map({ $0 == 0 || $0 == 9 }) ?? true else { throw Refusal(400, "must be 0 or 9", field: "state") }
        let line = try query.integer("orderline", in: 0...Int64.max)
        let modified = try Self.minute(query, "last_modification_date")
        let written = try Self.minute(query, "last_message_date")
        let page = Int(try query.integer("page", in: 1...1_000_000) ?? 1)
        let found = folders.filter { folder in
            (after.map { folder.id > $0 } ?? true) && (state.map { folder.state == $0 } ?? true)
                && (line.map { folder.line == $0 } ?? true) && (modified.map { folder.modified > $0 } ?? true)
                && (written.map { (folder.messages.last?.sent ?? folder.created) > $0 } ?? true)
        }
        let start = (page - 1) * 10
        guard start == 0 || start < found.count else { throw Refusal(404, "Invalid page.") }
        let shown = found.dropFirst(start).prefix(10)
        let address = "https://backmarket.fr/ws/sav/?page="
        return .json([
            "count": .integer(Int64(shown.count)),
            "next": start + 10 < found.count ? .string("\(address)\(page + 1)") : .null,
            "previous": page > 1 ? .string("\(address)\(page - 1)") : .null,
            "results": .array(shown.map(\.summary)),
        ])
    }

    /// GET /ws/sav/{careFolderId}.
    func detail(_ id: String, _ request: Request) throws(Refusal) -> Response {
        _ = try Query(request, allowed: [])
        let folder = folders[try index(of: id)]
        let filesURL = "http://\(request.headers["host"] ?? "")/backmarket/files"
        let line = sales[folder.orderID]?.folderLine(folder.line) ?? [:]
        return .json(folder.detail(orderline: line, filesURL: filesURL))
    }

    /// `YYYY-MM-DD-hh-mm`, taken as UTC.
    private static func minute(_ query: Query, _ name: String) throws(Refusal) -> Timestamp? {
        guard let text = query[name] else { return nil }
        let groups = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard groups.map(\.utf8.count) == [4, 2, 2, 2, 2],
            let time = Timestamp(iso8601: "\(groups[0])-\(groups[1])-\(groups[2])T\(groups[3]):\(groups[4])Z")
        else { throw Refusal(400, "the format is YYYY-MM-DD-hh-mm", field: name) }
        return time
    }
}
