import Domain
import Testing
import Wire

@testable import Marketplaces

@Suite("Allegro's disputes and claims") struct AllegroIssueTests {
    private func issue(
        _ status: String = "DISPUTE_ONGOING", last: String = #""NEW""#, chatActive: String = "true", more: String = ""
    ) throws -> AllegroIssue {
        let json = """
            {"id":"0b1c2d3e-4f50-4a61-8b72-9c83ad94be05","openedDate":"2026-11-20T08:00:00Z","subject":"NO_PRODUCT_RECEIVED",
             "checkoutForm":{"id":"1b1c2d3e-4f50-4a61-8b72-9c83ad94be05"},"buyer":{"login":"anna"},\(more)
             "currentState":{"status":"\(status)","chatActive":\(chatActive)},
             "chat":{"lastMessage":{"status":\(last),"createdAt":"2026-11-20T09:00:00Z"}}}
            """
        return try #require(AllegroIssue(try JSON(parsing: Array(json.utf8))))
    }

    private func entries(_ list: [(role: String, minute: Int)]) throws -> [AllegroIssueEntry] {
        try list.enumerated().map { number, entry in
            let json = """
                {"id":"m\(number)","text":"t\(number)","createdAt":"2026-11-20T08:\(entry.minute):00Z",
                 "author":{"role":"\(entry.role)"}}
                """
            return try #require(AllegroIssueEntry(try JSON(parsing: Array(json.utf8)), of: "i", number: number))
        }
    }

    @Test("the chat is sorted by date, whatever its order, and roles are known in the old and the new words")
    func chat() throws {
        let chat = try entries([
            ("SELLER", 30), ("BUYER", 10), ("ADMIN", 40), ("SYSTEM", 50), ("FULFILLMENT", 51), ("NEWCOMER", 52),
        ])
        let read = try issue().conversation(chat)
        #expect(read.messages.map(\.role) == [.buyer, .seller, .operator, .system, .system, .system])
        #expect(read.topic == "no product received" && read.buyerName == "anna")
    }

    @Test("whether an answer is owed is the issue's own word")
    func replyNeeded() throws {
        let talk = try entries([("BUYER", 10), ("SELLER", 20), ("BUYER", 30), ("BUYER", 40)])
        func since(_ issue: AllegroIssue, _ chat: [AllegroIssueEntry]) -> String? {
            issue.conversation(chat).replyNeededSince.map(\.description)
        }
        #expect(try since(issue(last: #""BUYER_REPLIED""#), talk) == "2026-11-20T08:30:00Z")
        #expect(try since(issue(last: #""NEW""#), []) == "2026-11-20T09:00:00Z")
        #expect(try since(issue(last: #""SELLER_REPLIED""#), talk) == nil)
        #expect(try issue(last: #""SELLER_REPLIED""#).conversation(talk).statesReplyNeeded)
        let advisor = try entries([("BUYER", 10), ("SELLER", 20), ("ADMIN", 30)])
        #expect(try since(issue(last: #""ALLEGRO_ADVISOR_REPLIED""#), advisor) == "2026-11-20T08:30:00Z")
        #expect(try !issue(last: #""SOMETHING_NEW""#).conversation(talk).statesReplyNeeded)
        #expect(try !issue(last: "null").conversation(talk).statesReplyNeeded)
        let closed = try issue("DISPUTE_CLOSED", last: #""BUYER_REPLIED""#, chatActive: "false").conversation(talk)
        #expect(closed.isClosed && closed.replyNeededSince == nil)
    }

    @Test(
        "an issue is closed when its chat is, else when its status says so",
        arguments: [
            ("DISPUTE_ONGOING", "true", false), ("DISPUTE_ONGOING", "false", true), ("DISPUTE_CLOSED", "null", true),
            ("CLAIM_ACCEPTED", "null", true), ("CLAIM_ACCEPTED", "true", false), ("CLAIM_REJECTED", "null", true),
            ("DISPUTE_UNRESOLVED", "null", false), ("SOMETHING_NEW", "null", false),
        ])
    func closed(_ status: String, _ chatActive: String, _ isClosed: Bool) throws {
        #expect(try issue(status, chatActive: chatActive).isClosed == isClosed)
    }

    @Test("the words that opened a claim stand first where the chat does not repeat them")
    func opening() throws {
        let claim = try issue("CLAIM_SUBMITTED", more: #""type":"CLAIM","description":"Pęknięta","#)
        #expect(!claim.isDispute)
        let read = claim.conversation(try entries([("SELLER", 30)]))
        #expect(read.messages.map(\.text) == ["Pęknięta", "t0"])
        #expect(read.messages.first?.role == .buyer)
        #expect(claim.conversation(try entries([("BUYER", 30)])).messages.map(\.text) == ["t0"])
    }

    @Test("a change of state has words, an empty entry is left out, and nothing but the id is needed")
    func tolerant() throws {
        let json = try JSON(
            parsing: Array(
                #"[{"type":"STATUS_CHANGE","status":"DISPUTE_CLOSED","createdAt":"2026-11-20T10:00:00Z"},{},7,{"attachments":{}}]"#
                    .utf8))
        let chat = json.elements.enumerated().compactMap { AllegroIssueEntry($1, of: "i", number: $0) }
        let bare = try #require(AllegroIssue(["id": "i"]))
        let read = bare.conversation(chat)
        #expect(read.messages.map(\.text) == ["DISPUTE_CLOSED"])
        #expect(read.messages.first?.id == "i#2026-11-20T10:00:00Z" && read.messages.first?.role == .system)
        #expect(read.order == nil && !read.isClosed && bare.type.isEmpty)
        #expect(AllegroIssue([:]) == nil)
    }

    @Test("the buyer is asked to end a dispute in the language of the account")
    func endRequest() {
        #expect(allegroEndRequest(locale: nil).contains("zakończenie"))
        #expect(allegroEndRequest(locale: "cs-CZ").contains("diskusi"))
        #expect(allegroEndRequest(locale: "en-US").contains("end the discussion"))
    }
}

@Suite("Allegro's money") struct AllegroRefundTests {
    private func order(_ payment: String = #"{"id":"p1"}"#) throws -> AllegroOrder {
        let json = """
            {"id":"o","payment":\(payment),"delivery":{"cost":{"amount":"12.99","currency":"PLN"}},
             "lineItems":[{"id":"l1","quantity":3,"price":{"amount":"10.00","currency":"PLN"},"offer":{"name":"Kubek"}},
                          {"id":"l2","quantity":"1","price":{"amount":5.5,"currency":"PLN"}}]}
            """
        return try #require(AllegroOrder(try JSON(parsing: Array(json.utf8))))
    }

    private func body(_ refunds: [ActionRequest.Refund]) throws -> String {
        guard
            case .refund(let refund) = AllegroRefund.make(
                refunds, reason: nil, of: try order(), number: "o", key: "k")
        else { return "refused" }
        return String(decoding: refund.body.bytes, as: UTF8.self)
    }

    @Test("all of an order: every piece and the delivery")
    func whole() throws {
        let id = AllegroRefund.commandID("k")
        #expect(
            try body([])
                == #"{"payment":{"id":"p1"},"order":{"id":"o"},"commandId":"\#(id)","reason":"REFUND","lineItems":[{"id":"l1","type":"QUANTITY","quantity":3},{"id":"l2","type":"QUANTITY","quantity":1}],"delivery":{"value":{"amount":"12.99","currency":"PLN"}}}"#
        )
    }

    @Test("amounts are texts with two decimals")
    func amount() throws {
        let refund = ActionRequest.Refund(line: "l2", amount: Money(minorUnits: 105, currency: "PLN"))
        #expect(try body([refund]).contains(#"{"id":"l2","type":"AMOUNT","value":{"amount":"1.05","currency":"PLN"}}"#))
        #expect(try !body([refund]).contains("delivery"))
    }

    @Test("a command keeps its id, another one has another")
    func command() {
        #expect(AllegroRefund.commandID("a") == AllegroRefund.commandID("a"))
        #expect(AllegroRefund.commandID("a") != AllegroRefund.commandID("b"))
        #expect(IDShape.isUUID(AllegroRefund.commandID("a")))
    }

    @Test("an order that was not paid through Allegro cannot be refunded through it")
    func unpaid() throws {
        let made = AllegroRefund.make([], reason: nil, of: try order("null"), number: "o", key: "k")
        guard case .refused(let reason) = made else {
            Issue.record("made")
            return
        }
        #expect(reason.contains("not paid through Allegro"))
    }

    @Test("a refund is found by its id, its command, or its lines and time")
    func find() throws {
        guard
            case .refund(let refund) = AllegroRefund.make(
                [ActionRequest.Refund(line: "l1")], reason: nil, of: try order(), number: "o", key: "k")
        else {
            Issue.record("refused")
            return
        }
        func entry(_ id: String, _ date: String, _ line: String, command: String? = nil) -> JSON {
            [
                "id": .string(id), "createdAt": .string(date), "lineItems": [["id": .string(line)]],
                "commandId": command.map { .string($0) } ?? .null,
            ]
        }
        func id(_ found: AllegroRefund.Found) -> JSON? { if case .refund(let json) = found { json["id"] } else { nil } }
        let time = try #require(Timestamp(iso8601: "2026-11-20T08:00:00Z"))
        let list = [
            entry("early", "2026-11-20T07:00:00Z", "l1"), entry("other", "2026-11-20T08:00:05Z", "l2"),
            entry("ours", "2026-11-20T07:59:00Z", "l1"),
        ]
        #expect(id(refund.find(in: list, handle: nil, since: time)) == "ours")
        #expect(id(refund.find(in: list, handle: "early", since: time)) == "early")
        #expect(refund.find(in: list, handle: "gone", since: time) == .none)
        #expect(refund.find(in: [list[1]], handle: nil, since: time) == .doubtful, "another line")
        #expect(refund.find(in: [list[0]], handle: nil, since: time) == .none, "an older one")
        #expect(refund.find(in: [["id": "x"]], handle: nil, since: time) == .doubtful, "one without a date")
        let less: JSON = [
            "id": "less", "createdAt": "2026-11-20T08:00:05Z", "lineItems": [["id": "l1", "quantity": .number("99")]],
        ]
        #expect(refund.find(in: [less], handle: nil, since: time) == .doubtful, "other pieces")
        let named = [
            entry("theirs", "2026-11-20T08:00:05Z", "l1", command: "x"),
            entry("ours", "2026-11-20T08:00:05Z", "l9", command: AllegroRefund.commandID("k")),
        ]
        #expect(id(refund.find(in: named, handle: nil, since: time)) == "ours")
    }

    @Test(
        "what a refund's status means",
        arguments: [
            ("SUCCESS", ActionOutcome.done(note: "1.05 PLN")),
            ("PARTIAL_SUCCESS", .done(note: "only partly: 1.05 PLN")),
            ("CANCELED", .failed(reason: "Allegro cancelled the refund")), ("IN_PROGRESS", .pending),
            ("NEWS", .pending),
        ])
    func status(_ word: String, _ outcome: ActionOutcome) {
        let refund: JSON = ["status": .string(word), "totalValue": ["amount": "1.05", "currency": "PLN"]]
        #expect(ActionOutcome(allegroRefund: refund) == outcome)
    }
}
