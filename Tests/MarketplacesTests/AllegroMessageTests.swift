import Domain
import Testing
import Wire

@testable import Marketplaces

private let orderA = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05"
private let orderB = "1b1c2d3e-4f50-4a61-8b72-9c83ad94be05"

/// What a look showed, for comparison.
func summary(_ result: ReadBack) -> String {
    switch result {
    case .found(let id, _, _): "found \(id?.text ?? "-")"
    case .absent: "absent"
    case .impossible: "impossible"
    }
}

@Suite("Allegro's messages") struct AllegroMessageTests {
    private func message(
        _ id: String, _ minute: Int, inbound: Bool = true, order: String? = nil, offer: String? = nil,
        status: String = "DELIVERED", text: String = "x"
    ) throws -> AllegroMessage {
        let order = order.map { #"{"id":"\#($0)"}"# } ?? "null"
        let offer = offer.map { #"{"id":"\#($0)"}"# } ?? "null"
        let json = """
            {"id":"\(id)","status":"\(status)","type":"MESSAGE_CENTER","createdAt":"2026-11-20T08:\(minute):00.123Z",
             "thread":{"id":"t"},"author":{"login":"\(inbound ? "anna" : "shop")","isInterlocutor":\(inbound)},
             "text":"\(text)","subject":null,"relatesTo":{"order":\(order),"offer":\(offer)},
             "hasAdditionalAttachments":false,"attachments":[],"new":{"kind":["of"]}}
            """
        return try #require(AllegroMessage(try JSON(parsing: Array(json.utf8))))
    }

    private func texts(_ talk: AllegroTalk) -> [[String]] { talk.conversations.map { $0.messages.map(\.id.text) } }

    @Test("a thread is one conversation for each order; what names none belongs to the talk before it")
    func byOrder() throws {
        let talk = AllegroTalk(
            thread: "t",
            messages: [
                try message("e", 14, inbound: false), try message("d", 13, order: orderB),
                try message("c", 12), try message("b", 11, inbound: false), try message("a", 10, order: orderA),
            ])
        #expect(texts(talk) == [["d", "e"], ["a", "b", "c"]], "newest activity first, each oldest first")
        #expect(talk.conversations.map(\.order?.text) == [orderB, orderA])
        #expect(talk.conversation(for: OrderNumber(orderA))?.messages.count == 3)
        #expect(talk.conversation(for: nil)?.order?.text == orderB)
        #expect(talk.conversation(for: "another") == nil, "never the talk about another order")
        #expect(talk.currentOrder?.text == orderB)
    }

    @Test("a question about an offer is about no order")
    func offer() throws {
        let talk = AllegroTalk(
            thread: "t", messages: [try message("a", 10, order: orderA), try message("b", 11, offer: "123")])
        #expect(texts(talk) == [["b"], ["a"]])
        #expect(talk.conversation(for: nil)?.order == nil)
        #expect(
            talk.conversation(for: "another")?.messages.map(\.id) == ["b"], "the mail knew the order, the API does not")
    }

    @Test("what was stopped reached nobody", arguments: ["BLOCKED", "DISMISSED"])
    func stopped(_ status: String) throws {
        let talk = AllegroTalk(
            thread: "t",
            messages: [
                try message("a", 10, order: orderA), try message("b", 11, inbound: false, status: status),
                try message("c", 12, inbound: false, status: "SOMETHING_NEW"),
            ])
        #expect(texts(talk) == [["a", "c"]])
    }

    @Test("fields that are missing, null or of another type")
    func tolerant() throws {
        let bare = try #require(AllegroMessage(["id": "m"]))
        #expect(bare.isInbound && bare.text.isEmpty && bare.createdAt == nil && bare.files.isEmpty)
        let odd = try JSON(
            parsing: Array(
                #"{"id":7,"author":{"isInterlocutor":"false"},"attachments":{},"relatesTo":null,"text":null}"#.utf8))
        let message = try #require(AllegroMessage(odd))
        #expect(message.id == "7" && !message.isInbound && message.files.isEmpty)
        #expect(AllegroMessage(["text": "x"]) == nil)
        let thread = try #require(AllegroThread(["id": "t", "read": "true"]))
        #expect(thread.isRead == true && thread.login == nil && thread.changedAt == nil)
        #expect(AllegroTalk(thread: "t", messages: []).conversation(for: nil) == nil)
    }

    @Test("logins are the same in any case")
    func logins() throws {
        let thread = try #require(AllegroThread(["id": "t", "interlocutor": ["login": "Client:44300001"]]))
        #expect(thread.isWith("client:44300001"))
        #expect(!thread.isWith("client:4430000"))
    }

    @Test("an answer is found by side, time and text, behind what was known")
    func readBack() throws {
        let messages = [
            try message("old", 10, inbound: false, text: "Gruß"), try message("in", 20, text: "Gruß"),
            try message("blocked", 21, inbound: false, status: "BLOCKED", text: "Gruß"),
            try message("ours", 22, inbound: false, text: "Gruß "),
        ]
        let time = try #require(Timestamp(iso8601: "2026-11-20T08:21:30Z"))
        var post = Post(thread: "t", order: nil, text: "Gruß", intendedAt: time, key: "k")
        func look() -> String { summary(AllegroReadBack.look(for: post, in: messages)) }
        #expect(look() == "found ours")
        post.intendedAt = time - .seconds(600)
        #expect(look() == "found old", "an hour's clocks would do the same")
        post.lastKnown = "in"
        #expect(look() == "found ours", "not the one before what was known")
        post.lastKnown = "ours"
        #expect(look() == "absent")
        post.lastKnown = nil
        post.intendedAt = time + .seconds(3600)
        #expect(look() == "absent")
    }

    @Test(
        "an answer with words added is ours; one with words masked makes a person look; another one is none",
        arguments: [
            ("Proszę dzwonić jutro rano (edytowano)", "found m"), ("Proszę dzwonić *** rano", "impossible"),
            ("Dziękujemy za zakup", "absent"), ("", "absent"),
        ])
    func altered(_ shown: String, _ expected: String) throws {
        let shown = try message("m", 22, inbound: false, text: shown)
        let time = try #require(Timestamp(iso8601: "2026-11-20T08:21:30Z"))
        let post = Post(thread: "t", order: nil, text: "Proszę dzwonić jutro rano", intendedAt: time, key: "k")
        #expect(summary(AllegroReadBack.look(for: post, in: [shown])) == expected)
    }

    @Test(
        "thread and issue share one space of ids",
        arguments: [
            (ThreadID(orderA), AllegroPlace.issue(orderA)), ("kaIjOBKKC4gRHAg8", .thread("kaIjOBKKC4gRHAg8")),
            (ThreadID("thread:\(orderA)"), .thread(orderA)), ("thread:thread:x", .thread("thread:x")),
        ])
    func places(_ id: ThreadID, _ place: AllegroPlace) {
        #expect(AllegroPlace(id) == place)
        #expect(place.thread == id)
    }
}

@Suite("Allegro's files") struct AllegroFileTests {
    @Test("an id is the end of the address; only safe ones have no obstacle")
    func ids() throws {
        func file(_ json: JSON, _ home: AllegroFile.Home = .centre) -> AllegroFile? { AllegroFile(json, at: home) }
        let url: JSON = "https://upload.allegro.pl/message-center/message-attachments/6b0c?x=1#y"
        #expect(file(["url": url, "status": "SAFE"])?.handle == "centre/SAFE/6b0c")
        #expect(file(["url": url, "status": "SAFE"])?.obstacle == nil)
        for (status, kind) in [
            ("NEW", ConnectorError.Kind.unavailable), ("UNSAFE", .forbidden), ("EXPIRED", .notFound), ("", .forbidden),
            ("LATER", .forbidden),
        ] {
            #expect(file(["url": url, "status": .string(status)])?.obstacle?.kind == kind, "\(status)")
        }
        #expect(file(["url": "https://api.allegro.pl/sale/issues/attachments/77"], .issue)?.obstacle == nil)
        #expect(file(["url": "javascript:alert(1)"]) == nil)
        #expect(file(["fileName": "x"]) == nil)
        #expect(AllegroFile(handle: "centre/SAFE/a/b")?.id == "a/b", "encoded as one segment when it is fetched")
        for broken in ["", "centre/SAFE", "centre/SAFE/", "else/SAFE/1"] { #expect(AllegroFile(handle: broken) == nil) }
    }

    @Test(
        "an upload goes to Allegro's own hosts only, unchanged",
        arguments: [
            ("https://api.allegro.pl/x?y=%2F/", true), ("https://upload.allegro.pl/sale/1", true),
            ("https://UPLOAD.allegro.pl/1", true), ("https://upload.allegro.pl:8443/1", false),
            ("http://upload.allegro.pl/1", false), ("https://allegro.pl.evil.example/1", false),
            ("https://evilallegro.pl/1", false), ("https://api.allegro.pl@evil.example/1", false),
            ("//api.allegro.pl/1", false), ("/sale/1", false), ("", false),
        ])
    func uploads(_ location: String, _ isTaken: Bool) {
        let address = AllegroAPI.hosts(of: "https://api.allegro.pl").address(location)
        #expect(address?.description == (isTaken ? location : nil))
    }

    @Test("a host without the usual name takes uploads itself only")
    func otherHost() {
        let api = "http://127.0.0.1:8025/allegro"
        #expect(AllegroAPI.hosts(of: api).address("http://127.0.0.1:8025/allegro/1") != nil)
        #expect(AllegroAPI.hosts(of: api).address("http://127.0.0.1:8026/allegro/1") == nil)
        #expect(AllegroAPI.hosts(of: api).address("http://127.0.0.2:8025/allegro/1") == nil)
        #expect(AllegroAPI.hosts(of: "https://api.pl").address("https://evil.pl/1") == nil)
    }
}
