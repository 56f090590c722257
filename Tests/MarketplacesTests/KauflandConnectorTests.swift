import Domain
import Testing
import Transport

@testable import Marketplaces

@Suite("Kaufland's connector") struct KauflandConnectorTests {
    private let shop = ScriptedMarketplace()

    private func connector(options: [String: String] = [:]) throws -> any Connector {
        let settings = MarketplaceSettings(
            name: "kaufland-de", connector: .kaufland, url: "https://api.example/v2",
            credentials: .clientKey("client", Secret("secret")), clock: "kaufland", options: options)
        return try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
    }

    private func ticket(_ messages: String = "") -> String {
        #"{"data":{"id_ticket":"00110123123","status":"opened","is_seller_responsible":true,"messages":[\#(messages)]}}"#
    }
    private let answer =
        #"{"id_ticket_message":9,"author":{"role":"seller","name":"S"},"text":"Gruß","ts_created_iso":"2025-11-24T16:00:05Z"}"#
    private let post = Post(thread: "00110123123", order: "MB7UWLD", text: "Gruß", intendedAt: noon, key: "k1")

    @Test("the bytes that are signed are the bytes that are sent")
    func signing() async throws {
        shop.on("GET", "/tickets/", .status(200, ticket()), .status(200, ticket(answer)))
        shop.on("POST", "/messages", json: "", status: 201)
        var post = post
        post.attachments = [Attachment(name: "ä.pdf", type: "application/pdf", bytes: Array("%PDF-".utf8))]
        let result = try await connector().post(post)
        #expect(summary(result) == "accepted 9")
        let sent = try #require(shop.requests("POST").first)
        #expect(sent.url == "https://api.example/v2/tickets/00110123123/messages")
        #expect(
            sent.text
                == #"{"text":"Gruß","interim_notice":false,"ticket_message_files":[{"filename":"ä.pdf","mime_type":"application/pdf","data":"data:application/pdf;base64,JVBERi0="}]}"#
        )
        #expect(sent.header("Content-Type") == "application/json")
        for request in shop.requests {
            #expect(request.header("Shop-Client-Key") == "client")
            #expect(request.header("Shop-Timestamp") == "1764000000")
            #expect(
                request.header("Shop-Signature")
                    == kauflandSignature(
                        method: request.method, address: request.url, body: request.body, timestamp: 1_764_000_000,
                        secret: "secret"))
        }
        let read = try #require(shop.requests("GET").first)
        #expect(read.url == "https://api.example/v2/tickets/00110123123?embedded=messages%2Cfiles%2Corder_units")
        #expect(read.header("Content-Type") == nil)
    }

    @Test("a ticket is found by its order")
    func byOrder() async throws {
        shop.on(
            "GET", "/orders/MB7UWLD",
            json:
                #"{"data":{"id_order":"MB7UWLD","order_units":[{"tickets":[{"id_ticket":"0010000007","status":"opened"}]}]}}"#
        )
        shop.on("GET", "/tickets/0010000007", json: #"{"data":{"id_ticket":"0010000007","status":"opened"}}"#)
        let found = try await connector().conversations(for: ConversationKeys(order: "MB7UWLD"))
        #expect(found.map(\.thread) == ["0010000007"])
        #expect(try await connector().conversations(for: ConversationKeys(order: "MUNKNOWN1")).isEmpty)
    }

    @Test("a refused signature is made once more with a fresh time")
    func signatureAgain() async throws {
        let bad = ScriptedMarketplace.Answer.status(
            401, #"{"type":"/problems/corrupted-signature","message":"x","errors":[]}"#)
        shop.on("GET", "/info/storefront", bad, .status(200, #"{"data":["de","at"]}"#))
        #expect(try await connector().probe() == "storefronts de, at")
        let other = ScriptedMarketplace()
        other.on("GET", "/info/storefront", bad)
        let settings = MarketplaceSettings(
            name: "k", connector: .kaufland, credentials: .clientKey("c", Secret("s")), clock: "c")
        let connector = try makeConnector(settings, exchange: other, submission: nil, now: atNoon)
        await #expect(throws: ConnectorError.self) { try await connector.probe() }
        #expect(other.requests.count == 2)
    }

    @Test("a 429 makes all calls of the account wait, double with each one in a row, at most a minute")
    func pace() {
        let pace = Pace(
            [Pace.overall: Pace.Budget(perSecond: 111, burst: 111)], now: { [start = ContinuousClock.now] in start })
        let waits = (0..<8).map { _ in pace.heed(HTTPResponse(status: 429), to: "tickets") }
        #expect(waits == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
        #expect(pace.reserve("orders", patience: .seconds(30)).wait == .seconds(60))
        pace.heed(HTTPResponse(status: 200), to: "tickets")
        #expect(pace.heed(HTTPResponse(status: 429), to: "tickets") == .seconds(1))
    }

    @Test("no more calls a second go out than the marketplace publishes")
    func rate() {
        let pace = Pace(
            [Pace.overall: Pace.Budget(perSecond: 111, burst: 111)], now: { [start = ContinuousClock.now] in start })
        let waits = (0..<222).map { _ in pace.reserve("tickets", patience: .seconds(2)).wait }
        #expect(waits[110] == .zero && waits[111] > .zero)
        #expect(waits[221] > .milliseconds(990) && waits[221] < .milliseconds(1010))
    }

    @Test("an answer that the ticket does not show, or that cannot be read back, is in doubt")
    func notShown() async throws {
        shop.on("GET", "/tickets/", .status(200, ticket()), .status(500, ""), .status(200, ticket()))
        shop.on("POST", "/messages", json: "", status: 201)
        #expect(summary(try await connector().post(post)) == "uncertain")
        #expect(summary(try await connector().post(post)) == "uncertain")
        #expect(shop.requests("POST").count == 2)
    }

    @Test("an answer goes to its ticket, or to the order's only one, never to another")
    func target() async throws {
        func order(_ tickets: String...) -> String {
            let listed = tickets.map { #"{"id_ticket":"\#($0)","status":"opened"}"# }.joined(separator: ",")
            return #"{"data":{"id_order":"MB7UWLD","order_units":[{"tickets":[\#(listed)]}]}}"#
        }
        shop.on("GET", "/orders/MONE001", json: order("0010000007"))
        shop.on("GET", "/orders/MTWO002", json: order("0010000007", "0010000008"))
        shop.on("GET", "/tickets/0010000007", json: ticket())
        shop.on("POST", "/messages", json: "", status: 201)
        let connector = try connector()
        var post = post
        for (thread, number, expected) in [
            ("0010000009", "MONE001", "refused the marketplace does not know the ticket 0010000009 (any more)"),
            (nil, "MTWO002", "refused the order has 2 tickets, and which one is meant is not known"),
            (nil, "MNONE03", "refused the marketplace knows no ticket for this order"),
            (nil, nil, "refused the marketplace knows no ticket for this order"),
        ] as [(ThreadID?, OrderNumber?, String)] {
            (post.thread, post.order) = (thread, number)
            #expect(summary(await connector.post(post)) == expected)
        }
        #expect(shop.requests("POST").isEmpty)
        (post.thread, post.order) = (nil, "MONE001")
        _ = await connector.post(post)
        #expect(shop.requests("POST").count == 1)
    }

    @Test("what is too much is refused before anything is sent")
    func limits() async throws {
        var post = post
        post.attachments = [Attachment(name: "a.exe", type: "application/x-msdownload", bytes: [0])]
        #expect(
            summary(try await connector().post(post))
                == "refused the file a.exe is application/x-msdownload, which is not taken")
        post.attachments = [Attachment(name: "a.txt", type: "text/plain", bytes: [1, 2, 3])]
        #expect(
            summary(try await connector(options: ["max_attachment_bytes": "2"]).post(post))
                == "refused the files have 3 bytes together, at most 2 are taken")
        #expect(shop.requests.isEmpty)
    }

    @Test(
        "a file's address that leads elsewhere is not asked",
        arguments: [
            "https://other.example/f", "https://169.254.169.254/latest", "https://localhost/f", "https://10.1.2.3/f",
            "https://[::1]/f", "http://media.kaufland.de/f", "https://media.kaufland.de:8443/f",
            "https://kaufland.de.evil.example/f", "https://kaufland.de@evil.example/f", "http://api.example/v2/f",
            "https://api.example:444/f", "file:///etc/passwd", "",
        ])
    func foreignFile(address: String) async throws {
        shop.on("GET", "/", json: "x")
        let connector = try connector()
        await #expect(throws: ConnectorError.self) {
            try await connector.attachment(AttachmentReference(handle: address, name: "x"))
        }
        #expect(shop.requests.isEmpty)
    }

    @Test("a file is asked for without signature first, and signed only on the API's own host")
    func files() async throws {
        shop.on("GET", "/f1", .status(403, ""), .status(200, "GIF89a"))
        shop.on("GET", "/f2", .status(403, ""))
        let connector = try connector()
        let file = try await connector.attachment(AttachmentReference(handle: "https://api.example/f1", name: "x"))
        #expect(file.type == "image/gif")
        #expect(shop.requests.map { $0.header("Shop-Signature") != nil } == [false, true])
        await #expect(throws: ConnectorError.self) {
            try await connector.attachment(AttachmentReference(handle: "https://media.kaufland.de/f2", name: "x"))
        }
        #expect(shop.requests.count == 3 && shop.requests.last?.header("Shop-Signature") == nil)
    }
}
