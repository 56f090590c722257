import Domain
import Testing
import Wire

@testable import Marketplaces

@Suite("eBay's orders") struct EbayOrderTests {
    private static func order(_ text: String) throws -> EbayOrder {
        EbayOrder(json: try JSON(parsing: Array(text.utf8)))
    }

    private static let two = """
        {"orderId":"12-34567-89012","orderFulfillmentStatus":"FULFILLED","orderPaymentStatus":"PAID",
        "pricingSummary":{"total":{"value":"35.00","currency":"EUR"}},
        "paymentSummary":{"refunds":[{"refundId":"1","refundStatus":"REFUNDED","amount":{"value":"5.0","currency":"EUR"}},
        {"refundId":"2","refundStatus":"FAILED","amount":{"value":"9.0","currency":"EUR"}}]},
        "lineItems":[
        {"lineItemId":"a","title":"Tasse","legacyItemId":123456789012,"quantity":"3","lineItemCost":{"value":"30.00","currency":"EUR"},
        "total":{"value":"32.00","currency":"EUR"},"refunds":[{"refundId":"3","amount":{"value":2.5,"currency":"EUR"}}]},
        {"lineItemId":"b","title":"Löffel","quantity":1,"lineItemCost":{"value":"3.00","currency":"EUR"},"refunds":{}}]}
        """

    @Test("prices are those of a piece, and what was paid back is counted once")
    func figures() throws {
        let order = try Self.order(Self.two)
        let lines = order.context(tracking: []).lines
        #expect(lines.map(\.price?.description) == ["10.00 EUR", "3.00 EUR"])
        #expect(lines.map(\.quantity) == [3, 1])
        #expect(lines.first?.title == "Tasse [123456789012]")
        #expect(order.remainder?.description == "27.50 EUR")
        #expect(order.remainder(ofLine: "a")?.description == "29.50 EUR")
        #expect(order.remainder(ofLine: "b")?.description == "3.00 EUR")
        #expect(order.remainder(ofLine: "c") == nil)
    }

    @Test("numbers as texts, missing members and unknown words do not break an order")
    func tolerance() throws {
        let order = try Self.order(#"{"orderId":"1","cancelStatus":{"cancelState":"NEW_WORD"},"lineItems":[{}]}"#)
        let context = order.context(tracking: [])
        #expect(context.state == "cancellation NEW_WORD")
        #expect(context.lines.count == 1)
        #expect(context.total == nil)
        #expect(order.remainder == nil)
    }

    @Test("a refund of several lines counts at each, one of the order that stands at a line again only once")
    func sharedRefunds() throws {
        func order(_ ofOrder: String, _ ids: String...) throws -> EbayOrder {
            let lines = ids.map { #"{"refunds":[{"refundId":"\#($0)","amount":{"value":"1.00","currency":"EUR"}}]}"# }
            return try Self.order(
                #"{"orderId":"1","pricingSummary":{"total":{"value":"10.00","currency":"EUR"}},"paymentSummary":{"refunds":[\#(ofOrder)]},"lineItems":[\#(lines.joined(separator: ","))]}"#
            )
        }
        #expect(try order("", "7", "7").remainder?.description == "8.00 EUR")
        let whole = #"{"refundId":"7","amount":{"value":"2.00","currency":"EUR"}}"#
        #expect(try order(whole, "7", "7").remainder?.description == "8.00 EUR")
        #expect(try order(whole, "8").remainder?.description == "7.00 EUR")
    }

    @Test("in an order of several lines each line has its amount, and never more than is left of it")
    func refundOfLines() throws {
        let order = try Self.order(Self.two)
        func body(_ lines: ActionRequest.Refund...) -> String {
            switch EbayRefundRequest.body(lines, reason: "OTHER", order: order) {
            case .success(let json): String(decoding: json.bytes, as: UTF8.self)
            case .failure(let refusal): refusal.reason
            }
        }
        #expect(
            body(.init(line: "b"), .init(line: "a", amount: Money(minorUnits: 105, currency: "EUR")))
                == #"{"reasonForRefund":"OTHER","refundItems":[{"lineItemId":"b","refundAmount":{"value":"3.00","currency":"EUR"}},{"lineItemId":"a","refundAmount":{"value":"1.05","currency":"EUR"}}]}"#
        )
        #expect(body(.init(line: "b", amount: Money(minorUnits: 301, currency: "EUR"))).contains("only 3.00 EUR"))
        #expect(body(.init(line: "b"), .init(line: "b")).contains("named twice"))
        #expect(body(.init(line: "x")).contains("no line x"))
        #expect(body() == #"{"reasonForRefund":"OTHER","orderLevelRefundAmount":{"value":"27.50","currency":"EUR"}}"#)
    }
}
