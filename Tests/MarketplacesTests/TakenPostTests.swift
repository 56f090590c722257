import Domain
import Testing

@testable import Marketplaces

/// What was taken with a good status and is not shown must not go out again by itself; what nobody answered may, once.
@Suite("A post that was taken and is not shown") struct TakenPostTests {
    private static let issue = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05"

    /// An account whose conversation stays empty, and whose post gets `answer`.
    private func reason(_ kind: ConnectorKind, _ answer: ScriptedMarketplace.Answer) async throws -> String? {
        let shop = ScriptedMarketplace()
        shop.on("POST", "/token", json: #"{"access_token":"t","token_type":"Bearer","expires_in":7200}"#)
        shop.on("GET", "/tickets/", json: #"{"data":{"id_ticket":"0011","status":"opened"}}"#)
        shop.on("POST", "/messages", answer)
        shop.on("GET", "/discussions/0011", json: #"{"id":"0011","salesChannel":"CDISFR","customerId":"c"}"#)
        shop.on("POST", "/message", answer)
        shop.on("GET", "/chat", json: #"{"chat":[]}"#)
        let credentials: MarketplaceSettings.Credentials =
            switch kind {
            case .kaufland: .clientKey("c", Secret("s"))
            case .octopia: .oauthClient(clientID: "c", clientSecret: Secret("s"))
            default: .oauth(clientID: "c", clientSecret: Secret("s"), refreshToken: Secret("r"))
            }
        let settings = MarketplaceSettings(
            name: "m", connector: kind, url: "https://m.example", tokenURL: "https://m.example/token",
            credentials: credentials, clock: "c", options: ["seller_id": "7"])
        let connector = try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
        let thread = kind == .allegro ? Self.issue : "0011"
        let post = Post(
            thread: ThreadID(thread), order: nil, text: "Bonjour, votre colis arrive demain.", intendedAt: noon,
            key: "k")
        guard case .uncertain(let reason) = await connector.post(post) else { return nil }
        return reason
    }

    @Test("a good status says that it was taken", arguments: [ConnectorKind.kaufland, .octopia, .allegro])
    func good(kind: ConnectorKind) async throws {
        let reason = try #require(try await reason(kind, .status(201, "")))
        #expect(DoubtCode.taken.leads(reason), "\(reason)")
    }

    @Test(
        "a server's fault, and a web page in its place, do not",
        arguments: [ConnectorKind.kaufland, .octopia, .allegro])
    func unclear(kind: ConnectorKind) async throws {
        for answer in [
            ScriptedMarketplace.Answer.status(502, ""),
            .status(200, "<html>", headers: [("Content-Type", "text/html")]),
        ] {
            let reason = try #require(try await reason(kind, answer))
            #expect(!DoubtCode.taken.leads(reason), "\(reason)")
        }
    }
}
