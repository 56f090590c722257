import Domain

/// One order's change as a feed of the Feeds API: the only way to cancel or refund an order that the seller sends himself.
struct AmazonFeed: Sendable {
    /// Of every feed document; what is stored has to have the very type that was announced.
    static let contentType = "text/xml; charset=UTF-8"

    /// `feedType` of createFeed.
    let type: String
    private let messageType: String
    private let message: XMLElement

    /// Takes items off an order before it is sent.
    ///
    /// - Parameter items: `orderItemId` of each.
    static func cancellation(of order: OrderNumber, items: [String], reason: String) -> AmazonFeed {
        AmazonFeed(
            type: "POST_ORDER_ACKNOWLEDGEMENT_DATA", messageType: "OrderAcknowledgement",
            message: XMLElement(
                "OrderAcknowledgement",
                [XMLElement("AmazonOrderID", text: order.text), XMLElement("StatusCode", text: "Failure")]
                    + items.map { item in
                        XMLElement(
                            "Item",
                            [
                                XMLElement("AmazonOrderItemCode", text: item),
                                XMLElement("CancelReason", text: reason),
                            ])
                    }))
    }

    /// Gives money back for items that were sent.
    static func refund(of order: OrderNumber, _ adjustments: [AmazonAdjustment], reason: String) -> AmazonFeed {
        AmazonFeed(
            type: "POST_PAYMENT_ADJUSTMENT_DATA", messageType: "OrderAdjustment",
            message: XMLElement(
                "OrderAdjustment",
                [XMLElement("AmazonOrderID", text: order.text)]
                    + adjustments.map { adjustment in
                        XMLElement(
                            "AdjustedItem",
                            [
                                XMLElement("AmazonOrderItemCode", text: adjustment.item),
                                XMLElement("AdjustmentReason", text: reason),
                                XMLElement("ItemPriceAdjustments", adjustment.prices.map(component)),
                            ])
                    }))
    }

    private static func component(_ price: AmazonPrice) -> XMLElement {
        let (whole, rest) = price.amount.minorUnits.quotientAndRemainder(dividingBy: 100)
        return XMLElement(
            "Component",
            [
                XMLElement("Type", text: price.component.rawValue),
                XMLElement(
                    "Amount", text: "\(whole).\(rest < 10 ? "0" : "")\(rest)",
                    attribute: ("currency", price.amount.currency)),
            ])
    }

    /// The document: one message in an envelope.
    ///
    /// - Parameter seller: the seller's merchant token.
    func bytes(seller: String) -> [UInt8] {
        let envelope = XMLElement(
            "AmazonEnvelope",
            [
                XMLElement(
                    "Header",
                    [
                        XMLElement("DocumentVersion", text: "1.01"), XMLElement("MerchantIdentifier", text: seller),
                    ]),
                XMLElement("MessageType", text: messageType),
                XMLElement("Message", [XMLElement("MessageID", text: "1"), message]),
            ])
        return Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\(envelope)\n".utf8)
    }
}
