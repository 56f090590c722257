import Domain
import Testing
import Transport
import Wire

@testable import Marketplaces

@Suite("Mirakl's connector") struct MiraklConnectorTests {
    private let shop = ScriptedMarketplace()

    private func connector(_ other: ScriptedMarketplace? = nil) throws -> any Connector {
        let settings = MarketplaceSettings(
            name: "conrad", connector: .mirakl, url: "https://conrad.example/", credentials: .apiKey(Secret("raw-key")),
            clock: "conrad", options: ["shop_id": "2042"])
        return try makeConnector(settings, exchange: other ?? shop, submission: nil, now: atNoon)
    }

    private func thread(_ id: String, _ date: String = "2026-11-20T08:00:00Z") -> String {
        #"{"id":"\#(id)","date_updated":"\#(date)","authorized_participants":[{"type":"CUSTOMER","id":"C 1"},{"type":"OPERATOR","id":"x"}],"messages":[{"id":"m-\#(id)","from":{"type":"CUSTOMER_USER"},"body":"?","date_created":"\#(date)"}]}"#
    }

    @Test("all pages of an order's conversations are read, each conversation once")
    func pages() async throws {
        shop.on("GET", "page_token=p2", json: #"{"data":[\#(thread("b", "2026-11-21T08:00:00Z")),\#(thread("a"))]}"#)
        shop.on("GET", "/api/inbox/threads?", json: #"{"data":[\#(thread("a"))],"next_page_token":"p2"}"#)
        let found = try await connector().conversations(for: ConversationKeys(order: "2500000001-A"))
        #expect(found.map(\.thread) == ["b", "a"])
        #expect(
            shop.requests.map(\.url) == [
                "https://conrad.example/api/inbox/threads?entity_type=MMP_ORDER&entity_id=2500000001-A&with_messages=true&limit=100&shop_id=2042",
                "https://conrad.example/api/inbox/threads?entity_type=MMP_ORDER&entity_id=2500000001-A&with_messages=true&limit=100&page_token=p2&shop_id=2042",
            ])
        #expect(shop.requests.first?.header("Authorization") == "raw-key")
    }

    @Test("a page token that repeats itself does not go round for ever")
    func endlessPages() async throws {
        shop.on("GET", "/api/inbox/threads?", json: #"{"data":[],"next_page_token":"p"}"#)
        #expect(try await connector().conversations(for: ConversationKeys(order: "1-A")).isEmpty)
        #expect(shop.requests.count == 2)
    }

    @Test("a post is multipart with a JSON part and the files")
    func post() async throws {
        shop.on("GET", "/api/inbox/threads/t1", json: thread("t1"))
        shop.on("POST", "/api/inbox/threads/t1/message", json: #"{"message_id":"m2","thread_id":"t1"}"#, status: 201)
        let post = Post(
            thread: "t1", order: "2500000001-A", text: "Ja & nein\nGruß",
            attachments: [Attachment(name: "a\"b\r\n.pdf", type: "application/pdf", bytes: [0, 13, 10, 255])],
            recipients: .both,
            intendedAt: noon, key: "k")
        #expect(summary(try await connector().post(post)) == "accepted m2")
        let sent = try #require(shop.requests("POST").first)
        #expect(sent.url == "https://conrad.example/api/inbox/threads/t1/message?shop_id=2042")
        #expect(sent.timeout >= .seconds(120))
        let type = try #require(sent.header("Content-Type"))
        let boundary = String(type.dropFirst("multipart/form-data; boundary=".count))
        #expect(boundary.utf8.count >= 32)
        var wanted = Array(
            """
            --\(boundary)\r
            Content-Disposition: form-data; name="message_input"\r
            Content-Type: application/json\r
            \r
            {"body":"Ja &amp; nein<br />Gruß","to":[{"type":"CUSTOMER","id":"C 1"},{"type":"OPERATOR"}]}\r
            --\(boundary)\r
            Content-Disposition: form-data; name="files"; filename="a%22b%0D%0A.pdf"\r
            Content-Type: application/octet-stream\r
            \r\n
            """.utf8)
        wanted += [0, 13, 10, 255]
        wanted += Array("\r\n--\(boundary)--\r\n".utf8)
        #expect(sent.body == wanted)
    }

    @Test("a thread that is gone is looked for by its order, but only to be read")
    func gone() async throws {
        shop.on("GET", "/api/inbox/threads/old", json: #"{"message":"Thread not found","status":404}"#, status: 404)
        shop.on("GET", "/api/inbox/threads?", json: #"{"data":[\#(thread("new"))]}"#)
        shop.on("POST", "/message", json: #"{"message_id":"m2"}"#, status: 201)
        let connector = try connector()
        #expect(try await connector.conversations(for: ConversationKeys(thread: "old", order: "1-A")).count == 1)
        let post = Post(thread: "old", order: "1-A", text: "x", intendedAt: noon, key: "k")
        #expect(
            summary(await connector.post(post))
                == "refused the marketplace does not know this conversation (any more), or not for this shop")
        #expect(shop.requests("POST").isEmpty)
    }

    @Test("without a thread, an answer goes to the order's only one")
    func lone() async throws {
        let post = Post(thread: nil, order: "1-A", text: "x", intendedAt: noon, key: "k")
        let none = ScriptedMarketplace()
        none.on("GET", "/api/inbox/threads?", json: #"{"data":[]}"#)
        let several = ScriptedMarketplace()
        several.on("GET", "/api/inbox/threads?", json: #"{"data":[\#(thread("a")),\#(thread("b"))]}"#)
        let one = ScriptedMarketplace()
        one.on("GET", "/api/inbox/threads?", json: #"{"data":[\#(thread("a"))]}"#)
        one.on("POST", "/api/inbox/threads/a/message", json: #"{"message_id":"m2"}"#, status: 201)
        for (shop, expected) in [
            (none, "refused the marketplace knows no conversation for this order"),
            (several, "refused the order has 2 conversations, and which one is meant is not known"),
            (one, "accepted m2"),
        ] {
            #expect(summary(await (try connector(shop)).post(post)) == expected)
            #expect(shop.requests("POST").isEmpty == expected.hasPrefix("refused"))
        }
    }

    @Test("an answer to the operator does not go to the buyer who wrote meanwhile")
    func answering() async throws {
        func message(_ id: String, _ type: String, _ hour: Int, to: String = "SHOP") -> String {
            #"{"id":"\#(id)","from":{"type":"\#(type)"},"to":[{"type":"SHOP"},{"type":"\#(to)"}],"body":"?","date_created":"2026-11-20T1\#(hour):00:00Z"}"#
        }
        let messages = [
            message("o1", "OPERATOR_USER", 0), message("o2", "OPERATOR_USER", 1, to: "CUSTOMER"),
            message("s", "SHOP_USER", 2), message("b", "CUSTOMER_USER", 3),
        ]
        shop.on(
            "GET", "/api/inbox/threads/t1",
            json:
                #"{"id":"t1","authorized_participants":[{"type":"CUSTOMER","id":"c"},{"type":"OPERATOR"}],"messages":[\#(messages.joined(separator: ","))]}"#
        )
        shop.on("POST", "/message", json: #"{"message_id":"m2"}"#, status: 201)
        let connector = try connector()
        let buyer = #""to":[{"type":"CUSTOMER","id":"c"}]"#
        let staff = #""to":[{"type":"OPERATOR"}]"#
        let both = #""to":[{"type":"CUSTOMER","id":"c"},{"type":"OPERATOR"}]"#
        for (answered, wish, to) in [
            ("o1", .automatic, staff), ("o2", .automatic, both), ("s", .automatic, both), ("b", .automatic, buyer),
            ("unknown", .automatic, buyer), (nil, .automatic, buyer), ("o1", .buyer, buyer), ("b", .operator, staff),
            ("o1", .both, both),
        ] as [(RemoteMessageID?, Post.Recipients, String)] {
            let post = Post(
                thread: "t1", order: nil, text: "x", recipients: wish, answering: answered, intendedAt: noon, key: "k")
            #expect(summary(await connector.post(post)) == "accepted m2")
            #expect(try #require(shop.requests("POST").last).text.contains(to), "\(answered?.text ?? "-") \(wish)")
            #expect(try await connector.reachesBuyer(post) == (to != staff), "\(answered?.text ?? "-") \(wish)")
        }
    }

    @Test("an answer is not taken for another thread's")
    func readBackElsewhere() async throws {
        let own = #"{"id":"m9","from":{"type":"SHOP_USER"},"body":"x","date_created":"2025-11-24T16:00:01Z"}"#
        shop.on("GET", "/api/inbox/threads/old", json: "{}", status: 404)
        shop.on("GET", "/api/inbox/threads?", json: #"{"data":[{"id":"new","messages":[\#(own)]}]}"#)
        let post = Post(thread: "old", order: "1-A", text: "x", intendedAt: noon, key: "k")
        guard case .absent = try await connector().readBack(post) else {
            Issue.record("found in another thread")
            return
        }
    }

    @Test("a refusal carries the marketplace's words")
    func refusal() async throws {
        shop.on("GET", "/api/inbox/threads/t1", json: thread("t1"))
        shop.on(
            "POST", "/message", json: #"{"errors":[{"field":"message_input.to","message":"must not be empty"}]}"#,
            status: 400)
        let post = Post(thread: "t1", order: nil, text: "x", intendedAt: noon, key: "k")
        #expect(summary(try await connector().post(post)) == "refused message_input.to must not be empty")
    }

    @Test("an answer is read back")
    func readBack() async throws {
        let own = #"{"id":"m9","from":{"type":"SHOP_USER"},"body":"x","date_created":"2025-11-24T16:00:01Z"}"#
        shop.on(
            "GET", "/api/inbox/threads/t1", .status(200, #"{"id":"t1","messages":[]}"#),
            .status(200, #"{"id":"t1","messages":[\#(own)]}"#))
        let post = Post(thread: "t1", order: nil, text: "x", intendedAt: noon, key: "k")
        let connector = try connector()
        guard case .absent = try await connector.readBack(post) else {
            Issue.record("found too early")
            return
        }
        guard case .found(let id, _, _) = try await connector.readBack(post) else {
            Issue.record("not found")
            return
        }
        #expect(id == "m9")
    }

    @Test("an order is shown with amounts, states and language")
    func order() async throws {
        shop.on(
            "GET", "/api/orders?order_ids=2500000001-A",
            json: """
                {"orders":[{"order_id":"2500000001-A","commercial_id":"2500000001","order_state":"SHIPPED","created_date":"2026-11-14T15:13:29Z",
                 "currency_iso_code":"EUR","total_price":54.93,"customer":{"firstname":"Erika","lastname":"M.","locale":"de_DE"},
                 "order_lines":[{"order_line_state":"INCIDENT_OPEN","order_line_state_reason_label":"Artikel defekt","offer_sku":"24-MB01",
                  "product_title":"Lötstation","quantity":2,"price_unit":24.99,"total_price":54.93}]}],"total_count":1}
                """)
        let order = try #require(try await connector().order("2500000001-A"))
        #expect(order.buyerName == "Erika M." && order.buyerLanguage == "de-DE")
        #expect(order.total == Money(minorUnits: 5493, currency: "EUR"))
        #expect(
            order.lines == [
                OrderContext.Line(
                    title: "Lötstation", sku: "24-MB01", quantity: 2, price: Money(minorUnits: 2499, currency: "EUR"),
                    state: "INCIDENT_OPEN: Artikel defekt")
            ])
    }

    @Test("only Mirakl lets the agent choose who reads an answer")
    func choosesRecipients() throws {
        let others = [
            MarketplaceSettings(name: "k", connector: .kaufland, credentials: .clientKey("c", Secret("s")), clock: "c"),
            MarketplaceSettings(name: "a", connector: .amazon, clock: "c"),
        ]
        #expect(try connector().capabilities.choosesRecipients)
        for settings in others {
            let connector = try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
            #expect(!connector.capabilities.choosesRecipients)
        }
    }

    @Test("what is missing in the settings is said at once")
    func settings() {
        for settings in [
            MarketplaceSettings(name: "m", connector: .mirakl, credentials: .apiKey(Secret("k")), clock: "c"),
            MarketplaceSettings(name: "m", connector: .mirakl, url: "https://x.example", clock: "c"),
            MarketplaceSettings(name: "m", connector: .kaufland, clock: "c"),
            MarketplaceSettings(name: "m", connector: .amazon, mode: .live, clock: "c"),
            MarketplaceSettings(name: "m", connector: .bol, mode: .live, clock: "c"),
        ] {
            #expect(throws: ConnectorError.self) {
                try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
            }
        }
    }
}
