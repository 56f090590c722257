import Domain
import FoundationEssentials
import Marketplaces
import Testing
import TestSupport
import Transport

/// `docs/capabilities.md` says what the code says. `MAILBRIDGE_WRITE_DOCS=1` writes it.
@Suite("The page of capabilities") struct CapabilityMatrixTests {
    private static let page = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "docs/capabilities.md")

    @Test("docs/capabilities.md is what the connectors say")
    func page() throws {
        let http = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/test"))
        defer { http.shutdown() }
        let connectors = try ConnectorKind.allCases.map { kind in
            try makeConnector(try Self.settings(kind), exchange: http, submission: nil, now: systemTime)
        }
        let markdown = CapabilityMatrix(connectors: connectors).markdown
        if ProcessInfo.processInfo.environment["MAILBRIDGE_WRITE_DOCS"] != nil {
            try Data(markdown.utf8).write(to: Self.page)
        }
        let written = try String(contentsOf: Self.page, encoding: .utf8)
        #expect(written == markdown, "make capabilities writes it anew")
    }

    /// Everything that a kind can be given.
    private static func settings(_ kind: ConnectorKind) throws -> MarketplaceSettings {
        let secret = Secret("s")
        let credentials: MarketplaceSettings.Credentials =
            switch kind {
            case .mirakl, .backmarket: .apiKey(secret)
            case .kaufland: .clientKey("k", secret)
            case .bol, .octopia: .oauthClient(clientID: "c", clientSecret: secret)
            case .amazon, .ebay, .allegro: .oauth(clientID: "c", clientSecret: secret, refreshToken: secret)
            }
        return MarketplaceSettings(
            name: MarketplaceName(kind.rawValue), connector: kind, url: "https://api.example", credentials: credentials,
            clock: "c", relayFrom: EmailAddress("shop@seller.example"),
            options: [
                "seller_id": "S1", "seller": "shop", "company": "shop", "contact": "it@seller.example",
                "marketplace_id": "A1PA6795UKMFR9", "unsigned_payments": "true",
            ])
    }
}
