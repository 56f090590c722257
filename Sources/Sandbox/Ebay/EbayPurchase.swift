import Domain

/// An order of the Fulfillment interface with what happened to it.
struct EbayPurchase: Sendable {
    struct Refund: Sendable {
        var id: String
        var cents: Int64
        /// Nil: of the whole order.
        var line: String?
        var made: Timestamp
        var isPaid = false
    }

    struct Cancellation: Sendable {
        enum State: String, Sendable {
            case requested = "REQUESTED"
            case agreed = "AGREED"
            case completed = "COMPLETED"
            case rejected = "REJECTED"
        }

        var id: String
        var isBuyers: Bool
        var reason: String
        var state: State
        var changed: Timestamp
    }

    var order: Order
    /// User name.
    var buyer: String
    /// Twelve digits.
    var listing: String
    var hasShipped: Bool
    var refunds: [Refund] = []
    var cancellation: Cancellation?

    /// Two where the order number ends in `22`, else one.
    var lineIDs: [String] {
        (0..<(order.number.hasSuffix("22") ? 2 : 1)).map { "100\($0)\(listing.dropFirst(2))" }
    }
    /// What the buyer paid, in cents.
    var total: Int64 { order.article.price * Int64(lineIDs.count) + order.article.shipping }
    func total(ofLine id: String) -> Int64 {
        order.article.price + (id == lineIDs.first ? order.article.shipping : 0)
    }
    var refunded: Int64 { refunds.reduce(0) { $0 + $1.cents } }

    /// How long eBay works on a refund or a cancellation.
    static let work = Duration.milliseconds(150)

    mutating func settle(now: Timestamp) {
        for index in refunds.indices where now - refunds[index].made >= Self.work { refunds[index].isPaid = true }
        if cancellation?.state == .agreed, let changed = cancellation?.changed, now - changed >= Self.work {
            cancellation?.state = .completed
        }
    }
}
