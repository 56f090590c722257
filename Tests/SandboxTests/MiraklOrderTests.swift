import Domain
import Testing

@testable import Sandbox

@Suite("Mirakl's orders") struct MiraklOrderTests {
    private static func put(_ path: String, _ body: String) -> Request {
        Request(
            method: "PUT", target: "/mirakl/api/\(path)",
            headers: ["authorization": MiraklFixture.key, "content-type": "application/json"], body: Array(body.utf8))
    }

    private static func post(_ path: String, part: String, _ input: String, files: [String] = []) -> Request {
        let parts = files.map { (header: "name=\"files\"; filename=\"\($0)\"", content: "x") }
        return Request(
            method: "POST", target: "/mirakl/api/\(path)",
            headers: ["authorization": MiraklFixture.key, "content-type": "multipart/form-data; boundary=xYz"],
            body: MiraklFixture.form([("name=\"\(part)\"\r\nContent-Type: application/json", input)] + parts))
    }

    private static func refund(_ members: String, mode: String = "TAX_INCLUDED") -> Request {
        put("orders/refund", #"{"order_tax_mode":"\#(mode)","refunds":[{\#(members)}]}"#)
    }

    private static let line = #""order_line_id":"2600000003-A-1""#

    static let refused: [RefusedRequest] = [
        .init("a refund of nothing", 400, "refunds") { _ in put("orders/refund", #"{"refunds":[]}"#) },
        .init("a refund in a form", 415) { _ in
            var request = put("orders/refund", "{}")
            request.headers["content-type"] = "text/plain"
            return request
        },
        .init("an unknown line", 404) { _ in
            refund(#""order_line_id":"x","amount":1,"shipping_amount":0,"reason_code":"18""#)
        },
        .init("an amount in quotes", 400, "refunds.amount") { _ in
            refund(line + #","amount":"1","shipping_amount":0,"reason_code":"18""#)
        },
        .init("a third decimal", 400, "refunds.amount") { _ in
            refund(line + #","amount":1.005,"shipping_amount":0,"reason_code":"18""#)
        },
        .init("more than was paid", 400, "refunds.amount") { _ in
            refund(line + #","amount":109.99,"shipping_amount":0,"reason_code":"18""#)
        },
        .init("a reason of another type", 400, "refunds.reason_code") { _ in
            refund(line + #","amount":1,"shipping_amount":0,"reason_code":"41""#)
        },
        .init("another currency", 400, "refunds.currency_iso_code") { _ in
            refund(line + #","amount":1,"shipping_amount":0,"reason_code":"18","currency_iso_code":"PLN""#)
        },
        .init("another tax mode than the order's", 400, "order_tax_mode") { _ in
            refund(line + #","amount":1,"shipping_amount":0,"reason_code":"18""#, mode: "TAX_EXCLUDED")
        },
        .init("taxes left out", 400, "refunds.taxes") { _ in
            refund(
                #""order_line_id":"2600000004-A-1","amount":1,"shipping_amount":0,"reason_code":"18""#,
                mode: "TAX_EXCLUDED")
        },
        .init("a refund of what was not sent", 400, "refunds.order_line_id") { _ in
            refund(#""order_line_id":"2600000001-A-1","amount":1,"shipping_amount":0,"reason_code":"18""#)
        },
        .init("a cancellation of what was sent", 400, "cancelations.order_line_id") { _ in
            put(
                "orders/cancel",
                #"{"cancelations":[{\#(line),"amount":1,"shipping_amount":0,"quantity":1,"reason_code":"41"}]}"#)
        },
        .init("the other spelling", 400, "body.cancellations") { _ in
            put("orders/cancel", #"{"cancellations":[]}"#)
        },
        .init("a whole order that was sent in part", 400) { _ in
            var request = put("orders/2600000002-A/cancel", "")
            request.headers["content-type"] = nil
            return request
        },
        .init("a whole cancellation with a body", 400) { _ in put("orders/2600000001-A/cancel", "{}") },
        .init("an incident that is not open", 400) { _ in
            put("orders/2600000001-A/lines/2600000001-A-1/resolve_incident", #"{"reason_code":"21"}"#)
        },
        .init("an incident's own reason for its end", 400, "reason_code") { _ in
            put("orders/2600000003-A/lines/2600000003-A-1/resolve_incident", #"{"reason_code":"11"}"#)
        },
        .init("recipients as objects in a new thread", 400, "thread_input.to") { _ in
            post(
                "orders/2600000001-A/threads", part: "thread_input",
                #"{"body":"x","to":[{"type":"CUSTOMER"}],"topic":{"type":"FREE_TEXT","value":"x"}}"#)
        },
        .init("a new thread without topic", 400, "thread_input.topic") { _ in
            post("orders/2600000001-A/threads", part: "thread_input", #"{"body":"x","to":["CUSTOMER"]}"#)
        },
        .init("the part of an answer in a new thread", 400, "message_input") { _ in
            post("orders/2600000001-A/threads", part: "message_input", "{}")
        },
        .init("a thread about an unknown order", 404) { _ in
            post("orders/1-A/threads", part: "thread_input", "{}")
        },
        .init("a question to the operator about something else", 400, "thread_input.entity.type") { _ in
            post(
                "inbox/threads", part: "thread_input",
                #"{"body":"x","entity":{"type":"MMP_ORDER"},"topic":{"type":"FREE_TEXT","value":"x"}}"#)
        },
        .init("a document that is not described", 400, "files") { _ in
            post(
                "orders/2600000001-A/documents", part: "order_documents",
                #"{"order_documents":[{"file_name":"a.pdf","type_code":"CUSTOMER_INVOICE"}]}"#,
                files: ["a.pdf", "b.pdf"])
        },
        .init("documents of no order", 400, "order_ids") { _ in MiraklFixture.get("orders/documents") },
    ]

    @Test("refuse", arguments: refused)
    func refuses(_ row: RefusedRequest) throws {
        var fixture = try MiraklFixture()
        let answer = fixture.ask(row.request(fixture))
        #expect(answer.status == row.status)
        #expect(answer.body?["errors"]?.array?.first?["field"]?.string == row.field)
        #expect(fixture.standIn.threads.count == 1)
        let lines = fixture.standIn.sales.flatMap(\.lines)
        #expect(lines.allSatisfy { $0.refunds.isEmpty && $0.cancelations.isEmpty && !$0.isResolved })
    }

    @Test("documents that are not taken are named in the answer, the others are kept")
    func documents() throws {
        var fixture = try MiraklFixture()
        let list = ["a.pdf", "ä.pdf", "b.exe"].map { #"{"file_name":"\#($0)","type_code":"CUSTOMER_INVOICE"}"# }
        let request = Self.post(
            "orders/2600000001-A/documents", part: "order_documents",
            #"{"order_documents":[\#(list.joined(separator: ","))]}"#, files: ["a.pdf", "ä.pdf", "b.exe"])
        let answer = fixture.ask(request)
        #expect(answer.body?["errors_count"] == 2)
        let kept = fixture.ask(MiraklFixture.get("orders/documents?order_ids=2600000001-A")).body?["order_documents"]
        #expect(kept?.array?.compactMap { $0["file_name"]?.string } == ["a.pdf"])
    }

    @Test("answers fit the published schemas", .enabled(if: PublishedSchema.folder != nil))
    func schemas() throws {
        var fixture = try MiraklFixture()
        let refund = #"{\#(Self.line),"amount":1,"shipping_amount":0,"reason_code":"18","quantity":0}"#
        let cancelation =
            #"{"order_line_id":"2600000001-A-1","amount":54.99,"shipping_amount":0,"quantity":1,"reason_code":"41"}"#
        let document = #"{"order_documents":[{"file_name":"a.pdf","type_code":"CUSTOMER_INVOICE"}]}"#
        _ = fixture.ask(
            Self.post("orders/2600000001-A/documents", part: "order_documents", document, files: ["a.pdf"]))
        for (request, name) in [
            (Self.put("orders/refund", #"{"refunds":[\#(refund)]}"#), "OR28Response200"),
            (Self.put("orders/cancel", #"{"cancelations":[\#(cancelation)]}"#), "OR30Response200"),
            (MiraklFixture.get("orders/documents?order_ids=2600000001-A"), "OR72Response200"),
            (MiraklFixture.get("orders"), "OR11Response200"),
        ] {
            let schema = try PublishedSchema("mirakl/schemas/\(name).schema.json", isClosed: true)
            let body = try #require(fixture.ask(request).body)
            #expect(schema.mistakes(in: body, as: "#/$defs/\(name)") == [], "\(name)")
        }
    }
}
