import Domain
import Testing

@testable import Sandbox

@Suite("Answers fit the published schemas", .enabled(if: PublishedSchema.folder != nil))
struct PublishedSchemaTests {
    private static let kauflandSchema = Result { try PublishedSchema("kaufland/openapi-seller-api-2.27.0.json") }

    @Test("the check finds missing, unknown and mistyped keys")
    func check() throws {
        let schema = try Self.kauflandSchema.get()
        let message: JSON = [
            "id_ticket_message": "1", "text": "x", "extra": 1, "author": ["role": "boss", "name": "y"],
        ]
        #expect(
            Set(schema.mistakes(in: message, as: "#/components/schemas/TicketMessage")) == [
                ".id_ticket is missing", ".ts_created_iso is missing", ".extra is not known",
                ".id_ticket_message is no integer: \"1\"", ".author.role: \"boss\"",
            ])
        #expect(schema.mistakes(in: message, as: "#/components/schemas/None").count == 1)
    }

    @Test(
        "Kaufland",
        arguments: [
            ("tickets", "CollectionApiResponse_Ticket_"),
            ("tickets/@T?embedded=messages,files,order_units,buyer,product", "ApiResponse_TicketWithEmbedded_"),
            ("orders/MB7UWLD", "ApiResponse_OrderDetails_"),
            ("orders/MSANDB1?embedded=order_invoices", "ApiResponse_OrderDetails_"),
            ("order-units/@U?embedded=tickets", "ApiResponse_OrderUnitDetails_"),
            ("info/storefront", "ApiResponse_string-Array_"), ("status/ping", "ApiResponse_PingMessage_"),
            ("tickets?limit=31", "ErrorResponse"), ("orders/M", "ErrorResponse"),
        ])
    func kaufland(_ target: String, _ name: String) throws {
        let schema = try Self.kauflandSchema.get()
        var fixture = try KauflandFixture()
        var more = BuyerMessage(marketplace: .kaufland, language: "de", name: "Käufer", text: "Foto")
        more.conversation = fixture.ticket
        more.attachments = [Attachment(name: "foto.jpg", type: "image/jpeg", bytes: [1])]
        _ = try fixture.standIn.receive(more, now: start + .seconds(1))
        let unit = fixture.standIn.tickets[0].orderUnits[0]
        let real = target.replacing("@T", with: fixture.ticket).replacing("@U", with: String(unit))
        let body = try #require(fixture.ask(KauflandFixture.request("GET", real)).body)
        #expect(schema.mistakes(in: body, as: "#/components/schemas/\(name)") == [])
    }

    @Test(
        "Mirakl",
        arguments: [
            ("inbox/threads/@T", "M10Response200"), ("inbox/threads?with_messages=true", "M11Response200"),
            ("inbox/threads", "M11Response200"), ("orders", "OR11Response200"), ("reasons", "RE01Response200"),
            ("account", "A01Response200"), ("platform/configuration", "PC01Response200"),
        ])
    func mirakl(_ target: String, _ name: String) throws {
        let schema = try PublishedSchema("mirakl/schemas/\(name).schema.json", isClosed: true)
        var fixture = try MiraklFixture()
        let file = (header: "name=\"files\"; filename=\"a.txt\"", content: "x")
        #expect(fixture.ask(fixture.post(input: fixture.goodInput, more: [file])).status == 201)
        let real = target.replacing("@T", with: fixture.thread)
        let body = try #require(fixture.ask(MiraklFixture.get(real)).body)
        #expect(schema.mistakes(in: body, as: "#/$defs/\(name)") == [])
    }

    @Test(
        "Amazon",
        arguments: [
            ("orders/2026-01-01/orders/@O", "orders_2026-01-01.json", "GetOrderResponse"),
            (
                "orders/2026-01-01/orders/@O?includedData=BUYER,PROCEEDS,FULFILLMENT,PACKAGES,CANCELLATION",
                "orders_2026-01-01.json",
                "GetOrderResponse"
            ),
            ("orders/2026-01-01/orders/x", "orders_2026-01-01.json", "ErrorList"),
            ("orders/v0/orders/@O", "ordersV0.json", "GetOrderResponse"),
            ("orders/v0/orders/@O/orderItems", "ordersV0.json", "GetOrderItemsResponse"),
            (
                "messaging/v1/orders/@O?marketplaceIds=A1PA6795UKMFR9", "messaging.json",
                "GetMessagingActionsForOrderResponse"
            ),
            (
                "messaging/v1/orders/@O/attributes?marketplaceIds=A1PA6795UKMFR9", "messaging.json",
                "GetAttributesResponse"
            ),
        ])
    func amazon(_ target: String, _ file: String, _ name: String) throws {
        let schema = try PublishedSchema("amazon/\(file)", isClosed: true)
        var fixture = try AmazonFixture()
        let body = try #require(fixture.ask(fixture.get(target.replacing("@O", with: fixture.order))).body)
        #expect(schema.mistakes(in: body, as: "#/definitions/\(name)") == [])
    }

    @Test(
        "bol",
        arguments: [
            ("retailer/orders?status=ALL", "retailer", "ReducedOrders"),
            ("retailer/orders/A2K8290LPR", "retailer", "Order"),
            ("retailer/returns", "retailer", "ReturnsResponse"), ("retailer/returns/@R", "retailer", "Return"),
            ("retailer/shipments?order-id=A2K8290LPR", "retailer", "ShipmentsResponse"),
            ("retailer/shipments/@S", "retailer", "Shipment"),
            ("retailer/retailers/current", "retailer", "RetailerInformationResponse"),
            ("retailer/shipments/invoices/requests?state=ALL", "retailer", "InvoiceRequestsResponse"),
            ("shared/process-status/@P", "shared", "ProcessStatus"),
            ("shared/process-status?entity-id=@I&event-type=CANCEL_ORDER", "shared", "ProcessStatusResponse"),
            ("retailer/orders/x", "retailer", "Problem"), ("retailer/returns?page=0", "retailer", "Problem"),
        ])
    func bol(_ target: String, _ file: String, _ name: String) throws {
        let schema = try PublishedSchema("bol/\(file)-api-v10.json", isClosed: true)
        var fixture = try BolFixture()
        var more = BuyerMessage(marketplace: .bol, language: "fr", name: "Camille", text: "Facture?")
        more.order = "A2K8290LPM"
        _ = try fixture.standIn.receive(more, now: start)
        let cancel = #"{"orderItems":[{"orderItemId":"\#(fixture.item)","reasonCode":"OTHER"}]}"#
        let promise = fixture.ask(fixture.request("PUT", "retailer/orders/cancellation", body: cancel)).body
        let process = try #require(promise?["processStatusId"]?.string)
        let real = target.replacing("@R", with: fixture.standIn.returns[0].id)
            .replacing("@S", with: fixture.standIn.orders[0].shipments[0].id).replacing("@P", with: process)
            .replacing("@I", with: fixture.item)
        let body = try #require(fixture.ask(fixture.request("GET", real), at: start + .seconds(1)).body)
        #expect(schema.mistakes(in: body, as: "#/components/schemas/\(name)") == [])
    }
}
