import Domain
import Wire

extension AmazonAPI {
    /// The parts of an order that are of use to an agent; addresses of buyers are not among them.
    static let parts = ["BUYER", "CANCELLATION", "FULFILLMENT", "PACKAGES", "PROCEEDS"]

    /// getOrder, version 2026-01-01; nil where there is no such order.
    func order(
        _ number: OrderNumber, including parts: [String] = parts
    ) async throws(ConnectorError) -> AmazonOrder? {
        let address = base.path("orders", "2026-01-01", "orders", number.text)
            .query("includedData", parts.joined(separator: ","))
        return try await door.jsonIfFound(get("getOrder", address)).flatMap(AmazonOrder.init(current:))
    }

    /// getOrder and getOrderItems, version 0; nil where there is no such order.
    func oldOrder(_ number: OrderNumber) async throws(ConnectorError) -> AmazonOrder? {
        let address = base.path("orders", "v0", "orders", number.text)
        guard let order = try await door.jsonIfFound(get("getOrder v0", address)) else { return nil }
        let items = try await door.json(get("getOrderItems", address.path("orderItems")))
        return AmazonOrder(old: order, items: items)
    }
}
