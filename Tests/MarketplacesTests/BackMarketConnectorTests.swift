import Domain
import Testing
import Wire
import Transport

@testable import Marketplaces

@Suite("Back Market's connector") struct BackMarketConnectorTests {
    private let shop = ScriptedMarketplace()
    private static let options = ["company": "Muster GmbH", "contact": "technik@muster.example"]
    private let post = Post(thread: "123", order: "5978", text: "Gruß", intendedAt: noon, key: "k1")

    private func connector(_ options: [String: String] = Self.options, key: String = "dG9rZW4=") throws -> any Connector
    {
        let settings = MarketplaceSettings(
            name: "bm", connector: .backmarket, url: "https://bm.example", credentials: .apiKey(Secret(key)),
            clock: "backmarket", options: options)
        return try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
    }

    private func folder(_ messages: String = "", state: String = "0") -> String {
        #"{"id":123,"state":\#(state),"orderline":{"id":"9","order":{"order_id":5978}},"messages":[\#(messages)]}"#
    }

    @Test("every request names token, language and who asks")
    func headers() async throws {
        shop.on("GET", "/ws/sav/123", json: folder())
        for key in ["dG9rZW4=", "Basic dG9rZW4="] {
            _ = try await connector(key: key).conversations(for: ConversationKeys(thread: "123"))
        }
        var other = Self.options
        other["locale"] = "fr-fr"
        _ = try await connector(other).conversations(for: ConversationKeys(thread: "123"))
        for request in shop.requests {
            #expect(request.header("Authorization") == "Basic dG9rZW4=")
            #expect(request.header("User-Agent") == "BM-MusterGmbH-mailbridge;technik@muster.example")
            #expect(request.header("Accept") == "application/json")
        }
        #expect(shop.requests.map { $0.header("Accept-Language") } == ["de-de", "de-de", "fr-fr"])
    }

    @Test(
        "an account without company or contact is a mistake of the configuration",
        arguments: [
            [:], ["company": "A"], ["contact": "a@b.example"], ["company": "-;", "contact": "a@b.example"],
            ["company": "A", "contact": "nobody"],
        ])
    func incomplete(options: [String: String]) {
        #expect(throws: ConnectorError.self) { try connector(options) }
    }

    @Test("the sweep asks in minutes, one earlier, and reads until a page is not full")
    func sweep() async throws {
        let entries = (0..<10).map { #"{"id":\#($0),"date_last_message":"2025-11-24T16:00:00+00:00"}"# }
        shop.on(
            "GET", "page=1",
            json: #"{"count":10,"next":"https://x/?page=2","results":[\#(entries.joined(separator: ","))]}"#)
        shop.on("GET", "page=2", json: #"{"count":1,"next":"https://x/?page=3","results":[{"id":9},{"id":"10"}]}"#)
        let connector = try connector()
        let first = try await connector.changes(since: noon, from: nil)
        let second = try await connector.changes(since: noon, from: first.next)
        #expect(first.changes.map(\.thread.text) == (0..<10).map { String($0) })
        #expect(second.changes.map(\.thread.text) == ["9", "10"])
        #expect(first.next != nil && second.next == nil && shop.requests.count == 2)
        #expect(shop.requests.first?.url == "https://bm.example/ws/sav?last_message_date=2025-11-24-15-59&page=1")
    }

    @Test("a full last page, and a page that is not found behind it")
    func fullPage() async throws {
        let entries = (0..<10).map { #"{"id":\#($0)}"# }
        shop.on("GET", "page=1", json: #"{"next":"x","results":[\#(entries.joined(separator: ","))]}"#)
        shop.on("GET", "page=2", json: "", status: 404)
        let connector = try connector()
        let first = try await connector.changes(since: noon, from: nil)
        #expect(first.changes.count == 10)
        #expect(try await connector.changes(since: noon, from: first.next) == ConversationChanges([]))
    }

    @Test("a page without results is a fault, not an empty list")
    func noResults() async throws {
        shop.on("GET", "/ws/sav", json: "{}")
        await #expect(throws: ConnectorError.self) { try await connector().changes(since: noon, from: nil).changes }
    }

    @Test("an answer is a form with the text and each file")
    func form() async throws {
        shop.on("GET", "/ws/sav/123", json: folder())
        shop.on("POST", "/msg", json: #"{"id":77,"date_creation":"2025-11-24T16:00:01+00:00"}"#, status: 201)
        var post = post
        post.attachments = [Attachment(name: "a\"\r\nb.pdf", type: "application/pdf", bytes: [0x25, 0, 0xFF])]
        #expect(summary(try await connector().post(post)) == "accepted 77")
        let sent = try #require(shop.requests("POST").first)
        #expect(sent.url == "https://bm.example/ws/sav/123/msg")
        let type = try #require(sent.header("Content-Type"))
        let boundary = try #require(type.split(separator: "boundary=").last)
        #expect(type.hasPrefix("multipart/form-data; boundary="))
        let start = "--\(boundary)\r\nContent-Disposition: form-data; name=\"message\"\r\n\r\nGruß\r\n--\(boundary)\r\n"
        #expect(sent.text.hasPrefix(start))
        #expect(
            sent.text.contains(
                "name=\"attachment\"; filename=\"a%22%0D%0Ab.pdf\"\r\nContent-Type: application/pdf\r\n\r\n%"))
        #expect(sent.text.hasSuffix("\r\n--\(boundary)--\r\n"))
    }

    @Test(
        "roles come from the kind, else from the initiator",
        arguments: [
            ("\"kind\":\"MERCHANT_TO_ALL\"", AuthorRole.seller), ("\"kind\":\"CUSTOMER_TO_MERCHANT\"", .buyer),
            ("\"kind\":\"CLIENT_TO_ALL\"", .buyer), ("\"kind\":\"BACKMARKET_TO_MERCHANT\"", .operator),
            ("\"kind\":\"BACK_MARKET_TO_ALL\"", .operator), ("\"initiator\":\"Merchant\"", .seller),
            ("\"initiator\":\"BackMarket\"", .operator), ("\"kind\":\"ROBOT_TO_ALL\"", .system), ("\"x\":1", .system),
        ])
    func roles(member: String, role: AuthorRole) async throws {
        shop.on("GET", "/ws/sav/123", json: folder(#"{"id":1,"message":"t",\#(member)}"#))
        let found = try await connector().conversations(for: ConversationKeys(thread: "123"))
        #expect(found.first?.messages.map(\.role) == [role])
    }

    @Test("numbers as texts, empty lists as objects and new states do not break a folder")
    func tolerance() async throws {
        shop.on(
            "GET", "/ws/sav/123",
            json:
                #"{"id":"123","state":"9","lines":{},"client":null,"orderline":{},"messages":[{"id":"2","attachments":{}},{"id":1,"attachments":[{"attachment":"https://cdn.example/x/foto.jpg?s=1"},{}]},{}]}"#
        )
        let found = try #require(try await connector().conversations(for: ConversationKeys(thread: "123")).first)
        #expect(found.isClosed)
        #expect(found.order == nil)
        #expect(found.messages.map(\.id.text) == ["1", "2"])
        #expect(found.messages.first?.attachments.map(\.name) == ["foto.jpg"])
    }

    @Test(
        "files are fetched from Back Market and its content networks only, without the token; others where an admin says so"
    )
    func files() async throws {
        shop.on("GET", "/a.gif", json: "GIF89a")
        let settings = MarketplaceSettings(
            name: "bm", connector: .backmarket, url: "https://bm.example", credentials: .apiKey(Secret("k")),
            clock: "c",
            options: ["company": "Acme", "contact": "a@b.example", "file_hosts": "cdn.example, files.example"])
        let connector = try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
        let good = [
            "https://bm.example/a.gif", "https://x.cloudfront.net/a.gif", "https://www.backmarket.fr/a.gif",
            "https://eu.cdn.example/a.gif",
        ]
        for address in good {
            _ = try await connector.attachment(AttachmentReference(handle: address, name: "a"))
        }
        for address in ["https://other.example/a.gif", "https://192.168.0.1/a.gif", "http://cdn.example/a.gif"] {
            await #expect(throws: ConnectorError.self) {
                try await connector.attachment(AttachmentReference(handle: address, name: "a"))
            }
        }
        #expect(shop.requests.map(\.url) == good)
        #expect(shop.requests.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test("pieces that are named without an amount are never ignored")
    func pieces() async throws {
        func order(_ state: Int, _ quantity: Int) -> String {
            #"{"order_id":5,"currency":"EUR","orderlines":[{"id":7,"state":\#(state),"quantity":\#(quantity),"price":"90.00"}]}"#
        }
        for (state, quantity, wanted, words) in [
            (3, 3, 2, "Back Market counts no pieces: state the amount for 2 of the line 7"),
            (2, 3, 2, "the line 7 can only be paid back whole: it has 3 pieces, not 2"),
            (3, 1, 4, "the line 7 can only be paid back whole: it has 1 pieces, not 4"),
        ] {
            let shop = ScriptedMarketplace()
            shop.on("GET", "/ws/orders/5", json: order(state, quantity))
            let settings = MarketplaceSettings(
                name: "bm", connector: .backmarket, url: "https://bm.example", credentials: .apiKey(Secret("k")),
                clock: "c", options: ["company": "Acme", "contact": "a@b.example"])
            let connector = try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
            let task = ActionRequest.Task.refund([ActionRequest.Refund(line: "7", quantity: wanted)], reason: nil)
            let result = await connector.perform(
                ActionRequest(task: task, thread: nil, order: "5", intendedAt: noon, key: "k"))
            guard case .refused(let reason) = result else {
                Issue.record("not refused: \(words)")
                continue
            }
            #expect(reason == words)
            #expect(shop.requests("POST").isEmpty)
        }
    }

    @Test("after an unclear answer nothing is repeated; the folder tells whether it arrived")
    func unclear() async throws {
        let answer = #"{"id":8,"kind":"MERCHANT_TO_ALL","message":"Gruß ","date_creation":"2025-11-24T16:00:01+00:00"}"#
        shop.on("GET", "/ws/sav/123", .status(200, folder()), .status(200, folder(answer)))
        shop.on("POST", "/msg", json: "", status: 502)
        let connector = try connector()
        #expect(summary(await connector.post(post)) == "uncertain")
        #expect(shop.requests("POST").count == 1)
        guard case .found(let id?, _, _) = try await connector.readBack(post) else {
            Issue.record("not found")
            return
        }
        #expect(id == "8")
        var known = post
        known.lastKnown = "8"
        guard case .absent = try await connector.readBack(known) else {
            Issue.record("found what was known before")
            return
        }
    }

    @Test(
        "the kind of refund follows the state of the line",
        arguments: [
            ("1", nil, #"{"orderline_pk":9,"refund_type":4}"#), ("2", nil, #"{"orderline_pk":9,"refund_type":5}"#),
            ("3", nil, #"{"orderline_pk":9,"refund_type":6,"amount":89.99}"#),
            ("3", 1000, #"{"orderline_pk":9,"refund_type":6,"amount":10.00}"#),
        ] as [(String, Int64?, String)])
    func refund(state: String, cents: Int64?, body: String) async throws {
        shop.on(
            "GET", "/ws/orders/5978",
            json:
                #"{"order_id":5978,"orderlines":[{"id":9,"state":\#(state),"price":"89.99","currency":"EUR","quantity":1}]}"#
        )
        shop.on("POST", "/ws/sav/refund", json: "created", status: 201)
        let part = ActionRequest.Refund(line: "9", amount: cents.map { Money(minorUnits: $0, currency: "EUR") })
        let result = try await connector().perform(
            ActionRequest(task: .refund([part], reason: nil), thread: nil, order: "5978", intendedAt: noon, key: "a"))
        guard case .done = result else {
            Issue.record("\(result)")
            return
        }
        #expect(shop.requests("POST").map(\.text) == [body])
    }

    @Test("a line of several pieces that was not sent is paid back whole, whatever that was worked out to be")
    func wholeLine() async throws {
        shop.on(
            "GET", "/ws/orders/5978",
            json:
                #"{"order_id":5978,"currency":"EUR","orderlines":[{"id":9,"state":2,"price":"89.99","quantity":2}]}"#)
        shop.on("POST", "/ws/sav/refund", json: "created", status: 201)
        let line = ActionRequest.Refund(
            line: "9", amount: Money(minorUnits: 17998, currency: "EUR"), isWhole: true)
        let request = ActionRequest(
            task: .refund([line], reason: nil), thread: nil, order: "5978", intendedAt: noon, key: "a")
        let connector = try connector()
        guard case .absent = try await connector.outcome(of: request, handle: nil) else {
            Issue.record("a whole line is no part")
            return
        }
        guard case .done = await connector.perform(request) else {
            Issue.record("not done")
            return
        }
        #expect(shop.requests("POST").map(\.text) == [#"{"orderline_pk":9,"refund_type":5}"#])
    }

    @Test(
        "whether a line's price is that of one piece is told by the order's; where it tells nothing, no price is guessed",
        arguments: [
            // The order's price, that of its line with so many pieces; of one piece, of all.
            ("180.00", "90.00", 2, 9000, 18_000), ("90.00", "90.00", 2, 4500, 9000), ("90.00", "90.00", 1, 9000, 9000),
            ("170.00", "90.00", 2, nil, nil), (nil, "90.00", 2, nil, nil), (nil, "90.00", 1, 9000, 9000),
            ("100.00", "100.00", 3, nil, 10_000),
        ] as [(String?, String, Int, Int64?, Int64?)])
    func pieces(total: String?, price: String, pieces: Int, one: Int64?, all: Int64?) throws {
        let whole = total.map { #""price":"\#($0)","# } ?? ""
        let json =
            #"{"order_id":5,\#(whole)"currency":"EUR","orderlines":[{"id":7,"price":"\#(price)","quantity":\#(pieces)}]}"#
        let order = BackMarketOrder(json: try JSON(parsing: Array(json.utf8)))
        let line = try #require(order.context(number: "5").lines.first)
        #expect(line.quantity == pieces && line.price?.minorUnits == one && line.givenBack?.minorUnits == all)
    }

    @Test(
        "a line of several pieces is paid back whole where the order tells what that is",
        arguments: [("180.00", "180.00"), ("90.00", "90.00")])
    func severalPieces(total: String, amount: String) async throws {
        shop.on(
            "GET", "/ws/orders/5",
            json:
                #"{"order_id":5,"currency":"EUR","price":"\#(total)","orderlines":[{"id":7,"state":3,"quantity":2,"price":"90.00"}]}"#
        )
        shop.on("POST", "/ws/sav/refund", json: "created", status: 201)
        let part = ActionRequest.Refund(line: "7")
        let result = try await connector().perform(
            ActionRequest(task: .refund([part], reason: nil), thread: nil, order: "5", intendedAt: noon, key: "a"))
        guard case .done = result else {
            Issue.record("\(result)")
            return
        }
        #expect(shop.requests("POST").map(\.text) == [#"{"orderline_pk":7,"refund_type":6,"amount":\#(amount)}"#])
    }

    @Test(
        "refunds that could be wrong are not sent",
        arguments: [
            ("1", 1, 100, "only be paid back whole"), ("4", 1, nil, "nothing to pay back"),
            ("77", 1, nil, "nothing to pay back"), ("3", 2, nil, "several pieces"), ("3", 2, 17998, "several pieces"),
        ] as [(String, Int, Int64?, String)])
    func unsureRefund(state: String, quantity: Int, cents: Int64?, words: String) async throws {
        shop.on(
            "GET", "/ws/orders/5978",
            json:
                #"{"order_id":5978,"currency":"EUR","orderlines":[{"id":9,"state":\#(state),"price":"89.99","quantity":\#(quantity)}]}"#
        )
        let part = ActionRequest.Refund(
            line: "9", amount: cents.map { Money(minorUnits: $0, currency: "EUR") }, isWhole: cents == 17998)
        let result = try await connector().perform(
            ActionRequest(task: .refund([part], reason: nil), thread: nil, order: "5978", intendedAt: noon, key: "a"))
        guard case .refused(let reason) = result else {
            Issue.record("\(result)")
            return
        }
        #expect(reason.contains(words))
        #expect(shop.requests("POST").isEmpty)
    }

    @Test("what is over the rate is told with the time to come back, and was not sent")
    func overRate() async throws {
        shop.on("GET", "/ws/sav/123", json: folder())
        shop.on(
            "POST", "/msg",
            .status(429, #"{"error":{"code":"E429","message":"slow down"}}"#, retryAfter: .seconds(600)))
        let connector = try connector()
        #expect(summary(await connector.post(post)) == "not sent, rate-limited, after(600.0 seconds)")
        // Until then it is not even asked.
        guard case .notSent(let error) = await connector.post(post), case .after(let wait) = error.retry else {
            Issue.record("sent")
            return
        }
        #expect(wait > .seconds(590))
        #expect(shop.requests("POST").count == 1)
    }

    @Test(
        "no budget lets more through in a day than is published",
        arguments: [
            ("getCareFolderList", 520.0, 4_000.0), ("getCareFolderDetails", 600, 40_000), ("postMessage", 560, 40_000),
            ("postProblem", 750, 1_000), ("postRefundCreate", 500, 500),
        ])
    func budgets(operation: String, perMinute: Double, perDay: Double) throws {
        let budget = try #require(BackMarketPace.budgets[operation])
        #expect(budget.burst + budget.perSecond * 60 <= perMinute)
        #expect(budget.burst + budget.perSecond * 86_400 <= perDay + 0.001)
    }
}
