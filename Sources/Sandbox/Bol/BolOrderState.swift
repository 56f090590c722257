import Domain

/// An order of the sandbox at bol: one item of two pieces, unless its number says otherwise.
///
/// The last character of the number decides what is special about it, so that a test can choose:
///
/// | ends with | |
/// |---|---|
/// | `U` | nothing is shipped yet |
/// | `C` | nothing is shipped, and the buyer asked for the cancellation |
/// | `W` | nothing is shipped by what bol shows, but the parcel is on its way: a cancellation comes too late |
/// | `F` | stored and shipped by bol (FBB) |
/// | `R` | shipped, and the buyer announced the return of one piece |
/// | `M` | two items, each shipped in a parcel of its own; the buyer wants an invoice for the second |
/// | `N` | two items, of which nothing is shipped |
/// | `L` | shipped, and whatever is asked for takes bol too long |
/// | any other | shipped |
struct BolOrderState: Sendable {
    struct Item: Sendable {
        var id: String
        var ean: String
        var title: String
        var price: Int64
        var quantity = 2
        var shipped: Int
        var cancelled = 0
        var returned = 0
    }

    struct Shipment: Sendable {
        var id: String
        var item: Int
        var invoice: [(status: String, at: Timestamp)]
    }

    var order: Order
    /// Local parts at ``BolAccount/orderDomain``: of the delivery, and of the invoice.
    var alias = BolContact.newAlias()
    var billingAlias = BolContact.newAlias()
    var items: [Item]
    var shipments: [Shipment]

    private static let kinds: Set<Character> = ["U", "C", "W", "F", "R", "M", "N", "L"]

    /// The character that says what is special about the order; nil for an ordinary one.
    var kind: Character? { order.number.last.flatMap { Self.kinds.contains($0) ? $0 : nil } }
    var isFulfilledByBol: Bool { kind == "F" }
    var isCancellationRequested: Bool { kind == "C" }
    var isSlow: Bool { kind == "L" }
    var isLeaving: Bool { kind == "W" }

    /// nl or fr; bol's buyers have no other.
    var language: String { order.language == "fr" ? "fr" : "nl" }

    init(_ order: Order) {
        self.order = order
        items = []
        shipments = []
        let isShipped = !["U", "C", "W", "N"].contains(kind)
        for number in 0..<(["M", "N"].contains(kind) ? 2 : 1) {
            let article = number == 0 ? order.article : Article.all[(order.number.utf8.count + number) & 3]
            items.append(
                Item(
                    id: "2" + randomText(9, of: .digits), ean: "87" + randomText(11, of: .digits), title: article.title,
                    price: article.price, shipped: isShipped ? 2 : 0))
            guard isShipped else { continue }
            let shippedAt = order.placed + .seconds(86_400)
            let isWanted = number == 1
            shipments.append(
                Shipment(
                    id: "5" + randomText(8, of: .digits), item: number,
                    invoice: isWanted ? [("INVOICE_REQUESTED", shippedAt + .seconds(3600))] : []))
        }
    }

    /// `A2K8290LP8`, or ten digits as older orders have them.
    static func isOrderID(_ text: String) -> Bool {
        let letters = Array(text)
        guard letters.count == 10, letters.allSatisfy({ $0.isASCII && ($0.isNumber || $0.isUppercase) }) else {
            return false
        }
        return letters.allSatisfy(\.isNumber) || letters[0].isUppercase && letters[1].isNumber
    }
}
