import Domain
import Marketplaces
import Sandbox
import TestSupport
import Testing
import Transport

@Suite("Amazon's connector against its stand-in") struct AmazonSandboxTests {
    /// The first digits of an order's number choose its state in the sandbox.
    private static let shipped = "302-0000001-0000001"
    private static let unshipped = "303-0000001-0000001"
    private static let unwanted = "304-0000001-0000001"
    private static let byAmazon = "305-0000001-0000001"
    private static let unpaid = "306-0000001-0000001"

    private static let pdf = Domain.Attachment(
        name: "rechnung.pdf", type: "application/pdf", bytes: Array("%PDF-1.4 Rechnung".utf8))

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
            _ = try await account.buyerWrites("Wo bleibt es?", order: Self.shipped)
            let order = try #require(try await account.connector.order(OrderNumber(Self.shipped)))
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
            for number in [Self.unwanted, Self.byAmazon] { _ = try await account.buyerWrites("Hallo", order: number) }
            let unwanted = try await account.connector.order(OrderNumber(Self.unwanted))
            #expect(unwanted?.lines.first?.state == "cancellation requested by BUYER: ORDERED_BY_MISTAKE")
            let byAmazon = try await account.connector.order(OrderNumber(Self.byAmazon))
            #expect(byAmazon?.state == "SHIPPED, AMAZON (fulfilled by Amazon: its own service looks after this order)")
        }
    }

    @Test("where the present version of orders is closed, the older one answers")
    func oldVersion() async throws {
        try await SandboxAccount.with(.amazon) { account in
            _ = try await account.buyerWrites("Hallo", order: Self.unwanted)
            var fault = SandboxFault(.amazon, "orders.get", .status(403))
            fault.times = 2
            await account.sandbox.add(fault)
            let order = try await account.connector.order(OrderNumber(Self.unwanted))
            #expect(order?.state == "Unshipped, MFN")
            #expect(order?.lines.first?.state == "cancellation requested by BUYER: ORDERED_BY_MISTAKE")
        }
    }

    @Test("a token that has ended is renewed once, for reads and for writes")
    func tokens() async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Hallo", order: Self.shipped)
            for operation in ["orders.get", "messaging.message", "uploads.destination"] {
                await account.sandbox.add(SandboxFault(.amazon, operation, .expireTokens))
            }
            #expect(try await account.connector.order(OrderNumber(Self.shipped)) != nil)
            let post = opening("Es dauert.", "unexpectedProblem", on: receipt, of: account)
            #expect(Self.summary(await account.connector.post(post)) == "accepted")
            let invoice = await account.connector.perform(account.request(.uploadInvoice(Self.pdf), on: receipt))
            #expect(Self.summary(invoice) == "done")
            #expect(try await account.seen(receipt.conversation).messages.count == 3)
        }
    }

    @Test("wrong credentials are the admin's to mend")
    func credentials() async throws {
        let wrong = MarketplaceSettings.Credentials.oauth(
            clientID: "amzn1.application-oa2-client.sandbox", clientSecret: Secret("wrong"),
            refreshToken: Secret("Atzr|sandbox"))
        try await SandboxAccount.with(.amazon, change: { $0.credentials = wrong }) { account in
            let receipt = try await account.buyerWrites("Hallo", order: Self.shipped)
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
            let receipt = try await account.buyerWrites("Wo bleibt es?", order: Self.shipped)
            let seen = try await account.seen(receipt.conversation)
            var post = account.post("Es kommt morgen. \(Self.shipped)", to: receipt, attachments: [Self.pdf])
            post.relay = Post.RelayContext(
                address: try #require(seen.relayAddress), subject: "Frage", messageID: nil, quoted: "Wo bleibt es?")
            #expect(Self.summary(await account.connector.post(post)) == "accepted")
            let answer = try #require(try await account.seen(receipt.conversation).messages.last)
            #expect(answer.text == "Es kommt morgen. \(Self.shipped)")
            #expect(answer.attachments.map(\.name) == ["rechnung.pdf"])
        }
    }

    // MARK: first messages

    @Test(
        "each kind of first message arrives once, with its files",
        arguments: [
            ("unexpectedProblem", shipped, "Es dauert noch.", 0),
            ("confirmDeliveryDetails", shipped, "Zum Nachbarn?", 0),
            ("confirmOrderDetails", unshipped, "Rot oder blau?", 0),
            ("confirmCustomizationDetails", unshipped, "Welcher Name?", 2),
            ("digitalAccessKey", unshipped, "Ihr Schlüssel: 1234", 1), ("legalDisclosure", byAmazon, "", 1),
            ("warranty", shipped, "", 5), ("invoice", shipped, "", 1),
        ])
    func opens(topic: String, order: String, text: String, count: Int) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Hallo", order: order)
            let reasons = try await account.connector.reasons(for: .openConversation, on: OrderNumber(order))
            #expect(reasons.map(\.code).contains(topic))
            let files = [Domain.Attachment](repeating: Self.pdf, count: count)
            let post = opening(text, topic, on: receipt, files: files, of: account)
            #expect(Self.summary(await account.connector.post(post)) == "accepted")
            let messages = try await account.seen(receipt.conversation).messages
            #expect(messages.count == 2)
            #expect(messages.last?.text == (text.isEmpty ? "[\(topic)]" : text))
            #expect(messages.last?.attachments.count == count)
            for file in messages.last?.attachments ?? [] {
                #expect(await account.sandbox.attachment(file.id, at: .amazon) == Self.pdf.bytes)
            }
        }
    }

    @Test("a kind that is allowed once is refused the second time, in words that say what is left")
    func once() async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Hallo", order: Self.shipped)
            let request = account.request(.uploadInvoice(Self.pdf), on: receipt)
            #expect(Self.summary(await account.connector.perform(request)) == "done")
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
            var receipt = try await account.buyerWrites("Hallo", order: Self.unpaid)
            let nothing = await account.connector.post(opening("x", nil, on: receipt, of: account))
            #expect(Self.summary(nothing) == "refused")
            receipt.order = "302-9999999-9999999"
            let foreign = await account.connector.post(opening("x", "unexpectedProblem", on: receipt, of: account))
            #expect(Self.summary(foreign) == "refused")
            #expect(await account.sandbox.postCount(.amazon) == 0)
        }
    }

    @Test(
        "whatever happens to a send, the buyer sees it at most once and the result is honest",
        arguments: [
            Fault("status before", .status(500), .before, visible: 0, "uncertain"),
            Fault("status after", .status(503), .after, visible: 1, "uncertain"),
            Fault("drop before", .drop, .before, visible: 0, "uncertain"),
            Fault("drop after", .drop, .after, visible: 1, "uncertain"),
            Fault("rate", .status(429), .before, visible: 0, "not sent"),
            Fault("garbled", .garbled, .after, visible: 1, "accepted"),
        ])
    func faults(fault: Fault) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Hallo", order: Self.shipped)
            var planned = SandboxFault(.amazon, "messaging.message", fault.effect)
            planned.moment = fault.moment
            await account.sandbox.add(planned)
            let post = opening("Es dauert.", "confirmDeliveryDetails", on: receipt, of: account)
            let result = await account.connector.post(post)
            #expect(Self.summary(result) == fault.expected)
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
            let receipt = try await account.buyerWrites("Hallo", order: Self.shipped)
            var fault = SandboxFault(.amazon, operation, effect)
            // A read that breaks off is asked again by the HTTP client itself.
            fault.times = 5
            await account.sandbox.add(fault)
            let request = account.request(.uploadInvoice(Self.pdf), on: receipt)
            let result = Self.summary(await account.connector.perform(request))
            // A storage that says 200 and keeps nothing is found out by the send.
            #expect(result == (operation == "uploads.put" && effect == .garbled ? "refused" : "not sent"))
            #expect(await account.sandbox.postCount(.amazon) == 0)
            await account.sandbox.clearFaults()
            #expect(Self.summary(await account.connector.perform(request)) == "done")
            #expect(await account.sandbox.postCount(.amazon) == 1)
        }
    }

    // MARK: money

    @Test("a cancellation that the buyer asked for is carried out, and the order shows it")
    func cancel() async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Bitte stornieren", order: Self.unwanted)
            let request = account.request(.cancel(lines: [], reason: nil), on: receipt)
            let handle = try Self.pending(await account.connector.perform(request))
            #expect(try await account.connector.outcome(of: request, handle: handle) == .pending)
            #expect(try await account.connector.outcome(of: request, handle: handle) == .done(note: nil))
            let order = try await account.connector.order(OrderNumber(Self.unwanted))
            #expect(order?.state == "CANCELLED, MERCHANT")
            guard case .refused = await account.connector.perform(request) else {
                Issue.record("cancelled twice")
                return
            }
        }
    }

    @Test("a line is refunded in part, then in full, and no more than was paid")
    func refund() async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Kaputt", order: Self.shipped)
            let part = ActionRequest.Refund(
                line: "30200000010000001", amount: Money(minorUnits: 500, currency: "EUR"))
            #expect(try await run(.refund([part], reason: "CustomerReturn"), on: receipt, account) == .done(note: nil))
            let rest = try await run(.refund([], reason: nil), on: receipt, account)
            #expect(rest == .failed(reason: "Principal is more than what is left to refund (18012)"))
        }
    }

    private func run(
        _ task: ActionRequest.Task, on receipt: BuyerReceipt, _ account: SandboxAccount
    ) async throws -> ActionOutcome {
        let request = account.request(task, on: receipt)
        let handle = try Self.pending(await account.connector.perform(request))
        var outcome = try await account.connector.outcome(of: request, handle: handle)
        for _ in 0..<5 where outcome == .pending {
            outcome = try await account.connector.outcome(of: request, handle: handle)
        }
        return outcome
    }

    @Test("money waits for the right moment, and for the right hands", arguments: [unpaid, byAmazon, unshipped])
    func wrongMoment(order: String) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Geld zurück", order: order)
            let result = await account.connector.perform(account.request(.refund([], reason: nil), on: receipt))
            #expect(Self.summary(result) == "refused")
            #expect(await !account.sandbox.counts().contains { $0.operation.hasPrefix("feeds.") })
        }
    }

    @Test(
        "a feed is started at most once, whatever happens to its start",
        arguments: [
            Fault("status before", .status(500), .before, visible: 0, "uncertain"),
            Fault("status after", .status(500), .after, visible: 1, "uncertain"),
            Fault("drop after", .drop, .after, visible: 1, "uncertain"),
            Fault("garbled after", .garbled, .after, visible: 1, "uncertain"),
            Fault("rate", .status(429), .before, visible: 0, "not sent"),
        ])
    func feedFaults(fault: Fault) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Kaputt", order: Self.shipped)
            var planned = SandboxFault(.amazon, "feeds.create", fault.effect)
            planned.moment = fault.moment
            await account.sandbox.add(planned)
            let request = account.request(.refund([], reason: nil), on: receipt)
            #expect(Self.summary(await account.connector.perform(request)) == fault.expected)
            let started = await account.sandbox.counts().first { $0.operation == "feeds.create" }?.accepted ?? 0
            #expect(started == fault.visible)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .impossible)
        }
    }

    @Test(
        "what fails before a feed starts has changed nothing",
        arguments: ["orders.get", "feeds.document", "feeds.put"],
        [SandboxFault.Effect.status(500), .drop])
    func beforeFeed(operation: String, effect: SandboxFault.Effect) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Kaputt", order: Self.shipped)
            var fault = SandboxFault(.amazon, operation, effect)
            fault.times = 5
            await account.sandbox.add(fault)
            let request = account.request(.refund([], reason: nil), on: receipt)
            #expect(Self.summary(await account.connector.perform(request)) == "not sent")
            await account.sandbox.clearFaults()
            #expect(Self.summary(await account.connector.perform(request)) == "pending")
        }
    }

    @Test(
        "a report that cannot be fetched now is fetched later",
        arguments: ["feeds.get", "feeds.report", "feeds.download"])
    func reportFaults(operation: String) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Kaputt", order: Self.shipped)
            let request = account.request(.refund([], reason: nil), on: receipt)
            let handle = try Self.pending(await account.connector.perform(request))
            _ = try await account.connector.outcome(of: request, handle: handle)
            await account.sandbox.add(SandboxFault(.amazon, operation, .status(503)))
            let error = await #expect(throws: ConnectorError.self) {
                try await account.connector.outcome(of: request, handle: handle)
            }
            #expect(error?.kind == .unavailable)
            #expect(try await account.connector.outcome(of: request, handle: handle) == .done(note: nil))
        }
    }

    @Test("a seller's token that is another's is Amazon's refusal, not ours to guess")
    func wrongSeller() async throws {
        try await SandboxAccount.with(.amazon, options: ["seller_id": "ANOTHER"]) { account in
            let receipt = try await account.buyerWrites("Kaputt", order: Self.shipped)
            let outcome = try await run(.refund([], reason: nil), on: receipt, account)
            #expect(outcome == .failed(reason: "The merchant identifier is another seller's (5002)"))
        }
    }

    struct Fault: Sendable, CustomStringConvertible {
        var description: String
        var effect: SandboxFault.Effect
        var moment: SandboxFault.Moment
        /// What the buyer, or Amazon's service of feeds, has of it.
        var visible: Int
        var expected: String

        init(
            _ description: String, _ effect: SandboxFault.Effect, _ moment: SandboxFault.Moment, visible: Int,
            _ expected: String
        ) {
            self.description = description
            self.effect = effect
            self.moment = moment
            self.visible = visible
            self.expected = expected
        }
    }

    private static func pending(_ result: ActionResult) throws -> String {
        guard case .pending(let handle) = result else { throw SupportError("not pending: \(result)") }
        return handle
    }

    private static func summary(_ result: PostResult) -> String {
        switch result {
        case .accepted: "accepted"
        case .refused: "refused"
        case .notSent: "not sent"
        case .uncertain: "uncertain"
        }
    }

    private static func summary(_ result: ActionResult) -> String {
        switch result {
        case .done: "done"
        case .pending: "pending"
        case .refused: "refused"
        case .notSent: "not sent"
        case .uncertain: "uncertain"
        }
    }
}
