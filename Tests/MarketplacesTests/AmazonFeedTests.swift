import Domain
import Testing
import Transport
import Wire

@testable import Marketplaces

@Suite("Amazon's cancellations and refunds") struct AmazonFeedTests {
    private let api = ScriptedMarketplace()

    init() {
        api.on("POST", "/token", json: #"{"access_token":"Atza|1","expires_in":3600}"#)
        api.on(
            "POST", "/documents", json: #"{"feedDocumentId":"doc-1","url":"https://bucket.s3.amazonaws.com/d?s=1"}"#,
            status: 201
        )
        api.on("PUT", "/d", json: "")
    }

    private func perform(_ task: ActionRequest.Task, on order: String) async throws -> String {
        api.on("GET", "/orders/2026-01-01/", json: order)
        return summary(await (try AmazonScript.connector(api)).perform(AmazonScript.request(task)))
    }

    private var starts: [HTTPRequest] { api.requests("POST").filter { $0.url.hasSuffix("/feeds") } }

    private static let start =
        #"<?xml version="1.0" encoding="UTF-8"?>"# + "\n"
        + "<AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion><MerchantIdentifier>A2&amp;B</MerchantIdentifier></Header>"

    @Test("a cancellation is a document, its upload and a feed, one after the other")
    func cancel() async throws {
        api.on("POST", "/feeds", json: #"{"feedId":"3485934"}"#, status: 202)
        let result = try await perform(
            .cancel(lines: [], reason: "NoInventory"), on: AmazonScript.order(status: "UNSHIPPED"))
        #expect(result == "pending 3485934")
        #expect(
            api.requests("POST").map(\.url).suffix(2) == [
                "https://sp.example/feeds/2021-06-30/documents", "https://sp.example/feeds/2021-06-30/feeds",
            ])
        #expect(api.requests("POST").dropLast().last?.text == #"{"contentType":"text/xml; charset=UTF-8"}"#)
        let put = try #require(api.requests("PUT").first)
        #expect(put.headers.map { "\($0.name): \($0.value)" } == ["Content-Type: text/xml; charset=UTF-8"])
        #expect(
            put.text == Self.start
                + "<MessageType>OrderAcknowledgement</MessageType><Message><MessageID>1</MessageID><OrderAcknowledgement>"
                + "<AmazonOrderID>302-0000001-0000001</AmazonOrderID><StatusCode>Failure</StatusCode>"
                + "<Item><AmazonOrderItemCode>77</AmazonOrderItemCode><CancelReason>NoInventory</CancelReason></Item>"
                + "</OrderAcknowledgement></Message></AmazonEnvelope>\n")
        #expect(
            starts.first?.text == #"{"feedType":"POST_ORDER_ACKNOWLEDGEMENT_DATA","marketplaceIds":["A13V1IB3VIYZZH"],"#
                + #""inputFeedDocumentId":"doc-1"}"#)
    }

    @Test("a refund of everything gives back price and shipping; taxes are Amazon's to reckon")
    func refundAll() async throws {
        api.on("POST", "/feeds", json: #"{"feedId":"1"}"#, status: 202)
        #expect(try await perform(.refund([], reason: "CustomerReturn"), on: AmazonScript.order()) == "pending 1")
        #expect(
            api.requests("PUT").first?.text == Self.start
                + "<MessageType>OrderAdjustment</MessageType><Message><MessageID>1</MessageID><OrderAdjustment>"
                + "<AmazonOrderID>302-0000001-0000001</AmazonOrderID><AdjustedItem>"
                + "<AmazonOrderItemCode>77</AmazonOrderItemCode><AdjustmentReason>CustomerReturn</AdjustmentReason>"
                + "<ItemPriceAdjustments>"
                + #"<Component><Type>Principal</Type><Amount currency="EUR">20.00</Amount></Component>"#
                + #"<Component><Type>Shipping</Type><Amount currency="EUR">5.00</Amount></Component>"#
                + "</ItemPriceAdjustments></AdjustedItem></OrderAdjustment></Message></AmazonEnvelope>\n")
        #expect(starts.first?.text.contains("POST_PAYMENT_ADJUSTMENT_DATA") == true)
    }

    @Test(
        "what of a line is refunded",
        arguments: [
            ("7.05", nil, "Principal 7.05 EUR"), ("20.00", nil, "Principal 20.00 EUR"),
            ("22.50", nil, "Principal 20.00 EUR, Shipping 2.50 EUR"), (nil, 1, "Principal 10.00 EUR"),
            (nil, 2, "Principal 20.00 EUR, Shipping 5.00 EUR"), (nil, 3, "of item 77, 2 were bought"),
            (nil, 0, "of item 77, 2 were bought"), ("25.01", nil, "25.01 EUR is more than was paid for item 77"),
            ("0.00", nil, "an amount above zero is needed"), ("-1.00", nil, "an amount above zero is needed"),
        ] as [(String?, Int?, String)])
    func amounts(amount: String?, quantity: Int?, expected: String) throws {
        let order = try #require(AmazonOrder(current: try JSON(parsing: Array(AmazonScript.order().utf8))))
        let refund = ActionRequest.Refund(
            line: "77", amount: Money(decimal: amount, currency: "EUR"), quantity: quantity)
        #expect(Self.adjusted(order, [refund]) == expected)
    }

    @Test("a refund that does not fit the order is refused")
    func refusedAmounts() throws {
        func order(_ text: String) throws -> AmazonOrder {
            try #require(AmazonOrder(current: try JSON(parsing: Array(text.utf8))))
        }
        let plain = try order(AmazonScript.order())
        #expect(Self.adjusted(plain, [.init(line: "78")]) == "the order has no item 78")
        #expect(Self.adjusted(plain, [.init(line: "77"), .init(line: "77")]) == "an item is named more than once")
        let zloty = ActionRequest.Refund(line: "77", amount: Money(minorUnits: 100, currency: "PLN"))
        #expect(Self.adjusted(plain, [zloty]) == "item 77 was paid in another currency than PLN")
        let discounted = try order(
            AmazonScript.order(more: #",{"type":"DISCOUNT","subtotal":{"amount":"-2.00","currencyCode":"EUR"}}"#))
        #expect(
            Self.adjusted(discounted, [.init(line: "77")])
                == "the buyer had a discount on item 77: name the amount to refund")
        let part = ActionRequest.Refund(line: "77", amount: Money(minorUnits: 100, currency: "EUR"))
        #expect(Self.adjusted(discounted, [part]) == "Principal 1.00 EUR")
        let unsent = try order(AmazonScript.order(status: "PARTIALLY_SHIPPED"))
        #expect(Self.adjusted(unsent, [.init(line: "77")]) == "the item 77 was not sent; cancel it instead")
        #expect(Self.adjusted(unsent, []) == "no item of this order was sent")
    }

    private static func adjusted(_ order: AmazonOrder, _ refunds: [ActionRequest.Refund]) -> String {
        do throws(AmazonRefusal) {
            return try AmazonAdjustment.all(of: order, refunds).flatMap(\.prices)
                .map { "\($0.component.rawValue) \($0.amount)" }.joined(separator: ", ")
        } catch {
            return error.reason
        }
    }

    @Test(
        "before shipment an order is cancelled, after it refunded, and never otherwise",
        arguments: ["PENDING", "UNSHIPPED", "PARTIALLY_SHIPPED", "SHIPPED", "CANCELLED", "UNFULFILLABLE", "NEW_STATE"])
    func shipment(status: String) async throws {
        api.on("POST", "/feeds", json: #"{"feedId":"1"}"#, status: 202)
        let order = AmazonScript.order(status: status)
        let cancelled = try await perform(.cancel(lines: [], reason: "NoInventory"), on: order)
        let refunded = try await perform(.refund([], reason: nil), on: order)
        #expect(cancelled.hasPrefix(status == "UNSHIPPED" ? "pending" : "refused only an order that waits to be sent"))
        #expect(refunded.hasPrefix(status == "SHIPPED" ? "pending" : "refused"))
        #expect(starts.count == (["UNSHIPPED", "SHIPPED"].contains(status) ? 1 : 0))
    }

    @Test(
        "trap: an order that Amazon sends is cancelled and refunded by nobody else",
        arguments: ["UNSHIPPED", "SHIPPED"])
    func sentByAmazon(status: String) async throws {
        let order = AmazonScript.order(status: status, sender: "AMAZON")
        for task in [ActionRequest.Task.cancel(lines: [], reason: "NoInventory"), .refund([], reason: nil)] {
            #expect(try await perform(task, on: order).hasPrefix("refused Amazon sends this order itself (FBA)"))
        }
        #expect(api.requests("PUT").isEmpty && starts.isEmpty)
    }

    @Test("a cancellation needs a reason, unless the buyer asked for it")
    func reasons() async throws {
        api.on("POST", "/feeds", json: #"{"feedId":"1"}"#, status: 202)
        let order = AmazonScript.order(status: "UNSHIPPED")
        #expect(
            try await perform(.cancel(lines: [], reason: nil), on: order).hasPrefix(
                "refused a reason is needed, one of: BuyerC"))
        #expect(
            try await perform(.cancel(lines: [], reason: "x"), on: order).hasPrefix(
                "refused \"x\" is none of the reasons: BuyerC")
        )
        #expect(try await perform(.cancel(lines: ["78"], reason: nil), on: order) == "refused the order has no item 78")
        let other = ScriptedMarketplace()
        other.on("POST", "/token", json: #"{"access_token":"Atza|1","expires_in":3600}"#)
        other.on(
            "POST", "/documents", json: #"{"feedDocumentId":"d","url":"https://bucket.s3.amazonaws.com/d"}"#,
            status: 201)
        other.on("PUT", "/d", json: "")
        other.on("POST", "/feeds", json: #"{"feedId":"1"}"#, status: 202)
        let wished = order.replacing(
            #""orderItemId":"77","#,
            with: #""orderItemId":"77","cancellation":{"cancellationRequest":{"requester":"BUYER"}},"#)
        other.on("GET", "/orders/", json: wished)
        let connector = try AmazonScript.connector(other)
        #expect(
            summary(await connector.perform(AmazonScript.request(.cancel(lines: ["77"], reason: nil)))) == "pending 1")
        #expect(other.requests("PUT").first?.text.contains("<CancelReason>BuyerCanceled</CancelReason>") == true)
        #expect(try await connector.reasons(for: .cancel).count == 10)
        #expect(try await connector.reasons(for: .refund, on: "302-0000001-0000001").count == 12)
        #expect(try await connector.reasons(for: .close).isEmpty)
    }

    @Test("the order is read afresh, however lately an agent saw it")
    func afresh() async throws {
        api.on(
            "GET", "/orders/2026-01-01/", .status(200, AmazonScript.order(status: "UNSHIPPED")),
            .status(200, AmazonScript.order(status: "CANCELLED")))
        let connector = try AmazonScript.connector(api)
        _ = try await connector.order("302-0000001-0000001")
        let result = await connector.perform(AmazonScript.request(.cancel(lines: [], reason: "NoInventory")))
        #expect(
            summary(result).hasPrefix(
                "refused only an order that waits to be sent can be cancelled; this one is CANCELLED"))
    }

    @Test("trap: a feed whose start is unclear is never started again")
    func unclear() async throws {
        api.on("POST", "/feeds", .fault(TransportError(.timeout, "no answer", retry: .later, requestWasSent: true)))
        #expect(try await perform(.refund([], reason: nil), on: AmazonScript.order()).hasPrefix("uncertain createFeed"))
        #expect(starts.count == 1)
        let outcome = try await AmazonScript.connector(api)
            .outcome(of: AmazonScript.request(.refund([], reason: nil)), handle: nil)
        #expect(outcome == .impossible)
    }

    @Test("what fails before the feed has changed nothing", arguments: ["/documents", "/d", "/orders/"])
    func before(path: String) async throws {
        let other = ScriptedMarketplace()
        other.on("POST", "/token", json: #"{"access_token":"Atza|1","expires_in":3600}"#)
        for method in ["GET", "POST", "PUT"] {
            other.on(method, path, .fault(TransportError(.connectionLost, "gone", retry: .later, requestWasSent: true)))
        }
        other.on(
            "POST", "/documents", json: #"{"feedDocumentId":"d","url":"https://bucket.s3.amazonaws.com/d"}"#,
            status: 201)
        other.on("PUT", "/d", json: "")
        other.on("POST", "/feeds", json: #"{"feedId":"1"}"#, status: 202)
        other.on("GET", "/orders/", json: AmazonScript.order())
        let result = await (try AmazonScript.connector(other)).perform(AmazonScript.request(.refund([], reason: nil)))
        #expect(summary(result) == "not sent, unavailable, later")
        #expect(!other.requests.contains { $0.url.hasSuffix("/feeds") })
    }

    @Test("without seller_id nothing moves money, and the portal is named")
    func withoutSeller() async throws {
        let connector = try AmazonScript.connector(api, options: [:])
        for action in [Capabilities.Action.cancel, .refund, .noReplyNeeded, .escalate] {
            #expect(connector.capabilities.actions[action] == .portalLink)
        }
        #expect(connector.capabilities.actions[.close] == nil)
        let tasks: [ActionRequest.Task] = [
            .cancel(lines: [], reason: nil), .refund([], reason: nil), .noReplyNeeded, .escalate(text: "x"), .close,
        ]
        for task in tasks {
            guard case .refused = await connector.perform(AmazonScript.request(task)) else {
                Issue.record("\(task) was not refused")
                continue
            }
        }
        #expect(try await connector.outcome(of: AmazonScript.request(tasks[0]), handle: "1") == .impossible)
        #expect(api.requests.isEmpty)
    }
}
