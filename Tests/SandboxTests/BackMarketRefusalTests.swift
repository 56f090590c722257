import Domain
import Testing

@testable import Sandbox

/// A request to Back Market and the status that it meets.
struct BackMarketError: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var status: Int
    var method: String
    var target: String
    var type: String?
    var body = ""
    var headers: [String: String?] = [:]

    init(
        _ name: String, _ status: Int, _ method: String, _ target: String, type: String? = nil, body: String = "",
        headers: [String: String?] = [:]
    ) {
        testDescription = name
        self.status = status
        self.method = method
        self.target = target
        self.type = type
        self.body = body
        self.headers = headers
    }
}

@Suite("Back Market refuses") struct BackMarketRefusalTests {
    private static let form = "multipart/form-data; boundary=b"

    private static func parts(_ parts: (name: String, more: String, body: String)...) -> String {
        parts.map { part in
            "--b\r\nContent-Disposition: form-data; name=\"\(part.name)\"\(part.more)\r\n\r\n\(part.body)\r\n"
        }.joined() + "--b--\r\n"
    }

    private static func refund(_ body: String) -> BackMarketError {
        BackMarketError("a refund \(body)", 400, "POST", "ws/sav/refund", type: "application/json", body: body)
    }

    static let errors: [BackMarketError] = [
        .init("no token", 401, "GET", "ws/sav", headers: ["authorization": nil]),
        .init("no name of who asks", 403, "GET", "ws/sav", headers: ["user-agent": "curl/8"]),
        .init("a name without address", 403, "GET", "ws/sav", headers: ["user-agent": "BM-Shop-Tool"]),
        .init("no language", 400, "GET", "ws/sav", headers: ["accept-language": nil]),
        .init("a language without country", 400, "GET", "ws/sav", headers: ["accept-language": "de"]),
        .init("an unknown parameter", 400, "GET", "ws/sav?limit=50"),
        .init("a state between open and closed", 400, "GET", "ws/sav?state=5"),
        .init("a time with seconds", 400, "GET", "ws/sav?last_message_date=2026-01-01T00:00:00Z"),
        .init("a page behind the last", 404, "GET", "ws/sav?page=2"),
        .init("an unknown folder", 404, "GET", "ws/sav/1"),
        .init("an order that is no number", 400, "GET", "ws/orders/x"),
        .init("another seller's order", 404, "GET", "ws/orders/1"),
        .init("a message as JSON", 415, "POST", "ws/sav/ID/msg", type: "application/json", body: #"{"message":"x"}"#),
        .init("an empty message", 400, "POST", "ws/sav/ID/msg", type: form, body: parts(("message", "", " "))),
        .init("an unknown part", 400, "POST", "ws/sav/ID/msg", type: form, body: parts(("text", "", "x"))),
        .init(
            "a file of more than 3 MB", 413, "POST", "ws/sav/ID/msg", type: form,
            body: parts(
                ("message", "", "x"), ("attachment", "; filename=\"a\"", String(repeating: "x", count: 3_000_001)))),
        .init(
            "an unknown problem", 422, "POST", "ws/sav/ID/problem", type: form, body: parts(("problem_type", "", "BAD"))
        ),
        .init(
            "a problem without its proof", 422, "POST", "ws/sav/ID/problem", type: form,
            body: parts(("problem_type", "", "OOW_ITEM"))),
        refund("{}"), refund(#"{"orderline_pk":300000011,"refund_type":4}"#),
        refund(#"{"orderline_pk":300000011,"refund_type":6}"#),
        refund(#"{"orderline_pk":300000011,"refund_type":6,"amount":"1.00"}"#),
        refund(#"{"orderline_pk":300000011,"refund_type":6,"amount":1,"reason":1}"#),
        .init(
            "a refund of an unknown line", 404, "POST", "ws/sav/refund", type: "application/json",
            body: #"{"orderline_pk":1,"refund_type":6,"amount":1}"#),
    ]

    @Test("what is documented to be refused", arguments: errors)
    func refuses(_ error: BackMarketError) throws {
        var standIn = BackMarketStandIn()
        var message = BuyerMessage(marketplace: .backmarket, language: "de", name: "Erika Muster", text: "Kaputt")
        message.order = "30000001"
        let folder = try standIn.receive(message, now: start).conversation.id
        var request = Request(
            method: error.method, target: "/backmarket/\(error.target.replacing("ID", with: folder))",
            headers: [
                "host": "127.0.0.1:8080", "authorization": "Basic \(standIn.token.reveal())",
                "user-agent": "BM-Shop-Tool;a@shop.example", "accept": "application/json", "accept-language": "de-de",
            ], body: Array(error.body.utf8))
        request.headers["content-type"] = error.type
        for (name, value) in error.headers { request.headers[name] = value }
        let response: Response
        do throws(Refusal) {
            response = try standIn.carryOut(request, now: start)
        } catch {
            response = standIn.response(to: error)
        }
        #expect(response.status == error.status)
        #expect(standIn.postCount == 0)
    }
}
