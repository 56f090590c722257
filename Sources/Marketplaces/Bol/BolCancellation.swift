/// Which items of an order are cancelled, and why.
enum BolCancellation {
    static let requestedByBuyer = "REQUESTED_BY_CUSTOMER"

    static let reasons: [Reason] = [
        Reason(code: "OUT_OF_STOCK", label: "out of stock"),
        Reason(code: requestedByBuyer, label: "the buyer asked for it"),
        Reason(code: "BAD_CONDITION", label: "in bad condition"),
        Reason(code: "HIGHER_SHIPCOST", label: "shipping costs more than expected"),
        Reason(code: "INCORRECT_PRICE", label: "the price was wrong"),
        Reason(code: "NOT_AVAIL_IN_TIME", label: "not available in time"),
        Reason(code: "NO_BOL_GUARANTEE", label: "bol's guarantee cannot be kept"),
        Reason(code: "ORDERED_TWICE", label: "ordered twice"),
        Reason(code: "RETAIN_ITEM", label: "the item is kept back"),
        Reason(code: "TECH_ISSUE", label: "a technical problem"),
        Reason(code: "UNFINDABLE_ITEM", label: "the item cannot be found"),
        Reason(code: "OTHER", label: "another reason"),
    ]

    /// The calls that cancel `lines` (ids of items; none = all that can still be cancelled). All or nothing: an item that
    /// cannot be cancelled refuses the whole.
    static func steps(_ order: BolOrder, lines: [String], reason: String?) throws(BolRefusal) -> [BolStep] {
        var items: [BolOrder.Item] = []
        for line in lines {
            guard let item = order.items.first(where: { $0.id == line }) else {
                throw BolRefusal("the order \(order.id) has no item \(line)")
            }
            if !items.contains(item) { items.append(item) }
        }
        if lines.isEmpty { items = order.items.filter { !$0.isCancelled } }
        guard !items.isEmpty else { throw BolRefusal("nothing of the order \(order.id) is left to cancel") }
        var steps: [BolStep] = []
        for item in items { steps.append(try step(item, reason)) }
        return steps
    }

    private static func step(_ item: BolOrder.Item, _ reason: String?) throws(BolRefusal) -> BolStep {
        guard !item.isFulfilledByBol else {
            throw BolRefusal("bol itself ships \"\(item.title)\" (FBB), so only bol's service can cancel it")
        }
        guard !item.isCancelled else { throw BolRefusal("\"\(item.title)\" is cancelled already") }
        guard item.shipped == 0 else {
            throw BolRefusal(
                "\(item.shipped) of \(item.quantity) pieces of \"\(item.title)\" are shipped, and bol cancels only what is"
                    + " not: a refund after the return is what is left")
        }
        if item.isCancellationRequested { return .cancel(item: item.id, reason: requestedByBuyer) }
        switch ReasonChoice(reason, among: reasons) {
        case .refused(let why): throw BolRefusal(why)
        case .reason(let reason): return .cancel(item: item.id, reason: reason.code)
        }
    }
}
