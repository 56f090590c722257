import Domain

/// What bol makes of a refund: it pays whole pieces back, by a return that is received. There is no call for an amount.
struct BolRefund: Sendable {
    let order: BolOrder
    /// Of this order, handled and not.
    let returns: [BolReturn]
    private var usedReturns: Set<Int64> = []

    init(order: BolOrder, returns: [BolReturn]) {
        self.order = order
        self.returns = returns.filter { $0.order == order.id }
    }

    /// The calls that pay `lines` back (none = all that is shipped and not yet paid back): handles the return that the buyer
    /// announced, else makes one. All or nothing.
    mutating func steps(_ lines: [ActionRequest.Refund]) throws(BolRefusal) -> [BolStep] {
        var steps: [BolStep] = []
        guard lines.isEmpty else {
            guard Set(lines.map(\.line)).count == lines.count else {
                throw BolRefusal("the same item is named more than once")
            }
            for line in lines { steps.append(try step(line)) }
            return steps
        }
        for item in order.items where item.isFulfilledByBol || remaining(of: item) > 0 {
            steps.append(try step(ActionRequest.Refund(line: item.id)))
        }
        guard !steps.isEmpty else {
            throw BolRefusal(
                order.items.contains { $0.shipped > 0 }
                    ? "everything shipped of the order \(order.id) is paid back already"
                    : "nothing of the order \(order.id) is shipped: cancel it instead, then bol pays back")
        }
        return steps
    }

    private mutating func step(_ line: ActionRequest.Refund) throws(BolRefusal) -> BolStep {
        guard let item = order.items.first(where: { $0.id == line.line }) else {
            throw BolRefusal("the order \(order.id) has no item \(line.line)")
        }
        guard !item.isFulfilledByBol else {
            throw BolRefusal(
                "bol itself ships \"\(item.title)\" (FBB) and takes it back, so only bol's service can pay it back")
        }
        let wanted = try pieces(line, of: item)
        let open = returns.filter { !$0.isHandled && $0.belongs(to: order.id, item.ean) }
        if let announced = open.first(where: { $0.rma.map { !usedReturns.contains($0) } ?? true }) {
            return try handled(announced, wanted, of: item)
        }
        let left = remaining(of: item)
        guard left > 0 else {
            throw BolRefusal(
                item.shipped == 0
                    ? "\"\(item.title)\" is not shipped: cancel it instead, then bol pays back"
                    : "all \(item.shipped) shipped pieces of \"\(item.title)\" are paid back already")
        }
        let count = wanted ?? left
        guard count <= left, BolStep.pieces.contains(count) else {
            throw BolRefusal("of \"\(item.title)\" \(left) pieces can be paid back, not \(count)")
        }
        return .createReturn(item: item.id, quantity: count)
    }

    private mutating func handled(
        _ announced: BolReturn, _ wanted: Int?, of item: BolOrder.Item
    ) throws(BolRefusal) -> BolStep {
        guard let rma = announced.rma else {
            throw BolRefusal("the return of \"\(item.title)\" has a number that cannot be used here")
        }
        guard wanted != nil || announced.expected >= remaining(of: item) else {
            throw BolRefusal(
                "the buyer announced the return of \(announced.expected) of \(remaining(of: item)) pieces of"
                    + " \"\(item.title)\": say how many are to be paid back")
        }
        let count = wanted ?? announced.expected
        guard count <= announced.expected, BolStep.pieces.contains(count) else {
            throw BolRefusal(
                "the buyer announced the return of \(announced.expected) pieces of \"\(item.title)\", so \(count) cannot"
                    + " be paid back with it")
        }
        usedReturns.insert(rma)
        return .handleReturn(rma: rma, quantity: count)
    }

    /// Shipped pieces that were not paid back yet.
    private func remaining(of item: BolOrder.Item) -> Int {
        let credited = returns.filter { $0.belongs(to: order.id, item.ean) }.reduce(0) { $0 + $1.credited() }
        return max(0, item.shipped - credited)
    }

    /// The number of pieces that a line asks for; nil where it names neither number nor amount. An amount is only possible
    /// as the price of whole pieces.
    private func pieces(_ line: ActionRequest.Refund, of item: BolOrder.Item) throws(BolRefusal) -> Int? {
        if let quantity = line.quantity, quantity < 1 { throw BolRefusal("\(quantity) pieces cannot be paid back") }
        guard let amount = line.amount else { return line.quantity }
        if let whole = Self.pieces(for: amount, item), line.quantity ?? whole == whole { return whole }
        let price = item.unitPrice.map { " (\($0) each)" } ?? ""
        throw BolRefusal(
            "bol pays back whole pieces only\(price), so \(amount) is not possible: name the number of pieces instead")
    }

    private static func pieces(for amount: Money, _ item: BolOrder.Item) -> Int? {
        guard let unit = item.unitPrice, unit.minorUnits > 0, amount.currency == unit.currency, amount.minorUnits > 0
        else { return nil }
        if amount == item.totalPrice { return item.quantity }
        guard amount.minorUnits % unit.minorUnits == 0 else { return nil }
        return Int(exactly: amount.minorUnits / unit.minorUnits)
    }
}
