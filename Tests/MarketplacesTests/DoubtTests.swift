import Domain
import Testing
import Wire

@testable import Marketplaces

/// After an unclear end: what stands at the marketplace, is fresh and is not clearly ours may still be ours. Then nobody but a
/// person can tell, and nothing goes out again.
@Suite("Doubt after an unclear end") struct DoubtTests {
    private let shop = ScriptedMarketplace()

    private func connector(_ kind: ConnectorKind) throws -> any Connector {
        let credentials: MarketplaceSettings.Credentials =
            switch kind {
            case .mirakl: .apiKey(Secret("k"))
            case .kaufland: .clientKey("client", Secret("secret"))
            default: .oauth(clientID: "c", clientSecret: Secret("s"), refreshToken: Secret("r"))
            }
        shop.on("POST", "/token", json: #"{"access_token":"t","token_type":"Bearer","expires_in":7200}"#)
        let settings = MarketplaceSettings(
            name: "m", connector: kind, url: "https://m.example", tokenURL: "https://m.example/token",
            credentials: credentials, clock: "c", options: ["unsigned_payments": "true"])
        return try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
    }

    private func request(_ task: ActionRequest.Task) -> ActionRequest {
        ActionRequest(task: task, thread: nil, order: "1-A", intendedAt: noon, key: "k")
    }

    private let invoice = Attachment(name: "Rechnung 5.pdf", type: "application/pdf", bytes: [0x25])
    private let opening = Post(
        thread: nil, order: "1-A", text: "Bitte schreiben Sie an uns", opening: Post.Opening(), intendedAt: noon,
        key: "k")

    /// Noon is 2025-11-24T16:00:00Z.
    private static let dates = [("2025-11-24T16:00:05Z", false), ("2025-11-24T15:00:00Z", true), ("", false)]

    @Test("an invoice under another name", arguments: dates)
    func invoiceName(_ date: String, _ isAbsent: Bool) async throws {
        shop.on("GET", "/api/orders?", json: #"{"orders":[{"order_id":"1-A","order_lines":[]}]}"#)
        shop.on(
            "GET", "/api/orders/documents",
            json: #"{"order_documents":[{"file_name":"Rechnung_5.pdf","date_uploaded":"\#(date)"}]}"#)
        shop.on(
            "GET", "/orders/1-A",
            json: #"{"data":{"order_invoices":[{"original_name":"rechnung-5.pdf","ts_created_iso":"\#(date)"}]}}"#)
        for kind in [ConnectorKind.mirakl, .kaufland] {
            let outcome = try await connector(kind).outcome(of: request(.uploadInvoice(invoice)), handle: nil)
            #expect(outcome == (isAbsent ? .absent : .impossible))
        }
    }

    @Test("a question to the operator in other words", arguments: dates.dropLast())
    func question(_ date: String, _ isAbsent: Bool) async throws {
        shop.on("GET", "entity_type=MMP_ORDER", json: #"{"data":[]}"#)
        shop.on(
            "GET", "entity_type=SELLER_OPERATOR",
            json: """
                {"data":[{"id":"t","messages":[{"id":"1","body":"[removed]","date_created":"\(date)",
                 "from":{"type":"SHOP_USER"},"to":[{"type":"OPERATOR"}]}]}]}
                """)
        let outcome = try await connector(.mirakl).outcome(of: request(.escalate(text: "Hilfe bitte")), handle: nil)
        #expect(outcome == (isAbsent ? .absent : .impossible))
    }

    private func word(_ found: ReadBack) -> String {
        switch found {
        case .found: "found"
        case .absent: "absent"
        case .impossible: "impossible"
        }
    }

    @Test("a new conversation at Mirakl that begins with other words", arguments: dates.dropLast())
    func miraklOpening(_ date: String, _ isAbsent: Bool) async throws {
        shop.on(
            "GET", "/api/inbox/threads?",
            json: """
                {"data":[{"id":"t","messages":[{"id":"1","body":"***","date_created":"\(date)",
                 "from":{"type":"SHOP_USER"}}]}]}
                """)
        #expect(word(try await connector(.mirakl).readBack(opening)) == (isAbsent ? "absent" : "impossible"))
    }

    @Test("a new ticket at Kaufland whose first message is the system's", arguments: dates)
    func kauflandOpening(_ date: String, _ isAbsent: Bool) async throws {
        shop.on(
            "GET", "/orders/1-A",
            json: #"{"data":{"order_units":[{"id_order_unit":1,"tickets":[{"id_ticket":"00110123123"}]}]}}"#)
        shop.on(
            "GET", "/tickets/",
            json: """
                {"data":{"id_ticket":"00110123123","status":"opened","ts_created_iso":"\(date)",
                 "messages":[{"id_ticket_message":1,"author":{"role":"system"},"text":"x","ts_created_iso":"\(date)"}]}}
                """)
        #expect(word(try await connector(.kaufland).readBack(opening)) == (isAbsent ? "absent" : "impossible"))
    }

    @Test(
        "money at Mirakl that is fresh and not what was asked for",
        arguments: [
            (#"{"id":"7","amount":3,"created_date":"2025-11-24T16:00:05Z"}"#, ActionOutcome.impossible),
            (
                #"{"id":"7","amount":5,"reason_code":"99","created_date":"2025-11-24T16:00:05Z"}"#,
                .impossible
            ),
            (#"{"id":"7","amount":5,"created_date":"2025-11-24T16:00:05Z"}"#, .done(note: "7")),
            (#"{"id":"7","amount":5,"created_date":"2025-11-24T15:00:00Z"}"#, .absent),
            (#"{"id":"7","amount":3}"#, .impossible),
        ])
    func miraklRefund(_ entry: String, _ expected: ActionOutcome) async throws {
        shop.on(
            "GET", "/api/orders?",
            json: """
                {"orders":[{"order_id":"1-A","currency_iso_code":"EUR","order_lines":[{"order_line_id":"1","price":20,
                 "refunds":[\(entry)]}]}]}
                """)
        shop.on(
            "GET", "/api/reasons",
            json: #"{"reasons":[{"code":"18","label":"Kulanz","type":"REFUND","is_shop_right":true}]}"#)
        let part = ActionRequest.Refund(line: "1", amount: Money(minorUnits: 500, currency: "EUR"))
        let connector = try connector(.mirakl)
        #expect(
            try await connector.outcome(of: request(.refund([part], reason: "18")), handle: nil) == expected)
        let whole = try await connector.outcome(of: request(.refund([], reason: "18")), handle: nil)
        #expect(whole == (expected == .absent ? .absent : .impossible), "a part is never all")
    }

    @Test(
        "money at eBay that is fresh and not what was asked for",
        arguments: [
            ("3.00", "2025-11-24T16:00:05Z", ActionOutcome.impossible),
            ("5.00", "2025-11-24T16:00:05Z", .done(note: "refund 7, 5.00 EUR")),
            ("5.00", "2025-11-24T15:00:00Z", .absent),
        ])
    func ebayRefund(_ amount: String, _ date: String, _ expected: ActionOutcome) async throws {
        shop.on(
            "GET", "/order/1-A",
            json: """
                {"orderId":"1-A","pricingSummary":{"total":{"value":"20.00","currency":"EUR"}},
                 "lineItems":[{"lineItemId":"1"}],"paymentSummary":{"refunds":[{"refundId":"7","refundStatus":"REFUNDED",
                  "refundDate":"\(date)","amount":{"value":"\(amount)","currency":"EUR"}}]}}
                """)
        let connector = try connector(.ebay)
        let part = ActionRequest.Refund(line: "1", amount: Money(minorUnits: 500, currency: "EUR"))
        #expect(try await connector.outcome(of: request(.refund([part], reason: nil)), handle: nil) == expected)
        let whole = try await connector.outcome(of: request(.refund([], reason: nil)), handle: nil)
        #expect(whole == (expected == .absent ? .absent : .impossible), "a part is never all")
        #expect(
            try await connector.outcome(of: request(.refund([part], reason: nil)), handle: "8") == .pending,
            "what was taken and does not show yet")
    }

    @Test("pieces at eBay without an amount are worth their part of the line, or are refused")
    func ebayPieces() throws {
        let order = EbayOrder(
            json: try JSON(
                parsing: Array(
                    """
                    {"orderId":"1","pricingSummary":{"total":{"value":"35.00","currency":"EUR"}},"lineItems":[
                     {"lineItemId":"1","quantity":3,"lineItemCost":{"value":"30.00","currency":"EUR"}}]}
                    """.utf8)))
        func show(_ count: Int) -> String {
            switch EbayRefundRequest.body(
                [ActionRequest.Refund(line: "1", quantity: count)], reason: "OTHER", order: order)
            {
            case .success(let json): String(decoding: json.bytes, as: UTF8.self)
            case .failure(let refusal): refusal.reason
            }
        }
        #expect(show(2).contains(#""value":"20.00""#))
        #expect(show(3).contains(#""value":"35.00""#), "all of the line, with its shipping")
        #expect(show(4) == "4 pieces are wanted, line 1 has 3")
    }

    @Test("a return at bol that may stand behind what was read")
    func bolParts() {
        let parts = [BolPart(name: "Lamp", outcome: .impossible), BolPart(name: "Cable", outcome: .absent)]
        #expect(BolPart.outcome(of: parts) == .impossible)
    }
}
