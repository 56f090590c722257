/// Why a feed was not carried out.
struct AmazonFeedFault: Error, Sendable {
    var number: Int
    var text: String
    /// The document itself is broken.
    var isFatal = false

    init(_ number: Int, _ text: String, isFatal: Bool = false) {
        self.number = number
        self.text = text
        self.isFatal = isFatal
    }

    /// The processing report of a feed with one message that ended so; nil for success.
    static func report(_ fault: AmazonFeedFault?) -> String {
        let processed = fault?.isFatal == true ? 0 : 1
        let result =
            fault.map {
                "<Result><MessageID>1</MessageID><ResultCode>Error</ResultCode>"
                    + "<ResultMessageCode>\($0.number)</ResultMessageCode>"
                    + "<ResultDescription><![CDATA[\($0.text)]]></ResultDescription></Result>"
            } ?? ""
        return """
            <?xml version="1.0" encoding="UTF-8"?>
            <AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">
              <Header><DocumentVersion>1.02</DocumentVersion><MerchantIdentifier>\(AmazonAccount.sellerID)</MerchantIdentifier></Header>
              <MessageType>ProcessingReport</MessageType>
              <Message><MessageID>1</MessageID><ProcessingReport>
                <DocumentTransactionID>\(randomText(12, of: .digits))</DocumentTransactionID>
                <StatusCode>Complete</StatusCode>
                <ProcessingSummary>
                  <MessagesProcessed>\(processed)</MessagesProcessed>
                  <MessagesSuccessful>\(fault == nil ? 1 : 0)</MessagesSuccessful>
                  <MessagesWithError>\(fault == nil ? 0 : 1)</MessagesWithError>
                  <MessagesWithWarning>0</MessagesWithWarning>
                </ProcessingSummary>
                \(result)
              </ProcessingReport></Message>
            </AmazonEnvelope>
            """
    }
}

/// What a feed about one order asks for, read by the sequence that its schema prescribes.
struct AmazonFeedContent: Sendable {
    struct Price: Sendable {
        var component: String
        var cents: Int64
        var currency: String
    }

    struct Item: Sendable {
        var id: String
        var reason: String
        var prices: [Price] = []
    }

    /// MessageType by feed type.
    static let messageTypes = [
        "POST_ORDER_ACKNOWLEDGEMENT_DATA": "OrderAcknowledgement", "POST_PAYMENT_ADJUSTMENT_DATA": "OrderAdjustment",
    ]

    private static let cancelReasons: Set<String> = [
        "NoInventory", "ShippingAddressUndeliverable", "CustomerExchange", "BuyerCanceled", "GeneralAdjustment",
        "CarrierCreditDecision", "RiskAssessmentInformationNotValid", "CarrierCoverageFailure", "CustomerReturn",
        "MerchandiseNotReceived",
    ]

    private static let refundReasons: Set<String> = [
        "NoInventory", "CustomerReturn", "GeneralAdjustment", "CouldNotShip", "DifferentItem", "Abandoned",
        "CustomerCancel", "PriceError", "Exchange", "Other", "Undeliverable", "RefusedDelivery",
    ]

    private static let components: Set<String> = [
        "Principal", "Shipping", "Tax", "ShippingTax", "GiftWrap", "Goodwill", "ReturnShipping",
    ]

    var order: String
    var isCancellation: Bool
    var items: [Item]

    init(_ bytes: [UInt8], type: String) throws(AmazonFeedFault) {
        guard let root = SimpleXML(parsing: bytes), root.name == "AmazonEnvelope" else {
            throw AmazonFeedFault(5000, "XML Parsing Fatal Error", isFatal: true)
        }
        try Self.expect(root, ["Header", "MessageType", "Message"])
        try Self.expect(root.children[0], ["DocumentVersion", "MerchantIdentifier"])
        guard root.children[0].children[1].text == AmazonAccount.sellerID else {
            throw AmazonFeedFault(5002, "The merchant identifier is another seller's", isFatal: true)
        }
        let name = Self.messageTypes[type] ?? ""
        guard root.children[1].text == name else {
            throw AmazonFeedFault(5001, "The message type does not fit the feed type", isFatal: true)
        }
        try Self.expect(root.children[2], ["MessageID", name])
        let message = root.children[2].children[1]
        isCancellation = name == "OrderAcknowledgement"
        guard let number = message.children.first, number.name == "AmazonOrderID",
            AmazonStandIn.isOrderID(number.text)
        else { throw AmazonFeedFault(18000, "AmazonOrderID is missing") }
        order = number.text
        items = []
        var rest = message.children.dropFirst()
        if isCancellation {
            guard let status = rest.popFirst(), status.name == "StatusCode", status.text == "Failure" else {
                throw AmazonFeedFault(18001, "StatusCode must be Failure")
            }
        }
        guard !rest.isEmpty else { throw AmazonFeedFault(18002, "no item is named") }
        for element in rest {
            items.append(isCancellation ? try Self.cancelled(element) : try Self.adjusted(element))
        }
    }

    private static func cancelled(_ element: SimpleXML) throws(AmazonFeedFault) -> Item {
        guard element.name == "Item" else { throw AmazonFeedFault(18003, "unexpected \(element.name)") }
        try expect(element, ["AmazonOrderItemCode", "CancelReason"])
        guard cancelReasons.contains(element.children[1].text) else {
            throw AmazonFeedFault(18004, "CancelReason is not known")
        }
        return Item(id: element.children[0].text, reason: element.children[1].text)
    }

    private static func adjusted(_ element: SimpleXML) throws(AmazonFeedFault) -> Item {
        guard element.name == "AdjustedItem" else { throw AmazonFeedFault(18003, "unexpected \(element.name)") }
        try expect(element, ["AmazonOrderItemCode", "AdjustmentReason", "ItemPriceAdjustments"])
        guard refundReasons.contains(element.children[1].text) else {
            throw AmazonFeedFault(18005, "AdjustmentReason is not known")
        }
        var item = Item(id: element.children[0].text, reason: element.children[1].text)
        for component in element.children[2].children {
            guard component.name == "Component" else { throw AmazonFeedFault(18003, "unexpected \(component.name)") }
            try expect(component, ["Type", "Amount"])
            let digits = component.children[1].text.split(separator: ".", omittingEmptySubsequences: false)
            guard components.contains(component.children[0].text), digits.count == 2, digits[1].count == 2,
                let cents = Int64(digits.joined()), cents > 0,
                let currency = component.children[1].attributes["currency"]
            else { throw AmazonFeedFault(18011, "a price component is not valid") }
            item.prices.append(Price(component: component.children[0].text, cents: cents, currency: currency))
        }
        guard !item.prices.isEmpty else { throw AmazonFeedFault(18011, "no price component") }
        return item
    }

    private static func expect(_ element: SimpleXML, _ names: [String]) throws(AmazonFeedFault) {
        guard element.children.map(\.name) == names else {
            throw AmazonFeedFault(5003, "\(element.name) must hold \(names.joined(separator: ", "))", isFatal: true)
        }
    }
}
