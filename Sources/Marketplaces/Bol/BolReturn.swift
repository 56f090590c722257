import Domain
import Wire

/// One item of a return, as get-returns tells it.
struct BolReturn: Sendable, Hashable {
    struct Result: Sendable, Hashable {
        var quantity: Int
        var handling: String
        var at: Timestamp?
    }

    /// What handling it needs. Nil where bol names none that fits into its own path; such a return can only be handled in
    /// the seller account.
    var rma: Int64?
    var order: String
    var ean: String
    /// Pieces that the buyer announced.
    var expected: Int
    /// The buyer's reason in bol's words.
    var reason: String?
    var isHandled: Bool
    var results: [Result]

    /// The items of one return; none for what is no return.
    static func items(_ json: JSON) -> [BolReturn] {
        json["returnItems"].elements.compactMap { item in
            guard let order = BolValue.id(item["orderId"]), let ean = BolValue.id(item["ean"]) else { return nil }
            return BolReturn(
                rma: BolValue.id(item["rmaId"]).flatMap { Int64($0) }, order: order, ean: ean,
                // Named `quantity` by answers of earlier versions.
                expected: BolValue.count(item["expectedQuantity"]) ?? BolValue.count(item["quantity"]) ?? 1,
                reason: item["returnReason"]["mainReason"].filled, isHandled: BolValue.flag(item["handled"]),
                results: item["processingResults"].elements.map {
                    Result(
                        quantity: BolValue.count($0["quantity"]) ?? 0, handling: $0["handlingResult"].filled ?? "",
                        at: BolValue.time($0["processingDateTime"]))
                })
        }
    }

    /// Pieces that were paid back with it, at or after `time`.
    func credited(since time: Timestamp? = nil) -> Int {
        results.filter { result in
            guard result.handling == BolStep.credit else { return false }
            return time.map { limit in result.at.map { $0 >= limit } ?? false } ?? true
        }.reduce(0) { $0 + max(0, min($1.quantity, BolStep.pieces.upperBound)) }
    }

    func belongs(to order: String, _ ean: String?) -> Bool { self.order == order && self.ean == ean }
}
