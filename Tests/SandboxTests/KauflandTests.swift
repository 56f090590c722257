import Domain
import Testing

@testable import Sandbox

@Suite("Kaufland carries out")
struct KauflandTests {
    /// Vectors of our own, beside the published one; computed with another program.
    @Test(
        "signatures",
        arguments: [
            (
                "POST", "https://sellerapi.kaufland.com/v2/units/", "", "1411055926",
                "da0b65f51c0716c1d3fa658b7eaf710583630a762a98c9af8e9b392bd9df2e2a"
            ),
            (
                "GET", "http://127.0.0.1:8080/kaufland/v2/tickets?sort=ts_updated_iso%3Adesc&limit=30", "",
                "1795162502",
                "ced9697fe58a92c9ff870e7317db4feee3f54138878f654ece1f40b6c5a62417"
            ),
            (
                "POST", "http://127.0.0.1:8080/kaufland/v2/tickets/00110123123/messages",
                #"{"text":"Grüße – Żółć €"}"#, "1795162502",
                "dd17400201ffa7323ce66ac7e0ffa369dcd72c322739269237e3e0933eee24ea"
            ),
        ])
    func signature(_ method: String, _ uri: String, _ body: String, _ time: String, _ expected: String) {
        let made = KauflandSignature.make(
            method: method, uri: uri, body: Array(body.utf8), timestamp: time, secret: KauflandFixture.secret)
        #expect(made == expected)
    }

    @Test("a signature at the edge of five minutes", arguments: [-300, 300])
    func clockEdge(_ seconds: Int64) throws {
        var fixture = try KauflandFixture()
        let request = KauflandFixture.request("GET", "status/ping", time: start + .seconds(seconds))
        #expect(fixture.ask(request).status == 200)
    }

    @Test("an answer: 201 without body, and the seller is no longer responsible")
    func answer() throws {
        var fixture = try KauflandFixture()
        let body = """
            {"text":"Ihr Paket\\nist unterwegs – Grüße","ticket_message_files":[{"filename":"a.pdf",\
            "mime_type":"application/pdf","data":"data:application/pdf;base64,JVBERi0xLjQK"}]}
            """
        let request = KauflandFixture.request("POST", "tickets/\(fixture.ticket)/messages", body: body)
        let response = try fixture.standIn.carryOut(request, now: start)
        #expect(response.status == 201)
        #expect(response.body.isEmpty)
        let detail = fixture.ask(
            KauflandFixture.request("GET", "tickets/\(fixture.ticket)?embedded=messages%2Cfiles%2Corder_units"))
        let ticket = try #require(detail.body?["data"])
        #expect(ticket["is_seller_responsible"] == false)
        #expect(ticket["messages"]?.array?.last?["author"]?["role"] == "seller")
        #expect(ticket["messages"]?.array?.last?["text"] == "Ihr Paket\nist unterwegs – Grüße")
        #expect(ticket["buyer"] == nil)
        let uri = try #require(ticket["files"]?.array?.first?["uri"]?.string)
        #expect(uri.hasPrefix("http://127.0.0.1:8080/kaufland/files/"))
        let file = Request(method: "GET", target: String(uri.dropFirst("http://127.0.0.1:8080".count)))
        #expect(try fixture.standIn.carryOut(file, now: start).body == Array("%PDF-1.4\n".utf8))
    }

    @Test("an interim notice leaves the seller responsible")
    func interim() throws {
        var fixture = try KauflandFixture()
        let body = #"{"text":"Wir prüfen das.","interim_notice":true}"#
        let request = KauflandFixture.request("POST", "tickets/\(fixture.ticket)/messages", body: body)
        #expect(fixture.ask(request).status == 201)
        #expect(fixture.standIn.tickets[0].isSellerResponsible)
        #expect(fixture.standIn.conversations[0].messages.last?.isInterim == true)
    }

    @Test("closing: once by the seller, then no more; a final closing takes no answer")
    func close() throws {
        var fixture = try KauflandFixture()
        let close = KauflandFixture.request("PATCH", "tickets/\(fixture.ticket)/close")
        #expect(fixture.ask(close).status == 204)
        #expect(fixture.standIn.tickets[0].status == .sellerClosed)
        #expect(fixture.ask(close).body?["type"] == "/problems/tickets/non-closable-by-seller")
        fixture.standIn.tickets[0].status = .finallyClosed
        #expect(fixture.ask(close).body?["type"] == "/problems/tickets/finally-closed")
        let message = KauflandFixture.request("POST", "tickets/\(fixture.ticket)/messages", body: #"{"text":"x"}"#)
        #expect(fixture.ask(message).body?["type"] == "/problems/tickets/finally-closed")
        fixture.standIn.tickets[0].status = .buyerClosed
        #expect(fixture.ask(close).status == 204)
        #expect(fixture.standIn.tickets[0].status == .bothClosed)
    }

    @Test("finds the ticket of an order, and keeps its zeros")
    func order() throws {
        var fixture = try KauflandFixture()
        let order = fixture.ask(KauflandFixture.request("GET", "orders/MB7UWLD"))
        let unit = try #require(order.body?["data"]?["order_units"]?.array?.first)
        let ticket = try #require(unit["tickets"]?.array?.first?["id_ticket"]?.string)
        #expect(ticket == fixture.ticket)
        #expect(ticket.hasPrefix("001") && ticket.utf8.count == 11)
        let number = try #require(unit["id_order_unit"]?.integer)
        let byUnit = fixture.ask(KauflandFixture.request("GET", "order-units/\(number)?embedded=tickets"))
        #expect(byUnit.body?["data"]?["tickets"]?.array?.count == 1)
    }

    @Test("lists tickets by status, time of change and page")
    func list() throws {
        var fixture = try KauflandFixture()
        for number in 0..<31 {
            var message = BuyerMessage(marketplace: .kaufland, language: "pl", name: "B", text: "Pytanie \(number)")
            message.order = "MAB1\(number + 100)"
            _ = try fixture.standIn.receive(message, now: start + .seconds(Int64(number)))
        }
        let first = fixture.ask(KauflandFixture.request("GET", "tickets?sort=ts_updated_iso%3Adesc")).body
        #expect(first?["data"]?.array?.count == 30)
        #expect(first?["pagination"] == ["offset": 0, "limit": 30, "total": 32])
        #expect(first?["data"]?.array?.first?["ts_updated_iso"] == .seconds(start + .seconds(30)))
        let second = fixture.ask(KauflandFixture.request("GET", "tickets?status=opened&offset=30"))
        #expect(second.body?["data"]?.array?.count == 2)
        let recent = "tickets?ts_updated_from_iso=\(Timestamp(seconds: (start + .seconds(30)).seconds))"
        #expect(fixture.ask(KauflandFixture.request("GET", recent)).body?["data"]?.array?.count == 1)
        #expect(fixture.ask(KauflandFixture.request("GET", "tickets?storefront=de")).body?["data"]?.array?.count == 1)
        let closed = KauflandFixture.request("GET", "tickets?status=seller_closed")
        #expect(fixture.ask(closed).body?["data"] == [])
    }

    @Test("storefronts and ping")
    func probes() throws {
        var fixture = try KauflandFixture()
        let storefronts = fixture.ask(KauflandFixture.request("GET", "info/storefront"))
        #expect(storefronts.body?["data"]?.array?.first == "de")
        let ping = fixture.ask(KauflandFixture.request("GET", "status/ping"))
        #expect(ping.body?["data"]?["message"] == "pong")
    }
}
