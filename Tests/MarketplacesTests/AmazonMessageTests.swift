import Domain
import Testing
import Transport
import Wire

@testable import Marketplaces

@Suite("Amazon's first messages") struct AmazonMessageTests {
    private let api = ScriptedMarketplace()
    private let pdf = Domain.Attachment(name: "Rechnung 5", type: "application/pdf", bytes: Array("%PDF-1.4".utf8))

    init() {
        api.on("POST", "/token", json: #"{"access_token":"Atza|1","expires_in":3600}"#)
        api.on("GET", "/orders/2026-01-01/", json: AmazonScript.order())
    }

    private func post(_ text: String, topic: String?, files: [Domain.Attachment] = []) -> Post {
        Post(
            thread: nil, order: "302-0000001-0000001", text: text, attachments: files,
            opening: Post.Opening(topic: topic), intendedAt: noon, key: "k")
    }

    private var sends: [HTTPRequest] { api.requests("POST").filter { $0.url.contains("/messages/") && !isUpload($0) } }

    private func isUpload(_ request: HTTPRequest) -> Bool { request.url.contains("/uploadDestinations/") }

    @Test("what the order allows is asked before every message, and in the shop that the order is from")
    func asks() async throws {
        api.on("GET", "/messaging/", json: AmazonScript.actions("unexpectedProblem"))
        api.on("POST", "/messages/", json: "{}", status: 201)
        let connector = try AmazonScript.connector(api)
        for number in 1...2 {
            let result = await connector.post(post("Es dauert.", topic: "unexpectedProblem"))
            #expect(summary(result) == "accepted -")
            #expect(
                api.requests("GET").map(\.url).count {
                    $0.hasSuffix("302-0000001-0000001?marketplaceIds=A13V1IB3VIYZZH")
                }
                    == number)
        }
        let sent = try #require(sends.first)
        #expect(
            sent.url == "https://sp.example/messaging/v1/orders/302-0000001-0000001/messages/unexpectedProblem"
                + "?marketplaceIds=A13V1IB3VIYZZH")
        #expect(sent.text == #"{"text":"Es dauert."}"#)
        #expect(sent.header("x-amz-access-token") == "Atza|1")
        #expect(sent.header("Authorization") == nil)
        #expect(sent.header("User-Agent") == "mailbridge/1 (Language=Swift; Platform=Linux)")
    }

    @Test("trap: names without an operation are ignored, and nothing is read from the embedded schemas")
    func phantoms() async throws {
        let json = """
            {"_links":{"actions":[{"name":"negativeFeedbackRemoval"},{"name":"amazonMotors"},{"name":"attributes"},{"x":1},
             {"name":"unexpectedProblem"},{"name":"confirmDeliveryDetails"}]}}
            """
        api.on("GET", "/messaging/", json: json)
        let connector = try AmazonScript.connector(api)
        let reasons = try await connector.reasons(for: .openConversation, on: "302-0000001-0000001")
        #expect(reasons.map(\.code) == ["confirmDeliveryDetails", "unexpectedProblem"])
    }

    @Test("trap: the request says text and uploadDestinationId, not what the schemas call them")
    func names() async throws {
        api.on("GET", "/messaging/", json: AmazonScript.actions("digitalAccessKey"))
        api.on(
            "POST", "/uploadDestinations/",
            json: Self.destination("https://bucket.s3.amazonaws.com/u?X-Amz-Signature=s"),
            status: 201)
        api.on("PUT", "/u", json: "")
        api.on("POST", "/messages/", json: "{}", status: 201)
        let file = Domain.Attachment(name: "key.txt", type: "text/plain", bytes: [0x31])
        let connector = try AmazonScript.connector(api)
        #expect(
            summary(await connector.post(post("Ihr Schlüssel", topic: "digitalAccessKey", files: [file])))
                == "accepted -")
        #expect(
            sends.first?.text
                == #"{"text":"Ihr Schlüssel","attachments":[{"uploadDestinationId":"up-1","fileName":"key.txt"}]}"#)
    }

    private static func destination(_ url: String) -> String {
        #"{"payload":{"uploadDestinationId":"up-1","url":"\#(url)","headers":{"Content-MD5":"x==","x-amz-server-side-encryption":"aws:kms"}}}"#
    }

    @Test("trap: MD5 is sent in Base64, and the slashes of the resource stay slashes")
    func upload() async throws {
        api.on("GET", "/messaging/", json: AmazonScript.actions("invoice"))
        api.on(
            "POST", "/uploadDestinations/",
            json: Self.destination("https://bucket.s3.amazonaws.com/u?X-Amz-Signature=s"),
            status: 201)
        api.on("PUT", "/u", json: "")
        api.on("POST", "/messages/invoice", json: "{}", status: 201)
        let result = await (try AmazonScript.connector(api)).perform(AmazonScript.request(.uploadInvoice(pdf)))
        #expect(summary(result) == "done -")
        let asked = try #require(api.requests("POST").first(where: isUpload))
        #expect(
            asked.url
                == "https://sp.example/uploads/2020-11-01/uploadDestinations/messaging/v1/orders/302-0000001-0000001"
                + "/messages/invoice?marketplaceIds=A13V1IB3VIYZZH&contentMD5=kUJAElMZKRx8t%2BcS5BmyVA%3D%3D"
                + "&contentType=application%2Fpdf")
        let put = try #require(api.requests("PUT").first)
        #expect(put.url == "https://bucket.s3.amazonaws.com/u?X-Amz-Signature=s")
        #expect(
            put.headers.map { "\($0.name): \($0.value)" } == [
                "Content-MD5: x==", "x-amz-server-side-encryption: aws:kms", "Content-Type: application/pdf",
            ])
        #expect(put.body == pdf.bytes)
        #expect(sends.first?.text == #"{"attachments":[{"uploadDestinationId":"up-1","fileName":"Rechnung 5.pdf"}]}"#)
    }

    @Test(
        "a file goes to Amazon's storage only, and over TLS",
        arguments: [
            "http://bucket.example/u", "ftp://bucket.example/u", "bucket", "https://sp.example@evil.example/u",
            "http://127.0.0.1.evil.example/u", "https://bucket.example/u", "http://127.0.0.1/u", "https://10.0.0.1/u",
            "https://amazonaws.com.evil.example/u", "https://x.s3.amazonaws.com:8443/u",
        ])
    func storageAddress(url: String) async throws {
        api.on("GET", "/messaging/", json: AmazonScript.actions("invoice"))
        api.on("POST", "/uploadDestinations/", json: Self.destination(url), status: 201)
        let result = await (try AmazonScript.connector(api)).perform(AmazonScript.request(.uploadInvoice(pdf)))
        #expect(summary(result) == "not sent, protocol-violation, never")
        #expect(api.requests("PUT").isEmpty && sends.isEmpty)
    }

    @Test("an upload that fails has done nothing, so trying again is safe", arguments: [403, 500, 503])
    func failedUpload(status: Int) async throws {
        api.on("GET", "/messaging/", json: AmazonScript.actions("invoice"))
        api.on("POST", "/uploadDestinations/", json: Self.destination("https://bucket.s3.amazonaws.com/u"), status: 201)
        api.on("PUT", "/u", json: "<Error/>", status: status)
        let result = await (try AmazonScript.connector(api)).perform(AmazonScript.request(.uploadInvoice(pdf)))
        #expect(summary(result).hasPrefix("not sent") && summary(result).hasSuffix("later"))
        #expect(sends.isEmpty)
    }

    @Test(
        "trap: each kind has its own limit, in characters and not in bytes",
        arguments: [
            ("unexpectedProblem", 2000), ("confirmOrderDetails", 2000), ("confirmDeliveryDetails", 2000),
            ("confirmServiceDetails", 2000), ("confirmCustomizationDetails", 800), ("digitalAccessKey", 400),
        ])
    func limits(topic: String, longest: Int) async throws {
        api.on("GET", "/messaging/", json: AmazonScript.actions(topic))
        api.on("POST", "/messages/", json: "{}", status: 201)
        let connector = try AmazonScript.connector(api)
        #expect(
            summary(await connector.post(post(String(repeating: "ü", count: longest), topic: topic))) == "accepted -")
        let long = await connector.post(post(String(repeating: "ü", count: longest + 1), topic: topic))
        #expect(summary(long) == "refused the text has \(longest + 1) characters, at most \(longest) are taken")
        #expect(summary(await connector.post(post("", topic: topic))).hasPrefix("refused the text has 0 characters"))
    }

    @Test("what a message must not hold is refused before anything is asked")
    func content() async throws {
        let connector = try AmazonScript.connector(api)
        let rows: [(String, String, [Domain.Attachment], String)] = [
            (
                "unexpectedProblem", "Mail an anna@example.org", [],
                "refused Amazon takes no mail addresses in a message"
            ),
            ("unexpectedProblem", "<b>Hallo</b>", [], "refused Amazon takes no HTML in a message"),
            ("unexpectedProblem", "Hallo", [pdf], "refused 1 files, at most 0 are taken"),
            (
                "digitalAccessKey", "Hallo", [Domain.Attachment](repeating: pdf, count: 6),
                "refused 6 files, at most 5 are taken"
            ),
            (
                "digitalAccessKey", "Hallo", [Domain.Attachment(name: "a.zip", type: "application/zip", bytes: [1])],
                "refused the file a.zip is application/zip, which is not taken"
            ),
            ("invoice", "", [], "refused a message \"invoice\" needs a file"),
            (
                "warranty", "Hallo", [pdf],
                "refused a message \"warranty\" carries files only; send the text as another kind of message"
            ),
        ]
        for (topic, text, files, expected) in rows {
            #expect(summary(await connector.post(post(text, topic: topic, files: files))) == expected)
        }
        #expect(
            summary(await connector.post(post("x", topic: "praise"))).hasPrefix("refused Amazon takes one of these"))
        #expect(api.requests.isEmpty)
    }

    @Test("a smaller sign is no tag", arguments: ["3 < 5 und 7 > 6", "<3", "a<b", "<- siehe oben ->", "<"])
    func noTag(text: String) {
        let limits = Capabilities.Limits()
        #expect(AmazonMessage.unexpectedProblem.refusal(text: text, files: [], general: limits) == nil)
    }

    @Test("a kind that the order does not allow is refused with those that it does")
    func notAllowed() async throws {
        api.on("GET", "/messaging/", json: AmazonScript.actions("unexpectedProblem", "warranty"))
        let result = await (try AmazonScript.connector(api)).post(
            post("Stimmt die Farbe?", topic: "confirmOrderDetails"))
        #expect(
            summary(result) == "refused Amazon does not allow \"confirmOrderDetails\" for this order now; it allows: "
                + "unexpectedProblem (an unexpected problem with the order), warranty (the warranty, as files only)")
        #expect(sends.isEmpty)
    }

    @Test("for an agent who named no kind the first that the order allows is taken")
    func choice() async throws {
        api.on("GET", "/messaging/", json: AmazonScript.actions("unexpectedProblem", "confirmDeliveryDetails"))
        api.on("POST", "/messages/", json: "{}", status: 201)
        #expect(summary(await (try AmazonScript.connector(api)).post(post("Hallo", topic: nil))) == "accepted -")
        #expect(sends.map { $0.url.contains("/messages/confirmDeliveryDetails?") } == [true])
    }

    @Test(
        "trap: an unclear send is never repeated; the order is looked at, and a person decides",
        arguments: [
            ("unexpectedProblem", "Amazon would still take \"unexpectedProblem\" for this order, which proves nothing"),
            ("warranty", "Amazon no longer takes \"unexpectedProblem\" for this order, so it has probably been sent"),
        ])
    func unclear(left: String, hint: String) async throws {
        api.on("GET", "/attributes", json: "{}")
        api.on(
            "GET", "/messaging/", .status(200, AmazonScript.actions("unexpectedProblem")),
            .status(200, AmazonScript.actions(left)))
        api.on(
            "POST", "/messages/",
            .fault(TransportError(.timeout, "no answer", retry: .later, requestWasSent: true)))
        let connector = try AmazonScript.connector(api)
        let post = post("Es dauert.", topic: "unexpectedProblem")
        guard case .uncertain(let reason) = await connector.post(post) else {
            Issue.record("not uncertain")
            return
        }
        #expect(reason.hasSuffix(hint))
        #expect(sends.count == 1)
        guard case .impossible = try await connector.readBack(post) else {
            Issue.record("a message cannot be read back")
            return
        }
    }

    @Test(
        "each status of a send is what it is",
        arguments: [
            (400, "refused Invalid Input"), (403, "not sent, forbidden, never"), (413, "refused Invalid Input"),
            (429, "not sent, rate-limited, after(1.0 seconds)"), (500, "uncertain"), (503, "uncertain"),
        ])
    func statuses(status: Int, expected: String) async throws {
        api.on("GET", "/messaging/", json: AmazonScript.actions("unexpectedProblem"))
        api.on(
            "POST", "/messages/", json: #"{"errors":[{"code":"InvalidInput","message":"Invalid Input","details":""}]}"#,
            status: status)
        let result = await (try AmazonScript.connector(api)).post(post("Hallo", topic: "unexpectedProblem"))
        #expect(summary(result) == expected)
        // A token that was refused was refused before anything happened.
        #expect(sends.count == (status == 403 ? 2 : 1))
    }

    @Test("without credentials, an order or a shop there is a clear refusal")
    func missing() async throws {
        let settings = MarketplaceSettings(name: "a", connector: .amazon, clock: "c")
        let lone = try makeConnector(settings, exchange: api, submission: nil, now: atNoon)
        #expect(lone.capabilities.actions[.openConversation] == .portalLink)
        #expect(summary(await lone.post(post("x", topic: nil))).hasPrefix("refused this account has no credentials"))
        #expect(
            summary(await lone.perform(AmazonScript.request(.uploadInvoice(pdf)))).hasPrefix("refused this account has")
        )
        let connector = try AmazonScript.connector(api)
        #expect(connector.capabilities.actions[.openConversation] == .api)
        var orderless = post("x", topic: nil)
        orderless.order = nil
        #expect(
            summary(await connector.post(orderless)).hasPrefix(
                "refused Amazon takes a first message only about an order"))
    }

    @Test(
        "a file's name has an ending and no folder",
        arguments: [
            ("a.pdf", "a.pdf"), ("a", "a.pdf"), ("C:\\x\\a.pdf", "a.pdf"), ("Rechnung Nr. 5", "Rechnung Nr. 5.pdf"),
            ("", "file.pdf"),
            ("v1.rechnung", "v1.rechnung.pdf"),
        ])
    func fileNames(name: String, expected: String) {
        #expect(AmazonAPI.fileName(of: Domain.Attachment(name: name, type: "application/pdf", bytes: [])) == expected)
    }
}
