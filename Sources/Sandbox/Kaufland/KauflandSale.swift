import Domain

/// An order of Kaufland's seller API: one unit for each piece. Amounts are in the currency's minor unit.
struct KauflandSale: Sendable {
    struct Unit: Sendable {
        /// Larger than 32 bits.
        var id: Int64
        var article: Article
        var status: String
        var cancelReason: String?
        /// What was refunded; the interface never shows it.
        var refunded: Int64 = 0

        var isCancellable: Bool { status == "open" || status == "need_to_be_sent" }
    }

    struct Invoice: Sendable {
        var id: Int64
        var name: String
        var type: String
        var uploaded: Timestamp
    }

    var order: Order
    var buyerID: Int64
    var storefront: String
    var isFulfilledByKaufland = false
    var units: [Unit]
    var invoices: [Invoice] = []

    var currency: String { ["pl": "PLN", "cz": "CZK"][storefront] ?? "EUR" }
    var fulfillment: String { isFulfilledByKaufland ? "fulfilled_by_kaufland" : "fulfilled_by_merchant" }

    /// Orders that nobody wrote about yet, one for each thing that can be done with an order.
    static func samples(_ now: Timestamp) -> [KauflandSale] {
        let placed = now - .seconds(6 * 86_400)
        func sale(
            _ number: String, _ buyer: String, _ storefront: String, article: Int, pieces: Int64, _ status: String,
            first: Int64
        ) -> KauflandSale {
            let article = Article.all[article]
            let order = Order(number: number, buyer: buyer, language: "de", article: article, placed: placed)
            let units = (0..<pieces).map { Unit(id: first + $0, article: article, status: status) }
            return KauflandSale(
                order: order, buyerID: 20_000_000 + first % 1000, storefront: storefront, units: units)
        }
        var fulfilled = sale("MSANDK1", "Jan Vogt", "de", article: 2, pieces: 1, "sent", first: 314_568_000_000_401)
        fulfilled.isFulfilledByKaufland = true
        return [
            sale("MSANDB1", "Paul Sander", "de", article: 0, pieces: 3, "sent", first: 314_568_000_000_101),
            sale("MSANDB2", "Ida Kern", "de", article: 1, pieces: 2, "need_to_be_sent", first: 314_568_000_000_201),
            sale("MSANDP1", "Ewa Lis", "pl", article: 3, pieces: 1, "sent", first: 314_568_000_000_301),
            fulfilled,
        ]
    }
}
