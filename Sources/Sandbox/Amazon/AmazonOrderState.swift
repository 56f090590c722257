/// How an order stands. Where it begins follows from the first digits of its number, so that tests and people can choose:
/// 303 waits to be sent, 304 too and the buyer wants to cancel it, 305 was sent by Amazon itself, 306 waits for payment, 307
/// is a service at the buyer's home; all others were sent by the seller.
struct AmazonOrderState: Sendable {
    enum Progress: String, Sendable {
        case pending = "PENDING"
        case unshipped = "UNSHIPPED"
        case shipped = "SHIPPED"
        case cancelled = "CANCELLED"

        /// `OrderStatus` of version 0.
        var old: String {
            switch self {
            case .pending: "Pending"
            case .unshipped: "Unshipped"
            case .shipped: "Shipped"
            case .cancelled: "Canceled"
            }
        }
    }

    var progress: Progress
    var isSentByAmazon = false
    var isHomeService = false
    /// Why the buyer wants to cancel it; nil if he does not.
    var wish: String?
    /// Why the seller cancelled it.
    var cancelReason: String?
    /// Kinds of messages that were sent.
    var sent: Set<String> = []
    /// Cents by price component.
    var refunded: [String: Int64] = [:]

    init(order number: String) {
        switch number.prefix(3) {
        case "303": progress = .unshipped
        case "304":
            progress = .unshipped
            wish = "ORDERED_BY_MISTAKE"
        case "305":
            progress = .shipped
            isSentByAmazon = true
        case "306": progress = .pending
        case "307":
            progress = .unshipped
            isHomeService = true
        default: progress = .shipped
        }
    }

    private static let onlyOnce: Set<String> = ["confirmOrderDetails", "confirmDeliveryDetails", "warranty", "invoice"]

    /// The kinds of messages that may be sent now.
    var messages: [String] {
        if isHomeService, progress != .cancelled { return ["confirmServiceDetails", "unexpectedProblem"] }
        let kinds =
            switch (progress, isSentByAmazon) {
            case (.pending, _), (.cancelled, _): [String]()
            case (_, true): ["legalDisclosure"]
            case (.unshipped, _):
                [
                    "confirmCustomizationDetails", "confirmOrderDetails", "digitalAccessKey", "legalDisclosure",
                    "unexpectedProblem",
                ]
            case (.shipped, _):
                ["confirmDeliveryDetails", "invoice", "legalDisclosure", "unexpectedProblem", "warranty"]
            }
        return kinds.filter { !Self.onlyOnce.contains($0) || !sent.contains($0) }
    }
}
