import Domain
import Marketplaces
import Sandbox
import TestSupport
import Testing
import Transport

@Suite("Amazon's connector against its stand-in") struct AmazonSandboxTests {
    private func opening(
        _ text: String, _ topic: String?, on receipt: BuyerReceipt, files: [Domain.Attachment] = [],
        of account: SandboxAccount
    ) -> Post {
        var post = account.post(text, to: receipt, attachments: files)
        post.opening = Post.Opening(topic: topic)
        return post
    }

    // MARK: orders

    @Test("an order is shown with its lines, their ids and the buyer's language")
    func order() async throws {
        try await SandboxAccount.with(.amazon) { account in
            _ = try await account.buyerWrites("Wo bleibt es?", order: AmazonSandbox.shipped)
            let order = try #require(try await account.connector.order(OrderNumber(AmazonSandbox.shipped)))
            #expect(order.state == "SHIPPED, MERCHANT")
            #expect(order.buyerName == "Erika Muster")
            #expect(order.buyerLanguage == "de-DE")
            #expect(order.lines.map(\.ids) == [["30200000010000001"]])
            #expect(order.tracking == ["DHL 00340434161094000000 IN_TRANSIT"])
            #expect(try await account.connector.order("302-9999999-9999999") == nil)
        }
    }

    @Test("a buyer's wish to cancel, and Amazon's own orders, are shown for what they are")
    func states() async throws {
        try await SandboxAccount.with(.amazon) { account in
            for number in [AmazonSandbox.unwanted, AmazonSandbox.byAmazon] {
                _ = try await account.buyerWrites("Hallo", order: number)
            }
            let unwanted = try await account.connector.order(OrderNumber(AmazonSandbox.unwanted))
            #expect(unwanted?.lines.first?.state == "cancellation requested by BUYER: ORDERED_BY_MISTAKE")
            let byAmazon = try await account.connector.order(OrderNumber(AmazonSandbox.byAmazon))
            #expect(byAmazon?.state == "SHIPPED, AMAZON (fulfilled by Amazon: its own service looks after this order)")
        }
    }

    @Test("where the present version of orders is closed, the older one answers")
    func oldVersion() async throws {
        try await SandboxAccount.with(.amazon) { account in
            _ = try await account.buyerWrites("Hallo", order: AmazonSandbox.unwanted)
            var fault = SandboxFault(.amazon, "orders.get", .status(403))
            fault.times = 2
            await account.sandbox.add(fault)
            let order = try await account.connector.order(OrderNumber(AmazonSandbox.unwanted))
            #expect(order?.state == "Unshipped, MFN")
            #expect(order?.lines.first?.state == "cancellation requested by BUYER: ORDERED_BY_MISTAKE")
        }
    }

    @Test("a token that has ended is renewed once, for reads and for writes")
    func tokens() async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Hallo", order: AmazonSandbox.shipped)
            for operation in ["orders.get", "messaging.message", "uploads.destination"] {
                await account.sandbox.add(SandboxFault(.amazon, operation, .expireTokens))
            }
            #expect(try await account.connector.order(OrderNumber(AmazonSandbox.shipped)) != nil)
            let post = opening("Es dauert.", "unexpectedProblem", on: receipt, of: account)
            #expect(AmazonSandbox.summary(await account.connector.post(post)) == "accepted")
            let invoice = await account.connector.perform(
                account.request(.uploadInvoice(AmazonSandbox.pdf), on: receipt))
            #expect(AmazonSandbox.summary(invoice) == "done")
            #expect(try await account.seen(receipt.conversation).messages.count == 3)
        }
    }

    @Test("wrong credentials are the admin's to mend")
    func credentials() async throws {
        let wrong = MarketplaceSettings.Credentials.oauth(
            clientID: "amzn1.application-oa2-client.sandbox", clientSecret: Secret("wrong"),
            refreshToken: Secret("Atzr|sandbox"))
        try await SandboxAccount.with(.amazon, change: { $0.credentials = wrong }) { account in
            let receipt = try await account.buyerWrites("Hallo", order: AmazonSandbox.shipped)
            let error = await #expect(throws: ConnectorError.self) { try await account.connector.probe() }
            #expect(error?.kind == .credentials && error?.retry == .never)
            let result = await account.connector.post(opening("x", "unexpectedProblem", on: receipt, of: account))
            guard case .notSent(let error) = result else {
                Issue.record("not held back")
                return
            }
            #expect(error.kind == .credentials)
        }
    }

    // MARK: answers by mail

    @Test("an answer by mail reaches the buyer once, with its file")
    func answer() async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Wo bleibt es?", order: AmazonSandbox.shipped)
            let seen = try await account.seen(receipt.conversation)
            var post = account.post(
                "Es kommt morgen. \(AmazonSandbox.shipped)", to: receipt, attachments: [AmazonSandbox.pdf])
            post.relay = Post.RelayContext(
                address: try #require(seen.relayAddress), subject: "Frage", messageID: nil, quoted: "Wo bleibt es?")
            #expect(AmazonSandbox.summary(await account.connector.post(post)) == "accepted")
            let answer = try #require(try await account.seen(receipt.conversation).messages.last)
            #expect(answer.text == "Es kommt morgen. \(AmazonSandbox.shipped)")
            #expect(answer.attachments.map(\.name) == ["rechnung.pdf"])
        }
    }

    // MARK: first messages

    @Test(
        "each kind of first message arrives once, with its files",
        arguments: [
            ("confirmServiceDetails", AmazonSandbox.homeService, "Passt Dienstag?", 0),
            ("unexpectedProblem", AmazonSandbox.shipped, "Es dauert noch.", 0),
            ("confirmDeliveryDetails", AmazonSandbox.shipped, "Zum Nachbarn?", 0),
            ("confirmOrderDetails", AmazonSandbox.unshipped, "Rot oder blau?", 0),
            ("confirmCustomizationDetails", AmazonSandbox.unshipped, "Welcher Name?", 2),
            ("digitalAccessKey", AmazonSandbox.unshipped, "Ihr Schlüssel: 1234", 1),
            ("legalDisclosure", AmazonSandbox.byAmazon, "", 1),
            ("warranty", AmazonSandbox.shipped, "", 5), ("invoice", AmazonSandbox.shipped, "", 1),
        ])
    func opens(topic: String, order: String, text: String, count: Int) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Hallo", order: order)
            let reasons = try await account.connector.reasons(for: .openConversation, on: OrderNumber(order))
            #expect(reasons.map(\.code).contains(topic))
            let files = [Domain.Attachment](repeating: AmazonSandbox.pdf, count: count)
            let post = opening(text, topic, on: receipt, files: files, of: account)
            #expect(AmazonSandbox.summary(await account.connector.post(post)) == "accepted")
            let messages = try await account.seen(receipt.conversation).messages
            #expect(messages.count == 2)
            #expect(messages.last?.text == (text.isEmpty ? "[\(topic)]" : text))
            #expect(messages.last?.attachments.count == count)
            for file in messages.last?.attachments ?? [] {
                #expect(await account.sandbox.attachment(file.id, at: .amazon) == AmazonSandbox.pdf.bytes)
            }
        }
    }

    @Test("a kind that is allowed once is refused the second time, in words that say what is left")
    func once() async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Hallo", order: AmazonSandbox.shipped)
            let request = account.request(.uploadInvoice(AmazonSandbox.pdf), on: receipt)
            #expect(AmazonSandbox.summary(await account.connector.perform(request)) == "done")
            guard case .refused(let reason) = await account.connector.perform(request) else {
                Issue.record("not refused")
                return
            }
            #expect(reason.hasPrefix("Amazon does not allow \"invoice\" for this order now; it allows: "))
            #expect(await account.sandbox.postCount(.amazon) == 1)
        }
    }

    @Test("an order that is not ours, or allows nothing, takes no message")
    func foreign() async throws {
        try await SandboxAccount.with(.amazon) { account in
            var receipt = try await account.buyerWrites("Hallo", order: AmazonSandbox.unpaid)
            let nothing = await account.connector.post(opening("x", nil, on: receipt, of: account))
            #expect(AmazonSandbox.summary(nothing) == "refused")
            receipt.order = "302-9999999-9999999"
            let foreign = await account.connector.post(opening("x", "unexpectedProblem", on: receipt, of: account))
            #expect(AmazonSandbox.summary(foreign) == "refused")
            #expect(await account.sandbox.postCount(.amazon) == 0)
        }
    }

    @Test(
        "whatever happens to a send, the buyer sees it at most once and the result is honest",
        arguments: [
            AmazonSandbox.Fault("status before", .status(500), .before, visible: 0, "uncertain"),
            AmazonSandbox.Fault("status after", .status(503), .after, visible: 1, "uncertain"),
            AmazonSandbox.Fault("drop before", .drop, .before, visible: 0, "uncertain"),
            AmazonSandbox.Fault("drop after", .drop, .after, visible: 1, "uncertain"),
            AmazonSandbox.Fault("rate", .status(429), .before, visible: 0, "not sent"),
            AmazonSandbox.Fault("answer cut in half", .garbled, .after, visible: 1, "accepted"),
            AmazonSandbox.Fault("another's page", .garbled, .before, visible: 0, "uncertain"),
        ])
    func faults(fault: AmazonSandbox.Fault) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Hallo", order: AmazonSandbox.shipped)
            var planned = SandboxFault(.amazon, "messaging.message", fault.effect)
            planned.moment = fault.moment
            await account.sandbox.add(planned)
            let post = opening("Es dauert.", "confirmDeliveryDetails", on: receipt, of: account)
            let result = await account.connector.post(post)
            #expect(AmazonSandbox.summary(result) == fault.expected)
            #expect(try await account.seen(receipt.conversation).messages.count == 1 + fault.visible)
            if case .uncertain(let reason) = result {
                #expect(reason.contains(fault.visible == 1 ? "no longer takes" : "would still take"))
            }
        }
    }

    @Test(
        "what fails before the send leaves nothing behind",
        arguments: ["messaging.actions", "uploads.destination", "uploads.put"],
        [SandboxFault.Effect.status(500), .status(503), .drop, .garbled])
    func beforeSend(operation: String, effect: SandboxFault.Effect) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Hallo", order: AmazonSandbox.shipped)
            var fault = SandboxFault(.amazon, operation, effect)
            // A read that breaks off is asked again by the HTTP client itself.
            fault.times = 5
            await account.sandbox.add(fault)
            let request = account.request(.uploadInvoice(AmazonSandbox.pdf), on: receipt)
            let result = AmazonSandbox.summary(await account.connector.perform(request))
            // A storage that says 200 and keeps nothing is found out by the send.
            #expect(result == (operation == "uploads.put" && effect == .garbled ? "refused" : "not sent"))
            #expect(await account.sandbox.postCount(.amazon) == 0)
            await account.sandbox.clearFaults()
            #expect(AmazonSandbox.summary(await account.connector.perform(request)) == "done")
            #expect(await account.sandbox.postCount(.amazon) == 1)
        }
    }
}
