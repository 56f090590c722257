import Domain
import Wire

/// Disputes and claims.
extension AllegroAPI {
    private static let pageSize = 100
    private static let issuePages = 10

    enum IssueMessage: String, Sendable {
        case regular = "REGULAR"
        /// Asks the buyer to end the dispute.
        case endRequest = "END_REQUEST"
    }

    private var issues: WebAddress { base.path("sale", "issues") }

    /// listIssues: newest opened first.
    func issues(
        of order: OrderNumber? = nil, statuses: [String] = []
    ) async throws(ConnectorError) -> [AllegroIssue] {
        let found = try await pages(Self.pageSize, atMost: Self.issuePages) { offset async throws(ConnectorError) in
            var address = issues.query("limit", String(Self.pageSize)).query("offset", String(offset))
                .query("checkoutForm.id", order?.text)
            for status in statuses { address = address.query("status", status) }
            return try await door.json(get("listIssues", address, .beta))["issues"].elements
        }
        return found.compactMap(AllegroIssue.init)
    }

    /// getIssue; nil where there is none.
    func issue(_ id: String) async throws(ConnectorError) -> AllegroIssue? {
        try await door.jsonIfFound(get("getIssue", issues.path(id), .beta)).flatMap(AllegroIssue.init)
    }

    /// getIssueChat: messages and changes of state, in an order that is not published.
    func chat(of id: String) async throws(ConnectorError) -> [AllegroIssueEntry] {
        let found = try await pages(Self.pageSize, atMost: Self.issuePages) { offset async throws(ConnectorError) in
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
