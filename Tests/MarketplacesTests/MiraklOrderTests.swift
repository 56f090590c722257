import Domain
import Testing
import Wire

@testable import Marketplaces

@Suite("What of a Mirakl order is given back") struct MiraklOrderTests {
    private func order(mode: String = "TAX_INCLUDED", _ lines: String...) throws -> MiraklOrder {
        let json = """
            {"order_id":"1-A","commercial_id":"1","order_state":"SHIPPED","currency_iso_code":"EUR",
             "order_tax_mode":"\(mode)","order_lines":[\(lines.joined(separator: ","))]}
            """
        return try #require(MiraklOrder(try JSON(parsing: Array(json.utf8))))
    }

    private let taxed = """
        {"order_line_id":"1","order_line_state":"RECEIVED","quantity":2,"price":30.00,"shipping_price":4.95,
         "can_refund":true,"taxes":[{"code":"VAT","amount":5.70}],"shipping_taxes":[{"code":"VAT","amount":0.94}]}
        """

    private func show(_ shares: MiraklShares) -> String {
        switch shares {
        case .refused(let reason): reason
        case .shares(let shares):
            shares.map { String(decoding: $0.json(reason: "18", currency: "EUR").bytes, as: UTF8.self) }
                .joined(separator: " ")
        }
    }

    private func refund(_ cents: Int64?) -> [ActionRequest.Refund] {
        [ActionRequest.Refund(line: "1", amount: cents.map { Money(minorUnits: $0, currency: "EUR") })]
    }

    private func entry(
        _ amount: String, _ taxes: String, shipping: String = "0.00", shippingTaxes: String = "0.00", quantity: Int = 0
    ) -> String {
        #"{"order_line_id":"1","amount":\#(amount),"shipping_amount":\#(shipping),"quantity":\#(quantity),"#
            + #""reason_code":"18","currency_iso_code":"EUR","taxes":[{"code":"VAT","amount":\#(taxes)}],"#
            + #""shipping_taxes":[{"code":"VAT","amount":\#(shippingTaxes)}]}"#
    }

    @Test("taxes that come on top are part of the amount that the agent writes")
    func excluded() throws {
        let order = try order(mode: "TAX_EXCLUDED", taxed)
        #expect(show(.refund(refund(1190), of: order)) == entry("10.00", "1.90"))
        #expect(show(.refund(refund(1), of: order)) == entry("0.01", "0.00"))
        #expect(show(.refund(refund(3570), of: order)) == entry("30.00", "5.70"))
        #expect(show(.refund(refund(3571), of: order)) == "at most 35.70 EUR can be refunded for line 1")
        #expect(
            show(.refund([], of: order))
                == entry("30.00", "5.70", shipping: "4.95", shippingTaxes: "0.94", quantity: 2))
    }

    @Test(
        "an order shows what a cancellation of a line gives back: shipping too, and the taxes that come on top",
        arguments: [("TAX_INCLUDED", 3495), ("TAX_EXCLUDED", 4159)])
    func givenBack(mode: String, cents: Int64) throws {
        let line = try #require(try order(mode: mode, taxed).context.lines.first)
        #expect(line.givenBack == Money(minorUnits: cents, currency: "EUR"))
    }

    @Test("taxes within the price go in proportion")
    func included() throws {
        let order = try order(taxed)
        #expect(show(.refund(refund(1000), of: order)) == entry("10.00", "1.90"))
        #expect(show(.refund(refund(nil), of: order)) == entry("30.00", "5.70"))
    }

    @Test("the rest is what neither refunds nor cancellations took, also where numbers are texts")
    func rest() throws {
        let line = """
            {"order_line_id":1,"order_line_state":"SHIPPED","quantity":3,"price":"30.0","shipping_price":"5",
             "refunds":[{"id":7,"amount":"10.005","shipping_amount":5,"created_date":"2026-11-20T08:00:00Z"}],
             "cancelations":[{"amount":10,"quantity":1}],"taxes":{},"brand_new":[]}
            """
        let order = try order(line)
        #expect(show(.refund([], of: order)).contains(#""amount":9.99,"shipping_amount":0.00,"quantity":2"#))
        #expect(show(.refund(refund(1000), of: order)) == "at most 9.99 EUR can be refunded for line 1")
        #expect(order.lines.first?.refunds.first?.id == "7")
    }

    @Test("all is refunded only where the price of each line is known; else the line is named")
    func unknownPrice() throws {
        let known = #"{"order_line_id":"1","order_line_state":"SHIPPED","price":5,"can_refund":true}"#
        let unknown = #"{"order_line_id":"2","order_line_state":"SHIPPED","price":"five","can_refund":true}"#
        #expect(show(.refund([], of: try order(known, unknown))) == "the price of line 2 is not known")
        #expect(show(.refund([], of: try order(known))).contains(#""amount":5.00"#))
    }

    @Test("pieces without an amount are worth their part of the line, or are refused")
    func pieces() throws {
        let line = #"{"order_line_id":"1","order_line_state":"SHIPPED","quantity":3,"price":30,"can_refund":true}"#
        func pieces(_ count: Int) -> [ActionRequest.Refund] { [ActionRequest.Refund(line: "1", quantity: count)] }
        let order = try order(line)
        #expect(show(.refund(pieces(2), of: order)).contains(#""amount":20.00,"shipping_amount":0.00,"quantity":2"#))
        #expect(show(.refund(pieces(3), of: order)).contains(#""amount":30.00,"shipping_amount":0.00,"quantity":3"#))
        #expect(show(.refund(pieces(4), of: order)) == "4 pieces are wanted, line 1 has 3")
        #expect(show(.refund(pieces(0), of: order)) == "0 pieces are wanted, line 1 has 3")
        let odd = try self.order(line.replacing("30", with: "10"))
        #expect(
            show(.refund(pieces(2), of: odd))
                == "the price of line 1 does not divide by its 3 pieces: state the amount")
    }

    @Test("a line without number, price or permission is left alone")
    func alone() throws {
        let order = try order(
            #"{"order_line_state":"SHIPPED","price":5,"product_title":"Rest"}"#,
            #"{"order_line_id":"1","order_line_state":"SHIPPED"}"#,
            #"{"order_line_id":"2","order_line_state":"CLOSED","price":5,"can_refund":false}"#,
            #"{"order_line_id":"3","order_line_state":"SHIPPED","price":99999999999,"can_refund":true}"#)
        #expect(show(.refund([], of: order)) == "the price of line 1 is not known")
        #expect(show(.refund(refund(1), of: order)) == "the price of line 1 is not known")
        #expect(show(.cancellation([], of: order)) == "the order can not be cancelled any more (SHIPPED)")
        #expect(order.context.lines.map(\.ids) == [[], ["1"], ["2"], ["3"]])
    }

    @Test(
        "a number of Mirakl's own ends with a hyphen and letters",
        arguments: [
            ("2500000001-A", true), ("12345_123456789-AB", true), ("2500000001", false), ("A-1", false), ("1-", false),
            ("1-ABCD", false), ("1-a", false),
        ])
    func whole(number: String, isWhole: Bool) {
        #expect(MiraklOrder.isWhole(OrderNumber(number)) == isWhole)
    }

    @Test("an incident shows its reason and since when it is open")
    func incident() throws {
        let order = try order(
            """
            {"order_line_id":"1","order_line_state":"INCIDENT_OPEN","order_line_state_reason_label":"Artikel defekt",
             "last_updated_date":"2026-11-20T08:15:02Z","product_title":"Lötstation","quantity":1,"price":5}
            """)
        #expect(order.context.lines.first?.state == "INCIDENT_OPEN: Artikel defekt, since 2026-11-20T08:15:02Z")
    }
}
