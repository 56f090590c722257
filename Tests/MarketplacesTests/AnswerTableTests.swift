import Domain
import Testing
import Transport

@testable import Marketplaces

@Suite("What statuses and faults mean") struct AnswerTableTests {
    /// Mirakl and Kaufland accounts whose conversation can be read, and whose post gets `answer`.
    private func results(_ answer: ScriptedMarketplace.Answer) async throws -> [String] {
        let mirakl = ScriptedMarketplace()
        mirakl.on(
            "GET", "/api/inbox/threads/",
            json: #"{"id":"t1","authorized_participants":[{"type":"CUSTOMER","id":"c"}],"messages":[]}"#)
        mirakl.on("POST", "/message", answer)
        let kaufland = ScriptedMarketplace()
        kaufland.on("GET", "/tickets/", json: #"{"data":{"id_ticket":"0011","status":"opened"}}"#)
        kaufland.on("POST", "/messages", answer)
        let accounts: [(ConnectorKind, MarketplaceSettings.Credentials, ScriptedMarketplace)] = [
            (.mirakl, .apiKey(Secret("k")), mirakl), (.kaufland, .clientKey("c", Secret("s")), kaufland),
        ]
        var results: [String] = []
        for (kind, credentials, shop) in accounts {
            let settings = MarketplaceSettings(
                name: "m", connector: kind, url: "https://api.example", credentials: credentials, clock: "c")
            let connector = try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
            let post = Post(thread: "t1", order: "O-1-A", text: "Hallo", intendedAt: noon, key: "k")
            results.append(summary(await connector.post(post)))
            #expect(shop.requests("POST").count == 1, "a write is never repeated by the connector")
        }
        return results
    }

    @Test(
        "a post",
        arguments: [
            (400, "refused no"), (401, "not sent, credentials, never"), (403, "not sent, forbidden, never"),
            (404, "refused no"), (408, "uncertain"), (413, "refused no"), (415, "refused no"), (422, "refused no"),
            (429, "not sent, rate-limited, after(7.0 seconds)"), (500, "uncertain"), (502, "uncertain"),
            (503, "uncertain"),
            (302, "uncertain"),
        ])
    func post(status: Int, expected: String) async throws {
        let body = #"{"message":"no","errors":[]}"#
        for result in try await results(.status(status, body, retryAfter: .seconds(7))) { #expect(result == expected) }
    }

    @Test("a post without an answer depends on whether it went out")
    func faults() async throws {
        let refused = TransportError(.connect, "connection refused", retry: .later)
        #expect(try await results(.fault(refused)) == Array(repeating: "not sent, unavailable, later", count: 2))
        let timeout = TransportError(.timeout, "no answer", retry: .later, requestWasSent: true)
        #expect(try await results(.fault(timeout)) == Array(repeating: "uncertain", count: 2))
        let lost = TransportError(.connectionLost, "reset", retry: .later, requestWasSent: true)
        #expect(try await results(.fault(lost)) == Array(repeating: "uncertain", count: 2))
    }

    @Test("a good status alone does not prove that a post was taken", arguments: ["<html>", "", "{}", "[]"])
    func garbage(body: String) async throws {
        #expect(try await results(.status(200, body)) == ["uncertain", "uncertain"])
        #expect(try await results(.status(201, body)) == ["uncertain", "uncertain"])
    }

    @Test(
        "a read",
        arguments: [
            (400, .invalid, .never), (401, .credentials, .never), (403, .forbidden, .never), (404, .notFound, .never),
            (410, .unsupported, .never), (429, .rateLimited, .after(.seconds(5))), (500, .unavailable, .later),
            (301, .protocolViolation, .never),
        ] as [(Int, ConnectorError.Kind, RetryAdvice)])
    func read(status: Int, kind: ConnectorError.Kind, retry: RetryAdvice) throws {
        let error = try #require(AnswerTable(operation: "M10").error(HTTPResponse(status: status)))
        #expect(error.kind == kind && error.retry == retry && error.status == status)
    }

    @Test("an unreachable or refusing marketplace never makes a post uncertain before it went out")
    func before() async throws {
        for answer in [
            ScriptedMarketplace.Answer.status(500, ""), .status(401, ""), .status(429, "", retryAfter: .seconds(3)),
            .fault(TransportError(.timeout, "slow", retry: .later, requestWasSent: true)),
        ] {
            let shop = ScriptedMarketplace()
            shop.on("GET", "/", answer)
            let settings = MarketplaceSettings(
                name: "m", connector: .mirakl, url: "https://api.example", credentials: .apiKey(Secret("k")), clock: "c"
            )
            let connector = try makeConnector(settings, exchange: shop, submission: nil, now: atNoon)
            let post = Post(thread: "t1", order: nil, text: "Hallo", intendedAt: noon, key: "k")
            #expect(summary(await connector.post(post)).hasPrefix("not sent"))
            #expect(shop.requests("POST").isEmpty)
        }
    }
}
