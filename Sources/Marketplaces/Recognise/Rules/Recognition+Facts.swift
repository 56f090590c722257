import Domain

extension Recognition {
    /// Adds what a rule took: its captures count before what the mail's structure gave.
    mutating func take(_ facts: NotificationFacts, _ account: NotificationAccount) {
        rule = facts.rule
        // An account's own pattern of order numbers counts more than a built-in one.
        if let found = facts.orders, !facts.isBuiltIn || account.orderPattern == nil {
            orders = found.numbers
            order = found.place == .text || found.numbers.count == 1 ? found.numbers.first : nil
        }
        details.ticket = facts.first(.ticket) ?? details.ticket
        details.caseID = facts.first(.case) ?? details.caseID
        details.issue = facts.first(.issue) ?? details.issue
        details.item = facts.first(.item) ?? details.item
        details.asin = facts.first(.asin) ?? details.asin
        details.sku = facts.first(.sku) ?? details.sku
        details.amount = facts.amount ?? details.amount
        details.deadline = facts.deadline ?? details.deadline
        let id = facts.first(.thread) ?? facts.first(.issue) ?? facts.first(.ticket)
        // A case at the marketplace's service is a conversation of its own; elsewhere its number only belongs to one.
        if let id = id ?? (kind == .case ? facts.first(.case) : nil) { thread = ThreadID(id) }
        if let buyer = facts.first(.buyer) { buyerName = buyer }
        if let link = facts.noReplyLink(account) {
            links.removeAll { if case .noReplyNeeded = $0 { true } else { false } }
            links.insert(.noReplyNeeded(link), at: 0)
        }
    }
}
