import Domain
import Marketplaces
import Testing

@testable import Bridge

@Suite("What stands behind a command that touches an order") struct ActionArgumentsTests {
    @Test(
        "line, amount, currency and reason are told apart",
        arguments: [
            ("", nil, nil, nil, ""), ("2:", 2, nil, nil, ""), ("12.50", nil, "12.50", nil, ""),
            ("2: 12,50 EUR arrived broken", 2, "12,50", "EUR", "arrived broken"),
            ("12€ broken", nil, "12", "€", "broken"), ("damaged goods", nil, nil, nil, "damaged goods"),
            ("€5", nil, "5", "€", ""), ("5 OUT of stock", nil, "5", "OUT", "of stock"),
            ("EUR 12.50 late", nil, "12.50", "EUR", "late"), ("5 eur", nil, "5", "eur", ""), ("$5", nil, "5", "$", ""),
            ("€ 5", nil, "5", "EUR", ""), ("-5 EUR", nil, "-5", "EUR", ""),
            ("1 000,00 EUR", nil, "1 000,00", nil, "EUR"),
            ("1\u{A0}000 EUR", nil, "1 000", nil, "EUR"), ("€5 PLN", nil, "5", "€ PLN", ""), ("½", nil, "½", nil, ""),
            ("٥ EUR", nil, "٥", "EUR", ""), ("5e2 EUR", nil, "5e2", "EUR", ""), ("5-10 EUR", nil, "5-10", "EUR", ""),
            ("1:2: 5", nil, "1:2: 5", nil, ""), (".5", nil, ".5", nil, ""), ("5 EUR 10", nil, "5 10", "EUR", ""),
            ("5 out of stock", nil, "5", nil, "out of stock"),
        ] as [(String, Int?, String?, String?, String)])
    func parts(text: String, line: Int?, amount: String?, currency: String?, reason: String) {
        let read = ActionArguments(text, takesAmount: true)
        #expect(read.line == line)
        #expect(read.amount == amount)
        #expect(read.currency == currency)
        #expect(read.reason == reason)
    }

    @Test("where no amount is expected, a number begins the reason")
    func noAmount() {
        #expect(ActionArguments("18 sold out", takesAmount: false).reason == "18 sold out")
    }

    @Test(
        "amounts are exact, in the order's currency, and within what was paid",
        arguments: [
            ("12.50", 1250), ("12,5", 1250), ("12", 1200), ("0,01", 1), ("20.00 EUR", 2000), ("20,01", nil), ("0", nil),
            ("1.000", nil), ("12.505", nil), ("5 PLN", nil), ("5 eur", 500), ("EUR 5", 500), ("€ 5", 500), ("$5", nil),
            ("-5", nil), ("€5 PLN", nil),
            ("1 000 EUR", nil), ("1\u{A0}000,00 EUR", nil), ("٥ EUR", nil), ("５", nil), ("½", nil), ("5e2", nil),
            (".5", nil), ("5-10", nil), ("5 EUR 10", nil), ("1:2: 5", nil), ("99999999999", nil), ("1.2.3", nil),
            ("5€", 500),
        ] as [(String, Int64?)])
    func money(text: String, minor: Int64?) {
        let limit = Money(minorUnits: 2000, currency: "EUR")
        let read = ActionArguments(text, takesAmount: true).money(in: "EUR", upTo: limit)
        #expect(read?.minorUnits == minor, "\(text)")
    }

    private static func order(_ lines: [OrderContext.Line]) -> OrderContext {
        OrderContext(number: "1-A", total: Money(minorUnits: 5000, currency: "EUR"), lines: lines)
    }

    private static let kettle = OrderContext.Line(
        ids: ["a"], title: "Kettle", quantity: 2, price: Money(minorUnits: 1500, currency: "EUR"))
    private static let cups = OrderContext.Line(
        ids: ["u1", "u2", "u3"], title: "Cup", quantity: 3, price: Money(minorUnits: 500, currency: "EUR"))

    @Test("without line and amount all of the order comes back")
    func all() {
        let plan = OrderRefund(Self.order([Self.kettle, Self.cups]), ActionArguments("", takesAmount: true)).plan
        #expect(plan == .refunds([], shown: [], amount: Money(minorUnits: 5000, currency: "EUR")))
    }

    @Test("a line of an order comes back whole, piece by piece where pieces are counted")
    func line() {
        let plan = OrderRefund(Self.order([Self.kettle, Self.cups]), ActionArguments("2:", takesAmount: true)).plan
        #expect(
            plan
                == .refunds(
                    ["u1", "u2", "u3"].map {
                        .init(line: $0, amount: Money(minorUnits: 500, currency: "EUR"), isWhole: true)
                    },
                    shown: ["15.00 EUR: 3 × Cup, 5.00 EUR"],
                    amount: Money(minorUnits: 1500, currency: "EUR")))
    }

    @Test("an amount is spread over pieces, none gets more than its price")
    func spread() {
        let plan = OrderRefund(Self.order([Self.cups]), ActionArguments("7.50", takesAmount: true)).plan
        let first = Money(minorUnits: 500, currency: "EUR")
        let second = Money(minorUnits: 250, currency: "EUR")
        #expect(
            plan
                == .refunds(
                    [.init(line: "u1", amount: first), .init(line: "u2", amount: second)],
                    shown: ["7.50 EUR: 3 × Cup, 5.00 EUR"],
                    amount: Money(minorUnits: 750, currency: "EUR")))
    }

    @Test("of a line without a price nothing is asked for while anything of it is open")
    func unpriced() {
        let order = Self.order([.init(ids: ["x"], title: "Gift", quantity: 1), Self.kettle])
        func plan(_ earlier: [(ActionRequest.Task, isDone: Bool)]) -> OrderRefund.Plan {
            var money = EarlierMoney()
            for (task, isDone) in earlier { money.add(task, isDone: isDone) }
            return OrderRefund(order, ActionArguments("1:", takesAmount: true), earlier: money).plan
        }
        let line = ActionRequest.Task.refund([.init(line: "x")], reason: nil)
        let asked = OrderRefund.Plan.refunds([.init(line: "x")], shown: ["1 × Gift"], amount: nil)
        #expect(plan([(line, isDone: false)]) == .earlier)
        #expect(plan([(line, isDone: true)]) == asked)
        #expect(plan([(.cancel(lines: ["a"], reason: nil), isDone: false)]) == asked)
        #expect(plan([(.refund([], reason: nil), isDone: true)]) == .earlier)
    }

    @Test("a line that no order has is not cancelled", arguments: [0, -1, 3, Int.min, Int.max])
    func unknownLine(number: Int) {
        var arguments = ActionArguments("", takesAmount: false)
        arguments.line = number
        #expect(throws: MoneyPlan.Mistake.unknownLine(String(number))) {
            try MoneyPlan.cancel(Self.order([Self.kettle, Self.cups]), arguments, reason: nil)
        }
    }

    @Test("an amount without a line in an order of several lines, a missing line and too much money are refused")
    func refused() {
        let order = Self.order([Self.kettle, Self.cups])
        #expect(OrderRefund(order, ActionArguments("5", takesAmount: true)).plan == .unknownLine("?"))
        #expect(OrderRefund(order, ActionArguments("3:", takesAmount: true)).plan == .unknownLine("3"))
        #expect(
            OrderRefund(order, ActionArguments("1: 31", takesAmount: true)).plan
                == .badAmount("31", limit: Money(minorUnits: 3000, currency: "EUR")))
    }
}
