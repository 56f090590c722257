import Domain
import Marketplaces

/// What `message classify` prints of a mail. The names are a promise to users.
struct ClassifiedMail: Encodable {
    var found: Recognition
    var file: String?

    init(_ found: Recognition, file: String?) {
        self.found = found
        self.file = file
    }

    private enum Key: String, CodingKey {
        case file, marketplace, kind, order, thread, text, authenticated, reason
        case rule, orders, ticket, `case`, issue, item, asin, sku, buyer, amount, currency, deadline
        case deadlineDays = "deadline_days"
        case noReply = "no_reply"
    }

    /// Absent values are written as null, so that each object has the same keys.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encodeIfPresent(file, forKey: .file)
        try container.encode(found.marketplace?.text ?? found.connector?.rawValue, forKey: .marketplace)
        try container.encode(found.kind.rawValue, forKey: .kind)
        try container.encode(found.order?.text, forKey: .order)
        try container.encode(found.thread?.text, forKey: .thread)
        try container.encode(found.text, forKey: .text)
        try container.encode(found.standing == .proven, forKey: .authenticated)
        try container.encode(found.reason, forKey: .reason)
        try container.encode(found.rule, forKey: .rule)
        try container.encode(found.orders.map(\.text), forKey: .orders)
        try encode(found.details, to: &container)
        try container.encode(found.buyerName, forKey: .buyer)
        try container.encode(found.noReplyLink, forKey: .noReply)
    }

    private func encode(_ details: Recognition.Details, to container: inout KeyedEncodingContainer<Key>) throws {
        try container.encode(details.ticket, forKey: .ticket)
        try container.encode(details.caseID, forKey: .case)
        try container.encode(details.issue, forKey: .issue)
        try container.encode(details.item, forKey: .item)
        try container.encode(details.asin, forKey: .asin)
        try container.encode(details.sku, forKey: .sku)
        try container.encode(details.amount?.decimal, forKey: .amount)
        try container.encode(details.amount?.currency, forKey: .currency)
        try container.encode(deadline, forKey: .deadline)
        try container.encode(days, forKey: .deadlineDays)
    }

    /// ISO 8601 in UTC.
    private var deadline: String? {
        if case .at(let instant) = found.details.deadline { instant.description } else { nil }
    }

    private var days: Int? {
        if case .within(let days) = found.details.deadline { days } else { nil }
    }
}
