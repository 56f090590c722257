import Domain
import Marketplaces
import Sandbox
import Testing

@Suite("Amazon's cancellations and refunds against its stand-in") struct AmazonMoneySandboxTests {
    @Test("a cancellation that the buyer asked for is carried out, and the order shows it")
    func cancel() async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Bitte stornieren", order: AmazonSandbox.unwanted)
            let request = account.request(.cancel(lines: [], reason: nil), on: receipt)
            let handle = try AmazonSandbox.pending(await account.connector.perform(request))
            #expect(try await account.connector.outcome(of: request, handle: handle) == .pending)
            #expect(try await account.connector.outcome(of: request, handle: handle) == .done(note: nil))
            let order = try await account.connector.order(OrderNumber(AmazonSandbox.unwanted))
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
            let receipt = try await account.buyerWrites("Kaputt", order: AmazonSandbox.shipped)
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
        let handle = try AmazonSandbox.pending(await account.connector.perform(request))
        var outcome = try await account.connector.outcome(of: request, handle: handle)
        for _ in 0..<5 where outcome == .pending {
            outcome = try await account.connector.outcome(of: request, handle: handle)
        }
        return outcome
    }

    @Test(
        "money waits for the right moment, and for the right hands",
        arguments: [AmazonSandbox.unpaid, AmazonSandbox.byAmazon, AmazonSandbox.unshipped])
    func wrongMoment(order: String) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Geld zurück", order: order)
            let result = await account.connector.perform(account.request(.refund([], reason: nil), on: receipt))
            #expect(AmazonSandbox.summary(result) == "refused")
            #expect(await !account.sandbox.counts().contains { $0.operation.hasPrefix("feeds.") })
        }
    }

    @Test(
        "a feed is started at most once, whatever happens to its start",
        arguments: [
            AmazonSandbox.Fault("status before", .status(500), .before, visible: 0, "uncertain"),
            AmazonSandbox.Fault("status after", .status(500), .after, visible: 1, "uncertain"),
            AmazonSandbox.Fault("drop after", .drop, .after, visible: 1, "uncertain"),
            AmazonSandbox.Fault("answer cut in half", .garbled, .after, visible: 1, "uncertain"),
            AmazonSandbox.Fault("another's page", .garbled, .before, visible: 0, "uncertain"),
            AmazonSandbox.Fault("rate", .status(429), .before, visible: 0, "not sent"),
        ])
    func feedFaults(fault: AmazonSandbox.Fault) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Kaputt", order: AmazonSandbox.shipped)
            var planned = SandboxFault(.amazon, "feeds.create", fault.effect)
            planned.moment = fault.moment
            await account.sandbox.add(planned)
            let request = account.request(.refund([], reason: nil), on: receipt)
            #expect(AmazonSandbox.summary(await account.connector.perform(request)) == fault.expected)
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
            let receipt = try await account.buyerWrites("Kaputt", order: AmazonSandbox.shipped)
            var fault = SandboxFault(.amazon, operation, effect)
            fault.times = 5
            await account.sandbox.add(fault)
            let request = account.request(.refund([], reason: nil), on: receipt)
            #expect(AmazonSandbox.summary(await account.connector.perform(request)) == "not sent")
            await account.sandbox.clearFaults()
            #expect(AmazonSandbox.summary(await account.connector.perform(request)) == "pending")
        }
    }

    @Test(
        "a report that cannot be fetched now is fetched later",
        arguments: ["feeds.get", "feeds.report", "feeds.download"])
    func reportFaults(operation: String) async throws {
        try await SandboxAccount.with(.amazon) { account in
            let receipt = try await account.buyerWrites("Kaputt", order: AmazonSandbox.shipped)
            let request = account.request(.refund([], reason: nil), on: receipt)
            let handle = try AmazonSandbox.pending(await account.connector.perform(request))
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
            let receipt = try await account.buyerWrites("Kaputt", order: AmazonSandbox.shipped)
            let outcome = try await run(.refund([], reason: nil), on: receipt, account)
            #expect(outcome == .failed(reason: "The merchant identifier is another seller's (5002)"))
        }
    }
}
