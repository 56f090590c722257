import Domain
import Testing
import Wire

@testable import Marketplaces

@Suite("bol's orders, returns and parcels as they are read") struct BolOrderTests {
    private static func json(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

    private static let order = """
        {"orderId":"A2K8290LP8","pickupPoint":true,"orderPlacedDateTime":"2026-11-20T12:39:48+01:00",
         "shipmentDetails":{"firstName":"Billie","surname":"Jansen","language":"nl-BE","email":"2aaaaaaaaaaaaaaaaaaaaaaaaaaa@verkopen.bol.com"},
         "billingDetails":{"firstName":"Robin","surname":"Peeters","email":"2bbbbbbbbbbbbbbbbbbbbbbbbbbb@verkopen.bol.com"},
         "orderItems":[{"orderItemId":"2012345678","cancellationRequest":false,"fulfilment":{"method":"FBR","latestDeliveryDate":"2026-11-23"},
           "offer":{"reference":"SKU-1"},"product":{"ean":"8712345678906","title":"Lamp"},"quantity":2,"quantityShipped":1,"quantityCancelled":0,
           "unitPrice":12.99,"totalPrice":25.98}]}
        """

    @Test("an order becomes what the agent sees")
    func context() throws {
        let order = try #require(BolOrder(try Self.json(Self.order)))
        let context = order.context(tracking: ["TNT 3S1"], returns: [])
        #expect(context.number == "A2K8290LP8" && context.state == "to a pick-up point")
        #expect(context.createdAt == Timestamp(iso8601: "2026-11-20T11:39:48Z"))
        #expect(context.buyerName == "Billie Jansen" && context.buyerLanguage == "nl-BE")
        #expect(context.total == Money(minorUnits: 2598, currency: "EUR"))
        #expect(
            context.lines == [
                OrderContext.Line(
                    ids: ["2012345678"], title: "Lamp", sku: "SKU-1", quantity: 2,
                    price: Money(minorUnits: 1299, currency: "EUR"),
                    state: "shipped 1 of 2; to be delivered by 2026-11-23")
            ])
    }

    @Test("trap: the delivery's alias is the buyer's, not the invoice's")
    func alias() throws {
        #expect(
            BolOrder(try Self.json(Self.order))?.address?.text == "2aaaaaaaaaaaaaaaaaaaaaaaaaaa@verkopen.bol.com")
        #expect(BolOrder(try Self.json(#"{"orderId":"A2K8290LP8"}"#))?.address == nil)
    }

    @Test(
        "trap: the pick-up point is written in two ways",
        arguments: [
            (#"{"orderId":"A","pickupPoint":true}"#, true), (#"{"orderId":"A","pickUpPoint":true}"#, true),
            (#"{"orderId":"A","pickUpPoint":"true"}"#, true), (#"{"orderId":"A","pickupPoint":false}"#, false),
            (#"{"orderId":"A"}"#, false),
        ])
    func pickupPoint(text: String, expected: Bool) throws {
        #expect(BolOrder(try Self.json(text))?.isForPickupPoint == expected)
    }

    @Test("numbers as text, missing members and new kinds are read as far as they go")
    func tolerant() throws {
        let text = """
            {"orderId":1043946570,"new":{"x":[]},"orderItems":[{"orderItemId":2012345678,"quantity":"3","quantityShipped":"1",
             "unitPrice":"9.50","fulfilment":{"method":"NEW","timeFrameType":"NIGHT"},"cancellationRequest":"true"},{"quantity":1},"x"]}
            """
        let order = try #require(BolOrder(try Self.json(text)))
        #expect(order.id == "1043946570" && order.items.map(\.id) == ["2012345678"])
        #expect(order.items[0].quantity == 3 && order.items[0].shipped == 1 && order.items[0].isCancellationRequested)
        #expect(order.items[0].unitPrice == Money(minorUnits: 950, currency: "EUR"))
        #expect(order.context(tracking: [], returns: []).total == nil)
        for nothing in ["{}", "[]", "null", #"{"orderId":""}"#] { #expect(BolOrder(try Self.json(nothing)) == nil) }
    }

    @Test("trap: a return's item has a number of its own, which handling needs")
    func returnNumbers() throws {
        let text = """
            {"returnId":"9","registrationDateTime":"2026-11-20T12:00:00+01:00","returnItems":[
             {"rmaId":"31234567","orderId":"A2K8290LP8","ean":"8712345678906","expectedQuantity":1,"handled":true,
              "returnReason":{"mainReason":"Niet naar verwachting"},
              "processingResults":[{"quantity":1,"handlingResult":"RETURN_RECEIVED","processingDateTime":"2026-11-21T10:00:00Z"},
                                   {"quantity":4,"handlingResult":"EXCHANGE_PRODUCT","processingDateTime":"2026-11-21T10:00:00Z"}]},
             {"rmaId":"abc","orderId":"A2K8290LP8","ean":"1","quantity":2,"handled":false}]}
            """
        let items = BolReturn.items(try Self.json(text))
        #expect(items.map(\.rma) == [31_234_567, nil] && items.map(\.expected) == [1, 2])
        #expect(items[0].credited() == 1, "only what was received is paid back")
        #expect(items[0].credited(since: Timestamp(iso8601: "2026-11-22T00:00:00Z")) == 0)
        #expect(items[0].belongs(to: "A2K8290LP8", "8712345678906") && !items[0].belongs(to: "A2K8290LP8", nil))
    }

    @Test(
        "a parcel's newest event is shown, whatever their order",
        arguments: [
            (
                #"{"transport":{"transporterCode":"TNT","trackAndTrace":"3S1","transportEvents":[{"eventCode":"DELIVERED_AT_CUSTOMER","eventDateTime":"2026-11-22T17:21:07+02:00"},{"eventCode":"PRE_ANNOUNCED","eventDateTime":"2026-11-21T17:21:07+02:00"}]}}"#,
                "TNT 3S1 DELIVERED_AT_CUSTOMER 2026-11-22"
            ),
            (
                #"{"shipmentDateTime":"2026-11-21T10:00:00+01:00","transport":{"transporterCode":"DHL","transportEvents":{}}}"#,
                "DHL shipped 2026-11-21"
            ), ("{}", nil),
        ] as [(String, String?)])
    func parcel(text: String, expected: String?) throws {
        #expect(BolShipment(try Self.json(text)).tracking == expected)
    }

    @Test(
        "trap: order numbers are looked up as bol writes them",
        arguments: [
            ("a2k8290lp8", "A2K8290LP8"), (" A2K 8290LP8 ", "A2K8290LP8"), ("AOK8290LP8", "A0K8290LP8"),
            ("1043946570", "1043946570"), ("AO", "AO"), ("", ""),
        ])
    func orderNumber(typed: String, expected: String) {
        #expect(BolValue.orderID(OrderNumber(typed)) == expected)
    }

    @Test(
        "only an alias of bol's relay counts as one",
        arguments: [
            ("2xtgfty33eg23zsrlk6sxf6q76test@klantbericht.bol.com", true),
            ("2XTGFTY33EG23ZSRLK6SXF6Q76TEST@Verkopen.Bol.com", true), ("noreply@verkopen.bol.com", false),
            ("automail@klantbericht.bol.com", false), ("klantenservice@klantbericht.bol.com", false),
            ("2xtgfty33eg23zsrlk6sxf6q76test@partnerklantenservice.bol.com", false),
            ("2xtgfty33eg23zsrlk6sxf6q76test@bol.com", false),
            ("2xtgfty33eg23zsrlk6sxf6q76test@klantbericht.bol.com.evil.example", false),
            ("2xtgfty33eg23zsrlk6sxf6q76test@xklantbericht.bol.com", false),
            ("2xtgfty33eg23zsrlk6sxf6q76test@x.klantbericht.bol.com", false),
            ("2xtgfty33eg23zsrlk6sxf6q76+x@klantbericht.bol.com", false), ("anna@relay.example", true),
            ("No-Reply@relay.example", false), ("anna@privat.example", false),
        ])
    func isAlias(address: String, expected: Bool) throws {
        #expect(BolDomains.isAlias(try #require(EmailAddress(address)), further: ["Relay.example"]) == expected)
    }
}
