import Domain
import Testing

@testable import Sandbox

@Suite("Amazon's interface")
struct AmazonTests {
    @Test(
        "refuses a token",
        arguments: [
            (
                "invalid_client",
                ["grant_type=refresh_token", "refresh_token=Atzr%7C1", "client_id=x", "client_secret=y"]
            ),
            (
                "invalid_grant",
                ["grant_type=refresh_token", "refresh_token=x", "client_id=amzn1.app", "client_secret=hush"]
            ),
            ("invalid_request", ["grant_type=refresh_token", "client_id=amzn1.app", "client_secret=hush"]),
            ("invalid_request", AmazonFixture.form + ["scope=sellingpartnerapi::notifications"]),
            ("invalid_request", AmazonFixture.form + ["state=x"]),
            ("invalid_request", ["grant_type=password", "client_id=amzn1.app", "client_secret=hush"]),
            (
                "invalid_scope",
                ["grant_type=client_credentials", "scope=all", "client_id=amzn1.app", "client_secret=hush"]
            ),
        ])
    func tokenRefusal(_ error: String, _ fields: [String]) throws {
        var fixture = try AmazonFixture()
        let answer = fixture.ask(AmazonFixture.tokenRequest(fields))
        #expect(answer.status == (error == "invalid_client" ? 401 : 400))
        #expect(answer.body?["error"] == .string(error))
        #expect(answer.body?["error_description"]?.string?.isEmpty == false)
    }

    @Test("refuses a token request that is no form")
    func tokenForm() throws {
        var fixture = try AmazonFixture()
        let request = AmazonFixture.tokenRequest(AmazonFixture.form, type: "application/json")
        #expect(fixture.ask(request).body?["error"] == "invalid_request")
    }

    @Test("shows an order with the data sets that were asked for")
    func order() throws {
        var fixture = try AmazonFixture()
        let plain = fixture.ask(fixture.get("orders/2026-01-01/orders/\(fixture.order)"))
        #expect(plain.status == 200)
        #expect(plain.body?["order"]?["buyer"] == nil)
        #expect(plain.body?["order"]?["orderItems"]?.array?.first?["quantityOrdered"] == 1)
        let full = fixture.ask(
            fixture.get("orders/2026-01-01/orders/\(fixture.order)?includedData=BUYER,PROCEEDS,FULFILLMENT"))
        #expect(full.body?["order"]?["buyer"] == ["buyerName": "Zofia"])
        #expect(full.body?["order"]?["fulfillment"]?["fulfilledBy"] == "MERCHANT")
    }

    @Test("tells the buyer's language and the actions of an order")
    func messaging() throws {
        var fixture = try AmazonFixture()
        let base = "messaging/v1/orders/\(fixture.order)"
        let attributes = fixture.ask(fixture.get("\(base)/attributes?marketplaceIds=A1PA6795UKMFR9"))
        #expect(attributes.body?["buyer"]?["locale"] == "pl-PL")
        let actions = fixture.ask(fixture.get("\(base)?marketplaceIds=A1PA6795UKMFR9"))
        #expect(actions.body?["_links"]?["actions"]?.array?.isEmpty == false)
        #expect(fixture.ask(fixture.get(base)).status == 400)
    }

    @Test(
        "refuses an order",
        arguments: [
            ("TEST_CASE_400", 400, "InvalidInput"), ("302-9999999-9999999", 404, "NotFound"),
            ("302-1234567-1234567?includedData=EVERYTHING", 400, "InvalidInput"),
            ("302-1234567-1234567?included=BUYER", 400, "InvalidInput"),
        ])
    func orderRefusal(_ target: String, _ status: Int, _ code: String) throws {
        var fixture = try AmazonFixture()
        let answer = fixture.ask(fixture.get("orders/2026-01-01/orders/\(target)"))
        #expect(answer.status == status)
        #expect(answer.body?["errors"]?.array?.first?["code"] == .string(code))
    }

    @Test("refuses whoever has no token, an old one, or no name")
    func access() throws {
        var fixture = try AmazonFixture()
        let good = fixture.get("orders/2026-01-01/orders/\(fixture.order)")
        var request = good
        request.headers["x-amz-access-token"] = nil
        #expect(fixture.ask(request).status == 403)
        request.headers["x-amz-access-token"] = "Atza|x"
        #expect(fixture.ask(request).status == 403)
        #expect(fixture.ask(good, at: start + .seconds(3599)).status == 200)
        #expect(fixture.ask(good, at: start + .seconds(3600)).status == 403)
        request = good
        request.headers["user-agent"] = "curl/7.88"
        #expect(fixture.ask(request).status == 400)
        request = good
        request.headers["x-amz-date"] = "2026-11-20"
        #expect(fixture.ask(request).status == 400)
        #expect(fixture.ask(fixture.get("orders/v9")).status == 403)
    }
}
