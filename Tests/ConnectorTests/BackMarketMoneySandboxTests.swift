import Domain
import Marketplaces
import Sandbox
import Testing

@Suite("Back Market's refunds against the stand-in") struct BackMarketMoneySandboxTests {
    /// By the first digit of the order number: 1 paid, 2 accepted, 3 sent.
    @Test(
        "what was not sent is paid back whole, by the kind of refund that fits its state",
        arguments: [("10000001", true), ("20000001", true), ("30000001", false)])
    func cancel(number: String, isPossible: Bool) async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Bitte stornieren", order: number)
            let request = account.request(.cancel(lines: [], reason: nil), on: receipt)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            switch await account.connector.perform(request) {
            case .done: #expect(isPossible)
            case .refused(let reason):
                #expect(!isPossible)
                #expect(reason.contains("refund it instead"))
                return
            default: Issue.record("neither done nor refused")
            }
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: nil))
            guard case .refused(let again) = await account.connector.perform(request) else {
                Issue.record("paid twice")
                return
            }
            #expect(again.contains("nothing to pay back"))
        }
    }

    @Test("a part of what was sent is paid back, then the rest with its amount")
    func part() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Kratzer", order: "30000001")
            let line = try #require(try await account.connector.order("30000001")?.lines.first)
            let id = try #require(line.ids.first)
            let price = try #require(line.price)
            func refund(_ cents: Int64?, currency: String = "EUR") async -> ActionResult {
                let amount = cents.map { Money(minorUnits: $0, currency: currency) }
                let part = ActionRequest.Refund(line: id, amount: amount)
                return await account.connector.perform(account.request(.refund([part], reason: nil), on: receipt))
            }
            guard case .done = await refund(1005) else {
                Issue.record("not done")
                return
            }
            // More than is left is Back Market's to refuse: it shows no refunds.
            for (cents, currency) in [(Int64?.none, "EUR"), (0, "EUR"), (100, "USD")] {
                guard case .refused = await refund(cents, currency: currency) else {
                    Issue.record("\(cents ?? -1) \(currency): not refused")
                    continue
                }
            }
            guard case .done = await refund(price.minorUnits - 1005) else {
                Issue.record("the rest was not paid")
                return
            }
            let part = ActionRequest.Refund(line: id, amount: Money(minorUnits: 1, currency: "EUR"))
            let request = account.request(.refund([part], reason: nil), on: receipt)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: nil))
        }
    }

    @Test("when the second of two lines fails, nobody is told that all or nothing was paid")
    func half() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Beides", order: "30000002")
            var fault = SandboxFault(.backmarket, "postRefundCreate", .status(503))
            fault.skip = 1
            await account.sandbox.add(fault)
            let request = account.request(.refund([], reason: nil), on: receipt)
            guard case .uncertain(let reason) = await account.connector.perform(request) else {
                Issue.record("not uncertain")
                return
            }
            #expect(reason.contains("1 of 2 lines"))
            #expect(try await account.connector.outcome(of: request, handle: nil) == .impossible)
        }
    }

    @Test("an answer to a refund that was lost is not sent again, and the line's state tells")
    func lost() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Zurück", order: "30000001")
            var fault = SandboxFault(.backmarket, "postRefundCreate", .drop)
            fault.moment = .after
            await account.sandbox.add(fault)
            let request = account.request(.refund([], reason: nil), on: receipt)
            guard case .uncertain = await account.connector.perform(request) else {
                Issue.record("not uncertain")
                return
            }
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: nil))
            let count = await account.sandbox.counts().first { $0.operation == "postRefundCreate" }
            #expect(count?.accepted == 1)
        }
    }

    @Test("lines and orders that are not ours are refused before anything is sent")
    func foreign() async throws {
        try await SandboxAccount.with(.backmarket) { account in
            let receipt = try await account.buyerWrites("Zurück", order: "30000001")
            var request = account.request(.refund([], reason: nil), on: receipt)
            request.order = "999"
            let twice = [ActionRequest.Refund(line: "300000011"), ActionRequest.Refund(line: "300000011")]
            let requests = [
                (request, "does not know this order"),
                (account.request(.refund([.init(line: "5")], reason: nil), on: receipt), "no line 5"),
                (account.request(.refund(twice, reason: nil), on: receipt), "named twice"),
            ]
            for (request, words) in requests {
                guard case .refused(let reason) = await account.connector.perform(request) else {
                    Issue.record("not refused: \(words)")
                    continue
                }
                #expect(reason.contains(words))
            }
            #expect(await account.sandbox.counts().allSatisfy { $0.operation != "postRefundCreate" })
        }
    }
}
