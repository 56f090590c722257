import Domain
import Testing

@testable import Sandbox

/// A request and the problem that it meets.
struct KauflandProblem: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var status: Int
    var type: String
    var field: String?
    var request: @Sendable (KauflandFixture) -> Request

    init(
        _ name: String, _ status: Int, _ type: String, _ field: String? = nil,
        _ request: @escaping @Sendable (KauflandFixture) -> Request
    ) {
        testDescription = name
        self.status = status
        self.type = "/problems/\(type)"
        self.field = field
        self.request = request
    }
}

@Suite("Kaufland refuses")
struct KauflandRefusalTests {
    private static func ping(_ change: @escaping @Sendable (inout Request) -> Void)
        -> @Sendable (KauflandFixture) -> Request
    {
        { _ in KauflandFixture.request("GET", "status/ping", change: change) }
    }

    private static func get(_ target: String) -> @Sendable (KauflandFixture) -> Request {
        { _ in KauflandFixture.request("GET", target) }
    }

    private static func message(_ body: String) -> @Sendable (KauflandFixture) -> Request {
        { KauflandFixture.request("POST", "tickets/\($0.ticket)/messages", body: body) }
    }

    static let access: [KauflandProblem] = [
        .init(
            "no user agent", 400, "missing-or-invalid-request-header", "user-agent",
            ping { $0.headers["user-agent"] = nil }),
        .init(
            "no time", 400, "missing-or-invalid-request-header", "shop-timestamp",
            ping { $0.headers["shop-timestamp"] = nil }),
        .init(
            "no signature", 400, "missing-or-invalid-request-header", "shop-signature",
            ping { $0.headers["shop-signature"] = "" }),
        .init(
            "an unknown client key", 401, "invalid-credentials", nil, ping { $0.headers["shop-client-key"] = "other" }),
        .init(
            "a signature in capitals", 401, "corrupted-signature", "shop-signature",
            ping {
                $0.headers["shop-signature"] = $0.headers["shop-signature"]?.uppercased()
            }),
        .init("a body that was not signed", 401, "corrupted-signature", "shop-signature", ping { $0.body = [0x20] }),
        .init(
            "a query that was not signed", 401, "corrupted-signature", "shop-signature", ping { $0.rawQuery = "a=b" }),
        .init("a slash that was not signed", 401, "corrupted-signature", "shop-signature", ping { $0.path += "/" }),
        .init(
            "a method that was not signed", 401, "corrupted-signature", "shop-signature", ping { $0.method = "POST" }),
        .init(
            "a time that was not signed", 401, "corrupted-signature", "shop-signature",
            ping {
                $0.headers["shop-timestamp"] = String(start.seconds + 1)
            }),
        .init("a clock six minutes behind", 401, "corrupted-signature", "shop-timestamp") { _ in
            KauflandFixture.request("GET", "status/ping", time: start - .seconds(360))
        },
        .init("a clock six minutes ahead", 401, "corrupted-signature", "shop-timestamp") { _ in
            KauflandFixture.request("GET", "status/ping", time: start + .seconds(360))
        },
    ]

    static let requests: [KauflandProblem] = [
        .init("an unknown address", 404, "not-found", nil, get("ticket")),
        .init("31 tickets at once", 400, "validation-error", "limit", get("tickets?limit=31")),
        .init("no ticket at all", 400, "validation-error", "limit", get("tickets?limit=0")),
        .init("a negative offset", 400, "validation-error", "offset", get("tickets?offset=-1")),
        .init("an unknown status", 400, "validation-error", "status", get("tickets?status=open")),
        .init(
            "an unknown order of the list", 400, "validation-error", "sort", get("tickets?sort=ts_updated_iso%3Aasc")),
        .init("a parameter that it does not know", 400, "validation-error", "order", get("tickets?order=MB7UWLD")),
        .init(
            "a time without zone", 400, "validation-error", "ts_updated_from_iso",
            get("tickets?ts_updated_from_iso=2026-11-20T00:00:00")),
        .init("a ticket number without its zeros", 400, "validation-error", "id_ticket", get("tickets/10123123")),
        .init("an unknown ticket", 404, "not-found", nil, get("tickets/00199999999")),
        .init("an unknown embedding", 400, "validation-error", "embedded", get("tickets/00110123123?embedded=orders")),
        .init("an unknown order", 404, "not-found", nil, get("orders/MXXXXX1")),
        .init("an order unit that is no number", 400, "validation-error", "id_order_unit", get("order-units/abc")),
        .init("an unknown order unit", 404, "not-found", nil, get("order-units/1")),
        .init("a closing with a body", 400, "bad-request") {
            KauflandFixture.request("PATCH", "tickets/\($0.ticket)/close", body: "{}")
        },
        .init("a message that is no JSON", 400, "bad-request", nil, message("text=x")),
        .init("a message without text", 400, "validation-error", "text", message("{}")),
        .init("an empty text", 400, "validation-error", "text", message(#"{"text":""}"#)),
        .init(
            "a text of 65536 characters", 400, "validation-error", "text",
            message(#"{"text":"\#(String(repeating: "ü", count: 65_536))"}"#)),
        .init("a text that is a number", 400, "validation-error", "text", message(#"{"text":1}"#)),
        .init("an unknown key", 400, "validation-error", "subject", message(#"{"text":"x","subject":"y"}"#)),
        .init(
            "an interim notice in quotes", 400, "validation-error", "interim_notice",
            message(#"{"text":"x","interim_notice":"true"}"#)),
        .init(
            "a file without type", 400, "validation-error", "mime_type",
            message(
                #"{"text":"x","ticket_message_files":[{"filename":"a.pdf","data":"data:application/pdf;base64,JVBERg=="}]}"#
            )),
        .init(
            "a file with another key", 400, "validation-error", "size",
            message(
                #"{"text":"x","ticket_message_files":[{"filename":"a.pdf","mime_type":"application/pdf","data":"data:application/pdf;base64,JVBERg==","size":4}]}"#
            )),
        .init(
            "a file in plain base64", 400, "tickets/attachments-upload-failure", "data",
            message(
                #"{"text":"x","ticket_message_files":[{"filename":"a.pdf","mime_type":"application/pdf","data":"JVBERg=="}]}"#
            )),
        .init(
            "a file whose data name another type", 400, "tickets/attachments-upload-failure", "data",
            message(
                #"{"text":"x","ticket_message_files":[{"filename":"a.pdf","mime_type":"application/pdf","data":"data:image/png;base64,JVBERg=="}]}"#
            )),
        .init(
            "a file of a type that it does not take", 400, "tickets/attachments-upload-failure", "mime_type",
            message(
                #"{"text":"x","ticket_message_files":[{"filename":"a.zip","mime_type":"application/zip","data":"data:application/zip;base64,JVBERg=="}]}"#
            )),
    ]

    @Test("access", arguments: access)
    func refusesAccess(_ row: KauflandProblem) throws {
        try check(row)
    }

    @Test("a request", arguments: requests)
    func refusesRequest(_ row: KauflandProblem) throws {
        try check(row)
    }

    private func check(_ row: KauflandProblem) throws {
        var fixture = try KauflandFixture()
        let answer = fixture.ask(row.request(fixture))
        #expect(answer.status == row.status)
        #expect(answer.body?["type"] == .string(row.type))
        #expect(answer.body?["errors"]?.array?.first?["field"]?.string == row.field)
        #expect(answer.body?["message"]?.string?.isEmpty == false)
        #expect(fixture.standIn.tickets[0].messages.count == 1)
        #expect(fixture.standIn.tickets[0].status == .opened)
    }

    @Test("other methods, and messages that are not declared as JSON")
    func methods() throws {
        var fixture = try KauflandFixture()
        #expect(fixture.ask(KauflandFixture.request("POST", "tickets/\(fixture.ticket)")).status == 405)
        let form = KauflandFixture.request("POST", "tickets/\(fixture.ticket)/messages", body: #"{"text":"x"}"#) {
            $0.headers["content-type"] = "multipart/form-data; boundary=x"
        }
        #expect(fixture.ask(form).body?["type"] == "/problems/missing-or-invalid-request-header")
    }
}
