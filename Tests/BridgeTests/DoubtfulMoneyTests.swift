import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("Money that a marketplace may have moved") struct DoubtfulMoneyTests {
    private let ok = "ok @CODE@"

    /// A refund whose outcome nobody knows, and its agent's `ok` to ask for it once more: a new code waits.
    private func renewed(_ command: String = "#refund 1: 10 EUR") async throws -> DeskBench {
        let bench = try await unknown(command)
        try await answer("ok", bench)
        #expect(try await state(bench) == "held confirm-action")
        return bench
    }

    private func unknown(_ command: String = "#refund 1: 10 EUR") async throws -> DeskBench {
        let bench = try await generous()
        bench.connector.change { $0.results = [.uncertain(reason: "lost")] }
        try await bench.send(command)
        try await answer(ok, bench)
        for _ in 0..<4 {
            bench.advance(.seconds(600))
            try await bench.dispatch()
        }
        #expect(try await state(bench) == "held outcome-unknown")
        #expect(bench.connector.requests.count == 1)
        return bench
    }

    /// Whose agent may give back all of the order, more than once.
    private func generous() async throws -> DeskBench {
        try await DeskBench(rules: { _ in }) {
            $0.agents[0].money = MoneyRights(limit: .unlimited, perDay: .unlimited)
        }
    }

    private func answer(_ text: String, from agent: String = "anna", _ bench: DeskBench) async throws {
        try await bench.receive(try await bench.mail(text, from: agent, answering: "@QUESTION@"))
        try await bench.dispatch()
    }

    private func state(_ bench: DeskBench) async throws -> String {
        let entry = try #require(try await bench.outbox().first)
        return [entry.state.rawValue, entry.reason].compactMap { $0 }.joined(separator: " ")
    }

    private func lastWord(_ bench: DeskBench) async throws -> String { try #require(try await bench.mails().last).text }

    @Test(
        "a code that ran out, wrong codes and a changed order leave it in doubt, and nobody reads that nothing was done"
    )
    func putAside() async throws {
        for way in ["late", "wrong", "order"] {
            let bench = try await renewed()
            switch way {
            case "late":
                bench.advance(.seconds(31 * 60))
                try await answer(ok, bench)
            case "wrong": for _ in 0..<3 { try await answer("ok NONE22", bench) }
            default:
                bench.connector.change { $0.order?.state = "CLOSED" }
                try await answer(ok, bench)
            }
            #expect(try await state(bench) == "held outcome-unknown", "\(way)")
            #expect(try await lastWord(bench).contains("It is not certain whether"), "\(way)")
            #expect(bench.connector.requests.count == 1)
            // The same wish once more is no new one.
            try await bench.send("#refund 1: 10 EUR")
            #expect(try await bench.outbox().count == 1, "\(way)")
        }
    }

    @Test("it is not taken back, replaced or forgotten")
    func stays() async throws {
        for way in ["#undo", "#refund 2: 1 EUR", "forgotten"] {
            let bench = try await renewed()
            if way == "forgotten" {
                bench.advance(.seconds(3 * 86_400))
                _ = try await HeldReminders(bench.bridge).pass()
            } else {
                try await answer(way, bench)
            }
            let first = try #require(try await bench.outbox().first)
            #expect(first.state == .held && first.doubtedAt != nil, "\(way)")
            if way == "#undo" { #expect(try await lastWord(bench).contains("may have arrived all the same")) }
        }
    }

    @Test("no administrator sends it again")
    func released() async throws {
        let bench = try await unknown()
        let id = try #require(try await bench.outbox().first).id
        await #expect(throws: StoreError.self) {
            try await QueueChange.release.apply(to: id, in: bench.store, at: bench.bridge.now())
        }
        #expect(try await state(bench) == "held outcome-unknown")
    }

    @Test(
        "it is looked for before it is done again",
        arguments: [
            (ActionOutcome.done(note: nil), 1, "confirmed"), (.absent, 2, "confirmed"), (.impossible, 2, "confirmed"),
        ])
    func looked(outcome: ActionOutcome, requests: Int, end: String) async throws {
        let bench = try await renewed()
        bench.connector.change { $0.outcome = outcome }
        try await answer(ok, bench)
        #expect(bench.connector.requests.count == requests)
        #expect(try await state(bench) == end)
    }

    @Test("what is open, in doubt or given back whole counts against what a line has left")
    func left() async throws {
        // The lines are worth 25.00 and 15.00.
        for (first, second) in [("#refund 1: 20 EUR", "#refund 1: 10 EUR"), ("#refund 2:", "#refund 2: 1 EUR")] {
            let open = try await DeskBench()
            try await open.send(first)
            #expect(try await open.outbox().count == 1, "\(first)")
            try await open.send(second)
            #expect(try await open.outbox().count == 1, "\(first)")
        }
        let doubtful = try await renewed("#refund 1: 20 EUR")
        try await doubtful.send("#refund 1: 10 EUR")
        #expect(try await doubtful.outbox().count == 1)
        // A question that nobody may answer any more takes nothing.
        let late = try await DeskBench()
        try await late.send("#refund 1: 20 EUR")
        late.advance(.seconds(31 * 60))
        try await late.send("#refund 1: 10 EUR")
        #expect(try await late.outbox().count == 2)
    }

    @Test("what waits for an agent's code is released by no administrator, and nothing is asked of the marketplace")
    func waitsForCode() async throws {
        let bench = try await DeskBench()
        try await bench.send("#refund 1: 10 EUR")
        #expect(try await state(bench) == "held confirm-action")
        let id = try #require(try await bench.outbox().first?.id)
        for change in [QueueChange.release, .retry] {
            let error = await #expect(throws: StoreError.self) {
                try await change.apply(to: id, in: bench.store, at: bench.bridge.now())
            }
            #expect(error?.kind == .wrongState)
        }
        try await bench.dispatch()
        #expect(try await state(bench) == "held confirm-action")
        #expect(bench.connector.requests.isEmpty)
    }

    @Test("a whole line is asked for as the amount that was shown")
    func amount() async throws {
        let bench = try await DeskBench()
        try await bench.send("#refund 2:")
        try await answer(ok, bench)
        guard case .refund(let refunds, _) = bench.connector.requests.first?.task else {
            Issue.record("nothing was refunded")
            return
        }
        #expect(refunds.map(\.amount) == [Money(minorUnits: 1500, currency: "EUR")])
        #expect(refunds.map(\.isWhole) == [true])
        #expect(try await bench.outbox().first?.text.contains("15.00 EUR: 3 × Cup") == true)
    }

    @Test(
        "what is open or in doubt of the whole order leaves nothing of its lines, and what is of a line no whole order",
        arguments: [
            ("#refund", "#refund 1:"), ("#refund", "#refund 1: 20 EUR"), ("#refund", "#refund damaged"),
            ("#refund", "#cancel"), ("#refund", "#cancel 1:"), ("#cancel", "#refund"), ("#cancel", "#refund 2:"),
            ("#refund 2:", "#refund"), ("#refund 2:", "#cancel"), ("#refund 2:", "#cancel 2:"),
            ("#cancel 2:", "#refund"), ("#cancel 2:", "#cancel damaged"),
        ])
    func whole(first: String, second: String) async throws {
        for isDoubtful in [true, false] {
            let bench = isDoubtful ? try await unknown(first) : try await generous()
            if !isDoubtful { try await bench.send(first) }
            try await bench.send(second)
            #expect(try await bench.outbox().count == 1)
            #expect(try await lastWord(bench).contains("An earlier refund or cancellation of this order"))
        }
    }

    @Test(
        "what is open or in doubt of one line leaves the others; what was done leaves what the marketplace shows",
        arguments: [
            ("#refund 2:", "#cancel 1:", false, 2), ("#cancel 2:", "#refund 1:", false, 2),
            ("#cancel 2:", "#refund 2: 1 EUR", false, 1), ("#refund", "#refund 1: 5 EUR", true, 1),
            ("#cancel", "#refund 1: 5 EUR", true, 1), ("#cancel 2:", "#refund 2: 1 EUR", true, 1),
            ("#refund 2:", "#refund", true, 2), ("#cancel 2:", "#cancel", true, 2),
        ])
    func others(first: String, second: String, isDone: Bool, entries: Int) async throws {
        let bench = isDone ? try await generous() : try await unknown(first)
        if isDone {
            try await bench.send(first)
            try await answer(ok, bench)
            #expect(try await state(bench) == "confirmed")
        }
        try await bench.send(second)
        #expect(try await bench.outbox().count == entries)
    }

    @Test("a command in answer to an open question takes its place, whatever that was about")
    func replaced() async throws {
        for (first, second) in [("#refund", "#refund 1: 5 EUR"), ("#refund 1: 20 EUR", "#refund 1: 10 EUR")] {
            let bench = try await generous()
            try await bench.send(first)
            try await answer(second, bench)
            #expect(try await bench.outbox().map(\.state) == [.dropped, .held])
        }
    }

    @Test(
        "a pending refund that comes to light at the second ok is not asked for again",
        arguments: [
            (ActionOutcome.done(note: nil), 1, "confirmed", "has done this"),
            (.pending, 1, "uncertain pending", "is working on it"), (.failed(reason: "no"), 2, "uncertain lost", nil),
        ] as [(ActionOutcome, Int, String, String?)])
    func pending(outcome: ActionOutcome, requests: Int, end: String, words: String?) async throws {
        let bench = try await DeskBench()
        bench.connector.change {
            $0.results = [.pending(handle: "feed"), .uncertain(reason: "lost")]
            $0.work = ["feed": .pending]
        }
        try await bench.send("#refund 1: 10 EUR")
        try await answer(ok, bench)
        for _ in 0..<50 {
            bench.advance(.seconds(3600))
            try await bench.dispatch()
        }
        #expect(try await state(bench) == "held outcome-unknown")
        try await answer("ok", bench)
        bench.connector.change { $0.work = ["feed": outcome] }
        try await answer(ok, bench)
        #expect(bench.connector.requests.count == requests)
        #expect(try await state(bench) == end)
        if let words { #expect(try await lastWord(bench).contains(words)) }
        // What is asked for anew goes by no old name.
        #expect(try await bench.outbox().first?.handle == (requests == 1 ? "feed" : nil))
    }

    @Test("refused or failed the second time, it is not called undone: the first may be why")
    func refusedLater() async throws {
        for result in [ActionResult.refused(reason: "paid back already"), .pending(handle: "second")] {
            let bench = try await renewed("#refund 1: 20 EUR")
            bench.connector.change {
                $0.results = [result]
                $0.work = ["second": .failed(reason: "paid back already")]
            }
            try await answer(ok, bench)
            bench.advance(.seconds(600))
            try await bench.dispatch()
            #expect(bench.connector.requests.count == 2)
            #expect(try await state(bench) == "held outcome-unknown")
            let words = try await lastWord(bench)
            #expect(words.contains("It is not certain whether") && words.contains("paid back already"))
            try await bench.send("#refund 1: 10 EUR")
            #expect(try await bench.outbox().count == 1)
        }
    }

    @Test("what the marketplace itself calls failed at its only attempt was not done")
    func failed() async throws {
        let bench = try await DeskBench()
        bench.connector.change {
            $0.results = [.pending(handle: "feed")]
            $0.work = ["feed": .failed(reason: "no")]
        }
        try await bench.send("#refund 1: 10 EUR")
        try await answer(ok, bench)
        bench.advance(.seconds(600))
        try await bench.dispatch()
        #expect(try await state(bench) == "failed no")
    }
}
