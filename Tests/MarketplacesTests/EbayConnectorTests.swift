import Domain
import Testing
import Transport
import Wire

@testable import Marketplaces

@Suite("eBay's connector") struct EbayConnectorTests {
    private let shop = ScriptedMarketplace()
    private let post = Post(thread: "77", order: "12-34567-89012", text: "Gruß", intendedAt: noon, key: "k1")

    private func connector(
        options: [String: String] = [:], credentials: MarketplaceSettings.Credentials? = nil
    ) throws -> any Connector {
        shop.on(
            "POST", "/oauth2/token", json: #"{"access_token":"T1","token_type":"User Access Token","expires_in":7200}"#)
        let settings = MarketplaceSettings(
            name: "ebay-de", connector: .ebay, url: "https://api.example", tokenURL: "https://api.example/oauth2/token",
            credentials: credentials
                ?? .oauth(clientID: "app", clientSecret: Secret("s:1"), refreshToken: Secret("R")),
            clock: "ebay", options: options)
        return try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
    }

    private func messages(_ messages: String..., total: Int? = nil) -> String {
        #"{"messages":[\#(messages.joined(separator: ","))],"total":\#(total ?? messages.count),"conversationStatus":"ACTIVE"}"#
    }

    private func message(_ id: Int, _ sender: String, _ text: String, _ date: String) -> String {
        let recipient = sender == "shop" ? "kunde" : "shop"
        return
            #"{"messageId":"\#(id)","senderUsername":"\#(sender)","recipientUsername":"\#(recipient)","messageBody":"\#(text)","createdDate":"\#(date)"}"#
    }

    @Test("the token is asked for with the application as Basic, and with the scopes of messages and orders")
    func token() async throws {
        shop.on("GET", "/conversation", json: #"{"conversations":[],"total":0}"#)
        shop.on("GET", "/order", json: #"{"orders":[]}"#)
        #expect(try await connector().probe() == "user unknown, 0 conversations")
        let request = try #require(shop.requests("POST").first)
        #expect(request.header("Authorization") == "Basic \(base64(Array("app:s%3A1".utf8)))")
        #expect(request.text.contains("grant_type=refresh_token&refresh_token=R&scope="))
        #expect(request.text.contains("commerce.message%20https"))
        #expect(!request.text.contains("client_id"))
        #expect(shop.requests("GET").allSatisfy { $0.header("Authorization") == "Bearer T1" })
    }

    @Test("other credentials are a mistake of the configuration")
    func credentials() {
        #expect(throws: ConnectorError.self) { try connector(credentials: .apiKey(Secret("x"))) }
    }

    @Test("offsets are multiples of the limit, and pages that moved repeat no message")
    func offsets() async throws {
        let first = (0..<50).map { message(100 - $0, "kunde", "t\(100 - $0)", "2026-01-01T10:00:00.000Z") }
        let second = (0..<11).map { message(51 - $0, "kunde", "t\(51 - $0)", "2026-01-01T09:00:00.000Z") }
        shop.on(
            "GET", "offset=0",
            json: #"{"messages":[\#(first.joined(separator: ","))],"total":60,"limit":50,"offset":0}"#)
        shop.on("GET", "offset=50", json: #"{"messages":[\#(second.joined(separator: ","))],"total":61}"#)
        let connector = try connector(options: ["seller": "shop"])
        let found = try await connector.conversations(for: ConversationKeys(thread: "77"))
        #expect(found.first?.messages.map(\.id.text) == (41...100).map(String.init))
        let urls = shop.requests("GET").map(\.url)
        #expect(urls.allSatisfy { $0.contains("conversation_type=FROM_MEMBERS&limit=50&offset=") })
        #expect(urls.count == 2)
    }

    @Test("names are spelled otherwise in the answer to a message, and are learnt from it")
    func spelling() async throws {
        shop.on("GET", "/order", json: #"{"orders":[]}"#)
        shop.on(
            "GET", "/conversation/77",
            .status(200, messages(message(1, "kunde", "Hallo", "2025-11-24T15:00:00.000Z"))),
            .status(
                200,
                messages(
                    message(1, "kunde", "Hallo", "2025-11-24T15:00:00.000Z"),
                    message(2, "shop", "Gruß", "2025-11-24T16:00:05.000Z"))))
        shop.on(
            "POST", "/send_message",
            json:
                #"{"messageId":"2","messageBody":"Gruß","senderUserName":"Shop","recipientUserName":"kunde","createdDate":"2025-11-24T16:00:05.000Z"}"#,
            status: 201)
        let connector = try connector()
        let result = await connector.post(post)
        #expect(summary(result) == "accepted 2")
        let sent = try #require(shop.requests("POST").last)
        #expect(sent.text == #"{"conversationId":"77","messageText":"Gruß"}"#)
        #expect(sent.header("Content-Type") == "application/json")
        let found = try await connector.conversations(for: ConversationKeys(thread: "77"))
        #expect(found.first?.messages.map(\.role) == [.buyer, .seller])
        #expect(found.first?.buyerName == "kunde")
    }

    @Test("where nothing names the seller, it is the one who takes part in all conversations")
    func intersection() async throws {
        shop.on("GET", "/order", json: #"{"orders":[]}"#)
        shop.on("GET", "/conversation/77", json: messages(message(1, "shop", "Hallo", "2025-11-24T15:00:00.000Z")))
        shop.on(
            "GET", "/conversation?",
            json: """
                {"total":2,"conversations":[
                {"conversationId":"77","latestMessage":\(message(1, "shop", "x", "2025-11-24T15:00:00.000Z"))},
                {"conversationId":"78","latestMessage":{"messageId":"9","senderUsername":"anderer",\
                "recipientUsername":"SHOP","messageBody":"y","createdDate":"2025-11-24T15:00:00.000Z"}}]}
                """)
        let found = try await connector().conversations(for: ConversationKeys(thread: "77"))
        #expect(found.first?.messages.map(\.role) == [.seller])
        #expect(found.first?.buyerName == "kunde")
    }

    @Test("user names are opaque: an id of the order that no conversation shows is not taken for the seller")
    func opaque() async throws {
        shop.on("GET", "/order", json: #"{"orders":[{"orderId":"1","sellerId":"zxcv-123"}]}"#)
        shop.on("GET", "/conversation/77", json: messages(message(1, "kunde", "Hallo", "2025-11-24T15:00:00.000Z")))
        shop.on("GET", "/conversation?", json: #"{"total":0}"#)
        let found = try await connector().conversations(for: ConversationKeys(thread: "77"))
        #expect(found.first?.messages.map(\.role) == [.buyer])
    }

    @Test("an unknown conversation is refused with status 400, and means that there is none")
    func unknown() async throws {
        shop.on("GET", "/conversation", json: #"{"errors":[{"errorId":355007,"message":"Invalid"}]}"#, status: 400)
        shop.on("GET", "/order", json: #"{"errors":[{"errorId":32100}]}"#, status: 400)
        let connector = try connector()
        #expect(try await connector.conversations(for: ConversationKeys(thread: "1")).isEmpty)
        #expect(try await connector.order("unsinn") == nil)
        #expect(summary(await connector.post(post)).hasPrefix("refused eBay does not know this conversation"))
    }

    @Test("a listing that eBay does not take is left out, once")
    func listing() async throws {
        shop.on(
            "GET", "/order/",
            json:
                #"{"orderId":"12-34567-89012","buyer":{"username":"kunde"},"lineItems":[{"legacyItemId":"123456789012"}]}"#
        )
        shop.on(
            "POST", "/send_message", .status(400, #"{"errors":[{"errorId":355020,"message":"no listing"}]}"#),
            .status(201, #"{"messageId":"5"}"#))
        var post = post
        post.thread = nil
        post.opening = Post.Opening()
        #expect(summary(try await connector().post(post)) == "accepted 5")
        let sent = shop.requests("POST").filter { $0.url.hasSuffix("send_message") }.map(\.text)
        #expect(
            sent == [
                #"{"otherPartyUsername":"kunde","reference":{"referenceType":"LISTING","referenceId":"123456789012"},"messageText":"Gruß"}"#,
                #"{"otherPartyUsername":"kunde","messageText":"Gruß"}"#,
            ])
    }

    @Test("an answer with a good status that names no message is not believed")
    func noID() async throws {
        shop.on("GET", "/conversation/77", json: messages(message(1, "kunde", "Hallo", "2025-11-24T15:00:00.000Z")))
        shop.on("POST", "/send_message", json: "{}", status: 201)
        #expect(summary(try await connector().post(post)) == "uncertain")
    }

    @Test("a page in HTML instead of a list is a fault, not an empty list")
    func html() async throws {
        shop.on("GET", "/conversation", json: "<html>", status: 200)
        await #expect(throws: ConnectorError.self) { try await connector().changes(since: noon, from: nil).changes }
    }

    @Test("the list is asked for from ten minutes before, in UTC with milliseconds")
    func overlap() async throws {
        shop.on(
            "GET", "/conversation?",
            json:
                #"{"total":"2","conversations":[{"conversationId":9007199254740993,"createdDate":"2024-11-24T15:59:00.000Z","latestMessage":{"createdDate":"2025-11-24T15:59:00.000Z"}},{"conversationId":"2","createdDate":"2024-11-24T15:59:00.000Z"}]}"#
        )
        let changes = try await connector().changes(since: noon, from: nil).changes
        #expect(shop.requests("GET").first?.url.contains("start_time=2025-11-24T15%3A50%3A00.000Z") == true)
        #expect(changes.map(\.thread.text) == ["9007199254740993", "2"])
        #expect(changes.map(\.changedAt) == [Timestamp(iso8601: "2025-11-24T15:59:00Z"), nil], "begun is not changed")
    }

    @Test("no file is fetched but by https, and from eBay's own hosts")
    func files() async throws {
        shop.on("GET", "i.ebayimg.com", json: "x")
        let connector = try connector()
        for address in [
            "http://cdn.example/a", "ftp://cdn.example/a", "file:///etc/passwd", "https://user@i.ebayimg.com/a",
            "https://cdn.example/a",
            "https://10.0.0.1/a", "https://localhost/a", "https://i.ebayimg.com:8443/a",
            "https://ebayimg.com.evil.example/a",
            "http://i.ebayimg.com/a",
        ] {
            await #expect(throws: ConnectorError.self) {
                try await connector.attachment(AttachmentReference(handle: address, name: "a"))
            }
        }
        let file = try await connector.attachment(
            AttachmentReference(handle: "https://i.ebayimg.com/a?s=1%2F", name: "a.txt"))
        #expect(file.type == "text/plain")
        #expect(shop.requests.map(\.url) == ["https://i.ebayimg.com/a?s=1%2F"])
        #expect(shop.requests.first?.header("Authorization") == nil)
    }

    @Test("the read-back takes neither an older message, nor a buyer's, nor one that was known before")
    func readBack() async throws {
        shop.on(
            "GET", "/conversation/77",
            json: messages(
                message(4, "shop", "Gruß", "2025-11-24T16:01:00.000Z"),
                message(3, "kunde", "Gruß", "2025-11-24T16:00:30.000Z"),
                message(2, "shop", "Gruß", "2025-11-24T15:58:00.000Z"),
                message(1, "shop", "Gruß", "2025-11-24T15:00:00.000Z")))
        let connector = try connector(options: ["seller": "shop"])
        for (known, expected) in [(nil, "2"), ("2", "4"), ("4", nil)] as [(String?, String?)] {
            var post = post
            post.lastKnown = known.map { RemoteMessageID($0) }
            let found: String? =
                if case .found(let id?, _, _) = try await connector.readBack(post) { id.text } else { nil }
            #expect(found == expected)
        }
    }

    @Test(
        "a change of a conversation names its type, and either the status or whether it is read",
        arguments: [
            (ActionRequest.Task.close, #""conversationStatus":"ARCHIVE""#),
            (.reopen, #""conversationStatus":"ACTIVE""#), (.noReplyNeeded, #""read":true"#),
        ])
    func changesOfState(task: ActionRequest.Task, member: String) async throws {
        shop.on("POST", "/update_conversation", json: "", status: 204)
        let request = ActionRequest(task: task, thread: "77", order: nil, intendedAt: noon, key: "a")
        guard case .done = try await connector().perform(request) else {
            Issue.record("not done")
            return
        }
        let sent = try #require(shop.requests("POST").last)
        #expect(sent.text == #"{"conversationId":"77","conversationType":"FROM_MEMBERS",\#(member)}"#)
    }

    @Test("a right that the seller did not give is said to be missing, and by what it is given")
    func missingRight() async throws {
        shop.on("GET", "/conversation", json: #"{"errors":[{"errorId":1100,"message":"x"}]}"#, status: 403)
        guard case .notSent(let error) = try await connector().post(post) else {
            Issue.record("sent")
            return
        }
        #expect(error.kind == .forbidden)
        #expect(error.detail.contains("let the seller agree again"))
    }

    @Test("cancellations carry the token as IAF, refunds a token of their own scope")
    func schemes() async throws {
        let order =
            #"{"orderId":"12-34567-89012","orderFulfillmentStatus":"NOT_STARTED","pricingSummary":{"total":{"value":"10.00","currency":"EUR"}},"lineItems":[{"lineItemId":"1"}],"cancelStatus":{"cancelState":"NONE_REQUESTED"}}"#
        shop.on("GET", "/order/", json: order)
        shop.on("POST", "/post-order/v2/cancellation", json: #"{"cancelId":5000}"#)
        shop.on("POST", "/issue_refund", json: #"{"refundId":"7","refundStatus":"PENDING"}"#)
        let connector = try connector(options: ["unsigned_payments": "true"])
        func request(_ task: ActionRequest.Task) -> ActionRequest {
            ActionRequest(task: task, thread: nil, order: "12-34567-89012", intendedAt: noon, key: "a")
        }
        guard case .pending("5000") = await connector.perform(request(.cancel(lines: ["1"], reason: nil))),
            case .pending("7") = await connector.perform(request(.refund([], reason: nil)))
        else {
            Issue.record("not pending")
            return
        }
        let cancel = try #require(shop.requests("POST").first { $0.url.hasSuffix("/cancellation") })
        #expect(cancel.header("Authorization") == "IAF T1")
        #expect(
            cancel.text
                == #"{"legacyOrderId":"12-34567-89012","cancelReason":"OUT_OF_STOCK_OR_CANNOT_FULFILL","buyerPaid":true}"#
        )
        let refund = try #require(shop.requests("POST").first { $0.url.hasSuffix("/issue_refund") })
        #expect(
            refund.text
                == #"{"reasonForRefund":"OTHER","orderLevelRefundAmount":{"value":"10.00","currency":"EUR"}}"#)
        let scopes = shop.requests("POST").filter { $0.url.hasSuffix("/token") }.map(\.text)
        #expect(scopes.count == 2)
        #expect(scopes.last?.hasSuffix("sell.finances") == true)
    }
}
