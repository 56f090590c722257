import Domain
import Testing
import Wire

@testable import Marketplaces

/// Lists that are longer than one page, or than all that is read of them.
@Suite("Long lists") struct LongListTests {
    private let shop = ScriptedMarketplace()

    private func connector(_ kind: ConnectorKind) throws -> any Connector {
        let credentials: MarketplaceSettings.Credentials =
            switch kind {
            case .mirakl: .apiKey(Secret("k"))
            case .octopia: .oauthClient(clientID: "c", clientSecret: Secret("s"))
            default: .oauth(clientID: "c", clientSecret: Secret("s"), refreshToken: Secret("r"))
            }
        shop.on("POST", "/token", json: #"{"access_token":"t","token_type":"Bearer","expires_in":7200}"#)
        let settings = MarketplaceSettings(
            name: "m", connector: kind, url: "https://m.example", tokenURL: "https://m.example/token",
            credentials: credentials, clock: "c", options: ["seller_id": "7"])
        return try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
    }

    private func list(_ name: String, _ count: Int, _ line: (Int) -> String) -> String {
        #"{"\#(name)":[\#((0..<count).map(line).joined(separator: ","))]}"#
    }

    @Test("Allegro's threads go on past a thousand, until one is older than asked for; then come the issues")
    func allegro() async throws {
        func page(_ date: String) -> String {
            list("threads", 20) { #"{"id":"t\#($0)","lastMessageDateTime":"\#(date)"}"# }
        }
        shop.on("GET", "/messaging/threads?limit=20&offset=1000", json: page("2025-11-24T17:00:00Z"))
        shop.on("GET", "/messaging/threads?limit=20&offset=1020", json: page("2025-11-24T15:00:00Z"))
        shop.on("GET", "/messages?", json: #"{"messages":[]}"#)
        shop.on("GET", "/sale/issues?limit=100&offset=0", json: list("issues", 100) { _ in "{}" })
        shop.on("GET", "/sale/issues?limit=100&offset=100", json: #"{"issues":[]}"#)
        let connector = try connector(.allegro)
        var positions: [String?] = []
        var position: String? = AllegroListPosition.threads(offset: 1000).text
        repeat {
            position = try await connector.changes(since: noon, from: position).next
            positions.append(position)
        } while position != nil
        #expect(positions == ["threads 1020", "issues 0", "issues 100", nil])
    }

    @Test("Octopia's open discussions go on past a thousand")
    func octopia() async throws {
        shop.on("GET", "pageIndex=20&", json: list("items", 50) { #"{"discussionId":"d\#($0)"}"# })
        shop.on("GET", "pageIndex=21&", json: #"{"items":[{"discussionId":"last"}]}"#)
        let connector = try connector(.octopia)
        let full = try await connector.changes(since: noon, from: "20")
        #expect(full.changes.count == 50 && full.next == "21")
        let last = try await connector.changes(since: noon, from: full.next)
        #expect(last.changes.map(\.thread) == ["last"] && last.next == nil)
    }

    @Test("Mirakl's next page is asked for by its token, and one that names itself is the last")
    func mirakl() async throws {
        shop.on("GET", "page_token=b", json: #"{"data":[{"id":"t2"}],"next_page_token":"b"}"#)
        shop.on("GET", "/api/inbox/threads?", json: #"{"data":[{"id":"t1"}],"next_page_token":"b"}"#)
        let connector = try connector(.mirakl)
        let first = try await connector.changes(since: noon, from: nil)
        #expect(first.changes.map(\.thread) == ["t1"] && first.next == "b")
        let second = try await connector.changes(since: noon, from: first.next)
        #expect(second.changes.map(\.thread) == ["t2"] && second.next == nil)
    }

    @Test("an answer is never called absent on the word of a list that was not read to its end")
    func absent() async throws {
        let forever: [ScriptedMarketplace.Answer] = (0..<101).map {
            .status(200, #"{"data":[],"next_page_token":"p\#($0)"}"#)
        }
        shop.on("GET", "/api/inbox/threads?", forever)
        let post = Post(thread: nil, order: "1-A", text: "Guten Tag", intendedAt: noon, key: "k")
        await #expect(throws: ConnectorError.self) { try await connector(.mirakl).readBack(post) }

        let full = list("threads", 20) { _ in #"{"id":"t","lastMessageDateTime":"2025-11-24T17:00:00Z"}"# }
        shop.on("GET", "/messaging/threads?", json: full)
        let number = "5f0c8b1e-0000-4000-8000-000000000001"
        shop.on("GET", "/order/checkout-forms/", json: #"{"id":"\#(number)","buyer":{"login":"anna"}}"#)
        shop.on("GET", "/sale/issues?", json: #"{"issues":[]}"#)
        let opening = Post(
            thread: nil, order: OrderNumber(number), text: "Dzień dobry", opening: Post.Opening(), intendedAt: noon,
            key: "k")
        await #expect(throws: ConnectorError.self) { try await connector(.allegro).readBack(opening) }
    }
}
