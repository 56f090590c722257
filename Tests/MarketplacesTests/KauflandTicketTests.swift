import Domain
import Testing
import Wire

@testable import Marketplaces

@Suite("Kaufland's tickets") struct KauflandTicketTests {
    @Test("a ticket as the API returns it")
    func reads() throws {
        let conversation = try ticket().conversation
        #expect(conversation.thread == "00110123123")
        #expect(conversation.order == "MB7UWLD")
        #expect(conversation.topic == "delivery not received")
        #expect(conversation.buyerLanguage == "de")
        #expect(conversation.messages.map(\.role) == [.buyer, .buyer, .operator])
        #expect(
            conversation.messages[1].attachments == [
                AttachmentReference(handle: "https://f.example/1", name: "foto.jpg")
            ])
        #expect(conversation.messages[2].attachments.map(\.name) == ["alt.pdf"], "near no message: to the newest")
        #expect(conversation.statesReplyNeeded && !conversation.isClosed)
    }

    @Test("the clock starts with the buyer's first message behind the seller's last one")
    func clock() throws {
        let buyer =
            #"{"id_ticket_message":1,"author":{"role":"buyer","name":"K"},"text":"a","ts_created_iso":"2026-11-20T08:00:00Z"}"#
        let seller =
            #"{"id_ticket_message":2,"author":{"role":"seller","name":"S"},"text":"b","ts_created_iso":"2026-11-20T09:00:00Z"}"#
        let again =
            #"{"id_ticket_message":3,"author":{"role":"buyer","name":"K"},"text":"c","ts_created_iso":"2026-11-20T10:00:00Z"}"#
        let more =
            #"{"id_ticket_message":4,"author":{"role":"buyer","name":"K"},"text":"d","ts_created_iso":"2026-11-20T11:00:00Z"}"#
        func since(_ messages: [String], status: String = "opened", responsible: Bool = true) throws -> String? {
            try ticket(messages: messages, status: status, responsible: responsible).replyNeededSince?.description
        }
        #expect(try since([buyer]) == "2026-11-20T08:00:00Z")
        #expect(try since([buyer, seller, again, more]) == "2026-11-20T10:00:00Z")
        #expect(try since([more, again, seller, buyer]) == "2026-11-20T10:00:00Z")
        #expect(
            try since([buyer, seller]) == "2026-11-20T09:40:11Z", "an interim notice leaves the seller responsible")
        #expect(try since([buyer], responsible: false) == nil)
        #expect(try since([buyer], status: "both_closed") == nil)
    }

    @Test("a file near no message goes to the newest one that is not the seller's")
    func looseFile() throws {
        let buyer = message(1, "buyer", "a", "2026-11-22T08:00:00Z")
        let again = message(2, "buyer", "b", "2026-11-23T08:00:00Z")
        let seller = message(3, "seller", "c", "2026-11-24T08:00:00Z")
        func names(_ messages: [String]) throws -> [[String]] {
            try ticket(messages: messages).conversation.messages.map { $0.attachments.map(\.name) }
        }
        #expect(try names([buyer, again, seller]) == [[], ["foto.jpg", "alt.pdf"], []])
        #expect(try names([seller]) == [["foto.jpg", "alt.pdf"]])
        #expect(try names([]) == [])
    }

    @Test("a system message that reports something is no message of the buyer")
    func system() throws {
        let report =
            #"{"id_ticket_message":1,"author":{"role":"system","name":"Kaufland"},"text":"Das Ticket wurde geschlossen.","ts_created_iso":"2016-05-06 23:07:41"}"#
        #expect(try ticket(messages: [report]).conversation.messages.map(\.role) == [.system])
    }

    @Test("an order's tickets: open ones first, then the newest, each once")
    func order() throws {
        let json = try JSON(
            parsing: Array(
                """
                {"id_order":"MB7UWLD","order_units":[
                 {"price":5900,"currency":"EUR","status":"sent","id_offer":"AB","shipping_rate":390,"tickets":[
                  {"id_ticket":"0010000001","status":"both_closed","ts_updated_iso":"2026-11-21T00:00:00Z"},
                  {"id_ticket":"0010000002","status":"opened","ts_updated_iso":"2026-11-01T00:00:00Z"}]},
                 {"price":5900,"currency":"EUR","status":"sent","id_offer":"AB","shipping_rate":0,"tickets":[
                  {"id_ticket":"0010000002","status":"opened","ts_updated_iso":"2026-11-01T00:00:00Z"},
                  {"id_ticket":"0010000003","status":"seller_closed","ts_updated_iso":"2026-11-22T00:00:00Z"}]}]}
                """.utf8))
        let order = KauflandOrder(json)
        #expect(order.tickets == ["0010000002", "0010000003", "0010000001"])
        let context = order.context(number: "MB7UWLD")
        #expect(context.lines.map(\.quantity) == [2])
        #expect(context.total == Money(minorUnits: 12_190, currency: "EUR"))
        #expect(context.state == "sent")
    }

    @Test("an answer is found by author, number, time and text")
    func readBack() throws {
        let messages = [
            message(5, "seller", "Gruß  aus\\nKöln", "2025-11-24T15:59:00Z"),
            message(6, "buyer", "Gruß aus Köln", "2025-11-24T16:01:00Z"),
            message(7, "seller", "Gruß aus Köln ", "2025-11-24T16:02:00Z"),
        ]
        let ticket = try ticket(messages: messages)
        var post = Post(thread: "00110123123", order: nil, text: "Gruß aus Köln", intendedAt: noon, key: "k")
        #expect(KauflandReadBack.find(post, in: ticket)?.id == 5, "white space does not count")
        post.lastKnown = "5"
        #expect(KauflandReadBack.find(post, in: ticket)?.id == 7)
        post.lastKnown = "7"
        #expect(KauflandReadBack.find(post, in: ticket) == nil)
        post.lastKnown = nil
        post.intendedAt = noon + .seconds(3600)
        #expect(KauflandReadBack.find(post, in: ticket) == nil, "an older answer with the same words is another answer")
        post.intendedAt = noon
        post.text = "Gruss aus Köln"
        #expect(KauflandReadBack.find(post, in: ticket) == nil)
    }

    private func message(_ id: Int, _ role: String, _ text: String, _ date: String) -> String {
        #"{"id_ticket_message":\#(id),"author":{"role":"\#(role)","name":"x"},"text":"\#(text)","ts_created_iso":"\#(date)"}"#
    }

    private func ticket(
        messages: [String]? = nil, status: String = "opened", responsible: Bool = true
    ) throws -> KauflandTicket {
        let messages =
            messages ?? [
                message(64_123_123, "buyer", "Wo bleibt mein Paket?", "2026-11-20T08:15:02Z"),
                message(
                    64_123_190, "system", "Der Kunde hat folgende Nachricht hinterlassen: Bitte!",
                    "2026-11-20T09:40:11Z"),
                message(64_123_191, "customer_service", "Bitte antworten.", "sometime"),
            ]
        let json = """
            {"id_ticket":"00110123123","ids_order_units":[314567896580917],"ts_created_iso":"2026-11-20T08:15:02Z",
             "ts_updated_iso":"2026-11-20T09:40:11Z","status":"\(status)","open_reason":"product_not_delivered",
             "topic":"delivery_not_received","is_seller_responsible":\(responsible),"brand_new":{"x":[1]},
             "messages":[\(messages.joined(separator: ","))],"order_units":[{"id_order":"MB7UWLD"}],
             "files":[{"filename":"foto.jpg","ts_created_iso":"2026-11-20T09:40:10Z","uri":"https://f.example/1"},
              {"filename":"alt.pdf","ts_created_iso":"2026-11-19T09:40:10Z","uri":"https://f.example/2"}],
             "storefront":"de"}
            """
        return try #require(KauflandTicket(try JSON(parsing: Array(json.utf8))))
    }
}
