import Domain
import Wire

/// Disputes and claims.
extension AllegroAPI {
    private static let pageSize = 100
    /// Pages of a list where all of it is needed.
    private static let issuePages = 10

    enum IssueMessage: String, Sendable {
        case regular = "REGULAR"
        /// Asks the buyer to end the dispute.
        case endRequest = "END_REQUEST"
    }

    private var issues: WebAddress { base.path("sale", "issues") }

    /// listIssues: newest opened first.
    func issues(of order: OrderNumber) async throws(ConnectorError) -> [AllegroIssue] {
        let found = try await pages(Self.pageSize, atMost: Self.issuePages, whole: "listIssues") {
            offset async throws(ConnectorError) in
            try await issues(offset, [("checkoutForm.id", order.text)])
        }
        return found.compactMap(AllegroIssue.init)
    }

    /// listIssues: one page of those that wait; `next` is the offset of the one behind it.
    func openIssues(offset: Int) async throws(ConnectorError) -> (found: [AllegroIssue], next: Int?) {
        let found = try await issues(offset, AllegroIssue.openStatuses.map { ("status", $0) })
        return (found.compactMap(AllegroIssue.init), found.count < Self.pageSize ? nil : offset + Self.pageSize)
    }

    private func issues(
        _ offset: Int, _ filters: [(name: String, value: String)]
    ) async throws(ConnectorError) -> [JSON] {
        let page = issues.query("limit", String(Self.pageSize)).query("offset", String(offset))
        let address = filters.reduce(page) { $0.query($1.name, $1.value) }
        return try await door.json(get("listIssues", address, .beta))["issues"].elements
    }

    /// getIssue; nil where there is none.
    func issue(_ id: String) async throws(ConnectorError) -> AllegroIssue? {
        try await door.jsonIfFound(get("getIssue", issues.path(id), .beta)).flatMap(AllegroIssue.init)
    }

    /// getIssueChat: messages and changes of state, in an order that is not published.
    func chat(of id: String) async throws(ConnectorError) -> [AllegroIssueEntry] {
        let found = try await pages(Self.pageSize, atMost: Self.issuePages, whole: "getIssueChat") {
            offset async throws(ConnectorError) in
            let address = issues.path(id, "chat").query("limit", String(Self.pageSize)).query("offset", String(offset))
            return try await door.json(get("getIssueChat", address, .beta))["chat"].elements
        }
        return found.enumerated().compactMap { AllegroIssueEntry($1, of: id, number: $0) }
    }

    /// addIssueMessage: at most one file.
    func send(
        _ text: String, file: String?, type: IssueMessage = .regular, to issue: String
    ) async -> APIDoor.Written {
        var members = [JSON.Member(key: "text", value: .string(text))]
        if let file { members.append(JSON.Member(key: "attachment", value: ["id": .string(file)])) }
        members.append(JSON.Member(key: "type", value: .string(type.rawValue)))
        let address = issues.path(issue, "message")
        return await door.write(call(Self.sending, "POST", address, .beta, body: .object(members)))
    }
}
