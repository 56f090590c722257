import Domain

@testable import Marketplaces

/// An Amazon account whose API is a script.
enum AmazonScript {
    static func connector(
        _ api: ScriptedMarketplace,
        options: [String: String] = ["marketplace_id": "A1PA6795UKMFR9", "seller_id": "A2&B"]
    ) throws -> any Connector {
        try makeConnector(settings(options), exchange: api, submission: nil, now: atNoon)
    }

    static func settings(_ options: [String: String] = [:]) -> MarketplaceSettings {
        MarketplaceSettings(
            name: "amazon-de", connector: .amazon, url: "https://sp.example", tokenURL: "https://login.example/token",
            credentials: .oauth(clientID: "id", clientSecret: Secret("s&"), refreshToken: Secret("Atzr|x")),
            clock: "amazon", options: options)
    }

    /// An answer of getOrder: two pieces of one article, 10.00 EUR each, and 5.00 EUR for shipping.
    static func order(status: String = "SHIPPED", sender: String = "MERCHANT", more: String = "") -> String {
        let shipped = status == "SHIPPED" ? 2 : 0
        return """
            {"order":{"orderId":"302-0000001-0000001","salesChannel":{"channelName":"AMAZON","marketplaceId":"A13V1IB3VIYZZH"},
             "fulfillment":{"fulfillmentStatus":"\(status)","fulfilledBy":"\(sender)"},
             "orderItems":[{"orderItemId":"77","quantityOrdered":2,"fulfillment":{"quantityFulfilled":\(shipped)},
              "product":{"title":"Kanne","price":{"unitPrice":{"amount":"10.00","currencyCode":"EUR"}}},
              "proceeds":{"breakdowns":[{"type":"ITEM","subtotal":{"amount":"20.00","currencyCode":"EUR"}},
               {"type":"TAX","subtotal":{"amount":"3.99","currencyCode":"EUR"}},
               {"type":"SHIPPING","subtotal":{"amount":"5.00","currencyCode":"EUR"}}\(more)]}}]}}
            """
    }

    static func request(_ task: ActionRequest.Task) -> ActionRequest {
        ActionRequest(task: task, thread: nil, order: "302-0000001-0000001", intendedAt: noon, key: "k")
    }

    /// The links of getMessagingActionsForOrder.
    static func actions(_ names: String...) -> String {
        let links = names.map { #"{"href":"/messaging/v1/orders/x/messages/\#($0)?marketplaceIds=y","name":"\#($0)"}"# }
        return #"{"_links":{"actions":[\#(links.joined(separator: ","))],"self":{"href":"/"}}}"#
    }
}

/// How an action ended, for comparison.
func summary(_ result: ActionResult) -> String {
    switch result {
    case .done(let note): "done \(note ?? "-")"
    case .pending(let handle): "pending \(handle)"
    case .refused(let reason): "refused \(PostFault(reason).words)"
    case .notSent(let error): "not sent, \(error.kind.rawValue), \(error.retry)"
    case .uncertain(let reason): "uncertain \(reason)"
    }
}
