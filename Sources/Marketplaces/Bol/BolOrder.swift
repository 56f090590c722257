import Domain
import Wire

/// An order of get-order.
struct BolOrder: Sendable {
    struct Item: Sendable, Hashable {
        var id: String
        var title: String
        var ean: String?
        /// The seller's own name of the offer.
        var reference: String?
        var quantity: Int
        var shipped: Int
        var cancelled: Int
        /// Whether the buyer asked for the cancellation.
        var isCancellationRequested: Bool
        /// Whether bol itself stores and ships it (FBB, "Logistiek via bol"), and serves its buyer.
        var isFulfilledByBol: Bool
        /// `2026-12-01`
        var deliveryDate: String?
        var unitPrice: Money?
        var totalPrice: Money?
    }

    var id: String
    var placedAt: Timestamp?
    var isForPickupPoint: Bool
    var buyerName: String?
    /// nl, nl-BE, fr or fr-BE.
    var language: String?
    /// The alias by which the seller may write to the buyer. The invoice's, beside it, is another one.
    var address: EmailAddress?
    var items: [Item]
}

extension BolOrder {
    /// Nil for what is no order.
    init?(_ json: JSON) {
        guard let id = BolValue.id(json["orderId"]) else { return nil }
        self.id = id
        placedAt = BolValue.time(json["orderPlacedDateTime"])
        // The name is written in both ways.
        isForPickupPoint = BolValue.flag(json["pickupPoint"]) || BolValue.flag(json["pickUpPoint"])
        let details = json["shipmentDetails"]
        let name = [details["firstName"], details["surname"]].compactMap(\.filled).joined(separator: " ")
        buyerName = name.isEmpty ? nil : name
        language = details["language"].filled
        address = details["email"].filled.flatMap { EmailAddress($0) }
        items = json["orderItems"].elements.compactMap(Item.init)
    }
}

extension BolOrder.Item {
    init?(_ json: JSON) {
        guard let id = BolValue.id(json["orderItemId"]) else { return nil }
        self.id = id
        title = json["product"]["title"].filled ?? "?"
        ean = BolValue.id(json["product"]["ean"]) ?? BolValue.id(json["ean"])
        reference = json["offer"]["reference"].filled
        quantity = max(1, BolValue.count(json["quantity"]) ?? 1)
        shipped = max(0, BolValue.count(json["quantityShipped"]) ?? 0)
        cancelled = max(0, BolValue.count(json["quantityCancelled"]) ?? 0)
        isCancellationRequested = BolValue.flag(json["cancellationRequest"])
        let fulfilment = json["fulfilment"]
        let method = fulfilment["method"].filled ?? json["fulfilmentMethod"].filled
        isFulfilledByBol = method?.uppercased() == "FBB"
        deliveryDate = fulfilment["exactDeliveryDate"].filled ?? fulfilment["latestDeliveryDate"].filled
        unitPrice = BolValue.euros(json["unitPrice"])
        totalPrice = BolValue.euros(json["totalPrice"])
    }

    var isCancelled: Bool { cancelled >= quantity }
}
