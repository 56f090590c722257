import Domain
import Testing

@testable import Sandbox

/// A request and the error of eBay's that it meets.
struct EbayError: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var status: Int
    var id: Int64
    var request: @Sendable (EbayFixture) -> Request

    init(_ name: String, _ status: Int, _ id: Int64, _ request: @escaping @Sendable (EbayFixture) -> Request) {
        testDescription = name
        self.status = status
        self.id = id
        self.request = request
    }
}

@Suite("eBay refuses") struct EbayRefusalTests {
    private static let messages = "commerce/message/v1"
    private static let refund = "sell/fulfillment/v1/order/\(EbayFixture.order)/issue_refund"

    private static func get(_ target: String) -> @Sendable (EbayFixture) -> Request {
        { $0.request("GET", target) }
    }

    private static func post(_ target: String, _ body: String) -> @Sendable (EbayFixture) -> Request {
        { $0.request("POST", target, body: body.replacing("ID", with: $0.conversation)) }
    }

    private static func list(_ query: String) -> @Sendable (EbayFixture) -> Request {
        get("\(messages)/conversation?\(query)")
    }

    private static func send(_ body: String) -> @Sendable (EbayFixture) -> Request {
        post("\(messages)/send_message", body)
    }

    static let errors: [EbayError] = [
        .init(
            "no token", 401, 1001,
            { $0.request("GET", "sell/fulfillment/v1/order") { $0.headers["authorization"] = nil } }),
        .init("a token under the wrong name", 401, 1001, get("post-order/v2/cancellation/1")),
        .init("no type of conversation", 400, 355_017, list("limit=50")),
        .init("an unknown type", 400, 355_002, list("conversation_type=ALL")),
        .init("an unknown status", 400, 355_001, list("conversation_type=FROM_MEMBERS&conversation_status=OPEN")),
        .init(
            "a time without milliseconds", 400, 355_005,
            list("conversation_type=FROM_MEMBERS&start_time=2026-01-01T00:00:00Z")),
        .init(
            "a time among eBay's notices", 400, 355_005,
            list("conversation_type=FROM_EBAY&start_time=2026-01-01T00:00:00.000Z")),
        .init(
            "an end before the start", 400, 355_004,
            list("conversation_type=FROM_MEMBERS&start_time=2026-01-02T00:00:00.000Z&end_time=2026-01-01T00:00:00.000Z")
        ),
        .init("an unknown other party", 400, 355_006, list("conversation_type=FROM_MEMBERS&other_party_username=x")),
        .init("a reference without type", 400, 355_022, list("conversation_type=FROM_MEMBERS&reference_id=1")),
        .init("a page of 51", 400, 355_009, list("conversation_type=FROM_MEMBERS&limit=51")),
        .init("an offset that is no multiple", 400, 355_008, list("conversation_type=FROM_MEMBERS&limit=50&offset=25")),
        .init("an unknown parameter", 400, 2004, list("conversation_type=FROM_MEMBERS&sort=date")),
        .init(
            "an unknown conversation", 400, 355_007, get("\(messages)/conversation/1?conversation_type=FROM_MEMBERS")),
        .init("a message to nobody", 400, 355_018, send(#"{"messageText":"x"}"#)),
        .init("an empty message", 400, 355_015, send(#"{"conversationId":"ID","messageText":" "}"#)),
        .init(
            "a message of 2001 characters", 400, 355_013,
            send(#"{"conversationId":"ID","messageText":"\#(String(repeating: "x", count: 2001))"}"#)),
        .init(
            "a file that is not on the web", 400, 355_014,
            send(
                #"{"conversationId":"ID","messageMedia":[{"mediaName":"a","mediaType":"PDF","mediaUrl":"http://x.example/a"}]}"#
            )),
        .init(
            "a file without type", 400, 355_012,
            send(#"{"conversationId":"ID","messageMedia":[{"mediaName":"a","mediaUrl":"https://x.example/a"}]}"#)),
        .init(
            "an unknown listing", 400, 355_020,
            send(
                #"{"conversationId":"ID","messageText":"x","reference":{"referenceType":"LISTING","referenceId":"1"}}"#)
        ),
        .init("an unknown member", 400, 2004, send(#"{"conversationId":"ID","messageText":"x","text":"y"}"#)),
        .init(
            "a message that is no JSON", 415, 2004,
            { $0.request("POST", "\(messages)/send_message", body: "x") { $0.headers["content-type"] = "text/plain" } }),
        .init(
            "a change without type", 400, 355_002,
            post("\(messages)/update_conversation", #"{"conversationId":"ID","read":true}"#)),
        .init(
            "a change to an unknown status", 400, 355_001,
            post(
                "\(messages)/update_conversation",
                #"{"conversationId":"ID","conversationType":"FROM_MEMBERS","conversationStatus":"CLOSED"}"#)),
        .init(
            "eleven changes at once", 400, 355_019,
            post(
                "\(messages)/bulk_update_conversation",
                #"{"conversations":[\#((0..<11).map { _ in "{}" }.joined(separator: ","))]}"#)),
        .init("an order number of another shape", 400, 32_100, get("sell/fulfillment/v1/order/1")),
        .init("another seller's order", 404, 32_100, get("sell/fulfillment/v1/order/00-00000-00000")),
        .init(
            "a refund without reason", 400, 34_903,
            post(refund, #"{"orderLevelRefundAmount":{"value":"1.00","currency":"EUR"}}"#)),
        .init("a refund without amount", 400, 34_905, post(refund, #"{"reasonForRefund":"OTHER"}"#)),
        .init(
            "a refund in dollars", 400, 34_909,
            post(refund, #"{"reasonForRefund":"OTHER","orderLevelRefundAmount":{"value":"1.00","currency":"USD"}}"#)),
        .init(
            "a refund of too much", 400, 34_915,
            post(refund, #"{"reasonForRefund":"OTHER","orderLevelRefundAmount":{"value":"9999.00","currency":"EUR"}}"#)),
        .init(
            "a refund of an unknown line", 400, 34_914,
            post(
                refund,
                #"{"reasonForRefund":"OTHER","refundItems":[{"lineItemId":"1","refundAmount":{"value":"1.00","currency":"EUR"}}]}"#
            )),
    ]

    @Test("what is documented to be refused, by its id", arguments: errors)
    func refuses(_ error: EbayError) throws {
        var fixture = try EbayFixture()
        let (status, body) = fixture.ask(error.request(fixture))
        #expect(status == error.status)
        #expect(body?["errors"]?.array?.first?["errorId"]?.integer == error.id)
    }

    @Test("the right of a token is asked for, and no more than was agreed to")
    func rights() throws {
        var fixture = try EbayFixture()
        let limited = fixture.ask(fixture.tokenRequest(scope: "sell.fulfillment")).body?["access_token"]?.string
        let token = try #require(limited)
        let request = fixture.request("GET", "\(Self.messages)/conversation?conversation_type=FROM_MEMBERS") {
            $0.headers["authorization"] = "Bearer \(token)"
        }
        #expect(fixture.ask(request).status == 403)
        #expect(fixture.ask(fixture.tokenRequest(scope: "sell.marketing")).body?["error"]?.string == "invalid_scope")
        let inForm = fixture.tokenRequest { $0.body += Array("&client_id=x".utf8) }
        #expect(fixture.ask(inForm).body?["error"]?.string == "invalid_request")
        let other = fixture.tokenRequest { $0.headers["authorization"] = "Basic eDp5" }
        #expect(fixture.ask(other).body?["error"]?.string == "invalid_client")
    }

    @Test("with both, only whether it is read is changed")
    func both() throws {
        var fixture = try EbayFixture()
        let body =
            #"{"conversationId":"\#(fixture.conversation)","conversationType":"FROM_MEMBERS","conversationStatus":"ARCHIVE","read":true}"#
        #expect(fixture.ask(fixture.request("POST", "\(Self.messages)/update_conversation", body: body)).status == 204)
        let one = fixture.ask(fixture.request("GET", "\(Self.messages)/conversation?conversation_type=FROM_MEMBERS"))
            .body?["conversations"]?.array?.first
        #expect(one?["conversationStatus"]?.string == "ACTIVE")
        #expect(one?["unreadCount"]?.integer == 0)
        #expect(one?["referenceType"]?.string == "LISTING")
    }
}
