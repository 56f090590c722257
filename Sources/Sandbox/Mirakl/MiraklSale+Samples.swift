import Domain

extension MiraklSale {
    /// Orders that nobody wrote about yet, one for each thing that can be done with an order.
    static func samples(_ now: Timestamp) -> [MiraklSale] {
        let placed = now - .seconds(5 * 86_400)
        let changed = now - .seconds(3 * 86_400)
        func order(_ number: String, _ buyer: String) -> Order {
            Order(number: number, buyer: buyer, language: "de", article: Article.all[0], placed: placed)
        }
        func line(
            _ number: String, _ article: Int, _ quantity: Int64, _ state: String, incident: String? = nil,
            taxes: [Tax] = [], shippingTaxes: [Tax] = []
        ) -> Line {
            let article = Article.all[article]
            return Line(
                id: number, article: article, quantity: quantity, state: state, incident: incident,
                price: article.price * quantity, shipping: article.shipping, taxes: taxes, shippingTaxes: shippingTaxes,
                changed: changed)
        }
        return [
            // To be sent: may be cancelled as a whole or by line.
            MiraklSale(
                order: order("2600000001-A", "Paul Sander"), customerID: "CUST-260001",
                lines: [
                    line("2600000001-A-1", 0, 2, "SHIPPING"), line("2600000001-A-2", 1, 1, "SHIPPING"),
                ]),
            // Partly sent: only what was not sent may be cancelled.
            MiraklSale(
                order: order("2600000002-A", "Ida Kern"), customerID: "CUST-260002",
                lines: [line("2600000002-A-1", 2, 1, "SHIPPED"), line("2600000002-A-2", 3, 1, "SHIPPING")]),
            // With an incident, and a customer id that is an address.
            MiraklSale(
                order: order("2600000003-A", "Jan Vogt"), customerID: "jan.vogt@buyer.example",
                lines: [line("2600000003-A-1", 0, 2, "INCIDENT_OPEN", incident: "11")]),
            // Taxes on top of prices.
            MiraklSale(
                order: order("2600000004-A", "Eva Blum"), customerID: "CUST-260004", taxMode: "TAX_EXCLUDED",
                lines: [
                    line(
                        "2600000004-A-1", 1, 1, "RECEIVED", taxes: [Tax(code: "VAT", amount: 475)],
                        shippingTaxes: [Tax(code: "VAT", amount: 0)])
                ]),
        ]
    }
}
