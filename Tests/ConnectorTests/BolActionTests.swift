import Domain
import Marketplaces
import Sandbox
import Testing

@Suite("bol's orders and actions against its stand-in") struct BolActionTests {
    private static let invoice = Attachment(
        name: "factuur \"1\".pdf", type: "application/pdf", bytes: Array("%PDF-1.7\r\n--x\r\n".utf8))

    /// Performs and waits for the end.
    private static func end(
        _ task: ActionRequest.Task, _ receipt: BuyerReceipt, _ account: SandboxAccount
    ) async throws -> String {
        let request = account.request(task, on: receipt)
        switch await account.connector.perform(request) {
        case .pending(let handle):
            switch try await account.settled(request, handle: handle) {
            case .done: return "done"
            case .failed(let reason): return "failed: \(reason)"
            case let outcome: return kind(outcome)
            }
        case .refused(let reason): return "refused: \(reason)"
        case let result: return kind(result)
        }
    }

    @Test("the agent sees items, delivery, parcels, the announced return and the buyer's language")
    func context() async throws {
        try await SandboxAccount.with(.bol) { account in
            _ = try await account.buyerWrites("Vraag", order: "A2K8290LPR")
            let order = try #require(try await account.connector.order("A2K8290LPR"))
            #expect(order.buyerName == "Erika Muster" && order.buyerLanguage == "nl")
            #expect(order.lines.map(\.quantity) == [2] && order.lines.first?.ids.count == 1)
            #expect(
                order.lines.first?.state == "shipped 2 of 2; return of 1 announced: Niet naar verwachting")
            #expect(order.total?.minorUnits == order.lines.first?.price.map { $0.minorUnits * 2 })
            #expect(order.tracking.count == 1)
            #expect(order.tracking.first?.hasPrefix("TNT 3SBOL0987654321 IN_TRANSIT 20") == true)
            #expect(try await account.connector.order("a2k8290lpr") == order)
            #expect(await account.accepted("get-order") == 1, "kept for a while")
            #expect(try await account.connector.order("A2K8290LP9") == nil)
        }
    }

    @Test("an order with only zeros for what a person took for an O is found")
    func typed() async throws {
        try await SandboxAccount.with(.bol) { account in
            _ = try await account.buyerWrites("Vraag", order: "A0K8290LP8")
            #expect(try await account.connector.order(" ao k8290lp8 ")?.number == "A0K8290LP8")
        }
    }

    @Test(
        "a cancellation goes through where nothing is shipped, and says why not elsewhere",
        arguments: [
            ("A2K8290LPU", "OUT_OF_STOCK", "done"), ("A2K8290LPU", "out_of_stock", "done"),
            ("A2K8290LPC", nil, "done"), ("A2K8290LPN", "OTHER", "done"),
            ("A2K8290LPU", nil, "refused: a reason is needed"), ("A2K8290LPU", "BORED", "refused: \"BORED\" is none"),
            ("A2K8290LP8", "OTHER", "refused: 2 of 2 pieces"), ("A2K8290LPF", "OTHER", "refused: bol itself ships"),
        ] as [(String, String?, String)])
    func cancel(_ number: String, _ reason: String?, _ expected: String) async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Annuleren?", order: number)
            let end = try await Self.end(.cancel(lines: [], reason: reason), receipt, account)
            #expect(end.hasPrefix(expected))
            let state = try await account.connector.order(OrderNumber(number))?.lines.compactMap(\.state) ?? []
            #expect(state.allSatisfy { $0.contains("cancelled 2 of 2") } == (expected == "done"))
            guard expected == "done" else { return }
            let again = try await Self.end(.cancel(lines: [], reason: reason), receipt, account)
            #expect(again == "refused: nothing of the order \(number) is left to cancel")
        }
    }

    @Test("one item of two is cancelled, and the other stays")
    func oneItem() async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Annuleren?", order: "A2K8290LPN")
            let lines = try #require(try await account.connector.order("A2K8290LPN")).lines
            let second = try #require(lines.last?.ids.first)
            #expect(try await Self.end(.cancel(lines: [second], reason: "OTHER"), receipt, account) == "done")
            let after = try #require(try await account.connector.order("A2K8290LPN")).lines
            #expect(after.map { $0.state?.contains("cancelled") ?? false } == [false, true])
            let unknown = try await Self.end(.cancel(lines: ["1"], reason: "OTHER"), receipt, account)
            #expect(unknown == "refused: the order A2K8290LPN has no item 1")
        }
    }

    @Test("what bol promised and then could not do is told as a failure, in bol's words")
    func promisedButFailed() async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Annuleren?", order: "A2K8290LPW")
            let end = try await Self.end(.cancel(lines: [], reason: "OTHER"), receipt, account)
            #expect(end.hasPrefix("failed: Order item ") && end.hasSuffix("is already shipped or cancelled."))
        }
    }

    @Test("a refund handles the announced return, then makes one, until nothing is left")
    func refund() async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Geld terug?", order: "A2K8290LPR")
            let line = try #require(try await account.connector.order("A2K8290LPR")?.lines.first)
            let id = try #require(line.ids.first)
            let price = try #require(line.price)
            func refund(_ quantity: Int?, _ amount: Money? = nil) async throws -> String {
                try await Self.end(
                    .refund([ActionRequest.Refund(line: id, amount: amount, quantity: quantity)], reason: nil), receipt,
                    account)
            }
            #expect(try await refund(nil).hasPrefix("refused: the buyer announced the return of 1 of 2 pieces"))
            #expect(try await refund(2).hasPrefix("refused: the buyer announced the return of 1 pieces"))
            let half = Money(minorUnits: price.minorUnits / 2, currency: "EUR")
            #expect(try await refund(nil, half).hasPrefix("refused: bol pays back whole pieces only"))
            #expect(try await refund(nil, price) == "done", "the price of one piece is one piece")
            #expect(await account.accepted("handle-return") == 1)
        }
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Geld terug?", order: "A2K8290LP8")
            let line = try #require(try await account.connector.order("A2K8290LP8")?.lines.first?.ids.first)
            let one = ActionRequest.Refund(line: line, quantity: 1)
            #expect(try await Self.end(.refund([one], reason: nil), receipt, account) == "done")
            #expect(try await Self.end(.refund([], reason: nil), receipt, account) == "done")
            #expect(await account.accepted("create-return") == 2)
            let end = try await Self.end(.refund([], reason: nil), receipt, account)
            #expect(end == "refused: everything shipped of the order A2K8290LP8 is paid back already")
            #expect(
                try await account.connector.order("A2K8290LP8")?.lines.first?.state
                    == "shipped 2 of 2; returned and paid back 2")
        }
    }

    @Test(
        "a refund that is none of bol's ways is refused, and one that takes too long is not called done",
        arguments: [
            ("A2K8290LPU", "refused: nothing of the order"), ("A2K8290LPF", "refused: bol itself ships"),
            ("A2K8290LPL", "failed: bol took too long"), ("A2K8290LPM", "done"),
        ])
    func refundElsewhere(_ number: String, _ expected: String) async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Geld terug?", order: number)
            #expect(try await Self.end(.refund([], reason: nil), receipt, account).hasPrefix(expected))
        }
    }

    @Test(
        "an invoice goes to the shipment that it is wanted for",
        arguments: [
            ("A2K8290LP8", "done"), ("A2K8290LPM", "done"), ("A2K8290LPU", "refused: nothing of the order"),
        ])
    func invoice(_ number: String, _ expected: String) async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Factuur?", order: number)
            #expect(try await Self.end(.uploadInvoice(Self.invoice), receipt, account).hasPrefix(expected))
            let text = Attachment(name: "factuur.txt", type: "application/pdf", bytes: [0x41])
            #expect(try await Self.end(.uploadInvoice(text), receipt, account).hasPrefix("refused: bol takes invoices"))
            guard number == "A2K8290LPM" else { return }
            let second = try await Self.end(.uploadInvoice(Self.invoice), receipt, account)
            #expect(second.hasPrefix("refused: the order has 2 shipments"), "none is wanted any more")
        }
    }

    @Test("an order that is not ours is refused, and what has no door names the seller account")
    func noDoor() async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Vraag")
            var foreign = receipt
            foreign.order = "B2K8290LP9"
            let end = try await Self.end(.refund([], reason: nil), foreign, account)
            #expect(end == "refused: bol knows no order B2K8290LP9 of this account")
            for task: ActionRequest.Task in [.close, .noReplyNeeded, .escalate(text: "x"), .reopen] {
                #expect(try await Self.end(task, receipt, account).hasPrefix("refused"))
            }
            #expect(try await account.connector.reasons(for: .cancel).count == 12)
            #expect(try await account.connector.reasons(for: .refund).isEmpty)
        }
    }

    private static let faults: [(SandboxFault.Effect, SandboxFault.Moment, String, String)] = [
        (.status(429), .before, "not sent, rate-limited", "absent"), (.status(500), .before, "uncertain", "absent"),
        (.status(503), .before, "uncertain", "absent"), (.status(500), .after, "uncertain", "done"),
        (.status(503), .after, "uncertain", "done"), (.drop, .before, "uncertain", "absent"),
        (.drop, .after, "uncertain", "done"), (.garbled, .before, "uncertain", "absent"),
        (.garbled, .after, "uncertain", "done"), (.expireTokens, .before, "pending", "done"),
        (.slow, .before, "pending", "done"),
    ]

    @Test("after each fault of a write, the result is honest, and bol's own word settles it", arguments: faults)
    func writeFaults(
        _ effect: SandboxFault.Effect, _ moment: SandboxFault.Moment, _ expected: String, _ outcome: String
    ) async throws {
        let cases: [(operation: String, order: String, task: ActionRequest.Task)] = [
            ("cancel-order-item", "A2K8290LPU", .cancel(lines: [], reason: "OTHER")),
            ("create-return", "A2K8290LP8", .refund([], reason: nil)),
            ("upload-invoice", "A2K8290LPM", .uploadInvoice(Self.invoice)),
        ]
        for (operation, number, task) in cases {
            try await SandboxAccount.with(.bol) { account in
                let receipt = try await account.buyerWrites("Vraag", order: number)
                var fault = SandboxFault(.bol, operation, effect)
                fault.moment = moment
                await account.sandbox.add(fault)
                let request = account.request(task, on: receipt)
                #expect(kind(await account.connector.perform(request)) == expected, "\(operation)")
                #expect(kind(try await account.settled(request, handle: nil)) == outcome, "\(operation)")
                #expect(await account.accepted(operation) == (outcome == "done" ? 1 : 0), "\(operation)")
            }
        }
    }

    @Test("an announced return whose handling got lost on the way back is found again")
    func lostHandling() async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Geld terug?", order: "A2K8290LPR")
            let line = try #require(try await account.connector.order("A2K8290LPR")?.lines.first?.ids.first)
            var fault = SandboxFault(.bol, "handle-return", .drop)
            fault.moment = .after
            await account.sandbox.add(fault)
            let request = account.request(
                .refund([ActionRequest.Refund(line: line, quantity: 1)], reason: nil), on: receipt)
            #expect(kind(await account.connector.perform(request)) == "uncertain")
            #expect(kind(try await account.settled(request, handle: nil)) == "done")
        }
    }

    @Test("when the second of two items fails, the first is not forgotten")
    func halfDone() async throws {
        try await SandboxAccount.with(.bol) { account in
            let receipt = try await account.buyerWrites("Annuleren?", order: "A2K8290LPN")
            var fault = SandboxFault(.bol, "cancel-order-item", .status(503))
            fault.skip = 1
            await account.sandbox.add(fault)
            let request = account.request(.cancel(lines: [], reason: "OTHER"), on: receipt)
            guard case .uncertain(let reason) = await account.connector.perform(request) else {
                Issue.record("not uncertain")
                return
            }
            #expect(reason.hasPrefix("1 of 2 items were taken"))
            guard case .failed(let words) = try await account.settled(request, handle: nil) else {
                Issue.record("half is not the whole")
                return
            }
            #expect(words.hasPrefix("done for ") && words.hasSuffix(": no trace"))
        }
    }

    @Test("a fault of what belongs to the order leaves the order itself readable")
    func partialContext() async throws {
        try await SandboxAccount.with(.bol) { account in
            _ = try await account.buyerWrites("Vraag", order: "A2K8290LP8")
            await account.sandbox.add(SandboxFault(.bol, "get-returns", .status(503)))
            let order = try #require(try await account.connector.order("A2K8290LP8"))
            #expect(order.tracking.last == "not all could be read: unavailable")
            #expect(try await account.connector.order("A2K8290LP8")?.tracking.count == 1, "asked again")
        }
    }
}
