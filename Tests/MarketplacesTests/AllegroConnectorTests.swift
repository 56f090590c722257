import Domain
import Testing
import Transport

@testable import Marketplaces

@Suite("Allegro's connector") struct AllegroConnectorTests {
    private let shop = ScriptedMarketplace()
    private let message =
        #"{"id":"m1","status":"DELIVERED","createdAt":"2025-11-24T16:00:05Z","thread":{"id":"abc"},"author":{"login":"s","isInterlocutor":false},"text":"Gruß"}"#
    private let post = Post(thread: "abc", order: nil, text: "Gruß", intendedAt: noon, key: "k1")

    private func connector(options: [String: String] = [:]) throws -> any Connector {
        shop.on(
            "POST", "/token",
            json: #"{"access_token":"A","expires_in":43199,"refresh_token":"R2","token_type":"bearer"}"#)
        let settings = MarketplaceSettings(
            name: "allegro", connector: .allegro, url: "https://api.allegro.pl", tokenURL: "https://allegro.pl/token",
            credentials: .oauth(clientID: "id", clientSecret: Secret("secret"), refreshToken: Secret("R1")),
            clock: "allegro", options: options)
        return try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
    }

    @Test("media types, language and token of a call; the client is proven with HTTP's Basic")
    func headers() async throws {
        shop.on("GET", "/messages", json: #"{"messages":[]}"#)
        shop.on("POST", "/threads/abc/messages", json: message, status: 201)
        #expect(summary(try await connector(options: ["locale": "cs-CZ"]).post(post)) == "accepted m1")
        let sent = try #require(shop.requests("POST").last)
        #expect(sent.url == "https://api.allegro.pl/messaging/threads/abc/messages")
        #expect(sent.text == #"{"text":"Gruß"}"#)
        #expect(sent.header("Accept") == "application/vnd.allegro.public.v1+json")
        #expect(sent.header("Content-Type") == "application/vnd.allegro.public.v1+json")
        #expect(sent.header("Accept-Language") == "cs-CZ" && sent.header("Authorization") == "Bearer A")
        let token = try #require(shop.requests("POST").first)
        #expect(token.header("Authorization") == "Basic aWQ6c2VjcmV0")
        #expect(token.text == "grant_type=refresh_token&refresh_token=R1")
        #expect(shop.requests("GET").first?.header("Content-Type") == nil)
    }

    @Test("an id from outside cannot leave its place in the address")
    func escaping() async throws {
        let keys = ConversationKeys(thread: "../../order?x=1#y")
        #expect(try await connector().conversations(for: keys).isEmpty)
        #expect(
            shop.requests("GET").first?.url
                == "https://api.allegro.pl/messaging/threads/..%2F..%2Forder%3Fx%3D1%23y/messages?limit=20&offset=0")
    }

    @Test(
        "answers that are none",
        arguments: [
            (201, "", "uncertain"), (200, "<html>down</html>", "uncertain"), (201, "{}", "uncertain"),
            (201, #"{"id":"m9","thread":{"id":"other"}}"#, "uncertain"), (500, "", "uncertain"), (302, "", "uncertain"),
            (
                422,
                #"{"errors":[{"code":"X","message":"too long","userMessage":"Za długie, anna@x.pl","path":"text"}]}"#,
                "refused Za długie, <address> (text)"
            ),
            (404, "<html>gone</html>", "refused HTTP 404"), (409, #"{"errors":{}}"#, "refused HTTP 409"),
            (403, #"{"errors":[{"code":"AccessDenied"}]}"#, "not sent, forbidden, never"),
            (429, "", "not sent, rate-limited, after(1.0 seconds)"),
        ])
    func unclear(_ status: Int, _ body: String, _ expected: String) async throws {
        shop.on("GET", "/messages", json: #"{"messages":[]}"#)
        shop.on("POST", "/threads/abc/messages", json: body, status: status)
        #expect(summary(try await connector().post(post)) == expected)
        #expect(shop.requests("POST").count == 2, "one for the token, one for the answer")
    }

    @Test("a message that waits for its check is looked at once")
    func verifying() async throws {
        let waiting = message.replacing("DELIVERED", with: "VERIFYING")
        shop.on("GET", "/threads/abc/messages", json: #"{"messages":[]}"#)
        shop.on("POST", "/threads/abc/messages", json: waiting, status: 201)
        shop.on("GET", "/messaging/messages/m1", .status(500, ""))
        #expect(summary(try await connector().post(post)) == "accepted m1", "sent it is in any case")
        #expect(shop.requests("GET").filter { $0.url.hasSuffix("/messages/m1") }.count == 1)
    }

    @Test("an upload to an address of somebody else's does not happen, and nothing is said")
    func foreignUpload() async throws {
        shop.on(
            "POST", "/sale/issues/attachments",
            .status(201, #"{"id":"f1"}"#, headers: [("Location", "https://upload.evil.example/1")]))
        var post = post
        post.thread = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05"
        post.attachments = [Attachment(name: "a.pdf", type: "application/pdf", bytes: [1])]
        #expect(summary(try await connector().post(post)).hasPrefix("not sent, protocol-violation"))
        #expect(shop.requests("PUT").isEmpty && shop.requests("POST").count == 2)
    }

    @Test("an answer to an issue that names no message is looked for")
    func issueReadBack() async throws {
        let chat =
            #"{"chat":[{"id":"c1","text":"Gruß","createdAt":"2025-11-24T16:00:05Z","author":{"role":"SELLER"}}]}"#
        shop.on("POST", "/message", json: "", status: 201)
        shop.on("GET", "/chat", .status(200, chat), .status(200, #"{"chat":[]}"#), .status(500, ""))
        var post = post
        post.thread = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05"
        let connector = try connector()
        #expect(summary(await connector.post(post)) == "accepted c1")
        #expect(summary(await connector.post(post)) == "uncertain")
        #expect(summary(await connector.post(post)) == "uncertain")
    }

    @Test("a thread that cannot be read is named, and hides none of the others", arguments: [400, 403, 422])
    func unreadableThread(_ status: Int) async throws {
        shop.on(
            "GET", "/threads?",
            json:
                #"{"threads":[{"id":"bad","lastMessageDateTime":"2025-11-24T16:10:00Z"},{"id":"abc","lastMessageDateTime":"2025-11-24T16:00:05Z"}]}"#
        )
        shop.on("GET", "/threads/bad/messages", json: "", status: status)
        shop.on("GET", "/threads/abc/messages", json: #"{"messages":[\#(message)]}"#)
        let changes = try await connector().changes(since: Timestamp(seconds: 0), from: nil)
        #expect(changes.changes.map(\.thread) == ["bad", "abc"])
        #expect(changes.changes.map { $0.conversation == nil } == [true, false])
    }

    @Test("the account needs all three of its keys")
    func settings() {
        let settings = MarketplaceSettings(name: "allegro", connector: .allegro, clock: "allegro")
        #expect(throws: ConnectorError.self) {
            try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
        }
    }
}
