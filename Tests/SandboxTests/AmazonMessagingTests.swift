import Digests
import Domain
import Testing

@testable import Sandbox

@Suite("Amazon's first messages and uploads") struct AmazonMessagingTests {
    private static let shop = "marketplaceIds=A1PA6795UKMFR9"

    private func target(_ fixture: AmazonFixture, _ kind: String) -> String {
        "messaging/v1/orders/\(fixture.order)/messages/\(kind)?\(Self.shop)"
    }

    @Test(
        "refuse a body",
        arguments: [
            ("unexpectedProblem", #"{}"#), ("unexpectedProblem", #"{"text":""}"#), ("unexpectedProblem", #"[]"#),
            ("unexpectedProblem", #"{"text":"x","attachments":[]}"#), ("unexpectedProblem", #"{"rawMessageBody":"x"}"#),
            ("unexpectedProblem", #"{"text":"a@b.example"}"#), ("unexpectedProblem", #"{"text":"<b>x</b>"}"#),
            ("invoice", #"{}"#), ("invoice", #"{"attachments":[]}"#), ("invoice", #"{"text":"x","attachments":[]}"#),
            ("invoice", #"{"attachments":[{"id":"1","fileName":"a.pdf"}]}"#),
            ("invoice", #"{"attachments":[{"uploadDestinationId":"1","fileName":"a"}]}"#),
            ("invoice", #"{"attachments":[{"uploadDestinationId":"1","fileName":"a.pdf"}]}"#),
            ("confirmOrderDetails", #"{"text":"already sent"}"#),
        ])
    func refusals(kind: String, body: String) throws {
        var fixture = try AmazonFixture()
        let answer = fixture.ask(fixture.post(target(fixture, kind), body))
        #expect(answer.status == 400)
        #expect(answer.body?["errors"]?.array?.first?["code"] == "InvalidInput")
        #expect(fixture.standIn.postCount == 0)
    }

    @Test(
        "have a limit in characters",
        arguments: [
            ("unexpectedProblem", "302", 2000), ("confirmCustomizationDetails", "303", 800),
            ("digitalAccessKey", "303", 400),
        ])
    func limits(kind: String, group: String, longest: Int) throws {
        var fixture = try AmazonFixture(order: "\(group)-1234567-1234567")
        func body(_ count: Int) -> String { "{\"text\":\"\(String(repeating: "ü", count: count))\"}" }
        #expect(fixture.ask(fixture.post(target(fixture, kind), body(longest + 1))).status == 400)
        #expect(fixture.ask(fixture.post(target(fixture, kind), body(longest))).status == 201)
    }

    @Test("want JSON, a shop, and an operation that there is")
    func envelope() throws {
        var fixture = try AmazonFixture()
        let good = #"{"text":"x"}"#
        #expect(fixture.ask(fixture.post(target(fixture, "unexpectedProblem"), good, type: "text/plain")).status == 415)
        #expect(
            fixture.ask(fixture.post("messaging/v1/orders/\(fixture.order)/messages/unexpectedProblem", good)).status
                == 400)
        #expect(fixture.ask(fixture.post(target(fixture, "negativeFeedbackRemoval"), good)).status == 403)
    }

    @Test("take files that were uploaded for them, and no others")
    func uploads() throws {
        var fixture = try AmazonFixture()
        let content = "%PDF"
        let sum = base64(md5(content.utf8))
        let query =
            "\(Self.shop)&contentType=application/pdf&contentMD5=\(sum.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D"))"
        let resource = "uploads/2020-11-01/uploadDestinations/messaging/v1/orders/\(fixture.order)/messages"
        let destination = fixture.ask(fixture.post("\(resource)/invoice?\(query)", ""))
        #expect(destination.status == 201)
        let payload = try #require(destination.body?["payload"])
        let url = payload["url"]?.string
        let headers = [
            "content-md5": sum, "x-amz-server-side-encryption": "aws:kms", "content-type": "application/pdf",
        ]
        #expect(payload["headers"] == ["Content-MD5": .string(sum), "x-amz-server-side-encryption": "aws:kms"])

        #expect(
            fixture.ask(AmazonFixture.stored("PUT", url, headers.merging(["x-amz-access-token": "t"]) { $1 }, content))
                .status == 400)
        #expect(
            fixture.ask(AmazonFixture.stored("PUT", url, ["content-type": "application/pdf"], content)).status == 403)
        #expect(fixture.ask(AmazonFixture.stored("PUT", url, headers, "other")).status == 400)
        #expect(
            fixture.ask(
                AmazonFixture.stored("PUT", url?.replacing("Signature=", with: "Signature=x"), headers, content)
            ).status == 403)
        let late = fixture.ask(AmazonFixture.stored("PUT", url, headers, content), at: start + .seconds(900))
        #expect(late.status == 403)

        let id = payload["uploadDestinationId"]?.string ?? ""
        let body = "{\"attachments\":[{\"uploadDestinationId\":\"\(id)\",\"fileName\":\"a.pdf\"}]}"
        #expect(fixture.ask(fixture.post(target(fixture, "invoice"), body)).status == 400)
        #expect(fixture.ask(AmazonFixture.stored("PUT", url, headers, content)).status == 200)
        #expect(fixture.ask(fixture.post(target(fixture, "legalDisclosure"), body)).status == 400)
        #expect(fixture.ask(fixture.post(target(fixture, "invoice"), body)).status == 201)
        // Once an order.
        #expect(fixture.ask(fixture.post(target(fixture, "invoice"), body)).status == 400)
        let shown = try #require(fixture.standIn.conversations.first?.messages.last?.attachments.first)
        #expect(shown.name == "a.pdf" && fixture.standIn.attachment(shown.id)?.bytes == Array(content.utf8))
    }

    @Test(
        "refuse a checksum in hexadecimal",
        arguments: ["d41d8cd98f00b204e9800998ecf8427e", "", "1B2M2Y8AsgTpgAmY7PhCfg"])
    func checksum(sum: String) throws {
        var fixture = try AmazonFixture()
        let resource = "uploads/2020-11-01/uploadDestinations/messaging/v1/orders/\(fixture.order)/messages/invoice"
        #expect(fixture.ask(fixture.post("\(resource)?\(Self.shop)&contentMD5=\(sum)", "")).status == 400)
    }
}

@Suite("Amazon's feeds") struct AmazonFeedTests {
    private static let xml = "text/xml; charset=UTF-8"

    private static func envelope(_ type: String, _ content: String, seller: String = "A2SANDBOXSELLER") -> String {
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion>"
            + "<MerchantIdentifier>\(seller)</MerchantIdentifier></Header><MessageType>\(type)</MessageType>"
            + "<Message><MessageID>1</MessageID><\(type)>\(content)</\(type)></Message></AmazonEnvelope>"
    }

    private static func refund(_ amount: String, currency: String = "EUR", order: String = "302-1234567-1234567")
        -> String
    {
        "<AmazonOrderID>\(order)</AmazonOrderID><AdjustedItem><AmazonOrderItemCode>30212345671234567</AmazonOrderItemCode>"
            + "<AdjustmentReason>CustomerReturn</AdjustmentReason><ItemPriceAdjustments><Component><Type>Principal</Type>"
            + "<Amount currency=\"\(currency)\">\(amount)</Amount></Component></ItemPriceAdjustments></AdjustedItem>"
    }

    /// Status and report of a feed with this document.
    private func run(_ text: String, _ type: String, _ fixture: inout AmazonFixture) throws -> (
        status: String?, report: String
    ) {
        let made = fixture.ask(fixture.post("feeds/2021-06-30/documents", "{\"contentType\":\"\(Self.xml)\"}"))
        #expect(made.status == 201)
        let url = made.body?["url"]?.string
        #expect(fixture.ask(AmazonFixture.stored("PUT", url, ["content-type": "text/xml"], text)).status == 403)
        #expect(fixture.ask(AmazonFixture.stored("PUT", url, ["content-type": Self.xml], text)).status == 200)
        let id = made.body?["feedDocumentId"]?.string ?? ""
        let body =
            "{\"feedType\":\"\(type)\",\"marketplaceIds\":[\"A1PA6795UKMFR9\"],\"inputFeedDocumentId\":\"\(id)\"}"
        let feed = fixture.ask(fixture.post("feeds/2021-06-30/feeds", body))
        #expect(feed.status == 202)
        let path = "feeds/2021-06-30/feeds/\(feed.body?["feedId"]?.string ?? "")"
        #expect(fixture.ask(fixture.get(path)).body?["processingStatus"] == "IN_PROGRESS")
        let done = fixture.ask(fixture.get(path)).body
        var request = fixture.get("feeds/2021-06-30/documents/\(done?["resultFeedDocumentId"]?.string ?? "")")
        request.headers["host"] = "127.0.0.1:1"
        let document = fixture.ask(request).body
        let stored = try fixture.standIn.carryOut(AmazonFixture.stored("GET", document?["url"]?.string), now: start)
        return (done?["processingStatus"]?.string, String(decoding: stored.body, as: UTF8.self))
    }

    @Test("cancel what waits to be sent, once")
    func cancel() throws {
        var fixture = try AmazonFixture(order: "304-1234567-1234567")
        let content =
            "<AmazonOrderID>304-1234567-1234567</AmazonOrderID><StatusCode>Failure</StatusCode><Item>"
            + "<AmazonOrderItemCode>30412345671234567</AmazonOrderItemCode><CancelReason>BuyerCanceled</CancelReason></Item>"
        let text = Self.envelope("OrderAcknowledgement", content)
        let first = try run(text, "POST_ORDER_ACKNOWLEDGEMENT_DATA", &fixture)
        #expect(first.status == "DONE" && first.report.contains("<MessagesSuccessful>1<"))
        let order = fixture.ask(fixture.get("orders/2026-01-01/orders/\(fixture.order)?includedData=FULFILLMENT")).body
        #expect(order?["order"]?["fulfillment"]?["fulfillmentStatus"] == "CANCELLED")
        let second = try run(text, "POST_ORDER_ACKNOWLEDGEMENT_DATA", &fixture)
        #expect(second.report.contains("<MessagesWithError>1<"))
    }

    @Test(
        "refuse a refund",
        arguments: [
            (refund("0.00"), "18011"), (refund("1.000"), "18011"), (refund("1"), "18011"), (refund("9999.00"), "18012"),
            (refund("1.00", currency: "PLN"), "18012"), (refund("1.00", order: "302-9999999-9999999"), "18028"),
            (refund("1.00").replacing("CustomerReturn", with: "Mood"), "18005"),
            (refund("1.00").replacing("30212345671234567", with: "1"), "18029"),
            (refund("1.00").replacing("<Type>Principal</Type>", with: ""), "5003"),
            (refund("1.00").replacing("</Amount>", with: "</Sum>"), "5000"), (refund("a & b"), "5000"),
        ])
    func refusals(content: String, number: String) throws {
        var fixture = try AmazonFixture()
        let text = Self.envelope("OrderAdjustment", content)
        // Packed without compression, the report is readable in its file.
        let result = try run(text, "POST_PAYMENT_ADJUSTMENT_DATA", &fixture)
        #expect(result.status == (number.hasPrefix("5") ? "FATAL" : "DONE"))
        #expect(result.report.contains("<ResultMessageCode>\(number)<"))
    }

    @Test("of another seller or another type are broken")
    func envelopes() throws {
        var fixture = try AmazonFixture()
        let other = Self.envelope("OrderAdjustment", Self.refund("1.00"), seller: "OTHER")
        #expect(try run(other, "POST_PAYMENT_ADJUSTMENT_DATA", &fixture).status == "FATAL")
        let text = Self.envelope("OrderAdjustment", Self.refund("1.00"))
        #expect(try run(text, "POST_ORDER_ACKNOWLEDGEMENT_DATA", &fixture).status == "FATAL")
        #expect(try run(text, "POST_PAYMENT_ADJUSTMENT_DATA", &fixture).status == "DONE")
    }

    @Test(
        "refuse a start",
        arguments: [
            #"{}"#, #"{"feedType":"POST_PRODUCT_DATA","marketplaceIds":["A1PA6795UKMFR9"],"inputFeedDocumentId":"x"}"#,
            #"{"feedType":"POST_PAYMENT_ADJUSTMENT_DATA","marketplaceIds":["ATVPDKIKX0DER"],"inputFeedDocumentId":"x"}"#,
            #"{"feedType":"POST_PAYMENT_ADJUSTMENT_DATA","marketplaceIds":["A1PA6795UKMFR9"],"inputFeedDocumentId":"x"}"#,
            #"{"feedType":"POST_PAYMENT_ADJUSTMENT_DATA","marketplaceIds":[],"inputFeedDocumentId":"x","more":1}"#,
        ])
    func starts(body: String) throws {
        var fixture = try AmazonFixture()
        #expect(fixture.ask(fixture.post("feeds/2021-06-30/feeds", body)).status == 400)
        #expect(fixture.ask(fixture.get("feeds/2021-06-30/feeds/1")).status == 404)
        #expect(fixture.ask(fixture.get("feeds/2021-06-30/documents/1")).status == 404)
    }
}
