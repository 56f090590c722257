import Domain

/// An order of Back Market; all lines of the sandbox's have one piece.
struct BackMarketSale: Sendable {
    struct Line: Sendable {
        var id: Int64
        /// 1 paid, 2 accepted, 3 sent, 4 cancelled, 5 refunded before and 6 after it was sent.
        var state: Int64
        var refundedCents: Int64 = 0
    }

    var order: Order
    var id: Int64
    var lines: [Line]
    var invoices: [Attachment] = []

    /// Prices are texts; the order's is that of all lines without shipping.
    var json: JSON {
        let names = order.buyer.split(separator: " ", maxSplits: 1).map(String.init)
        return [
            "order_id": .integer(id), "state": .integer(lines.contains { $0.state == 3 } ? 9 : 1),
            "shipping_address": [
                "firstName": .string(names.first ?? ""), "lastName": .string(names.count > 1 ? names[1] : ""),
                "country": "DE", "city": "Musterstadt", "postalCode": "10115", "street": "Musterstr. 1", "street2": "",
                "phoneNumber": "+4930123456", "company": "",
            ],
            "date_creation": .string(order.placed.description), "date_modification": .string(order.placed.description),
            "date_payment": .string(order.placed.description), "price": .string(Self.text(price)),
            "shipping_price": .string(Self.text(order.article.shipping)), "currency": "EUR",
            "country_code": .string(order.locale(separator: "-").lowercased()), "payment_method": "CARD",
            "tracking_number": "00340434161094000000", "tracking_url": "https://www.dhl.example/00340434161094000000",
            "shipper_display": "DHL", "is_backship": false, "installment_payment": false, "paypal_reference": nil,
            "sales_taxes": "0.00", "orderlines": .array(lines.map(json)),
        ]
    }

    /// The line as a folder shows it.
    func folderLine(_ id: Int64) -> JSON {
        let state = lines.first { $0.id == id }?.state ?? 3
        return [
            "id": .integer(id), "quantity": 1, "price": .string(Self.text(order.article.price)),
            "state": .integer(state),
            "order": [
                "order_id": .integer(self.id), "price": .string(Self.text(price)),
                "shipping_price": .string(Self.text(order.article.shipping)), "currency": "EUR", "state": 9,
                "country_code": .string(order.locale(separator: "-").lowercased()),
            ],
            "snapshot": ["id": 0, "sku": .string(order.article.sku), "listing": 142],
        ]
    }

    private var price: Int64 { order.article.price * Int64(lines.count) }

    private func json(_ line: Line) -> JSON {
        [
            "id": .integer(line.id), "state": .integer(line.state), "price": .string(Self.text(order.article.price)),
            "shipping_price": .string(Self.text(order.article.shipping)), "currency": "EUR",
            "listing": .string(order.article.sku), "listing_id": 142, "product": .string(order.article.title),
            "quantity": 1, "brand": "Beispiel", "product_id": 141, "backcare": false, "return_reason": 0,
            "return_message": "", "imei": "", "serial_number": "", "condition": 10, "shipping_delay": 48,
            "date_creation": .string(order.placed.description), "orderline_fee": "22.9", "sales_taxes": "0.00",
        ]
    }

    static func text(_ cents: Int64) -> String {
        let rest = cents % 100
        return "\(cents / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
