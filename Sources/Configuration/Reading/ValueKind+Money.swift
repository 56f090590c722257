import Domain

extension ValueKind where Value == Money {
    /// `"50 EUR"`
    static var money: Self {
        ValueKind { node throws(Mistake) in
            guard case .string(let text) = node.value, let money = Money(text) else {
                var mistake = Mistake.expected(
                    "an amount with its currency such as \"50 EUR\" or \"12.50 EUR\"", found: node)
                if case .integer(let number) = node.value { mistake.message += "; write \"\(number) EUR\" for euros" }
                throw mistake
            }
            return money
        } show: {
            tomlString($0.description)
        }
    }
}

extension ValueKind where Value == MoneyLimit {
    /// An amount, one for each currency in a list, `"unlimited"` or `"none"`.
    static var moneyLimit: Self {
        let amounts = ValueKind<[Money]>.oneOrMore(of: .money)
        return ValueKind { node throws(Mistake) in
            if case .string("unlimited") = node.value { return .unlimited }
            if case .string("none") = node.value { return .none }
            let limits = try amounts.parse(node)
            for (index, limit) in limits.enumerated()
            where limits[..<index].contains(where: {
                $0.currency == limit.currency
            }) {
                throw Mistake("there are two amounts in \(limit.currency)", at: node.place)
            }
            return .upTo(limits)
        } show: { limit in
            switch limit {
            case .none: tomlString("none")
            case .unlimited: tomlString("unlimited")
            case .upTo(let limits): amounts.show(limits)
            }
        }
    }
}
