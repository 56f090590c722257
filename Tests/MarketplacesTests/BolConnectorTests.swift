import Domain
import Testing
import Transport

@testable import Marketplaces

@Suite("bol's connector") struct BolConnectorTests {
    private let api = ScriptedMarketplace()
    private static let order = #"""
        {"orderId":"A2K8290LP8","shipmentDetails":{"email":"anna@privat.example","language":"nl"},
         "orderItems":[{"orderItemId":"2012345678","quantity":1,"quantityShipped":0,"cancellationRequest":true,"product":{"ean":"1","title":"Lamp"}}]}
        """#

    private func connector(_ options: [String: String] = [:], submission: ScriptedSubmission = ScriptedSubmission())
        throws -> any Connector
    {
        let settings = MarketplaceSettings(
            name: "bol", connector: .bol, mode: .live, url: "https://api.example",
            tokenURL: "https://login.example/token",
            credentials: .oauthClient(clientID: "id", clientSecret: Secret("s+/=")), clock: "bol",
            relayFrom: EmailAddress("service@seller.example"), options: options)
        api.on(
            "POST", "/token", json: #"{"access_token":"T","token_type":"Bearer","expires_in":299,"scope":"RETAILER"}"#)
        return try makeConnector(settings, exchange: api, submission: submission, now: atNoon)
    }

    private func request(_ task: ActionRequest.Task) -> ActionRequest {
        ActionRequest(task: task, thread: nil, order: "A2K8290LP8", intendedAt: noon, key: "k")
    }

    @Test("a cancellation is asked for as bol wants it, and its 202 is a promise only")
    func cancellation() async throws {
        api.on("GET", "/retailer/orders/A2K8290LP8", json: Self.order)
        api.on(
            "PUT", "/retailer/orders/cancellation", json: #"{"processStatusId":"12","status":"PENDING"}"#, status: 202)
        api.on(
            "GET", "/shared/process-status/12", .status(200, #"{"processStatusId":"12","status":"PENDING"}"#),
            .status(200, #"{"status":"FAILURE","errorMessage":"already shipped"}"#))
        let connector = try connector()
        guard case .pending(let handle) = await connector.perform(request(.cancel(lines: [], reason: nil))) else {
            Issue.record("not pending")
            return
        }
        let login = try #require(api.requests("POST").first)
        #expect(login.header("Authorization") == "Basic aWQ6cysvPQ==", "id and secret as they are")
        #expect(login.text == "grant_type=client_credentials")
        let write = try #require(api.requests("PUT").first)
        #expect(write.text == #"{"orderItems":[{"orderItemId":"2012345678","reasonCode":"REQUESTED_BY_CUSTOMER"}]}"#)
        #expect(write.header("Content-Type") == "application/vnd.retailer.v10+json")
        #expect(write.header("Accept") == "application/vnd.retailer.v10+json")
        #expect(write.header("Authorization") == "Bearer T")
        let cancel = request(.cancel(lines: [], reason: nil))
        #expect(try await connector.outcome(of: cancel, handle: handle) == .pending)
        #expect(try await connector.outcome(of: cancel, handle: handle) == .failed(reason: "already shipped"))
        #expect(api.requests("POST").count == 1, "one token for all")
    }

    @Test("trap: empty lists are objects without members, and the one odd body type is kept")
    func refund() async throws {
        api.on(
            "GET", "/retailer/orders/",
            json: Self.order.replacing("\"quantityShipped\":0", with: "\"quantityShipped\":1"))
        api.on("GET", "/retailer/returns", json: "{}")
        api.on("POST", "/retailer/returns", json: #"{"processStatusId":7,"status":"PENDING"}"#, status: 202)
        guard case .pending("7") = try await connector().perform(request(.refund([], reason: nil))) else {
            Issue.record("not pending")
            return
        }
        let write = try #require(api.requests("POST").last)
        #expect(
            write.text == #"{"orderItemId":"2012345678","quantityReturned":1,"handlingResult":"RETURN_RECEIVED"}"#)
        #expect(write.header("Content-Type") == "application/json")
        let reads = api.requests("GET").map(\.url).filter { $0.contains("returns") }
        #expect(reads.first == "https://api.example/retailer/returns?page=1&handled=false&fulfilment-method=FBR")
    }

    @Test("with more unhandled returns than can be searched, no money moves")
    func manyReturns() async throws {
        let items = Array(repeating: #"{"returnId":"1","returnItems":[]}"#, count: 50).joined(separator: ",")
        api.on("GET", "/retailer/orders/", json: Self.order)
        api.on("GET", "/retailer/returns", json: "{\"returns\":[\(items)]}")
        guard case .refused(let reason) = try await connector().perform(request(.refund([], reason: nil))) else {
            Issue.record("not refused")
            return
        }
        #expect(reason.hasPrefix("there are too many unhandled returns"))
        #expect(api.requests("GET").filter { $0.url.contains("returns") }.count == 20)
    }

    @Test("an order's address that is no alias of bol's is never written to")
    func privateAddress() async throws {
        api.on("GET", "/retailer/orders/", json: Self.order)
        let server = ScriptedSubmission()
        let connector = try connector(["reply_via_order_relay": "true"], submission: server)
        let post = Post(thread: nil, order: "A2K8290LP8", text: "Hallo", intendedAt: noon, key: "k")
        #expect(
            summary(await connector.post(post)) == "refused bol tells no address of the buyer for this order (any more)"
        )
        var lone = post
        lone.order = nil
        #expect(summary(await connector.post(lone)).hasPrefix("refused the order is not known"))
        var relayed = post
        relayed.relay = Post.RelayContext(
            address: try #require(EmailAddress("anna@privat.example")), subject: "x", messageID: nil, quoted: "")
        #expect(
            summary(await connector.post(relayed))
                == "refused the address of the buyer's mail is no alias of bol's relay")
        #expect(server.mails.isEmpty)
    }

    @Test("when the order cannot be looked up, the answer is kept for later")
    func lookupFails() async throws {
        api.on("GET", "/retailer/orders/", .status(503, "<html>down</html>"))
        let post = Post(thread: nil, order: "A2K8290LP8", text: "Hallo", intendedAt: noon, key: "k")
        let result = try await connector(["reply_via_order_relay": "true"]).post(post)
        #expect(summary(result) == "not sent, unavailable, later")
    }

    @Test("an answer quotes the buyer's mail and carries nothing internal")
    func mail() async throws {
        let server = ScriptedSubmission()
        let context = Post.RelayContext(
            address: try #require(EmailAddress("2xtgfty33eg23zsrlk6sxf6q76test@klantbericht.bol.com")),
            subject: "Re: Je bestelling A2K8290LP8", messageID: "b1@bol.com", references: ["a@x.example"],
            quoted: "De doos was kapot.\n")
        let post = Post(
            thread: nil, order: "A2K8290LP8", text: "Beste Billie,\nsorry.", relay: context, intendedAt: noon,
            key: "mb-k1")
        #expect(summary(try await connector(submission: server).post(post)) == "accepted mb-k1@seller.example")
        let text = String(decoding: try #require(server.mails.first).bytes, as: UTF8.self)
        #expect(text.contains("\r\nSubject: Re: Je bestelling A2K8290LP8\r\n"))
        #expect(text.contains("\r\nIn-Reply-To: <b1@bol.com>\r\nReferences: <a@x.example> <b1@bol.com>\r\n"))
        #expect(text.hasSuffix("\r\n\r\nBeste Billie,\r\nsorry.\r\n\r\n> De doos was kapot.\r\n>\r\n"))
        #expect(server.mails.first?.to == [context.address])
    }

    @Test(
        "what a process says",
        arguments: [
            ("PENDING", .pending), ("NEW_ONE", .pending), ("success", .done(note: "Cancel it")),
            ("FAILURE", .failed(reason: "write to <address>")),
            (
                "TIMEOUT",
                .failed(reason: "bol took too long and gave up; look in the seller account whether it was done")
            ),
        ] as [(String, ActionOutcome)])
    func process(status: String, expected: ActionOutcome) async throws {
        api.on(
            "GET", "/shared/process-status/5",
            json: #"{"status":"\#(status)","description":"Cancel it","errorMessage":"write to a@b.example"}"#)
        let outcome = try await connector().outcome(of: request(.cancel(lines: [], reason: nil)), handle: "5")
        #expect(outcome == expected)
    }

    @Test("a process that bol has forgotten is told by what it did")
    func forgotten() async throws {
        api.on("GET", "/shared/process-status/5", json: #"{"status":404}"#, status: 404)
        api.on("GET", "/shared/process-status?", json: "{}")
        api.on(
            "GET", "/retailer/orders/",
            json: Self.order.replacing("\"quantity\":1", with: "\"quantity\":1,\"quantityCancelled\":1"))
        let cancel = request(.cancel(lines: [], reason: nil))
        #expect(try await connector().outcome(of: cancel, handle: "5") == .done(note: nil))
        let search = try #require(api.requests("GET").last { $0.url.contains("process-status?") })
        #expect(search.url.hasSuffix("/shared/process-status?entity-id=2012345678&event-type=CANCEL_ORDER"))
    }

    @Test("an older process for the same item is not taken for this one")
    func olderProcess() async throws {
        api.on(
            "GET", "/shared/process-status?",
            json: #"{"processStatuses":[{"status":"SUCCESS","createTimestamp":"2025-11-24T10:00:00Z"}]}"#)
        api.on("GET", "/retailer/orders/", json: Self.order)
        #expect(
            try await connector().outcome(of: request(.cancel(lines: [], reason: nil)), handle: nil) == .absent)
    }

    @Test(
        "what bol's faults mean",
        arguments: [
            (404, #"{"status":404,"detail":"no such"}"#, "not found"),
            (401, #"{"title":"Expired JWT","status":401}"#, "credentials, Expired JWT"),
            (403, #"{"status":403,"detail":"Account is not active"}"#, "forbidden, Account is not active"),
            (
                400,
                #"{"detail":"Bad request","violations":[{"name":"order-id","reason":"invalid"},{"name":"x","reason":"y"}]}"#,
                "invalid, order-id: invalid; x: y"
            ),
            (500, "<html>down</html>", "unavailable, "), (200, "<html>page</html>", "protocol-violation, "),
            (200, "{}", "protocol-violation, the answer holds no order"),
        ])
    func faults(status: Int, body: String, expected: String) async throws {
        api.on("GET", "/retailer/orders/", json: body, status: status)
        let connector = try connector()
        do throws(ConnectorError) {
            let order = try await connector.order("A2K8290LP8")
            #expect(order == nil && expected == "not found")
        } catch {
            let parts = expected.split(separator: ", ", maxSplits: 1)
            #expect(error.kind.rawValue == parts[0] && error.detail.hasSuffix(parts.count > 1 ? parts[1] : ""))
        }
    }

    @Test(
        "an answer that says the budget is used up makes the next call come back later",
        arguments: [("120", 120), ("\(noon.seconds + 90)", 90), ("99999", 600)])
    func rate(reset: String, seconds: Int) async throws {
        api.on(
            "GET", "/retailer/retailers/current",
            .status(
                200, #"{"displayName":"Shop"}"#,
                headers: [("X-RateLimit-Limit", "20"), ("X-RateLimit-Remaining", "0"), ("x-ratelimit-reset", reset)]))
        let connector = try connector()
        #expect(try await connector.probe() == "retailer Shop")
        let error = await #expect(throws: ConnectorError.self) { try await connector.probe() }
        #expect(error?.kind == .rateLimited)
        guard case .after(let wait)? = error?.retry else {
            Issue.record("no time is named")
            return
        }
        #expect(wait > .seconds(seconds - 20) && wait <= .seconds(seconds))
        #expect(api.requests("GET").count == 1)
    }

    @Test("a 429 without Retry-After waits for the reset that it names")
    func tooMany() async throws {
        api.on(
            "GET", "/retailer/retailers/current",
            .status(429, "{}", headers: [("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", "45")]))
        let error = await #expect(throws: ConnectorError.self) { try await connector().probe() }
        #expect(error?.kind == .rateLimited && error?.retry == .after(.seconds(45)))
    }

    @Test("trap: what has no door names the seller account, with and without an API key")
    func capabilities() async throws {
        let withKey = try connector().capabilities
        #expect(withKey.actions[.refund] == .api && withKey.actions[.close] == .portalLink && !withKey.readsBack)
        let settings = MarketplaceSettings(name: "bol", connector: .bol, clock: "bol")
        let without = try makeConnector(settings, exchange: api, submission: nil, now: atNoon)
        #expect(without.capabilities.actions[.refund] == .portalLink && !without.capabilities.readsOrders)
        #expect(try await without.outcome(of: request(.refund([], reason: nil)), handle: "1") == .impossible)
        #expect(
            throws: ConnectorError.self,
            performing: {
                try makeConnector(
                    MarketplaceSettings(name: "b", connector: .bol, credentials: .apiKey(Secret("k")), clock: "c"),
                    exchange: api, submission: nil, now: atNoon)
            })
        for task: ActionRequest.Task in [.close, .noReplyNeeded, .escalate(text: "x")] {
            guard case .refused(let reason) = try await connector().perform(request(task)) else {
                Issue.record("not refused")
                continue
            }
            #expect(reason.contains("seller account"))
        }
        #expect(api.requests.isEmpty)
    }
}
