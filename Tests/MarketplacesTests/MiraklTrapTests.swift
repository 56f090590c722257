import Domain
import Synchronization
import Testing
import Transport
import Wire

@testable import Marketplaces

/// What trips up clients of Mirakl's seller API, beside what the tests of texts, threads and pages hold.
@Suite("Traps of Mirakl") struct MiraklTrapTests {
    private let shop = ScriptedMarketplace()

    private func connector(now: @escaping @Sendable () -> Timestamp = atNoon) throws -> any Connector {
        let settings = MarketplaceSettings(
            name: "m", connector: .mirakl, url: "https://m.example", credentials: .apiKey(Secret("k")), clock: "c",
            options: ["shop_id": "7"])
        return try makeConnector(settings, exchange: shop, submission: nil, now: now)
    }

    private let order =
        #"{"orders":[{"order_id":"1-A","currency_iso_code":"EUR","customer":{"customer_id":"a@b.example"},"order_lines":[]}]}"#

    @Test("recipients are objects in an answer, and plain words in a new conversation")
    func recipients() async throws {
        shop.on("GET", "/api/orders?", json: order)
        shop.on("GET", "/api/inbox/threads?", json: #"{"data":[]}"#)
        shop.on("GET", "/api/reasons", json: #"{"reasons":[]}"#)
        shop.on("POST", "/api/orders/1-A/threads", json: #"{"message_id":"m1","thread_id":"t1"}"#, status: 201)
        let post = Post(
            thread: nil, order: "1-A", text: "Guten Tag\nA & B", opening: Post.Opening(topic: "Maße"), intendedAt: noon,
            key: "k")
        #expect(summary(try await connector().post(post)) == "accepted m1")
        let sent = try #require(shop.requests("POST").first)
        #expect(sent.url == "https://m.example/api/orders/1-A/threads?shop_id=7")
        #expect(
            sent.text.contains(
                "name=\"thread_input\"\r\nContent-Type: application/json\r\n\r\n"
                    + #"{"body":"Guten Tag<br />A &amp; B","to":["CUSTOMER"],"topic":{"type":"FREE_TEXT","value":"Maße"}}"#
            ))
    }

    @Test("a question to the operator names no recipient but the entity")
    func question() async throws {
        shop.on("GET", "/api/inbox/threads?", json: #"{"data":[]}"#)
        shop.on("POST", "/api/inbox/threads?", json: #"{"message_id":"m1"}"#, status: 201)
        let request = ActionRequest(
            task: .escalate(text: "Hilfe"), thread: nil, order: "1-A", intendedAt: noon, key: "k")
        guard case .done = try await connector().perform(request) else {
            Issue.record("not done")
            return
        }
        let sent = try #require(shop.requests("POST").first)
        #expect(
            sent.text.contains(
                #"{"body":"Hilfe","entity":{"type":"SELLER_OPERATOR"},"topic":{"type":"FREE_TEXT","value":"1-A"}}"#))
    }

    @Test("the path of a file has the file's id where that of a conversation has the conversation's")
    func filePath() async throws {
        shop.on("GET", "/api/inbox/threads/file%2F1/download?shop_id=7", json: "GIF89a")
        let file = try await connector().attachment(AttachmentReference(handle: "file/1", name: "x"))
        #expect(file.type == "image/gif")
        #expect(shop.requests.first?.header("Accept") == "*/*")
    }

    @Test("the list of changes begins ten minutes earlier than asked for, in whole seconds with Z")
    func overlap() async throws {
        shop.on("GET", "/api/inbox/threads?", json: #"{"data":[{"id":"t","entities":[]}]}"#)
        let found = try await connector().changes(since: noon + .milliseconds(500), from: nil).changes
        #expect(
            shop.requests.map(\.url) == [
                "https://m.example/api/inbox/threads?updated_since=2025-11-24T15%3A50%3A00Z&with_messages=true&limit=100&shop_id=7"
            ])
        #expect(found.map(\.thread) == ["t"] && found.first?.order == nil, "a conversation without an order")
    }

    @Test("a customer's id that is an address is a participant's id, and never a recipient of mail")
    func customerID() async throws {
        shop.on(
            "GET", "/api/inbox/threads/t1",
            json: #"{"id":"t1","authorized_participants":[{"type":"CUSTOMER","id":"a@b.example"}],"messages":[]}"#)
        shop.on("POST", "/message", json: #"{"message_id":"m2"}"#, status: 201)
        let post = Post(thread: "t1", order: nil, text: "x", intendedAt: noon, key: "k")
        #expect(summary(try await connector().post(post)) == "accepted m2")
        #expect(
            try #require(shop.requests("POST").first).text.contains(#""to":[{"type":"CUSTOMER","id":"a@b.example"}]"#))
        let capabilities = try connector().capabilities
        #expect(capabilities.actions.values.allSatisfy { $0 != .relayMail })
    }

    @Test("words that did not exist when this was written do not break an order or a conversation")
    func newWords() async throws {
        shop.on(
            "GET", "/api/orders?",
            json: """
                {"orders":[{"order_id":1234,"order_state":"TELEPORTED","order_tax_mode":"TAX_MAGIC","customer":[],
                 "order_lines":[{"order_line_id":"1","order_line_state":"HOVERING","price":5,"quantity":"2"}]}]}
                """)
        let order = try #require(try await connector().order("1234"))
        #expect(order.state == "TELEPORTED" && order.lines.first?.state == "HOVERING")
    }

    @Test("reasons are asked for once a day, and only those of the shop may be used")
    func reasons() async throws {
        shop.on(
            "GET", "/api/reasons",
            json: """
                {"reasons":[{"code":18,"label":"Kulanz","type":"REFUND","is_shop_right":true},
                 {"code":"19","label":"x","type":"REFUND","is_shop_right":false},
                 {"code":"20","type":"REFUND","is_shop_right":true},{"code":"21","type":"MPS_NEW","is_shop_right":true}]}
                """)
        let clock = Clock()
        let connector = try connector(now: { clock.now })
        let wanted = [Reason(code: "18", label: "Kulanz"), Reason(code: "20", label: "20")]
        #expect(try await connector.reasons(for: .refund) == wanted)
        clock.advance(86_399)
        #expect(try await connector.reasons(for: .refund) == wanted)
        #expect(shop.requests.count == 1)
        clock.advance(1)
        #expect(try await connector.reasons(for: .cancel).isEmpty)
        #expect(shop.requests.count == 2)
        #expect(try await connector.reasons(for: .reply).isEmpty)
    }

    @Test("the wait begins where the marketplace says, also behind a message of the operator")
    func clock() async throws {
        shop.on(
            "GET", "/api/inbox/threads/t1",
            json: """
                {"id":"t1","metadata":{"shop_reply_needed_since":"2025-11-24T14:00:00Z"},"messages":[
                 {"id":"1","body":"?","date_created":"2025-11-24T14:00:05.123Z","from":{"type":"OPERATOR_USER"}}]}
                """)
        let found = try #require(try await connector().conversations(for: ConversationKeys(thread: "t1")).first)
        #expect(found.replyNeededSince == noon - .seconds(7200) && found.statesReplyNeeded)
        #expect(found.messages.map(\.role) == [.operator])
    }

    @Test("a wrong shop looks like a thread that is gone: nothing is written, and the agent hears of both")
    func wrongShop() async throws {
        shop.on("GET", "/api/inbox/threads/t1", json: #"{"message":"not found","status":404}"#, status: 404)
        let post = Post(thread: "t1", order: "1-A", text: "x", intendedAt: noon, key: "k")
        #expect(
            summary(try await connector().post(post))
                == "refused the marketplace does not know this conversation (any more), or not for this shop")
        #expect(shop.requests("POST").isEmpty)
    }

    @Test("money without a date can not be told from older money")
    func undated() async throws {
        shop.on(
            "GET", "/api/orders?",
            json: """
                {"orders":[{"order_id":"1-A","currency_iso_code":"EUR","order_lines":[{"order_line_id":"1","price":5,
                 "refunds":[{"id":"7","amount":5}]}]}]}
                """)
        let task = ActionRequest.Task.refund([ActionRequest.Refund(line: "1")], reason: nil)
        let request = ActionRequest(task: task, thread: nil, order: "1-A", intendedAt: noon, key: "k")
        #expect(try await connector().outcome(of: request, handle: nil) == .impossible)
    }
}

/// A time that moves when told.
private final class Clock: Sendable {
    private let seconds = Mutex<Int64>(1_764_000_000)
    var now: Timestamp { Timestamp(seconds: seconds.withLock { $0 }) }
    func advance(_ step: Int64) { seconds.withLock { $0 += step } }
}
