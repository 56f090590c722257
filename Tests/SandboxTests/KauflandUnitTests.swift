import Domain
import Testing

@testable import Sandbox

/// Units of the orders that nobody wrote about.
private let sent = "314568000000101"
private let unsent = "314568000000201"
private let notOurs = "314568000000401"

@Suite("Kaufland's orders and their units") struct KauflandUnitTests {
    @Test(
        "refuses",
        arguments: [
            ("PATCH", "order-units/\(sent)/refund", #"{"amount":0,"reason":"defect"}"#, 400, "amount"),
            ("PATCH", "order-units/\(sent)/refund", #"{"amount":"5","reason":"defect"}"#, 400, "amount"),
            ("PATCH", "order-units/\(sent)/refund", #"{"amount":5}"#, 400, "reason"),
            ("PATCH", "order-units/\(sent)/refund", #"{"amount":5,"reason":"because"}"#, 400, "reason"),
            ("PATCH", "order-units/\(sent)/refund", #"{"amount":5,"reason":"defect","x":1}"#, 400, "x"),
            ("PATCH", "order-units/\(sent)/refund", #"{"amount":5995,"reason":"defect"}"#, 400, nil),
            ("PATCH", "order-units/\(unsent)/refund", #"{"amount":5,"reason":"defect"}"#, 400, nil),
            ("PATCH", "order-units/\(notOurs)/refund", #"{"amount":5,"reason":"defect"}"#, 400, nil),
            ("PATCH", "order-units/1/refund", #"{"amount":5,"reason":"defect"}"#, 404, nil),
            ("PATCH", "order-units/\(unsent)/cancel", #"{"reason":"defect"}"#, 400, "reason"),
            ("PATCH", "order-units/\(sent)/cancel", #"{"reason":"NoInventory"}"#, 400, nil),
            ("PATCH", "order-units/\(notOurs)/cancel", #"{"reason":"NoInventory"}"#, 403, nil),
            ("POST", "tickets", #"{"id_order_unit":[],"reason":"contact_other","message":"x"}"#, 400, "id_order_unit"),
            (
                "POST", "tickets", #"{"id_order_unit":["\#(sent)"],"reason":"contact_other","message":"x"}"#, 400,
                "id_order_unit"
            ),
            (
                "POST", "tickets", #"{"id_order_unit":[\#(sent),\#(unsent)],"reason":"contact_other","message":"x"}"#,
                400,
                "id_order_unit"
            ),
            ("POST", "tickets", #"{"id_order_unit":[\#(sent)],"reason":"other","message":"x"}"#, 400, "reason"),
            ("POST", "tickets", #"{"id_order_unit":[\#(sent)],"reason":"contact_other","message":""}"#, 400, "message"),
            ("POST", "tickets", #"{"id_order_unit":[1],"reason":"contact_other","message":"x"}"#, 404, nil),
            ("POST", "tickets", #"{"id_order_unit":[\#(notOurs)],"reason":"contact_other","message":"x"}"#, 403, nil),
            (
                "POST", "order-invoices/MSANDB1",
                #"{"original_name":"a.pdf","mime_type":"application/pdf","data":"%"}"#,
                400, "data"
            ),
            (
                "POST", "order-invoices/MNONE01",
                #"{"original_name":"a.pdf","mime_type":"application/pdf","data":"eA=="}"#,
                404, nil
            ),
        ] as [(String, String, String, Int, String?)])
    func refuses(_ method: String, _ target: String, _ body: String, _ status: Int, _ field: String?) throws {
        var fixture = try KauflandFixture()
        let answer = fixture.ask(KauflandFixture.request(method, target, body: body))
        #expect(answer.status == status)
        #expect(answer.body?["errors"]?.array?.first?["field"]?.string == field)
        #expect(fixture.standIn.tickets.count == 1)
        #expect(fixture.standIn.sales.flatMap(\.units).allSatisfy { $0.refunded == 0 && $0.status != "cancelled" })
    }

    @Test("opens a ticket that waits for the buyer, and shows it at each unit")
    func opens() throws {
        var fixture = try KauflandFixture()
        let body =
            #"{"id_order_unit":[314568000000101,314568000000102],"reason":"product_defect","message":"Guten Tag"}"#
        let request = KauflandFixture.request("POST", "tickets", body: body)
        let response = try fixture.standIn.carryOut(request, now: start)
        #expect(response.status == 201)
        let id = try #require(JSON(parsing: response.body)?["data"]?["id_ticket"]?.string)
        #expect(response.headers.contains { $0 == ("Location", "/v2/tickets/\(id)") })
        let ticket = fixture.ask(KauflandFixture.request("GET", "tickets/\(id)?embedded=messages")).body?["data"]
        #expect(ticket?["is_seller_responsible"] == false && ticket?["ids_order_units"]?.array?.count == 2)
        let order = fixture.ask(KauflandFixture.request("GET", "orders/MSANDB1")).body?["data"]
        let counts = order?["order_units"]?.array?.map { $0["tickets"]?.array?.count }
        #expect(counts == [1, 1, 0])
    }

    @Test("hides what Kaufland fulfils unless it is asked for, and lets the seller not act there")
    func fulfilled() throws {
        var fixture = try KauflandFixture()
        var message = BuyerMessage(marketplace: .kaufland, language: "de", name: "B", text: "Wo?")
        message.order = "MSANDK1"
        let id = try fixture.standIn.receive(message, now: start).conversation.id
        func count(_ query: String) -> Int? {
            fixture.ask(KauflandFixture.request("GET", "tickets\(query)")).body?["data"]?.array?.count
        }
        #expect(count("") == 1)
        #expect(count("?fulfillment_type=fulfilled_by_kaufland") == 1)
        #expect(count("?fulfillment_type=fulfilled_by_kaufland%2Cfulfilled_by_merchant") == 2)
        let close = fixture.ask(KauflandFixture.request("PATCH", "tickets/\(id)/close"))
        #expect(close.body?["type"] == "/problems/tickets/fbk-action-restriction")
    }
}
