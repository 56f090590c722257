import Domain

/// Something that the seller asked for and that is carried out a moment later.
struct BolProcessState: Sendable {
    enum Work: Sendable {
        case cancel(order: String, item: String)
        case handle(rma: Int64, quantity: Int, handling: String)
        case create(order: String, item: String, quantity: Int, handling: String)
        case invoice(order: String, shipment: String)
    }

    enum Status: String, Sendable {
        case pending = "PENDING"
        case success = "SUCCESS"
        case failure = "FAILURE"
        case timeout = "TIMEOUT"
    }

    var id: Int64
    /// What `entity-id` names.
    var entity: String
    var event: String
    var description: String
    var created: Timestamp
    var work: Work
    var status = Status.pending
    var errorMessage: String?

    /// From the 202 to the end.
    static let duration = Duration.milliseconds(200)
    /// How long a status is told.
    static let lifetime = Duration.seconds(48 * 3600)

    static let events: Set<String> = [
        "CREATE_SHIPMENT", "CANCEL_ORDER", "CHANGE_TRANSPORT", "HANDLE_RETURN_ITEM", "CREATE_RETURN_ITEM",
        "CREATE_INBOUND", "DELETE_OFFER", "CREATE_OFFER", "UPDATE_OFFER", "UPDATE_OFFER_STOCK", "UPDATE_OFFER_PRICE",
        "CREATE_OFFER_EXPORT", "UNPUBLISHED_OFFER_REPORT", "CREATE_PRODUCT_CONTENT", "CREATE_SUBSCRIPTION",
        "UPDATE_SUBSCRIPTION", "DELETE_SUBSCRIPTION", "SEND_SUBSCRIPTION_TST_MSG", "CREATE_SHIPPING_LABEL",
        "CREATE_REPLENISHMENT", "UPDATE_REPLENISHMENT", "REQUEST_PRODUCT_DESTINATIONS",
        "CREATE_SOV_SEARCH_TERM_REPORT", "CREATE_SOV_CATEGORY_REPORT", "UPLOAD_INVOICE",
        "CREATE_CAMPAIGN_PERFORMANCE_REPORT",
    ]

    var json: JSON {
        var members: [String: JSON] = [
            "processStatusId": .string(String(id)), "entityId": .string(entity), "eventType": .string(event),
            "description": .string(description), "status": .string(status.rawValue), "createTimestamp": .time(created),
            "links": [
                ["rel": "self", "href": .string("https://api.bol.com/shared/process-status/\(id)")]
            ],
        ]
        members["errorMessage"] = errorMessage.map(JSON.string)
        return .object(members)
    }
}
