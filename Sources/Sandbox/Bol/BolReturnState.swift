import Domain

/// A return with one item.
struct BolReturnState: Sendable {
    var id: String
    /// What handling it needs; another number than ``id``.
    var rma: Int64
    var order: String
    var ean: String
    var expected: Int
    var registered: Timestamp
    var results: [(quantity: Int, handling: String, at: Timestamp)] = []

    var isHandled: Bool { !results.isEmpty }

    static let handlings: Set<String> = [
        "RETURN_RECEIVED", "EXCHANGE_PRODUCT", "RETURN_DOES_NOT_MEET_CONDITIONS", "REPAIR_PRODUCT",
        "CUSTOMER_KEEPS_PRODUCT_PAID",
    ]
}
