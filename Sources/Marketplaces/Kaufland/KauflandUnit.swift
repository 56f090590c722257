import Wire

/// An order unit: one single piece that was sold.
struct KauflandUnit: Sendable, Hashable {
    /// Digits of a 64-bit number; empty where it cannot be read: then nothing can be done with it.
    var id: String
    /// `open`, `need_to_be_sent`, `sent`, `received`, `sent_and_autopaid`, `cancelled`, `returned`, `returned_paid`, or a
    /// word that did not exist when this was written.
    var status: String?
    var title: String
    var offer: String?
    /// Minor units of the storefront's currency.
    var price: Int64?
    var shipping: Int64
    var currency: String?

    init(_ json: JSON) {
        id = json["id_order_unit"].scalar.flatMap { Int64($0) }.map { String($0) } ?? ""
        status = json["status"].filled
        offer = json["id_offer"].filled
        title = json["product"]["title"].filled ?? offer ?? "?"
        price = json["price"].integer ?? json["price"].scalar.flatMap { Int64($0) }
        shipping = max(0, json["shipping_rate"].integer ?? 0)
        currency = json["currency"].filled
    }

    /// Whether both are pieces of what people call one line of the order.
    func isSameLine(as other: KauflandUnit) -> Bool {
        (title, offer, price, currency) == (other.title, other.offer, other.price, other.currency)
            && status == other.status
    }

    /// Nothing of it can be given back any more.
    var isOver: Bool { id.isEmpty || status == "cancelled" || status == "returned_paid" }
    /// Where it was sent nothing is left to cancel.
    var isCancellable: Bool { !id.isEmpty && ["open", "need_to_be_sent"].contains(status) }

    /// Price and shipping; nil where the price is not known.
    var whole: Int64? {
        guard let sum = price?.addingReportingOverflow(shipping), !sum.overflow else { return nil }
        return sum.partialValue
    }
}
