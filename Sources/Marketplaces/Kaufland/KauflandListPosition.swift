/// Where the two lists of tickets go on: first the tickets of orders that the seller fulfils, then those that Kaufland does.
struct KauflandListPosition: Sendable, Hashable {
    /// Values of `fulfillment_type`.
    enum Fulfillment: String, Sendable {
        case byMerchant = "fulfilled_by_merchant"
        case byKaufland = "fulfilled_by_kaufland"
    }

    var fulfillment: Fulfillment
    var offset: Int

    /// Nil, and what is none of ours, is the start.
    init(_ text: String?) {
        let parts = (text ?? "").split(separator: " ")
        if parts.count == 2, let fulfillment = Fulfillment(rawValue: String(parts[0])), let offset = Int(parts[1]) {
            (self.fulfillment, self.offset) = (fulfillment, max(0, offset))
        } else {
            (fulfillment, offset) = (.byMerchant, 0)
        }
    }

    var text: String { "\(fulfillment.rawValue) \(offset)" }

    /// The place behind a page whose list goes on at `next`; nil behind all.
    func behind(_ next: Int?) -> KauflandListPosition? {
        var place = self
        if let next {
            place.offset = next
        } else if fulfillment == .byMerchant {
            (place.fulfillment, place.offset) = (.byKaufland, 0)
        } else {
            return nil
        }
        return place
    }
}
