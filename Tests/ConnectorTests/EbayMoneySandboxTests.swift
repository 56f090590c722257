import Domain
import Marketplaces
import Sandbox
import TestSupport
import Testing

@Suite("eBay's refunds and cancellations against the stand-in") struct EbayMoneySandboxTests {
    private static let order = "12-34567-89012"

    /// A seller outside the EU and the UK.
    private static func with(_ body: (SandboxAccount, BuyerReceipt) async throws -> Void) async throws {
        try await SandboxAccount.with(.ebay, options: ["unsigned_payments": "true"]) { account in
            try await body(account, try await account.buyerWrites("Kaputt", order: order))
        }
    }

    @Test("a refund of all is pending until the order shows it")
    func whole() async throws {
        try await Self.with { account, receipt in
            let request = account.request(.refund([], reason: "BUYER_RETURN"), on: receipt)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            guard case .pending(let handle) = await account.connector.perform(request) else {
                Issue.record("not pending")
                return
            }
            try await eventually("the outcome shows") {
                if case .done = try await account.connector.outcome(of: request, handle: handle) { true } else { false }
            }
            // Also without the handle, as after an answer that was lost.
            guard case .done = try await account.connector.outcome(of: request, handle: nil) else {
                Issue.record("not found again")
                return
            }
            guard case .refused(let reason) = await account.connector.perform(request) else {
                Issue.record("paid twice")
                return
            }
            #expect(reason.contains("nothing is left"))
        }
    }

    @Test("a part of a line is refunded, and no more than is left of it")
    func part() async throws {
        try await Self.with { account, receipt in
            let order = try #require(try await account.connector.order(OrderNumber(receipt.order)))
            let line = try #require(order.lines.first?.ids.first)
            func refund(_ cents: Int64, currency: String = "EUR", line name: String? = nil) async -> ActionResult {
                let part = ActionRequest.Refund(
                    line: name ?? line, amount: Money(minorUnits: cents, currency: currency))
                return await account.connector.perform(account.request(.refund([part], reason: nil), on: receipt))
            }
            guard case .pending = await refund(500) else {
                Issue.record("not taken")
                return
            }
            for (cents, currency, name, words) in [
                (Int64(1_000_000), "EUR", String?.none, "are left"), (100, "USD", nil, "was paid in EUR"),
                (100, "EUR", "none", "has no line none"), (0, "EUR", nil, "nothing is left"),
            ] {
                guard case .refused(let reason) = await refund(cents, currency: currency, line: name) else {
                    Issue.record("\(words): not refused")
                    continue
                }
                #expect(reason.contains(words))
            }
        }
    }

    @Test("reasons are those that eBay takes")
    func reasons() async throws {
        try await Self.with { account, receipt in
            let codes = try await account.connector.reasons(for: .refund).map(\.code)
            #expect(codes.contains("ITEM_NOT_RECEIVED"))
            #expect(try await account.connector.reasons(for: .cancel).count == 3)
            #expect(try await account.connector.reasons(for: .close).isEmpty)
            guard
                case .refused(let reason) = await account.connector.perform(
                    account.request(.refund([], reason: "BECAUSE"), on: receipt))
            else {
                Issue.record("not refused")
                return
            }
            #expect(reason.contains("BUYER_CANCEL"))
        }
    }

    @Test("an order that is not ours is neither refunded nor cancelled")
    func foreign() async throws {
        try await Self.with { account, receipt in
            for task in [ActionRequest.Task.refund([], reason: nil), .cancel(lines: [], reason: nil)] {
                var request = account.request(task, on: receipt)
                request.order = "12-00000-00000"
                guard case .refused(let reason) = await account.connector.perform(request) else {
                    Issue.record("not refused")
                    return
                }
                #expect(reason.contains("does not know this order"))
            }
        }
    }

    @Test("an answer to a refund that was lost is not sent again, and found by looking")
    func lost() async throws {
        try await Self.with { account, receipt in
            var fault = SandboxFault(.ebay, "issueRefund", .drop)
            fault.moment = .after
            await account.sandbox.add(fault)
            let request = account.request(.refund([], reason: nil), on: receipt)
            guard case .uncertain = await account.connector.perform(request) else {
                Issue.record("not uncertain")
                return
            }
            try await eventually("the outcome shows") {
                if case .done = try await account.connector.outcome(of: request, handle: nil) { true } else { false }
            }
            let counts = await account.sandbox.counts().first { $0.operation == "issueRefund" }
            #expect(counts?.accepted == 1)
        }
    }

    @Test("in an order of two lines each is refunded by itself")
    func lines() async throws {
        try await SandboxAccount.with(.ebay, options: ["unsigned_payments": "true"]) { account in
            let receipt = try await account.buyerWrites("Eins von zwei fehlt", order: "12-34567-89022")
            let order = try #require(try await account.connector.order("12-34567-89022"))
            let lines = order.lines.flatMap(\.ids)
            #expect(lines.count == 2)
            let parts = [
                ActionRequest.Refund(line: lines[1]),
                ActionRequest.Refund(line: lines[0], amount: Money(minorUnits: 250, currency: "EUR")),
            ]
            let request = account.request(.refund(parts, reason: "ITEM_NOT_RECEIVED"), on: receipt)
            guard case .pending(let handle) = await account.connector.perform(request) else {
                Issue.record("not pending")
                return
            }
            try await eventually("the refund is paid") {
                if case .done = try await account.connector.outcome(of: request, handle: handle) { true } else { false }
            }
            guard case .refused(let reason) = await account.connector.perform(request) else {
                Issue.record("paid twice")
                return
            }
            #expect(reason.contains("nothing is left"))
        }
    }

    @Test("an order that was not sent yet is cancelled, but not a part of it")
    func cancelUnsent() async throws {
        try await SandboxAccount.with(.ebay, options: ["unsigned_payments": "true"]) { account in
            let receipt = try await account.buyerWrites("Noch da?", order: "00-34567-89022")
            let line = try #require(try await account.connector.order("00-34567-89022")?.lines.first?.ids.first)
            guard
                case .refused(let reason) = await account.connector.perform(
                    account.request(.cancel(lines: [line], reason: nil), on: receipt))
            else {
                Issue.record("cancelled a part")
                return
            }
            #expect(reason.contains("whole orders"))
            let request = account.request(.cancel(lines: [], reason: nil), on: receipt)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            guard case .pending(let handle) = await account.connector.perform(request) else {
                Issue.record("not pending")
                return
            }
            try await eventually("the order is cancelled") {
                try await account.connector.outcome(of: request, handle: handle) == .done(note: nil)
            }
        }
    }

    @Test("a wish to cancel is agreed to; an order that was sent is not cancelled")
    func cancel() async throws {
        try await Self.with { account, receipt in
            let request = account.request(.cancel(lines: [], reason: "BUYER_ASKED_CANCEL"), on: receipt)
            guard case .refused(let sent) = await account.connector.perform(request) else {
                Issue.record("cancelled although sent")
                return
            }
            #expect(sent.contains("return"))
            var wish = BuyerMessage(marketplace: .ebay, language: "de", name: "E", text: "Bitte stornieren")
            wish.conversation = receipt.conversation
            wish.author = .system
            try await account.sandbox.write(wish)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            guard case .pending(let handle) = await account.connector.perform(request) else {
                Issue.record("not pending")
                return
            }
            try await eventually("the outcome shows") {
                try await account.connector.outcome(of: request, handle: handle) == .done(note: nil)
            }
            guard case .refused(let again) = await account.connector.perform(request) else {
                Issue.record("cancelled twice")
                return
            }
            #expect(again.contains("already cancelled"))
        }
    }
}
