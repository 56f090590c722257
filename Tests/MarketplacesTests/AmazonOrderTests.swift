import Domain
import Testing
import Transport

@testable import Marketplaces

@Suite("Amazon's orders") struct AmazonOrderTests {
    private let api = ScriptedMarketplace()
    private let order = """
        {"order":{"orderId":"171-9876543-2109876","createdTime":"2024-12-24T20:30:00Z","buyer":{"buyerName":"Maria"},
         "proceeds":{"grandTotal":{"amount":"299.90","currencyCode":"BRL"}},"fulfillment":{"fulfillmentStatus":"UNSHIPPED","fulfilledBy":"MERCHANT"},
         "orderItems":[{"orderItemId":"17198765432109","quantityOrdered":1,"product":{"asin":"B08N5WRWNW","title":"Echo","sellerSku":"S","price":{"unitPrice":{"amount":"299.90","currencyCode":"BRL"}}},
          "cancellation":{"cancellationRequest":{"requester":"BUYER","cancelReason":"x"}}}],
         "packages":[{"carrier":"DHL","trackingNumber":"123","packageStatus":{"status":"IN_TRANSIT"}}]}}
        """

    private func connector() throws -> any Connector {
        let settings = MarketplaceSettings(
            name: "amazon-de", connector: .amazon, url: "https://sp.example", tokenURL: "https://login.example/token",
            credentials: .oauth(clientID: "id", clientSecret: Secret("s&"), refreshToken: Secret("Atzr|x")),
            clock: "amazon")
        return try makeConnector(settings, exchange: api, submission: nil, now: atNoon)
    }

    @Test("an order is fetched with a token, and kept")
    func fetch() async throws {
        api.on("POST", "/token", json: #"{"access_token":"Atza|1","token_type":"bearer","expires_in":3600}"#)
        api.on("GET", "/orders/2026-01-01/orders/171-9876543-2109876", json: order)
        let connector = try connector()
        let context = try #require(try await connector.order("171-9876543-2109876"))
        #expect(context.total == Money(minorUnits: 29_990, currency: "BRL"))
        #expect(context.state == "UNSHIPPED, MERCHANT")
        #expect(context.tracking == ["DHL 123 IN_TRANSIT"])
        #expect(context.lines.first?.state == "cancellation requested by BUYER: x")
        #expect(context.lines.first?.ids == ["17198765432109"])
        #expect(context.buyerLanguage == nil)
        _ = try await connector.order("171-9876543-2109876")
        #expect(api.requests("GET").count == 1)
        let login = try #require(api.requests("POST").first)
        #expect(login.text == "grant_type=refresh_token&refresh_token=Atzr%7Cx&client_id=id&client_secret=s%26")
        let read = try #require(api.requests("GET").first)
        #expect(read.header("x-amz-access-token") == "Atza|1")
        #expect(read.header("x-amz-date") == "20251124T160000Z")
        #expect(
            read.url
                == "https://sp.example/orders/2026-01-01/orders/171-9876543-2109876?includedData=BUYER%2CCANCELLATION%2CFULFILLMENT%2CPACKAGES%2CPROCEEDS"
        )
    }

    @Test("callers that come together share one login")
    func singleFlight() async throws {
        api.on("POST", "/token", json: #"{"access_token":"Atza|1","expires_in":3600}"#)
        api.on("GET", "/orders/", json: order)
        let connector = try connector()
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<20 {
                group.addTask { _ = try? await connector.order(OrderNumber("171-0000000-00000\(10 + number)")) }
            }
        }
        #expect(api.requests("POST").count == 1)
    }

    @Test("whoever has others behind is told at once that the marketplace's rate is used up")
    func impatient() async throws {
        api.on("POST", "/token", json: #"{"access_token":"Atza|1","expires_in":3600}"#)
        api.on("GET", "/orders/", json: order)
        let connector = try connector()
        let kinds = await CallPatience.$longest.withValue(.zero) {
            var kinds: [ConnectorError.Kind] = []
            for number in 0..<40 {
                do throws(ConnectorError) {
                    _ = try await connector.order(OrderNumber("171-0000000-00000\(10 + number)"))
                } catch {
                    kinds.append(error.kind)
                }
            }
            return kinds
        }
        // Thirty may come at once, and one more in two seconds.
        #expect(!kinds.isEmpty && kinds.count <= 10 && kinds.allSatisfy { $0 == .rateLimited })
    }

    @Test("a refused token is renewed once")
    func renewal() async throws {
        api.on(
            "POST", "/token", .status(200, #"{"access_token":"old","expires_in":3600}"#),
            .status(200, #"{"access_token":"new","expires_in":3600}"#))
        api.on(
            "GET", "/orders/", .status(403, #"{"errors":[{"code":"Unauthorized","message":"expired"}]}"#),
            .status(200, order))
        #expect(try await connector().order("171-9876543-2109876") != nil)
        #expect(api.requests("GET").map { $0.header("x-amz-access-token") } == ["old", "new"])
    }

    @Test(
        "what the login's errors mean",
        arguments: [
            (400, "invalid_grant", ConnectorError.Kind.credentials, RetryAdvice.never),
            (401, "invalid_client", .credentials, .never), (400, "temporarily_unavailable", .unavailable, .later),
            (500, "server_error", .unavailable, .later),
        ])
    func login(status: Int, code: String, kind: ConnectorError.Kind, retry: RetryAdvice) async throws {
        api.on("POST", "/token", json: #"{"error":"\#(code)","error_description":"x"}"#, status: status)
        let connector = try connector()
        let error = await #expect(throws: ConnectorError.self) { try await connector.probe() }
        #expect(error?.kind == kind && error?.retry == retry)
    }

    @Test("without credentials there is no look-up, and no request")
    func none() async throws {
        let settings = MarketplaceSettings(name: "a", connector: .amazon, clock: "c")
        let connector = try makeConnector(settings, exchange: api, submission: nil, now: atNoon)
        #expect(try await connector.order("171-9876543-2109876") == nil)
        #expect(!connector.capabilities.readsOrders)
        #expect(try await connector.probe() == "mail only, no API credentials")
        #expect(api.requests.isEmpty)
    }
}

@Suite("Amazon's two versions of an order") struct AmazonOrderVersionTests {
    private let api = ScriptedMarketplace()
    private let refusal = #"{"errors":[{"code":"Unauthorized","message":"Access to requested resource is denied."}]}"#
    private let old = """
        {"payload":{"AmazonOrderId":"302-0000001-0000001","PurchaseDate":"2025-11-20T10:00:00Z","OrderStatus":"Unshipped",
         "FulfillmentChannel":"AFN","MarketplaceId":"A1PA6795UKMFR9","OrderTotal":{"CurrencyCode":"EUR","Amount":"25.00"}}}
        """
    private let items = """
        {"payload":{"OrderItems":[{"ASIN":"B0","OrderItemId":"77","SellerSKU":"S","Title":"Kanne","QuantityOrdered":2,"QuantityShipped":0,
         "ItemPrice":{"CurrencyCode":"EUR","Amount":"20.00"},"ShippingPrice":{"CurrencyCode":"EUR","Amount":"5.00"},
         "PromotionDiscount":{"CurrencyCode":"EUR","Amount":"0.00"},
         "BuyerRequestedCancel":{"IsBuyerRequestedCancel":"true","BuyerCancelReason":"Too late."}},
         {"Title":"Tasse","OrderItemId":"78","QuantityOrdered":"1","BuyerRequestedCancel":{"IsBuyerRequestedCancel":"false"}}]}}
        """

    init() { api.on("POST", "/token", json: #"{"access_token":"Atza|1","expires_in":3600}"#) }

    @Test("version 0 is asked where the account may not use the present one, and from then on alone")
    func fallback() async throws {
        api.on("GET", "/orders/2026-01-01/", json: refusal, status: 403)
        api.on("GET", "/orderItems", json: items)
        api.on("GET", "/orders/v0/", json: old)
        api.on("GET", "/attributes", json: #"{"buyer":{"locale":"de-DE"}}"#)
        let connector = try AmazonScript.connector(api)
        let context = try #require(try await connector.order("302-0000001-0000001"))
        #expect(
            context.state == "Unshipped, AFN (fulfilled by Amazon: its own service looks after this order)")
        #expect(context.buyerLanguage == "de-DE")
        #expect(context.total == Money(minorUnits: 2500, currency: "EUR"))
        #expect(context.lines.map(\.ids) == [["77"], ["78"]])
        #expect(context.lines.map(\.price) == [Money(minorUnits: 1000, currency: "EUR"), nil])
        #expect(context.lines.map(\.state) == ["cancellation requested by BUYER: Too late.", nil])
        _ = try await connector.order("302-0000001-0000002")
        // Twice with a renewed token, and never again.
        #expect(api.requests("GET").count { $0.url.contains("/2026-01-01/") } == 2)
    }

    @Test("an order that the present version does not know is not there, once it has known another")
    func unknown() async throws {
        api.on("GET", "/2026-01-01/orders/302-0000001", json: AmazonScript.order())
        let connector = try AmazonScript.connector(api)
        #expect(try await connector.order("302-0000001-0000001") != nil)
        #expect(try await connector.order("302-9999999-9999999") == nil)
        #expect(!api.requests.contains { $0.url.contains("/v0/") })
    }

    @Test("where both versions refuse, the refusal is told")
    func forbidden() async throws {
        api.on("GET", "/orders/", .status(403, refusal, headers: [("x-amzn-requestid", "ab-12")]))
        let connector = try AmazonScript.connector(api)
        let error = await #expect(throws: ConnectorError.self) { try await connector.order("302-0000001-0000001") }
        #expect(error?.kind == .forbidden)
        #expect(error?.detail == "getOrder: HTTP 403, Access to requested resource is denied. [request ab-12]")
    }

    @Test("the language needs a right of its own; without it the order is shown all the same")
    func language() async throws {
        api.on("GET", "/orders/2026-01-01/", json: AmazonScript.order())
        api.on("GET", "/attributes", json: refusal, status: 403)
        let context = try await AmazonScript.connector(api).order("302-0000001-0000001")
        #expect(context?.state == "SHIPPED, MERCHANT")
        #expect(context?.buyerLanguage == nil)
    }

    @Test("an order sent by Amazon says whose service looks after it")
    func sentByAmazon() async throws {
        api.on("GET", "/orders/2026-01-01/", json: AmazonScript.order(sender: "AMAZON"))
        let context = try await AmazonScript.connector(api).order("302-0000001-0000001")
        #expect(context?.state == "SHIPPED, AMAZON (fulfilled by Amazon: its own service looks after this order)")
    }

    @Test("numbers as strings, missing fields and unknown states do not break an order")
    func tolerant() async throws {
        api.on(
            "GET", "/orders/2026-01-01/",
            json: """
                {"order":{"orderId":3020000001,"fulfillment":{"fulfillmentStatus":"BEING_PACKED","new":[1]},"packages":{},
                 "proceeds":{"grandTotal":{"amount":12.5,"currencyCode":"EUR"}},
                 "orderItems":[{"orderItemId":5,"quantityOrdered":"3"},{}]}}
                """)
        let context = try #require(try await AmazonScript.connector(api).order("302-0000001-0000001"))
        #expect(context.state == "BEING_PACKED")
        #expect(context.total == Money(minorUnits: 1250, currency: "EUR"))
        #expect(context.lines.map(\.quantity) == [3, 1])
        #expect(context.lines.map(\.ids) == [["5"], []])
    }

    @Test("the rate that an answer names is kept to")
    func rate() async throws {
        let pace = Pace(["x": Pace.Budget(perSecond: 0.5, burst: 1)])
        let settings = MarketplaceSettings(name: "a", connector: .amazon, clock: "c")
        let door = APIDoor(settings, http: api, pace: pace, headers: [], rateField: "x-amzn-RateLimit-Limit") { _ in nil
        }
        api.on("GET", "/x", .status(200, "{}", headers: [("x-amzn-RateLimit-Limit", "4.0")]))
        _ = try await door.json(APICall("x", "GET", WebAddress("https://sp.example/x")))
        let wait = pace.reserve("x", patience: .seconds(30)).wait
        #expect(wait > .zero && wait <= .milliseconds(250))
    }

    @Test(
        "published rates are kept to: what a minute cannot give back has to come later",
        arguments: [("createFeed", 15), ("getFeedDocument", 10), ("getOrder", 30), ("createUnexpectedProblem", 5)])
    func budgets(operation: String, burst: Int) {
        let start = ContinuousClock.now
        let pace = Pace(AmazonAPI.budgets) { start }
        for _ in 0..<burst { #expect(pace.reserve(operation, patience: .zero).isCounted) }
        let next = pace.reserve(operation, patience: .zero)
        #expect(!next.isCounted)
        #expect(next.wait > (operation == "createFeed" ? .seconds(120) : .milliseconds(999)))
    }
}
