/// The words that Kaufland takes (enumerations of the seller API).
enum KauflandReasons {
    /// `TicketReason`.
    static let opening = [
        Reason(code: "contact_other", label: "other"),
        Reason(code: "product_not_as_described", label: "not as described"),
        Reason(code: "product_defect", label: "defect"),
        Reason(code: "product_not_delivered", label: "not delivered"),
        Reason(code: "product_return", label: "return"),
    ]

    /// `OrderUnitRefundReason`.
    static let refund = [
        Reason(code: "other_refund", label: "other"),
        Reason(code: "delivery_damage", label: "damaged on the way"),
        Reason(code: "delivery_delay", label: "late delivery"),
        Reason(code: "incomplete_delivery", label: "incomplete delivery"),
        Reason(code: "incorrect_delivery", label: "wrong delivery"),
        Reason(code: "refund_postage_fee", label: "postage"),
        Reason(code: "defect", label: "defect"),
        Reason(code: "refund_return_postage_fee", label: "postage of the return"),
    ]

    /// `OrderUnitCancelReason`. Those that lie with the seller count against him.
    static let cancellation = [
        Reason(code: "BuyerCancelled", label: "the buyer cancelled"),
        Reason(code: "NoReactionBuyer", label: "the buyer does not react"),
        Reason(code: "ShippingAddressUndeliverable", label: "address undeliverable"),
        Reason(code: "UndeliverableRegion", label: "region undeliverable"),
        Reason(code: "NoInventory", label: "out of stock"),
        Reason(code: "DelayedInventory", label: "stock comes late"),
        Reason(code: "MerchandiseNotReceived", label: "goods not received"),
        Reason(code: "WrongCatalogData", label: "wrong catalogue data"),
        Reason(code: "WrongPrice", label: "wrong price"),
        Reason(code: "GeneralAdjustment", label: "other"),
    ]
}
