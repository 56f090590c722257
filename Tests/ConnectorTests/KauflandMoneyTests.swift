import Domain
import Marketplaces
import Sandbox
import Testing

@Suite("Money at Kaufland") struct KauflandMoneyTests {
    private func refund(_ line: String, _ cents: Int64? = nil, _ quantity: Int? = nil, currency: String = "EUR")
        -> ActionRequest.Refund
    {
        ActionRequest.Refund(
            line: line, amount: cents.map { Money(minorUnits: $0, currency: currency) }, quantity: quantity)
    }

    @Test("a part is refunded for one unit, in cents")
    func part() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let task = ActionRequest.Task.refund([refund("314568000000101", 500)], reason: "late delivery")
            let request = account.request(task, order: "MSANDB1")
            #expect(word(await account.connector.perform(request)) == "done: unit 314568000000101, 5.00 EUR")
            #expect(await account.accepted("order-units.refund") == 1)
            #expect(try await account.connector.outcome(of: request, handle: nil) == .impossible)
        }
    }

    @Test("more than a piece costs is spread over the pieces of the line")
    func spread() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let task = ActionRequest.Task.refund([refund("314568000000102", 7000)], reason: "defect")
            let result = word(await account.connector.perform(account.request(task, order: "MSANDB1")))
            #expect(result == "done: unit 314568000000102, 59.94 EUR; unit 314568000000101, 10.06 EUR")
        }
    }

    @Test("all that can be refunded is everything with shipping")
    func all() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let request = account.request(.refund([], reason: nil), order: "MSANDB1")
            let names = (101...103).map { "unit 314568000000\($0), 59.94 EUR" }.joined(separator: "; ")
            #expect(word(await account.connector.perform(request)) == "done: \(names)")
            #expect(word(await account.connector.perform(request)).hasPrefix("refused: Action is not allowed"))
        }
    }

    @Test("where the second of three refunds is lost, nobody is told that all may be done again")
    func lost() async throws {
        for (effect, expected) in [
            (SandboxFault.Effect.status(500), "uncertain: done: unit 314568000000101, 59.94 EUR; unit 314568000000102"),
            (
                .status(429),
                "refused: done: unit 314568000000101, 59.94 EUR; not done: unit 314568000000102, 59.94 EUR"
            ),
            (.garbled, "uncertain: done: unit 314568000000101, 59.94 EUR; unit 314568000000102"),
        ] {
            try await SandboxAccount.with(.kaufland) { (account) async throws in
                var fault = SandboxFault(.kaufland, "order-units.refund", effect)
                fault.skip = 1
                await account.sandbox.add(fault)
                let request = account.request(.refund([], reason: nil), order: "MSANDB1")
                #expect(word(await account.connector.perform(request)).hasPrefix(expected))
                #expect(await account.accepted("order-units.refund") == 1)
            }
        }
    }

    @Test("what can not be refunded is refused before anything goes out")
    func refused() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            for (order, refunds, reason, expected) in [
                ("MNONE01", [refund("1")], nil, "the marketplace knows no such order"),
                ("MSANDB1", [refund("1")], nil, "the order has no unit 1"),
                ("MSANDB1", [refund("314568000000101", 20_000)], nil, "at most 179.82 EUR can be refunded"),
                ("MSANDB1", [refund("314568000000101", 0)], nil, "the amount has to be more than nothing"),
                (
                    "MSANDB1", [refund("314568000000101", 1, currency: "PLN")], nil,
                    "the order is in EUR, not in PLN"
                ),
                ("MSANDB1", [refund("314568000000101", nil, 4)], nil, "4 pieces are wanted, the line has 3"),
                (
                    "MSANDP1", [refund("314568000000301", 500, currency: "PLN")], nil,
                    "Kaufland's interface takes refunds in euro only, and this order is in PLN: refund it in the portal"
                ),
                (
                    "MSANDK1", [refund("314568000000401", 500)], nil,
                    "Kaufland fulfils this order: only its customer service can refund or cancel, in the portal"
                ),
            ] as [(String, [ActionRequest.Refund], String?, String)] {
                let request = account.request(.refund(refunds, reason: reason), order: order)
                #expect(word(await account.connector.perform(request)) == "refused: \(expected)")
            }
            let wrong = account.request(.refund([], reason: "because"), order: "MSANDB1")
            #expect(
                word(await account.connector.perform(wrong)).hasPrefix("refused: \"because\" is none of the reasons"))
            #expect(await account.accepted("order-units.refund") == 0)
            #expect(try await account.connector.reasons(for: .refund).count == 8)
        }
    }

    @Test("units that were not sent are cancelled, each with the reason, and the units prove it")
    func cancels() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let task = ActionRequest.Task.cancel(lines: ["314568000000201"], reason: "out of stock")
            let request = account.request(task, order: "MSANDB2")
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            #expect(word(await account.connector.perform(request)) == "done: unit 314568000000201")
            #expect(
                try await account.connector.outcome(of: request, handle: nil) == .done(note: "unit 314568000000201"))
            let whole = account.request(.cancel(lines: [], reason: "BuyerCancelled"), order: "MSANDB2")
            #expect(
                try await account.connector.outcome(of: whole, handle: nil)
                    == .failed(reason: "only a part is cancelled: unit 314568000000201"))
            #expect(word(await account.connector.perform(whole)) == "done: unit 314568000000202")
            #expect(word(await account.connector.perform(whole)) == "refused: the order is cancelled already")
            #expect(await account.accepted("order-units.cancel") == 2)
        }
    }

    @Test("a cancellation needs a reason, and goods that were not sent")
    func cancelRefused() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let bare = account.request(.cancel(lines: [], reason: nil), order: "MSANDB2")
            #expect(word(await account.connector.perform(bare)).hasPrefix("refused: a reason is needed, one of: "))
            let sent = account.request(.cancel(lines: [], reason: "NoInventory"), order: "MSANDB1")
            #expect(
                word(await account.connector.perform(sent))
                    == "refused: unit 314568000000101 is sent: only what was not sent can be cancelled")
            #expect(await account.accepted("order-units.cancel") == 0)
            #expect(try await account.connector.reasons(for: .cancel).count == 10)
        }
    }

    @Test("an invoice is uploaded, and found again")
    func invoice() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let file = Attachment(name: "rechnung.pdf", type: "application/pdf", bytes: Array("%PDF-1.4\n".utf8))
            let request = account.request(.uploadInvoice(file), order: "MSANDB1")
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            #expect(word(await account.connector.perform(request)) == "done: invoice rechnung.pdf")
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: "rechnung.pdf"))
        }
    }

    @Test("what the interface has no door for ends in a sentence, and nothing is sent")
    func portal() async throws {
        try await SandboxAccount.with(.kaufland) { (account) async throws in
            let tasks: [ActionRequest.Task] = [
                .reopen, .noReplyNeeded, .escalate(text: "Bitte helfen"), .resolveIncident(reason: nil),
            ]
            for task in tasks {
                #expect(
                    word(await account.connector.perform(account.request(task, order: "MSANDB1"))).hasPrefix("refused"))
                let request = account.request(task, order: "MSANDB1")
                #expect(try await account.connector.outcome(of: request, handle: nil) == .impossible)
                #expect(try await account.connector.reasons(for: task.action).isEmpty)
            }
            #expect(await account.sandbox.counts().isEmpty)
            #expect(account.connector.capabilities.actions[.escalate] == .portalLink)
        }
    }
}
