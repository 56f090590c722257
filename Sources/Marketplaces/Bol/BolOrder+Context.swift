import Domain

extension BolOrder {
    /// The order as the agent sees it. bol states a state for each item only.
    func context(tracking: [String], returns: [BolReturn]) -> OrderContext {
        OrderContext(
            number: OrderNumber(id), createdAt: placedAt, state: isForPickupPoint ? "to a pick-up point" : nil,
            buyerName: buyerName, buyerLanguage: language, total: total,
            lines: items.map { item in
                OrderContext.Line(
                    ids: [item.id], title: item.title, sku: item.reference ?? item.ean, quantity: item.quantity,
                    price: item.unitPrice, state: state(of: item, returns.filter { $0.belongs(to: id, item.ean) }))
            }, tracking: tracking)
    }

    private var total: Money? {
        var sum: Int64 = 0
        for item in items {
            guard let price = item.totalPrice else { return nil }
            sum = sum &+ price.minorUnits
        }
        return items.isEmpty ? nil : Money(minorUnits: sum, currency: "EUR")
    }

    private func state(of item: Item, _ returns: [BolReturn]) -> String? {
        var words: [String] = []
        if item.isFulfilledByBol { words.append("FBB, shipped by bol") }
        if item.isCancellationRequested { words.append("cancellation requested by the buyer") }
        if item.cancelled > 0 { words.append("cancelled \(item.cancelled) of \(item.quantity)") }
        if item.shipped > 0 { words.append("shipped \(item.shipped) of \(item.quantity)") }
        if item.shipped < item.quantity, !item.isCancelled, let date = item.deliveryDate {
            words.append("to be delivered by \(date)")
        }
        for one in returns where !one.isHandled {
            words.append("return of \(one.expected) announced" + (one.reason.map { ": \($0)" } ?? ""))
        }
        let credited = returns.reduce(0) { $0 + $1.credited() }
        if credited > 0 { words.append("returned and paid back \(credited)") }
        return words.isEmpty ? nil : words.joined(separator: "; ")
    }
}
