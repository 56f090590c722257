/// Codes of the feeds, with words for agents.
enum AmazonReasons {
    /// `CancelReason` of an order acknowledgement.
    static let cancel = [
        Reason(code: "BuyerCanceled", label: "the buyer asked for it"),
        Reason(code: "NoInventory", label: "not in stock"),
        Reason(code: "ShippingAddressUndeliverable", label: "the address cannot be delivered to"),
        Reason(code: "CustomerExchange", label: "exchange"),
        Reason(code: "CustomerReturn", label: "return"),
        Reason(code: "GeneralAdjustment", label: "general adjustment"),
        Reason(code: "CarrierCreditDecision", label: "the carrier's decision on credit"),
        Reason(code: "CarrierCoverageFailure", label: "the carrier does not serve the address"),
        Reason(code: "RiskAssessmentInformationNotValid", label: "information for the risk check is not valid"),
        Reason(code: "MerchandiseNotReceived", label: "goods not received"),
    ]

    /// `AdjustmentReason` of an order adjustment.
    static let refund = [
        Reason(code: "GeneralAdjustment", label: "general adjustment"),
        Reason(code: "CustomerReturn", label: "return"),
        Reason(code: "CustomerCancel", label: "cancelled by the buyer"),
        Reason(code: "NoInventory", label: "not in stock"),
        Reason(code: "CouldNotShip", label: "could not be sent"),
        Reason(code: "DifferentItem", label: "another article than ordered"),
        Reason(code: "Abandoned", label: "abandoned"),
        Reason(code: "PriceError", label: "wrong price"),
        Reason(code: "Exchange", label: "exchange"),
        Reason(code: "Undeliverable", label: "could not be delivered"),
        Reason(code: "RefusedDelivery", label: "delivery refused"),
        Reason(code: "Other", label: "another reason"),
    ]
}
