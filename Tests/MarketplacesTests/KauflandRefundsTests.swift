import Domain
import Testing
import Wire

@testable import Marketplaces

@Suite("How a refund is spread over Kaufland's units") struct KauflandRefundsTests {
    private func unit(
        _ id: Int, _ offer: String = "A", price: String = "1000", shipping: Int = 0, status: String = "sent",
        currency: String = "EUR"
    ) throws -> KauflandUnit {
        let json = """
            {"id_order_unit":\(id),"id_offer":"\(offer)","price":\(price),"shipping_rate":\(shipping),
             "status":"\(status)","currency":"\(currency)"}
            """
        return KauflandUnit(try JSON(parsing: Array(json.utf8)))
    }

    private func plan(_ units: [KauflandUnit], _ refunds: (String, Int64?, Int?)...) -> String {
        let wanted = refunds.map { line, amount, quantity in
            ActionRequest.Refund(
                line: line, amount: amount.map { Money(minorUnits: $0, currency: "EUR") }, quantity: quantity)
        }
        switch KauflandRefunds.plan(wanted, of: units) {
        case .refused(let reason): return reason
        case .shares(let shares): return shares.map { "\($0.unit.id)=\($0.amount)" }.joined(separator: " ")
        }
    }

    @Test("amounts and quantities")
    func spread() throws {
        let units = [try unit(1), try unit(2, shipping: 100), try unit(3), try unit(4, "B")]
        #expect(plan(units, ("1", nil, nil)) == "1=1000")
        #expect(plan(units, ("2", nil, 3)) == "2=1000 1=1000 3=1000")
        #expect(plan(units, ("2", 1001, nil)) == "2=1001")
        #expect(plan(units, ("2", 1101, nil)) == "2=1100 1=1")
        #expect(plan(units, ("1", 1000, 3)) == "1=334 2=333 3=333")
        #expect(plan(units, ("1", 2, 3)) == "1=1 2=1")
        #expect(plan(units, ("1", 100, nil), ("4", 200, nil)) == "1=100 4=200")
        #expect(plan(units) == "1=1000 2=1100 3=1000 4=1000")
        #expect(plan(units, ("1", 3101, nil)) == "at most 31.00 EUR can be refunded")
        #expect(plan(units, ("1", 3200, 3)) == "at most 31.00 EUR can be refunded")
        #expect(plan(units, ("1", -5, nil)) == "the amount has to be more than nothing")
        #expect(plan(units, ("1", 1, nil), ("1", 2, nil)) == "a unit is named twice")
        #expect(plan(units, ("1", 1500, nil), ("3", 1900, nil)) == "a unit is named twice")
        #expect(plan(units, ("4", nil, 2)) == "2 pieces are wanted, the line has 1")
        #expect(plan(units, ("1", nil, 0)) == "0 pieces are wanted, the line has 3")
    }

    @Test("what is over, unpriced or foreign is left alone")
    func left() throws {
        let over = [try unit(1, status: "cancelled"), try unit(2, status: "returned_paid")]
        #expect(plan(over) == "the order has nothing left to refund")
        #expect(plan(over, ("1", 5, nil)) == "unit 1 is cancelled already")
        #expect(plan([try unit(1, price: "null")]) == "the price of unit 1 is not known")
        #expect(plan([try unit(1, price: "\"1000\"")], ("1", nil, nil)) == "1=1000", "numbers may come as text")
        let zloty = [try unit(1, currency: "PLN")]
        #expect(
            plan(zloty)
                == "Kaufland's interface takes refunds in euro only, and this order is in PLN: refund it in the portal")
        #expect(plan(zloty, ("1", 5, nil)) == "the order is in PLN, not in EUR")
        #expect(plan([KauflandUnit(.null)]) == "the order has nothing left to refund")
        let huge = [try unit(1, price: "9223372036854775807", shipping: 1)]
        #expect(plan(huge) == "the price of unit 1 is not known")
    }
}
