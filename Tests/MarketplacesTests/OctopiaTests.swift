import Domain
import Testing
import Transport
import Wire

@testable import Marketplaces

@Suite("Octopia's shapes") struct OctopiaTests {
    private func json(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

    private func discussion(_ text: String) throws -> OctopiaDiscussion? { OctopiaDiscussion(try json(text)) }

    @Test("a discussion under the names that clients look for")
    func names() throws {
        let usual = try #require(
            try discussion(
                #"{"discussionId":"d","salesChannel":"CDISFR","customerId":"c","orderId":"o","orderSellerId":"s","isOpen":true,"messages":[{"body":"Bonjour","createdAt":"2026-11-20T08:00:00","sender":{"userId":"c","userType":"Customer","displayName":"Anne"}}]}"#
            ))
        #expect(usual.address?.customer == "c" && usual.address?.salesChannel == "CDISFR")
        #expect(usual.isAbout("o") && usual.isAbout("s") && !usual.isAbout("x"))
        #expect(usual.conversation.order == "o" && usual.conversation.buyerName == "Anne")
        #expect(usual.messages.first?.createdAt?.description == "2026-11-20T08:00:00Z")
        let other = try #require(
            try discussion(
                #"{"id":7,"salesChannel":{"code":"ALLTRICKS"},"customer":{"id":9,"name":"Anne"},"order":{"id":"o"},"status":"Closed","lastMessage":{"content":"x","body":"Bonjour","sender":{"userId":9}},"updatedAt":1795162502000}"#
            ))
        #expect(other.id == "7" && other.address?.customer == "9" && other.address?.salesChannel == "ALLTRICKS")
        #expect(!other.isOpen && other.messages.map(\.role) == [.buyer], "the customer's id tells who wrote")
        #expect(other.changedAt?.milliseconds == 1_795_162_502_000)
    }

    @Test("missing, empty and of another type")
    func tolerant() throws {
        let bare = try #require(try discussion(#"{"id":"d","messages":{},"isOpen":"false","orderId":null}"#))
        #expect(!bare.isOpen && bare.address == nil && bare.messages.isEmpty && bare.conversation.order == nil)
        #expect(try discussion(#"{"id":" ","messages":[]}"#) == nil)
        #expect(try discussion("[]") == nil)
    }

    @Test("when a discussion was begun does not stand in for when it changed")
    func begun() throws {
        let bare = try #require(try discussion(#"{"id":"d","createdAt":"2026-11-20T08:00:00Z"}"#))
        #expect(bare.changedAt == nil && bare.activeAt?.description == "2026-11-20T08:00:00Z")
        let said =
            #"{"id":"d","createdAt":"2026-11-20T08:00:00Z","lastMessage":{"body":"a","createdAt":"2026-11-21T08:00:00Z"}}"#
        #expect(try discussion(said)?.changedAt?.description == "2026-11-21T08:00:00Z")
    }

    @Test("a message without id has one that stays, and its own for another text")
    func messageIDs() throws {
        let text =
            #"{"id":"d","messages":[{"body":"a","createdAt":"2026-11-20T08:00:00Z"},{"body":"b","createdAt":"2026-11-20T08:00:00Z"},{"body":"a","createdAt":"2026-11-20T08:00:00Z"}]}"#
        let first = try #require(try discussion(text))
        #expect(first.messages.count == 2)
        #expect(try discussion(text)?.messages.map(\.id) == first.messages.map(\.id))
        #expect(first.messages.map(\.role) == [.operator, .operator], "nobody known stops no clock")
    }

    @Test(
        "who wrote",
        arguments: [
            ("Customer", AuthorRole.buyer), ("customer", .buyer), ("Seller", .seller), ("System", .system),
            ("Operator", .operator), ("Newcomer", .operator),
        ])
    func roles(_ type: String, _ role: AuthorRole) throws {
        let text = #"{"id":"d","messages":[{"body":"a","sender":{"userType":"\#(type)"}}]}"#
        #expect(try discussion(text)?.messages.map(\.role) == [role])
    }

    @Test(
        "a list, bare or under a name",
        arguments: [
            #"[{"id":"d"}]"#, #"{"items":[{"id":"d"}],"itemsPerPage":50}"#, #"{"data":[{"id":"d"}]}"#,
            #"{"discussions":[{"id":"d"}]}"#, #"{"results":[{"id":"d"}]}"#, #"{"content":[{"id":"d"}]}"#,
        ])
    func lists(_ text: String) throws {
        #expect(try json(text).octopiaList.count == 1)
    }

    @Test("no list", arguments: [#"{"items":{}}"#, "{}", "null", #""x""#])
    func noLists(_ text: String) throws { #expect(try json(text).octopiaList.isEmpty) }

    @Test(
        "faults in any shape",
        arguments: [
            (#"{"title":"T","detail":"D","errors":{"body":["too short","bad"]}}"#, "T; D; body: too short, bad"),
            (#"{"message":"M"}"#, "M"),
            (#"{"error":"invalid_client","error_description":"Who?"}"#, "Who?; invalid_client"),
            (#"{"errors":[{"message":"A"},"B"]}"#, "A; B"), (#"{"error":{"message":"A"}}"#, "A"),
            (#""words""#, "words"),
            ("<html>", nil), ("{}", nil), ("[]", nil), ("", nil),
        ])
    func faults(_ body: String, _ words: String?) {
        #expect(octopiaExplanation(HTTPResponse(status: 400, body: Array(body.utf8))) == words)
    }

    @Test("an order, complete and bare")
    func orders() throws {
        let order = try #require(
            OctopiaOrder(
                try json(
                    #"{"orderId":"o","status":"Shipped","salesChannel":{"id":"CDISFR"},"customer":{"reference":"c"},"currencyCode":"EUR","purchasedAt":"2026-11-20T08:00:00","totalPrice":{"sellingPrice":59.94},"billingAddress":{"firstName":"A","lastName":"B"},"lines":[{"orderLineId":"l","quantity":"2","status":"Shipped","offer":{"sellerProductId":"S","productTitle":"Lampe"},"sellingPrice":{"unitSalesPrice":"27.5"},"parcels":[{"parcelNumber":"P","carrierName":"C"},{"parcelNumber":"P","carrierName":"C"}]}]}"#
                )))
        let context = order.context(number: "o")
        #expect(order.salesChannel == "CDISFR" && order.customer == "c")
        #expect(context.total == Money(minorUnits: 5994, currency: "EUR") && context.buyerName == "A B")
        #expect(context.lines.map(\.quantity) == [2] && context.lines.first?.ids == ["l"])
        #expect(context.lines.first?.price == Money(minorUnits: 2750, currency: "EUR") && context.tracking == ["C P"])
        let bare = try #require(OctopiaOrder(["id": "o"])).context(number: "o")
        #expect(bare.total == nil && bare.lines.isEmpty && bare.buyerName == nil && bare.buyerLanguage == nil)
        #expect(OctopiaOrder([:]) == nil)
    }

    @Test("an answer is found behind what was known, also with words added")
    func readBack() throws {
        let discussion = try #require(
            try discussion(
                #"{"id":"d","messages":[{"id":"1","body":"Bonjour","createdAt":"2025-11-24T16:00:00Z","sender":{"userType":"Seller"}},{"id":"2","body":"Bonjour","createdAt":"2025-11-24T16:00:01Z","sender":{"userType":"Customer"}},{"id":"3","body":"Bonjour (modéré)","createdAt":"2025-11-24T16:00:02Z","sender":{"userType":"Seller"}}]}"#
            ))
        var post = Post(thread: "d", order: nil, text: "Bonjour", intendedAt: noon, key: "k")
        func look() -> String { summary(OctopiaReadBack.look(for: post, in: discussion)) }
        #expect(look() == "found 1")
        post.lastKnown = "2"
        #expect(look() == "found 3")
        post.lastKnown = "3"
        #expect(look() == "absent")
        post.lastKnown = "2"
        post.text = "Bonjour (bonsoir)"
        #expect(look() == "impossible", "half of the words are the same: a person has to look")
        post.lastKnown = nil
        post.intendedAt = noon + .seconds(3600)
        #expect(look() == "absent")
    }
}

@Suite("Octopia's connector") struct OctopiaConnectorTests {
    private let shop = ScriptedMarketplace()
    private let post = Post(thread: "d1", order: nil, text: "Bonjour à vous !", intendedAt: noon, key: "k")

    private func connector(options: [String: String] = ["seller_id": "77"]) throws -> any Connector {
        shop.on("POST", "/token", json: #"{"access_token":"A","expires_in":300}"#)
        return try makeConnector(
            MarketplaceSettings(
                name: "cdiscount", connector: .octopia, url: "https://api.example/seller/v2",
                tokenURL: "https://auth.example/token",
                credentials: .oauthClient(clientID: "id", clientSecret: Secret("s")), clock: "octopia",
                options: options), exchange: shop, submission: nil, now: atNoon)
    }

    private func discussion(_ messages: String = "", customer: String = #""c1""#) -> String {
        #"{"discussionId":"d1","salesChannel":"ALLTRICKS","customerId":\#(customer),"isOpen":true,"messages":[\#(messages)]}"#
    }

    @Test("an answer repeats customer and channel of its discussion, and names the seller")
    func request() async throws {
        let shown =
            #"{"messageId":"m1","body":"Bonjour à vous !","createdAt":"2025-11-24T16:00:02Z","sender":{"userType":"Seller"}}"#
        shop.on("GET", "/discussions/d1", .status(200, discussion()), .status(200, discussion(shown)))
        shop.on("POST", "/messages", json: "", status: 204)
        #expect(summary(try await connector().post(post)) == "accepted m1")
        let sent = try #require(shop.requests("POST").last)
        #expect(sent.url == "https://api.example/seller/v2/messages" && sent.header("SellerId") == "77")
        #expect(
            sent.text
                == #"{"body":"Bonjour à vous !","discussionId":"d1","salesChannel":"ALLTRICKS","receivers":[{"userId":"c1","userType":"Customer"}]}"#
        )
        #expect(shop.requests("POST").first?.text == "grant_type=client_credentials&client_id=id&client_secret=s")
        #expect(shop.requests("POST").first?.header("SellerId") == nil, "the token server is another one")
        #expect(shop.requests("GET").allSatisfy { $0.header("SellerId") == "77" })
    }

    @Test(
        "what the seller says beside what was known is the answer, even with words masked; two such are not told apart")
    func masked() async throws {
        let shown =
            #"{"messageId":"m1","body":"*** !","createdAt":"2025-11-24T16:00:02Z","sender":{"userType":"Seller"}}"#
        let both = shown + "," + shown.replacing("m1", with: "m2")
        shop.on(
            "GET", "/discussions/d1", .status(200, discussion()), .status(200, discussion(shown)),
            .status(200, discussion(shown)), .status(200, discussion()), .status(200, discussion(both)))
        shop.on("POST", "/messages", json: "", status: 201)
        let connector = try connector()
        #expect(summary(await connector.post(post)) == "accepted m1")
        #expect(summary(await connector.post(post)) == "uncertain")
    }

    @Test("a discussion without customer is answered in the portal")
    func noCustomer() async throws {
        shop.on("GET", "/discussions/d1", json: discussion(customer: "null"))
        #expect(summary(try await connector().post(post)).contains("answer in the portal"))
        #expect(shop.requests("POST").count == 1, "the token's")
    }

    @Test("an answer about another discussion is not believed")
    func otherDiscussion() async throws {
        shop.on("GET", "/discussions/d1", json: discussion().replacing("d1", with: "d2"))
        #expect(summary(try await connector().post(post)) == "not sent, protocol-violation, later")
    }

    @Test("the account needs its seller id")
    func settings() {
        #expect(throws: ConnectorError.self) { try connector(options: [:]) }
    }
}
