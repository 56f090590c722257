import Domain
import Testing
import Transport
import Wire

@testable import Marketplaces

/// What trips up clients of Kaufland's seller API, beside what the tests of signature, tickets and refunds hold.
@Suite("Traps of Kaufland") struct KauflandTrapTests {
    private let shop = ScriptedMarketplace()

    private func connector() throws -> any Connector {
        let settings = MarketplaceSettings(
            name: "k", connector: .kaufland, url: "https://api.example/v2",
            credentials: .clientKey("client", Secret("secret")), clock: "c")
        return try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
    }

    private func request(_ task: ActionRequest.Task) -> ActionRequest {
        ActionRequest(task: task, thread: "00110123123", order: "MB7UWLD", intendedAt: noon, key: "k")
    }

    @Test("a closing has no body and no content type, and its signature is that of nothing")
    func closing() async throws {
        shop.on("GET", "/tickets/", json: #"{"data":{"id_ticket":"00110123123","status":"opened"}}"#)
        shop.on("PATCH", "/tickets/00110123123/close", json: "", status: 204)
        guard case .done = try await connector().perform(request(.close)) else {
            Issue.record("not closed")
            return
        }
        let sent = try #require(shop.requests("PATCH").first)
        #expect(sent.body.isEmpty && sent.header("Content-Type") == nil)
        #expect(
            sent.header("Shop-Signature")
                == kauflandSignature(
                    method: "PATCH", address: "https://api.example/v2/tickets/00110123123/close", body: [],
                    timestamp: 1_764_000_000, secret: "secret"))
    }

    @Test("an empty answer with the documented status is a success, another good one is none")
    func empty() async throws {
        let unit = #"{"id_order_unit":314567898654242,"status":"sent","price":1299,"currency":"EUR"}"#
        shop.on("GET", "/orders/", json: #"{"data":{"id_order":"MB7UWLD","order_units":[\#(unit)]}}"#)
        shop.on("PATCH", "/refund", .status(204, ""), .status(200, "<html>"))
        let task = ActionRequest.Task.refund([ActionRequest.Refund(line: "314567898654242")], reason: "delivery_delay")
        guard case .done(let note) = try await connector().perform(request(task)) else {
            Issue.record("not done")
            return
        }
        #expect(note == "unit 314567898654242, 12.99 EUR")
        #expect(shop.requests("PATCH").first?.text == #"{"amount":1299,"reason":"delivery_delay"}"#)
        guard case .uncertain = try await connector().perform(request(task)) else {
            Issue.record("a page in between is no proof")
            return
        }
    }

    @Test("an order that Kaufland fulfils itself is neither refunded nor cancelled here")
    func fulfilledByKaufland() async throws {
        shop.on(
            "GET", "/orders/",
            json: """
                {"data":{"id_order":"MB7UWLD","fulfillment_type":"fulfilled_by_kaufland",
                 "order_units":[{"id_order_unit":1,"status":"need_to_be_sent","price":1299,"currency":"EUR"}]}}
                """)
        for task in [
            ActionRequest.Task.refund([], reason: nil), .cancel(lines: [], reason: "BuyerCancelled"),
        ] {
            guard case .refused(let reason) = try await connector().perform(request(task)) else {
                Issue.record("not refused")
                continue
            }
            #expect(reason.contains("Kaufland fulfils this order"))
        }
        #expect(shop.requests("PATCH").isEmpty)
    }

    @Test("files that would make the signed body too large are refused before anything is asked")
    func size() async throws {
        let file = Attachment(name: "a.pdf", type: "application/pdf", bytes: [UInt8](repeating: 0, count: 15_000_001))
        var post = Post(thread: "00110123123", order: nil, text: "x", intendedAt: noon, key: "k")
        post.attachments = [file]
        #expect(summary(try await connector().post(post)).hasPrefix("refused"))
        guard case .refused = try await connector().perform(request(.uploadInvoice(file))) else {
            Issue.record("not refused")
            return
        }
        #expect(shop.requests.isEmpty)
    }

    @Test("the number of a ticket keeps its zeros on every way")
    func zeros() async throws {
        shop.on("GET", "/tickets?", json: #"{"data":[{"id_ticket":"0010000007","status":"opened"},{"id_ticket":10}]}"#)
        #expect(try await connector().changes(since: noon, from: nil).changes.map(\.thread) == ["0010000007"])
    }

    @Test("lists are asked for in pages of thirty at most, both ways of fulfilment, ten minutes early")
    func lists() async throws {
        let page = (0..<30).map { #"{"id_ticket":"001000\#($0 + 1000)","status":"opened"}"# }.joined(separator: ",")
        shop.on("GET", "offset=0", json: #"{"data":[\#(page)]}"#)
        shop.on("GET", "offset=30", json: #"{"data":[{"id_ticket":"0010009999","status":"both_closed"}]}"#)
        let connector = try connector()
        var (numbers, position): (Set<String>, String?) = ([], nil)
        repeat {
            let part = try await connector.changes(since: noon, from: position)
            numbers.formUnion(part.changes.map(\.thread.text))
            position = part.next
        } while position != nil
        #expect(numbers.count == 31)
        func address(_ word: String, _ offset: Int) -> String {
            "https://api.example/v2/tickets?sort=ts_updated_iso%3Adesc&ts_updated_from_iso=2025-11-24T15%3A50%3A00Z"
                + "&fulfillment_type=\(word)&limit=30&offset=\(offset)"
        }
        let expected = ["fulfilled_by_merchant", "fulfilled_by_kaufland"].flatMap { word in
            [0, 30, 0].map { address(word, $0) }
        }
        #expect(shop.requests.map(\.url) == expected, "the first page is read again, since tickets move")
    }

    @Test("the word for Kaufland's own fulfilment may go away")
    func deprecated() async throws {
        shop.on("GET", "fulfilled_by_merchant", json: #"{"data":[{"id_ticket":"0010000007"}]}"#)
        shop.on("GET", "fulfilled_by_kaufland", json: #"{"message":"no","errors":[]}"#, status: 400)
        let connector = try connector()
        let part = try await connector.changes(since: noon, from: nil)
        #expect(part.changes.count == 1)
        #expect(try await connector.changes(since: noon, from: part.next) == ConversationChanges([]))
        let other = ScriptedMarketplace()
        other.on("GET", "fulfilled_by_merchant", json: #"{"data":[]}"#)
        other.on("GET", "fulfilled_by_kaufland", json: "", status: 500)
        let settings = MarketplaceSettings(
            name: "k", connector: .kaufland, credentials: .clientKey("c", Secret("s")), clock: "c")
        let strict = try makeConnector(settings, exchange: other, submission: nil, now: atNoon)
        let next = try await strict.changes(since: noon, from: nil).next
        await #expect(throws: ConnectorError.self) { try await strict.changes(since: noon, from: next) }
    }

    @Test("a ticket is opened about every unit, and its number alone proves it")
    func opening() async throws {
        let units = #"{"id_order_unit":314567898654242},{"id_order_unit":314567898654243}"#
        shop.on("GET", "/orders/", json: #"{"data":{"order_units":[\#(units)]}}"#)
        shop.on("POST", "/tickets", .status(201, #"{"data":{"id_ticket":"00110123123"}}"#), .status(201, "{}"))
        shop.on("GET", "/tickets/", json: "", status: 500)
        let post = Post(
            thread: nil, order: "MB7UWLD", text: "Guten Tag", opening: Post.Opening(), intendedAt: noon, key: "k")
        let connector = try connector()
        #expect(summary(await connector.post(post)) == "accepted -")
        #expect(
            shop.requests("POST").first?.text
                == #"{"id_order_unit":[314567898654242,314567898654243],"reason":"contact_other","message":"Guten Tag"}"#
        )
        #expect(summary(await connector.post(post)) == "uncertain")
    }

    @Test(
        "a refusal says what to do",
        arguments: [
            (
                400, "tickets/finally-closed",
                "refused no; the ticket is closed for good; open a new one about the order"
            ),
            (400, "insufficient-funds", "refused no; the seller's balance does not cover it"),
            (400, "brand-new", "refused no"), (403, "forbidden", "not sent, forbidden, never"),
        ])
    func cures(status: Int, type: String, expected: String) async throws {
        shop.on("GET", "/tickets/", json: #"{"data":{"id_ticket":"00110123123","status":"opened"}}"#)
        shop.on(
            "POST", "/messages", json: #"{"type":"/problems/\#(type)","message":"no","errors":[]}"#, status: status)
        let post = Post(thread: "00110123123", order: nil, text: "x", intendedAt: noon, key: "k")
        #expect(summary(try await connector().post(post)) == expected)
    }
}
