import Domain
import Testing

@testable import Sandbox

/// A request and the refusal that it meets.
struct RefusedRequest: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var status: Int
    /// Field of the validation error; nil: the error has one message.
    var field: String?
    var request: @Sendable (MiraklFixture) -> Request

    init(
        _ name: String, _ status: Int, _ field: String? = nil, _ request: @escaping @Sendable (MiraklFixture) -> Request
    ) {
        testDescription = name
        self.status = status
        self.field = field
        self.request = request
    }
}

@Suite("Mirakl refuses")
struct MiraklRefusalTests {
    static let reading: [RefusedRequest] = [
        .init("no key", 401) { _ in MiraklFixture.get("account", headers: [:]) },
        .init("a wrong key", 401) { _ in MiraklFixture.get("account", headers: ["authorization": "key-2"]) },
        .init("a key behind a scheme", 401) { _ in
            MiraklFixture.get("account", headers: ["authorization": "Bearer key-1"])
        },
        .init("an unknown address", 404) { _ in MiraklFixture.get("inbox") },
        .init("another shop", 404) { _ in MiraklFixture.get("account?shop_id=7") },
        .init("a shop that is no number", 400, "shop_id") { _ in MiraklFixture.get("account?shop_id=x") },
        .init("a parameter that it does not know", 400, "updatedSince") { _ in
            MiraklFixture.get("inbox/threads?updatedSince=2026-11-20T00:00:00Z")
        },
        .init("a parameter given twice", 400, "limit") { _ in MiraklFixture.get("inbox/threads?limit=10&limit=20") },
        .init("entity_id without entity_type", 400, "entity_type") { _ in
            MiraklFixture.get("inbox/threads?entity_id=2500000001-A")
        },
        .init("an entity type that does not exist", 400, "entity_type") { _ in
            MiraklFixture.get("inbox/threads?entity_type=ORDER&entity_id=2500000001-A")
        },
        .init("a limit below 10", 400, "limit") { _ in MiraklFixture.get("inbox/threads?limit=9") },
        .init("a limit above 100", 400, "limit") { _ in MiraklFixture.get("inbox/threads?limit=101") },
        .init("a plus sign that was not encoded", 400, "updated_since") { _ in
            MiraklFixture.get("inbox/threads?updated_since=2026-11-20T00:00:00+00:00")
        },
        .init("a date without time", 400, "updated_since") { _ in
            MiraklFixture.get("inbox/threads?updated_since=2026-11-20")
        },
        .init("a boolean in capitals", 400, "with_messages") { _ in
            MiraklFixture.get("inbox/threads?with_messages=TRUE")
        },
        .init("a page token that it never gave", 400, "page_token") { _ in
            MiraklFixture.get("inbox/threads?page_token=abc")
        },
        .init("an unknown thread", 404) { _ in MiraklFixture.get("inbox/threads/4b9f6a0e") },
        .init("an unknown attachment", 404) { _ in MiraklFixture.get("inbox/threads/4b9f6a0e/download") },
        .init("an order by its path", 410) { _ in MiraklFixture.get("orders/2500000001-A") },
        .init("more orders than a page holds", 400, "max") { _ in MiraklFixture.get("orders?max=101") },
        .init("a language that is not active", 400, "locale") { _ in MiraklFixture.get("reasons?locale=xx") },
        .init("POST where GET is meant", 405) { fixture in
            var request = MiraklFixture.get("inbox/threads/\(fixture.thread)")
            request.method = "POST"
            return request
        },
        .init("GET where POST is meant", 405) { fixture in
            MiraklFixture.get("inbox/threads/\(fixture.thread)/message")
        },
    ]

    static let posting: [RefusedRequest] = [
        .init("JSON instead of a form", 415) { fixture in
            fixture.post(input: fixture.goodInput, contentType: "application/json")
        },
        .init("a form without boundary", 415) { fixture in
            fixture.post(input: fixture.goodInput, contentType: "multipart/form-data")
        },
        .init("a form with another boundary", 400) { fixture in
            fixture.post(input: fixture.goodInput, contentType: "multipart/form-data; boundary=other")
        },
        .init("an unknown thread", 404) { fixture in
            fixture.post(input: fixture.goodInput, thread: "4b9f6a0e-7d7e-4a5c-9a6e-1f1f0c7f2b10")
        },
        .init("no message_input", 400, "message_input") { fixture in
            var request = fixture.post(input: "{}")
            request.body = MiraklFixture.form([("name=\"files\"; filename=\"a.txt\"", "x")])
            return request
        },
        .init("the part name of another operation", 400, "thread_input") { fixture in
            fixture.post(input: fixture.goodInput, more: [("name=\"thread_input\"", "{}")])
        },
        .init("two inputs", 400, "message_input") { fixture in
            fixture.post(input: fixture.goodInput, more: [(MiraklFixture.inputHeader, fixture.goodInput)])
        },
        .init("an input that is a file", 400, "message_input") { fixture in
            var request = fixture.post(input: "")
            request.body = MiraklFixture.form([
                ("name=\"message_input\"; filename=\"a.json\"\r\nContent-Type: application/json", fixture.goodInput)
            ])
            return request
        },
        .init("an input without Content-Type", 400, "message_input") { fixture in
            var request = fixture.post(input: "")
            request.body = MiraklFixture.form([("name=\"message_input\"", fixture.goodInput)])
            return request
        },
        .init("an input that is not JSON", 400, "message_input") { $0.post(input: "body=x") },
        .init("an input that is a list", 400, "message_input") { $0.post(input: "[]") },
        .init("an unknown key", 400, "message_input.subject") {
            $0.post(input: #"{"body":"x","to":[{"type":"CUSTOMER"}],"subject":"x"}"#)
        },
        .init("no body", 400, "message_input.body") { $0.post(input: #"{"to":[{"type":"CUSTOMER"}]}"#) },
        .init("a blank body", 400, "message_input.body") {
            $0.post(input: #"{"body":" \n","to":[{"type":"CUSTOMER"}]}"#)
        },
        .init("no recipient", 400, "message_input.to") { $0.post(input: #"{"body":"x"}"#) },
        .init("an empty list of recipients", 400, "message_input.to") { $0.post(input: #"{"body":"x","to":[]}"#) },
        .init("recipients as words, as OR43 has them", 400, "message_input.to") {
            $0.post(input: #"{"body":"x","to":["CUSTOMER"]}"#)
        },
        .init("a type that does not exist", 400, "message_input.to.type") {
            $0.post(input: #"{"body":"x","to":[{"type":"CUSTOMER_USER"}]}"#)
        },
        .init("the shop as its own recipient", 400, "message_input.to") {
            $0.post(input: #"{"body":"x","to":[{"type":"SHOP","id":"2042"}]}"#)
        },
        .init("a customer with another id", 400, "message_input.to.id") {
            $0.post(input: #"{"body":"x","to":[{"type":"CUSTOMER","id":"CUST-0"}]}"#)
        },
        .init("an operator with an id", 400, "message_input.to.id") {
            $0.post(input: #"{"body":"x","to":[{"type":"OPERATOR","id":"1"}]}"#)
        },
        .init("a recipient twice", 400, "message_input.to") {
            $0.post(input: #"{"body":"x","to":[{"type":"CUSTOMER"},{"type":"CUSTOMER"}]}"#)
        },
        .init("a topic that is a word", 400, "message_input.topic") {
            $0.post(input: #"{"body":"x","to":[{"type":"CUSTOMER"}],"topic":"31"}"#)
        },
        .init("a reason that is not the shop's", 400, "message_input.topic.value") {
            $0.post(
                input:
                    #"{"body":"x","to":[{"type":"CUSTOMER"}],"topic":{"type":"REASON_CODE","value":"32"}}"#)
        },
        .init("a file without name", 400, "files") { fixture in
            fixture.post(input: fixture.goodInput, more: [("name=\"files\"", "x")])
        },
        .init("a file of a type that it does not take", 400, "files") { fixture in
            fixture.post(input: fixture.goodInput, more: [("name=\"files\"; filename=\"a.exe\"", "x")])
        },
        .init("a 51st attachment of an order", 400, "files") { fixture in
            let files = (0...50).map { (header: "name=\"files\"; filename=\"\($0).txt\"", content: "x") }
            return fixture.post(input: fixture.goodInput, more: files)
        },
        .init("more than 30 MB", 413) { fixture in
            var request = fixture.post(input: fixture.goodInput)
            request.body += [UInt8](repeating: 0, count: 30 << 20)
            return request
        },
    ]

    @Test("reading", arguments: reading)
    func refusesReading(_ row: RefusedRequest) throws {
        try check(row)
    }

    @Test("an answer", arguments: posting)
    func refusesPosting(_ row: RefusedRequest) throws {
        try check(row)
    }

    private func check(_ row: RefusedRequest) throws {
        var fixture = try MiraklFixture()
        let answer = fixture.ask(row.request(fixture))
        #expect(answer.status == row.status)
        if let field = row.field {
            #expect(answer.body?["errors"]?.array?.first?["field"] == .string(field))
        } else {
            #expect(answer.body?["status"] == .integer(Int64(row.status)))
            #expect(answer.body?["message"]?.string?.isEmpty == false)
        }
        #expect(fixture.standIn.threads.first?.messages.count == 1)
        #expect(fixture.standIn.postCount == 0)
    }

    @Test("a customer whom the operator's thread leaves out")
    func unauthorizedCustomer() throws {
        var fixture = try MiraklFixture(author: .operator)
        let answer = fixture.ask(fixture.post(input: fixture.goodInput))
        #expect(answer.status == 400)
        #expect(answer.body?["errors"]?.array?.first?["field"] == "message_input.to")
    }
}
