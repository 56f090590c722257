import Domain
import Marketplaces
import Sandbox
import Testing

@Suite("Money, incidents and documents at Mirakl") struct MiraklMoneyTests {
    private func refund(_ line: String, _ cents: Int64? = nil, currency: String = "EUR") -> ActionRequest.Refund {
        ActionRequest.Refund(line: line, amount: cents.map { Money(minorUnits: $0, currency: currency) })
    }

    @Test("a part of a line is refunded, then the rest, then nothing more")
    func refunds() async throws {
        try await SandboxAccount.with(.mirakl, options: ["shop_id": "2042"]) { (account) async throws in
            #expect(try await account.connector.reasons(for: .refund) == [Reason(code: "18", label: "Kulanz")])
            let part = account.request(
                .refund([refund("2600000003-A-1", 500)], reason: "kulanz"), order: "2600000003-A")
            #expect(try await account.connector.outcome(of: part, handle: nil) == .absent)
            #expect(word(await account.connector.perform(part)) == "done: 1120: 5.00 EUR")
            #expect(try await account.connector.outcome(of: part, handle: nil) == .done(note: "1120 WAITING_REFUND"))
            let tooMuch = account.request(
                .refund([refund("2600000003-A-1", 10_499)], reason: nil), order: "2600000003-A")
            #expect(
                word(await account.connector.perform(tooMuch))
                    == "refused: at most 104.98 EUR can be refunded for line 2600000003-A-1")
            let all = account.request(.refund([], reason: "18"), order: "2600000003-A")
            #expect(try await account.connector.outcome(of: all, handle: nil) == .impossible, "a part is not all")
            #expect(word(await account.connector.perform(all)) == "done: 1121: 109.93 EUR")
            #expect(try await account.connector.outcome(of: all, handle: nil) == .done(note: "1121 WAITING_REFUND"))
            var later = all
            later.intendedAt = all.intendedAt + .seconds(600)
            #expect(try await account.connector.outcome(of: later, handle: nil) == .absent)
            #expect(
                word(await account.connector.perform(all))
                    == "refused: no line of this order can be refunded (any more)")
            #expect(await account.accepted("OR28") == 2)
        }
    }

    @Test("where taxes come on top, the buyer gets what the agent wrote, and the taxes go with it")
    func taxes() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let part = account.request(
                .refund([refund("2600000004-A-1", 1000)], reason: nil), order: "2600000004-A")
            #expect(word(await account.connector.perform(part)) == "done: 1120: 10.00 EUR")
            #expect(try await account.connector.outcome(of: part, handle: nil) == .done(note: "1120 WAITING_REFUND"))
            let rest = account.request(.refund([refund("2600000004-A-1")], reason: nil), order: "2600000004-A")
            #expect(word(await account.connector.perform(rest)) == "done: 1121: 19.74 EUR")
        }
    }

    @Test("a refund that meets a fault is made once, or is in doubt and found by its entry")
    func faults() async throws {
        for (effect, moment, made) in [
            (SandboxFault.Effect.status(500), .before, 0), (.status(503), .after, 1), (.drop, .after, 1),
            (.garbled, .before, 0), (.garbled, .after, 1),
        ] as [(SandboxFault.Effect, SandboxFault.Moment, Int)] {
            try await SandboxAccount.with(.mirakl) { (account) async throws in
                var fault = SandboxFault(.mirakl, "OR28", effect)
                fault.moment = moment
                await account.sandbox.add(fault)
                let request = account.request(
                    .refund([refund("2600000003-A-1", 500)], reason: nil), order: "2600000003-A")
                #expect(word(await account.connector.perform(request)).hasPrefix("uncertain"))
                #expect(await account.accepted("OR28") == made)
                let outcome = try await account.connector.outcome(of: request, handle: nil)
                #expect(outcome == (made == 0 ? .absent : .done(note: "1120 WAITING_REFUND")))
            }
        }
    }

    @Test("what can not be given back is refused before anything goes out")
    func refused() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let noOrder = "the marketplace knows no such order, or not for this shop"
            for (order, task, expected) in [
                ("1-A", .refund([], reason: nil), noOrder),
                ("2600000003-A", .refund([refund("x")], reason: nil), "the order has no line x"),
                (
                    "2600000001-A", .refund([refund("2600000001-A-1")], reason: nil),
                    "line 2600000001-A-1 can not be refunded now (SHIPPING)"
                ),
                (
                    "2600000003-A", .refund([refund("2600000003-A-1", 1, currency: "PLN")], reason: nil),
                    "the order is in EUR, not in PLN"
                ),
                (
                    "2600000003-A", .refund([refund("2600000003-A-1", 1), refund("2600000003-A-1", 2)], reason: nil),
                    "a line is named twice"
                ),
                (
                    "2600000003-A", .refund([refund("2600000003-A-1", 1)], reason: "11"),
                    "\"11\" is none of the reasons: 18 (Kulanz)"
                ),
                ("2600000003-A", .cancel(lines: [], reason: nil), "the order can not be cancelled any more (SHIPPED)"),
                (
                    "2600000003-A", .cancel(lines: ["2600000003-A-1"], reason: nil),
                    "line 2600000003-A-1 is INCIDENT_OPEN: it can not be cancelled, only refunded"
                ),
                ("2600000001-A", .cancel(lines: ["x"], reason: nil), "the order has no line x"),
                (
                    "2600000001-A", .resolveIncident(reason: nil), "no line of the order has an open incident"
                ),
            ] as [(String, ActionRequest.Task, String)] {
                let result = await account.connector.perform(account.request(task, order: order))
                #expect(word(result) == "refused: \(expected)")
            }
            for operation in ["OR28", "OR29", "OR30", "OR64"] { #expect(await account.accepted(operation) == 0) }
        }
    }

    @Test("a whole order is cancelled at once, without a reason")
    func cancelsWhole() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let request = account.request(.cancel(lines: [], reason: nil), order: "2600000001-A")
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            #expect(word(await account.connector.perform(request)) == "done: order 2600000001-A")
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: "2600000001-A"))
            #expect(await account.accepted("OR29") == 1)
        }
    }

    @Test("lines are cancelled with a reason, also the open ones of an order that was sent in part")
    func cancelsLines() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let one = account.request(
                .cancel(lines: ["2600000001-A-1"], reason: "nicht lieferbar"), order: "2600000001-A")
            #expect(word(await account.connector.perform(one)) == "done: 1120: 114.93 EUR")
            #expect(try await account.connector.outcome(of: one, handle: nil) == .done(note: "1120"))
            let open = account.request(.cancel(lines: [], reason: nil), order: "2600000002-A")
            #expect(word(await account.connector.perform(open)) == "done: 1121: 95.40 EUR")
            #expect(try await account.connector.outcome(of: open, handle: nil) == .done(note: "1121"))
            #expect(await account.accepted("OR30") == 2)
        }
    }

    @Test("an incident is said to be solved once; it stays open until somebody confirms")
    func incident() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            #expect(try await account.connector.reasons(for: .resolveIncident).map(\.code) == ["21"])
            let request = account.request(.resolveIncident(reason: nil), order: "2600000003-A")
            let note =
                "incident of line 2600000003-A-1: Problem gelöst; open until the customer or the operator confirms"
            #expect(word(await account.connector.perform(request)) == "done: \(note)")
            #expect(word(await account.connector.perform(request)) == "refused: The line has no open incident")
            #expect(try await account.connector.outcome(of: request, handle: nil) == .impossible)
            #expect(await account.accepted("OR64") == 1)
        }
    }

    @Test("an invoice is uploaded once, and found again")
    func invoice() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let file = Attachment(name: "rechnung.pdf", type: "application/pdf", bytes: Array("%PDF".utf8))
            let request = account.request(.uploadInvoice(file), order: "2600000002-A")
            #expect(try await account.connector.outcome(of: request, handle: nil) == .absent)
            #expect(word(await account.connector.perform(request)) == "done: rechnung.pdf")
            #expect(try await account.connector.outcome(of: request, handle: nil) == .done(note: "rechnung.pdf"))
            #expect(
                word(await account.connector.perform(request)) == "refused: file name already exists: rechnung.pdf")
            let foreign = Attachment(name: "überweisung.pdf", type: "application/pdf", bytes: [1])
            let other = account.request(.uploadInvoice(foreign), order: "2600000002-A")
            #expect(word(await account.connector.perform(other)).hasPrefix("refused: the name of a document may only"))
        }
    }

    @Test("an action finds its order by the conversation where only that is known")
    func orderOfThread() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            let receipt = try await account.buyerWrites("Defekt", order: "2600000003-A")
            var request = account.request(.resolveIncident(reason: "21"), on: receipt)
            request.order = nil
            #expect(word(await account.connector.perform(request)).hasPrefix("done: incident"))
        }
    }

    @Test("what only the portal has ends in a sentence, and nothing is sent")
    func portal() async throws {
        try await SandboxAccount.with(.mirakl) { (account) async throws in
            for task in [ActionRequest.Task.close, .reopen, .noReplyNeeded] {
                let request = account.request(task, order: "2600000001-A")
                #expect(word(await account.connector.perform(request)).hasPrefix("refused"))
                #expect(try await account.connector.outcome(of: request, handle: nil) == .impossible)
            }
            #expect(await account.sandbox.counts().isEmpty)
            #expect(account.connector.capabilities.actions[.noReplyNeeded] == .portalLink)
            #expect(account.connector.capabilities.actions[.close] == nil)
        }
    }
}
