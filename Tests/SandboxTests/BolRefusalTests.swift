import Domain
import LMTP
import Testing

@testable import Sandbox

@Suite("bol refuses") struct BolRefusalTests {
    private static func cancel(_ item: String, _ reason: String = "OTHER") -> String {
        #"{"orderItems":[{"orderItemId":"\#(item)","reasonCode":"\#(reason)"}]}"#
    }

    @Test(
        "a token for",
        arguments: [
            ("authorization", "Basic eDp5", 401, "invalid_client"), ("authorization", "", 401, "invalid_client"),
            ("content-type", "application/json", 400, "invalid_request"), ("accept", "*/*", 406, "invalid_request"),
            ("body", "grant_type=password", 400, "unsupported_grant_type"), ("body", "", 400, "invalid_request"),
            ("body", "grant_type=client_credentials&client_id=x", 400, "invalid_request"),
        ])
    func token(field: String, value: String, status: Int, code: String) throws {
        var fixture = try BolFixture()
        let answer = fixture.ask(
            BolFixture.tokenRequest { request in
                if field == "body" { request.body = Array(value.utf8) } else { request.headers[field] = value }
            })
        #expect(answer.status == status && answer.body?["error"]?.string == code)
    }

    @Test("a token after 299 seconds, and one of nobody")
    func expiry() throws {
        var fixture = try BolFixture()
        let probe = fixture.request("GET", "retailer/retailers/current")
        #expect(fixture.ask(probe, at: start + .seconds(298)).status == 200)
        let late = fixture.ask(probe, at: start + .seconds(299))
        #expect(late.status == 401 && late.body?["title"]?.string == "Expired JWT")
        fixture.token = "x"
        #expect(fixture.ask(fixture.request("GET", "retailer/retailers/current")).status == 401)
    }

    @Test(
        "what is not asked as bol wants it",
        arguments: [
            ("GET", "retailer/orders/A2K8290LP9", "", nil, 404),
            ("GET", "retailer/orders/A2K8290LPR?page=1", "", nil, 400),
            ("GET", "retailer/returns?handled=yes", "", nil, 400), ("GET", "retailer/returns?page=0", "", nil, 400),
            ("GET", "retailer/shipments?order-id=A2K8290LPR&fulfilment-method=FBR", "", nil, 400),
            ("GET", "retailer/orders?change-interval-minute=61", "", nil, 400),
            ("GET", "retailer/questions", "", nil, 404), ("DELETE", "retailer/orders/A2K8290LPR", "", nil, 405),
            ("GET", "shared/process-status", "", nil, 400),
            ("GET", "shared/process-status?entity-id=1&event-type=DANCE", "", nil, 400),
            ("GET", "shared/process-status/1", "", nil, 404),
            ("PUT", "retailer/orders/cancellation", "{}", nil, 400),
            ("PUT", "retailer/orders/cancellation", cancel("1"), nil, 400),
            ("PUT", "retailer/orders/cancellation", cancel("@I", "BORED"), nil, 400),
            ("PUT", "retailer/orders/cancellation", cancel("@I"), "application/json", 415),
            ("PUT", "retailer/returns/abc", #"{"handlingResult":"RETURN_RECEIVED","quantityReturned":1}"#, nil, 400),
            ("PUT", "retailer/returns/1", #"{"handlingResult":"RETURN_RECEIVED","quantityReturned":0}"#, nil, 400),
            ("PUT", "retailer/returns/1", #"{"handlingResult":"RETURN_RECEIVED","quantityReturned":"1"}"#, nil, 400),
            (
                "POST", "retailer/returns",
                #"{"orderItemId":"@I","quantityReturned":1,"handlingResult":"RETURN_RECEIVED"}"#, nil, 415
            ),
            (
                "POST", "retailer/returns",
                #"{"orderItemId":"@I","quantityReturned":1,"handlingResult":"STILL_APPROVED"}"#, "application/json", 400
            ),
            ("POST", "retailer/shipments/invoices/1", "x", "multipart/form-data; boundary=b", 400),
            ("POST", "retailer/shipments/invoices/1", "x", "application/pdf", 415),
        ] as [(String, String, String, String?, Int)])
    func request(method: String, target: String, body: String, type: String?, status: Int) throws {
        var fixture = try BolFixture()
        let real = body.replacing("@I", with: fixture.item)
        let request = fixture.request(method, target, body: real, type: type ?? BolStandIn.mediaType)
        let answer = fixture.ask(request)
        #expect(answer.status == status)
        #expect(answer.body?["status"]?.integer == Int64(status), "a problem object")
        #expect(fixture.standIn.processes.isEmpty)
    }

    @Test("an answer of another type is not given")
    func accept() throws {
        var fixture = try BolFixture()
        let request = fixture.request("GET", "retailer/retailers/current") { $0.headers["accept"] = "application/json" }
        #expect(fixture.ask(request).status == 406)
    }

    @Test("the ninth look at an order within a minute, and tells how many are left before")
    func rate() throws {
        var fixture = try BolFixture()
        let request = fixture.request("GET", "retailer/orders/A2K8290LPR")
        var left: [String] = []
        for _ in 0..<8 {
            #expect(fixture.ask(request).status == 200)
            let fields = fixture.standIn.headers(for: 200, operation: "get-order")
            left.append(fields.first { $0.name == "X-RateLimit-Remaining" }?.value ?? "")
        }
        #expect(left == ["7", "6", "5", "4", "3", "2", "1", "0"])
        #expect(fixture.ask(request, at: start + .seconds(20)).status == 429)
        let fields = fixture.standIn.headers(for: 429, operation: "get-order")
        #expect(fields.first { $0.name == "X-RateLimit-Reset" }?.value == "40")
        #expect(fixture.ask(request, at: start + .seconds(60)).status == 200)
    }

    @Test("a server's fault is a page in HTML")
    func serverFault() throws {
        let response = try BolFixture().standIn.response(to: Refusal(503, "down"))
        #expect(response.headers.first?.value == "text/html" && JSON(parsing: response.body) == nil)
    }

    @Test("work is promised first and ends a moment later; an empty list is an empty object")
    func work() throws {
        var fixture = try BolFixture("A2K8290LPU")
        #expect(fixture.ask(fixture.request("GET", "retailer/returns")).body == [:])
        let request = fixture.request("PUT", "retailer/orders/cancellation", body: Self.cancel(fixture.item))
        let promise = fixture.ask(request)
        #expect(promise.status == 202 && promise.body?["status"]?.string == "PENDING")
        let id = try #require(promise.body?["processStatusId"]?.string)
        let look = fixture.request("GET", "shared/process-status/\(id)")
        #expect(fixture.ask(look).body?["status"]?.string == "PENDING")
        #expect(fixture.ask(look, at: start + .seconds(1)).body?["status"]?.string == "SUCCESS")
        #expect(fixture.standIn.orders[0].items[0].cancelled == 2)
        _ = fixture.ask(request, at: start + .seconds(2))
        let search = fixture.request(
            "GET", "shared/process-status?entity-id=\(fixture.item)&event-type=CANCEL_ORDER")
        let all = fixture.ask(search, at: start + .seconds(3)).body?["processStatuses"]?.array ?? []
        #expect(all.map { $0["status"]?.string } == ["FAILURE", "SUCCESS"])
    }

    @Test(
        "a mail",
        arguments: [
            ("other@seller.example", "shop@seller.example", "", 550),
            ("shop@seller.example", "other@seller.example", "", 550), ("", "shop@seller.example", "", 550),
            ("shop@seller.example", "shop@seller.example", "noreply@verkopen.bol.com", 550),
            ("shop@seller.example", "shop@seller.example", "2nobody@klantbericht.bol.com", 550),
        ])
    func mail(_ envelope: String, _ header: String, _ recipient: String, _ code: Int) throws {
        var fixture = try BolFixture()
        let to = recipient.isEmpty ? fixture.relay : try #require(EmailAddress(recipient))
        let mail = Array("From: \(header)\r\nSubject: Re: x\r\nMessage-ID: <a@b>\r\n\r\nHallo".utf8)
        let error = #expect(throws: SMTPReply.self) {
            try fixture.standIn.relay(mail, from: EmailAddress(envelope), to: to, now: start)
        }
        #expect(error?.code == code && fixture.standIn.postCount == 0)
    }
}
