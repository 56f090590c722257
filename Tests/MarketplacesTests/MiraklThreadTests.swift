import Domain
import Testing
import Wire

@testable import Marketplaces

@Suite("Mirakl's conversations") struct MiraklThreadTests {
    @Test("a thread as M10 returns it")
    func reads() throws {
        let thread = try thread(since: #""2026-11-20T08:15:02.264Z""#)
        #expect(thread.order == "2500000001-A")
        let conversation = thread.conversation(reasons: ["31": "Frage zur Lieferung"])
        #expect(conversation.topic == "Frage zur Lieferung")
        #expect(conversation.buyerName == "Erika M.")
        #expect(conversation.messages.map(\.role) == [.buyer, .seller, .operator, .system])
        #expect(conversation.messages.first?.text == "Guten Tag,\nwann wird geliefert?")
        #expect(
            conversation.messages.first?.attachments == [
                AttachmentReference(handle: "f1", name: "rechnung_ü.pdf", size: 48_211)
            ])
        #expect(conversation.replyNeededSince == Timestamp(iso8601: "2026-11-20T08:15:02.264Z"))
        #expect(conversation.statesReplyNeeded)
        #expect(thread.conversation(reasons: [:]).topic == "31")
    }

    @Test("no answer owed is not the same as not stated")
    func replyNeeded() throws {
        let none = try thread(since: "null")
        #expect(none.statesReplyNeeded && none.replyNeededSince == nil)
        let silent = try thread(since: nil)
        #expect(!silent.statesReplyNeeded)
    }

    @Test("a thread without its id is none, one with nothing else is one")
    func minimal() throws {
        #expect(MiraklThread(["topic": ["type": "FREE_TEXT"]]) == nil)
        let thread = try #require(MiraklThread(["id": "x"]))
        #expect(thread.messages.isEmpty && thread.order == nil)
    }

    @Test("the thread is chosen whose newest message from outside is nearest before the mail")
    func choice() throws {
        func thread(_ id: String, updated: String, foreign: String) throws -> MiraklThread {
            try #require(
                MiraklThread([
                    "id": .string(id), "date_updated": .string(updated),
                    "messages": [["id": "m", "from": ["type": "CUSTOMER_USER"], "date_created": .string(foreign)]],
                ]))
        }
        let threads = [
            try thread("a", updated: "2026-11-20T08:00:00Z", foreign: "2026-11-20T08:00:00Z"),
            try thread("b", updated: "2026-11-20T12:00:00Z", foreign: "2026-11-20T10:00:00Z"),
            try thread("c", updated: "2026-11-20T11:00:00Z", foreign: "2026-11-20T11:00:00Z"),
        ]
        func first(_ date: String?) -> [String] {
            MiraklThreadChoice.ordered(threads, notifiedAt: date.flatMap { Timestamp(iso8601: $0) }).map(\.id)
        }
        #expect(first("2026-11-20T10:00:30Z") == ["b", "c", "a"])
        #expect(first("2026-11-20T10:49:59Z") == ["b", "c", "a"])
        #expect(first("2026-11-20T10:50:00Z") == ["c", "b", "a"], "the clocks may be ten minutes apart")
        #expect(first("2026-11-20T07:00:00Z") == ["b", "c", "a"], "none fits: by the last change")
        #expect(first(nil) == ["b", "c", "a"])
    }

    @Test("who wrote last gets the answer")
    func recipients() throws {
        let buyer = MiraklThread.Participant(type: "CUSTOMER", id: "CUST-4711", name: "Erika M.")
        let staff = MiraklThread.Participant(type: "OPERATOR", id: nil, name: "Conrad")
        func thread(_ messages: [JSON], authorized: [JSON]) throws -> MiraklThread {
            try #require(
                MiraklThread(["id": "t", "authorized_participants": .array(authorized), "messages": .array(messages)]))
        }
        func message(_ type: String, to: JSON..., hour: Int) -> JSON {
            [
                "id": "m", "from": ["type": .string(type)], "to": .array(to),
                "date_created": .string("2026-11-20T1\(hour):00:00Z"),
            ]
        }
        let both: [JSON] = [
            ["type": "CUSTOMER", "id": "CUST-4711", "display_name": "Erika M."],
            ["type": "OPERATOR", "display_name": "Conrad"],
        ]
        let customer = message("CUSTOMER_USER", to: ["type": "SHOP"], hour: 1)
        let toShop = message("OPERATOR_USER", to: ["type": "SHOP"], hour: 2)
        let toAll = message("OPERATOR_USER", to: ["type": "SHOP"], ["type": "CUSTOMER"], hour: 3)
        let own = message("SHOP_USER", to: ["type": "OPERATOR"], hour: 4)
        func choose(_ messages: [JSON], _ wish: Post.Recipients = .automatic) throws -> MiraklRecipients.Choice {
            MiraklRecipients.choose(wish, in: try thread(messages, authorized: both))
        }
        #expect(try choose([customer, own]) == .to([buyer]))
        #expect(try choose([toShop, customer]) == .to([staff]), "order is by date")
        #expect(try choose([toAll, customer]) == .to([buyer, staff]))
        #expect(try choose([]) == .to([buyer]))
        #expect(try choose([toAll], .buyer) == .to([buyer]))
        #expect(try choose([customer], .both) == .to([buyer, staff]))
        let onlyOperator = try thread([toShop], authorized: [both[1]])
        #expect(
            MiraklRecipients.choose(.buyer, in: onlyOperator)
                == .refused("reader-missing: the buyer does not take part in this conversation"))
        #expect(MiraklRecipients.choose(.automatic, in: onlyOperator) == .to([staff]))
    }

    @Test("an answer is found by author, time, text and names of files")
    func readBack() throws {
        func message(_ id: String, _ type: String, _ body: String, _ date: String, _ files: JSON...) -> JSON {
            [
                "id": .string(id), "from": ["type": .string(type)], "body": .string(body),
                "date_created": .string(date),
                "attachments": .array(files),
            ]
        }
        let thread = try #require(
            MiraklThread([
                "id": "t",
                "messages": [
                    message("old", "SHOP_USER", "Gruß<br />Anna", "2025-11-24T15:57:59Z"),
                    message("theirs", "CUSTOMER_USER", "Gruß Anna", "2025-11-24T16:00:01Z"),
                    message(
                        "file", "SHOP_USER", "Gruß Anna", "2025-11-24T16:00:02Z", ["id": "1", "name": "b.pdf"],
                        ["id": "2", "name": "a.pdf"]),
                    message("ours", "SHOP_USER", "Gruß<br/>\nAnna", "2025-11-24T15:58:00Z"),
                ],
            ]))
        var post = Post(thread: "t", order: nil, text: "Gruß\nAnna", intendedAt: noon, key: "k")
        #expect(MiraklReadBack.find(post, in: thread)?.id == "ours")
        post.attachments = ["a.pdf", "b.pdf"].map { Attachment(name: $0, type: "application/pdf", bytes: [1]) }
        #expect(MiraklReadBack.find(post, in: thread)?.id == "file")
        post.text = "Gruß Ben"
        #expect(MiraklReadBack.find(post, in: thread) == nil)
    }

    private func thread(since: String?) throws -> MiraklThread {
        let metadata = since.map { #"{"total_count":4,"shop_reply_needed_since":\#($0)}"# } ?? #"{"total_count":4}"#
        let json = """
            {"id":"4b9f6a0e-7d7e-4a5c-9a6e-1f1f0c7f2b10","topic":{"type":"REASON_CODE","value":"31"},
             "entities":[{"type":"MMP_OFFER","id":"1"},{"type":"MMP_ORDER","id":"2500000001-A","label":"x"}],
             "authorized_participants":[{"type":"CUSTOMER","id":"CUST-4711","display_name":"Erika M."},{"type":"OPERATOR","display_name":"Conrad"}],
             "date_created":"2026-11-20T08:15:02Z","metadata":\(metadata),
             "messages":[
              {"id":"4","from":{"type":"ROBOT"},"to":[],"body":"x","date_created":"2026-11-20T11:00:00Z"},
              {"id":"2","from":{"type":"NEW","organization_details":{"type":"SHOP"}},"to":[],"body":"Ja","date_created":"2026-11-20T09:00:00.120Z"},
              {"id":"3","from":{"type":"OPERATOR_USER","display_name":"Conrad"},"to":[],"body":"Hm","date_created":"2026-11-20T10:00:00Z"},
              {"id":"1","from":{"type":"CUSTOMER_USER","display_name":"Erika M."},"to":[{"type":"SHOP","id":"2042"}],
               "body":"Guten Tag,<br />wann wird geliefert?","date_created":"2026-11-20T08:15:02Z",
               "attachments":[{"id":"f1","name":"rechnung_ü.pdf","size":48211}]}]}
            """
        return try #require(MiraklThread(try JSON(parsing: Array(json.utf8))))
    }
}
