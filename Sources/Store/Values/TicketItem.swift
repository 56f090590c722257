/// Something that a ticket's order is about.
public struct TicketItem: Sendable, Hashable {
    public var title: String
    public var sku: String?

    public init(title: String, sku: String?) {
        self.title = title
        self.sku = sku
    }

    /// The same thing at every marketplace, as far as the seller names it.
    var key: String { sku.map { "sku:\($0)" } ?? "title:\(title)" }
}
