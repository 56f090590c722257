import Domain
import Marketplaces
import Sandbox
import Testing
import TestSupport

private let order = "0b1c2d3e-4f50-4a61-8b72-9c83ad94be05"

@Suite("Money at Allegro through the connector") struct AllegroMoneySandboxTests {
    private func with(
        _ body: (SandboxAccount, BuyerReceipt, OrderContext) async throws -> Void
    ) async throws {
        try await SandboxAccount.with(.allegro) { account in
            let receipt = try await account.buyerWrites("Proszę o zwrot", order: order)
            let context = try #require(try await account.connector.order(OrderNumber(order)))
            try await body(account, receipt, context)
        }
    }

    @Test("all of an order goes back, delivery included, and only once")
    func whole() async throws {
        try await with { account, receipt, context in
            let request = account.request(.refund([], reason: "COMPLAINT"), on: receipt)
            guard case .pending(let handle) = await account.connector.perform(request) else {
                Issue.record("not pending")
                return
            }
            let words = try #require(context.total?.description)
            #expect(try await account.connector.outcome(of: request, handle: handle) == .done(note: words))
            // The same command makes no second refund; another one finds nothing left.
            #expect(ending(await account.connector.perform(request)) == "done")
            var again = request
            again.key = "another"
            #expect(ending(await account.connector.perform(again)).contains("more than was paid"))
        }
    }

    @Test("an amount, a piece, and what does not fit")
    func partial() async throws {
        try await with { account, receipt, context in
            let line = try #require(context.lines.first?.ids.first)
            func perform(_ refund: ActionRequest.Refund, _ reason: String? = nil, _ key: String) async -> String {
                var request = account.request(.refund([refund], reason: reason), on: receipt)
                request.key = key
                return ending(await account.connector.perform(request))
            }
            let euro = ActionRequest.Refund(line: line, amount: Money(minorUnits: 100, currency: "EUR"))
            #expect(await perform(euro, "COMPLAINT", "1").contains("paid in PLN"))
            #expect(await perform(ActionRequest.Refund(line: "nothing"), nil, "2").contains("no line"))
            #expect(await perform(ActionRequest.Refund(line: line), "GOODWILL", "3").contains("none of the reasons"))
            let zloty = ActionRequest.Refund(line: line, amount: Money(minorUnits: 105, currency: "PLN"))
            #expect(await perform(zloty, nil, "4") == "pending")
            #expect(await perform(ActionRequest.Refund(line: line, quantity: 1), nil, "5") == "pending")
            let all = ActionRequest.Refund(line: line, quantity: 2)
            #expect(await perform(all, nil, "6").contains("more than was paid"))
            let many = ActionRequest.Refund(line: line, quantity: 3)
            #expect(await perform(many, nil, "7") == "refused: 3 pieces are wanted, line \(line) has 2")
            #expect(try await account.connector.reasons(for: .refund).count == 7)
        }
    }

    @Test(
        "a refund whose answer was lost is found again",
        arguments: [SandboxFault.Effect.drop, .status(500), .garbled])
    func lost(_ effect: SandboxFault.Effect) async throws {
        try await with { account, receipt, context in
            let request = account.request(.refund([], reason: nil), on: receipt)
            var fault = SandboxFault(.allegro, "initiateRefund", effect)
            fault.moment = .after
            await account.sandbox.add(fault)
            #expect(ending(await account.connector.perform(request)) == "uncertain")
            let words = try #require(context.total?.description)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: words))
        }
    }

    @Test("a refund that never arrived leaves no trace")
    func absent() async throws {
        try await with { account, receipt, _ in
            let request = account.request(.refund([], reason: nil), on: receipt)
            await account.sandbox.add(SandboxFault(.allegro, "initiateRefund", .drop))
            #expect(ending(await account.connector.perform(request)) == "uncertain")
            let outcome = try await account.connector.outcome(of: request, handle: nil)
            #expect(outcome == .absent)
        }
    }

    @Test("an order is cancelled as a whole")
    func cancel() async throws {
        try await with { account, receipt, context in
            let line = try #require(context.lines.first?.ids.first)
            let part = account.request(.cancel(lines: [line], reason: nil), on: receipt)
            #expect(ending(await account.connector.perform(part)).contains("whole orders"))
            let request = account.request(.cancel(lines: [], reason: nil), on: receipt)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            #expect(ending(await account.connector.perform(request)) == "done")
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: nil))
            #expect(ending(await account.connector.perform(request)) == "done")
            var foreign = request
            foreign.order = "ffffffff-4f50-4a61-8b72-9c83ad94be05"
            #expect(ending(await account.connector.perform(foreign)).hasPrefix("refused"))
        }
    }
}
