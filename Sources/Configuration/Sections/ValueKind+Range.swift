import Domain
import Routing

/// The keys of a small table inside a condition, each once.
private func fields(
    of node: TOMLNode, _ keys: [String], expected: String
) throws(Mistake) -> [String: TOMLNode] {
    guard case .table(let fields) = node.value, !fields.isEmpty else { throw .expected(expected, found: node) }
    for (key, field) in fields.sorted(by: { $0.key < $1.key }) where !keys.contains(key) {
        let hint = Suggestion.hint(for: key, among: keys)
        throw Mistake(
            "unknown key \"\(key)\"\(hint.isEmpty ? "; it knows \(keys.joined(separator: ", "))" : hint)",
            at: field.keyPlace)
    }
    return fields
}

private func bounds<Bound: Comparable>(
    _ fields: [String: TOMLNode], _ kind: ValueKind<Bound>
) throws(Mistake) -> RouteRange<Bound> {
    var range = RouteRange<Bound>()
    if let node = fields["from"] { range.least = try kind.parse(node) }
    if let node = fields["to"] { range.most = try kind.parse(node) }
    if let least = range.least, let most = range.most, least > most, let node = fields["from"] {
        throw Mistake("\"from\" is more than \"to\"", at: node.place)
    }
    return range
}

private func shown<Bound>(_ range: RouteRange<Bound>, _ show: (Bound) -> String) -> [String] {
    [range.least.map { "from = \(show($0))" }, range.most.map { "to = \(show($0))" }].compactMap(\.self)
}

extension ValueKind where Value == RouteRange<Int> {
    /// `true` = at least one, `false` = none, or a table.
    static var countDemand: Self {
        ValueKind { node throws(Mistake) in
            if case .boolean(let has) = node.value { return has ? RouteRange(least: 1) : RouteRange(most: 0) }
            let fields = try fields(of: node, ["from", "to"], expected: "true, false or a table such as { from = 2 }")
            return try bounds(fields, .number(0...10_000))
        } show: { range in
            "{ \(shown(range, String.init).joined(separator: ", ")) }"
        }
    }
}

extension ValueKind where Value == RouteRange<Int64> {
    /// `{ to = "6h" }`, as seconds.
    static var timeLeftDemand: Self {
        let duration = ValueKind<Duration>.duration(.zero ... .seconds(60 * 86_400))
        return ValueKind { node throws(Mistake) in
            let fields = try fields(of: node, ["from", "to"], expected: "a table such as { to = \"6h\" }")
            let range = try bounds(fields, duration)
            return RouteRange(least: range.least?.components.seconds, most: range.most?.components.seconds)
        } show: { range in
            "{ \(shown(range) { duration.show(.seconds($0)) }.joined(separator: ", ")) }"
        }
    }
}

extension ValueKind where Value == RouteCondition {
    /// `{ from = "100 EUR", to = "500 EUR" }`
    static var valueDemand: Self {
        ValueKind { node throws(Mistake) in
            let fields = try fields(of: node, ["from", "to"], expected: "a table such as { from = \"100 EUR\" }")
            var found: [String: Money] = [:]
            for (key, node) in fields.sorted(by: { $0.key < $1.key }) {
                found[key] = try ValueKind<Money>.money.parse(node)
            }
            let currencies = Set(found.values.map(\.currency))
            guard let currency = currencies.first, currencies.count == 1 else {
                throw Mistake("\"from\" and \"to\" are in different currencies", at: node.place)
            }
            let range = RouteRange(least: found["from"]?.minorUnits, most: found["to"]?.minorUnits)
            if let least = range.least, let most = range.most, least > most, let from = fields["from"] {
                throw Mistake("\"from\" is more than \"to\"", at: from.place)
            }
            return .value(range, currency: currency)
        } show: { condition in
            guard case .value(let range, let currency) = condition else { return "{}" }
            let texts = shown(range) { tomlString(Money(minorUnits: $0, currency: currency).description) }
            return "{ \(texts.joined(separator: ", ")) }"
        }
    }

    /// `true` = any, `false` = none, or `{ from = 1, to = 3, type = "image/*" }`
    static var attachmentDemand: Self {
        let types = ValueKind<[String]>.oneOrMore(of: .mediaType)
        return ValueKind { node throws(Mistake) in
            if case .boolean = node.value {
                return .files(try ValueKind<RouteRange<Int>>.countDemand.parse(node), types: [])
            }
            let fields = try fields(
                of: node, ["from", "to", "type"], expected: "true, false or a table such as { type = \"image/*\" }")
            var range = try bounds(fields, ValueKind<Int>.number(0...1000))
            if range.least == nil, range.most == nil { range.least = 1 }
            return .files(range, types: try fields["type"].map { node throws(Mistake) in try types.parse(node) } ?? [])
        } show: { condition in
            guard case .files(let range, let wanted) = condition else { return "{}" }
            let type = wanted.isEmpty ? [] : ["type = \(types.show(wanted))"]
            return "{ \((shown(range, String.init) + type).joined(separator: ", ")) }"
        }
    }
}

/// Who had the buyer before.
enum EarlierOwners {
    case anybody(Bool)
    case named([Placed<String>])
}

extension ValueKind where Value == EarlierOwners {
    static var earlierOwners: Self {
        let names = ValueKind<[Placed<String>]>.oneOrMore(of: .placed(.name))
        return ValueKind { node throws(Mistake) in
            if case .boolean(let has) = node.value { return .anybody(has) }
            return .named(try names.parse(node))
        } show: { owners in
            switch owners {
            case .anybody(let has): String(has)
            case .named(let all): names.show(all)
            }
        }
    }
}
