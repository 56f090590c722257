import Domain
import Routing
import Store
import Templates

/// What the variables of a template stand for in one ticket, written for the buyer. A value without I/O.
struct TemplateValues: Sendable {
    let ticket: Ticket
    let account: Account
    /// Nil if it could not be read.
    let order: OrderContext?
    /// Item that the agent names, from 1; nil = the only one.
    let line: Int?
    let agent: String
    let now: Timestamp

    /// Without an entry there is no value.
    var values: [TemplateVariable: String] {
        let writing = TemplateWriting(language: ticket.buyerLanguage)
        let zone = account.clock.rules(inForceAt: now).zone
        var values: [TemplateVariable: String] = [:]
        values[.orderNumber] = ticket.order?.text
        values[.buyerName] = ticket.buyerName ?? order?.buyerName
        values[.marketplace] = account.shownName
        values[.agentName] = agent
        values[.today] = writing.written(LocalTime(now, in: zone).date)
        values[.deadline] = ticket.deadline.map { deadline in
            let time = LocalTime(deadline, in: zone)
            return "\(writing.written(time.date)) \(time.clock)"
        }
        guard let order else { return values }
        values[.orderDate] = order.createdAt.map { writing.written(LocalTime($0, in: zone).date) }
        values[.orderTotal] = order.total.map(writing.written)
        values[.orderState] = order.state
        // Of several parcels nobody can tell which is meant.
        values[.tracking] = order.tracking.count == 1 ? order.tracking[0] : nil
        if let item {
            values[.itemTitle] = item.title
            values[.itemSKU] = item.sku
            values[.itemQuantity] = String(item.quantity)
            values[.itemPrice] = item.price.map(writing.written)
        }
        return values
    }

    private var item: OrderContext.Line? {
        guard let lines = order?.lines else { return nil }
        if let line { return line >= 1 && line <= lines.count ? lines[line - 1] : nil }
        return lines.count == 1 ? lines[0] : nil
    }
}

extension TemplateVariable {
    /// Whether the order has to be read for it.
    var isOfOrder: Bool {
        switch self {
        case .orderNumber, .deadline, .marketplace, .agentName, .today: false
        case .buyerName, .orderDate, .orderTotal, .orderState, .itemTitle, .itemSKU, .itemQuantity, .itemPrice,
            .tracking:
            true
        }
    }
}
