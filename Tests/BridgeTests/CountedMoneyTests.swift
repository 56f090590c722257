import Domain
import Marketplaces
import Testing

@testable import Bridge
@testable import Store

@Suite("What counts against a limit of money") struct CountedMoneyTests {
    private static func euros(_ amount: Int64) -> Money { Money(minorUnits: amount * 100, currency: "EUR") }

    private static func order(givingBack amounts: [Int64?]) -> OrderContext {
        var order = MoneyConnector.order
        for (index, amount) in amounts.enumerated() { order.lines[index].givenBack = amount.map(euros) }
        return order
    }

    @Test(
        "a cancellation counts with all that it gives back, shipping and taxes too",
        arguments: [
            // What the lines give back, the line that is cancelled, what counts; the goods are worth 25, 15 and 45.
            ([nil, nil], "1", 25), ([30, 19], "1", 30), ([30, 19], "2", 19), ([30, 19], "", 49), ([nil, 19], "", 45),
            ([20, 10], "", 45),
        ] as [([Int64?], String, Int64)])
    func cancelled(amounts: [Int64?], line: String, counts: Int64) throws {
        let arguments = ActionArguments(line.isEmpty ? "" : "\(line):", takesAmount: false)
        let plan = try MoneyPlan.cancel(Self.order(givingBack: amounts), arguments, reason: nil)
        #expect(plan.amount == Self.euros(counts))
        if line == "2", amounts[1] != nil { #expect(plan.shown == ["19.00 EUR: 3 × Cup, 5.00 EUR"]) }
    }

    @Test("what shipping lifts above the agent's limit takes another agent's word")
    func limit() async throws {
        for (given, isAlone) in [(nil, true), (19, true), (21, false)] as [(Int64?, Bool)] {
            let bench = try await DeskBench()
            bench.connector.change { $0.order = Self.order(givingBack: [nil, given]) }
            try await bench.send("#cancel 2:")
            try await bench.receive(try await bench.mail("ok @CODE@", answering: "@QUESTION@"))
            try await bench.dispatch()
            #expect(bench.connector.requests.count == (isAlone ? 1 : 0), "\(String(describing: given))")
        }
    }

    @Test("a confirmed refund that an administrator holds has no time to run out, and counts until it is dropped")
    func held() async throws {
        let bench = try await DeskBench()
        try await bench.send("#refund 1: 20 EUR")
        try await bench.receive(try await bench.mail("ok @CODE@", answering: "@QUESTION@"))
        let entry = try #require(try await bench.outbox().first)
        try await QueueChange.hold.apply(to: entry.id, in: bench.store, at: bench.bridge.now())
        bench.advance(.seconds(3 * 86_400))
        // The same once more, and more than it would leave.
        for again in ["#refund 1: 20 EUR", "#refund 1: 10 EUR"] {
            try await bench.send(again)
            let entries = try await bench.outbox()
            #expect(entries.map(\.state) == [.held] && entries.first?.reason == "admin", "\(again)")
        }
        try await QueueChange.release.apply(to: entry.id, in: bench.store, at: bench.bridge.now())
        try await bench.dispatch()
        #expect(bench.connector.requests.count == 1)
    }
}
