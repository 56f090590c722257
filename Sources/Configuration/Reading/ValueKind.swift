/// One kind of value: how it is read from TOML, and how it is shown as TOML again.
struct ValueKind<Value> {
    let parse: (TOMLNode) throws(Mistake) -> Value
    let show: (Value) -> String

    init(parse: @escaping (TOMLNode) throws(Mistake) -> Value, show: @escaping (Value) -> String) {
        self.parse = parse
        self.show = show
    }
}

extension ValueKind {
    /// A list of values; `[]` only where `isEmptyAllowed`.
    static func list<Element>(of kind: ValueKind<Element>, isEmptyAllowed: Bool = true) -> Self
    where Value == [Element] {
        ValueKind { node throws(Mistake) in
            guard case .list(let nodes) = node.value else { throw .expected("a list in square brackets", found: node) }
            guard isEmptyAllowed || !nodes.isEmpty else { throw .expected("at least one entry", found: node) }
            var values: [Element] = []
            var mistakes: [Mistake] = []
            for node in nodes {
                do throws(Mistake) { values.append(try kind.parse(node)) } catch {
                    mistakes.append(Mistake(error.message, at: error.place ?? node.place))
                    mistakes += error.others
                }
            }
            guard var first = mistakes.first else { return values }
            first.others = Array(mistakes.dropFirst())
            throw first
        } show: { values in
            "[\(values.map(kind.show).joined(separator: ", "))]"
        }
    }

    /// One value or a list of them.
    static func oneOrMore<Element>(of kind: ValueKind<Element>) -> Self where Value == [Element] {
        let list = ValueKind.list(of: kind, isEmptyAllowed: false)
        return ValueKind { node throws(Mistake) in
            if case .list = node.value { return try list.parse(node) }
            return [try kind.parse(node)]
        } show: { values in
            values.count == 1 ? kind.show(values[0]) : list.show(values)
        }
    }

    /// The same with its place, for checks that need other sections.
    static func placed<Inner>(_ kind: ValueKind<Inner>) -> Self where Value == Placed<Inner> {
        ValueKind { node throws(Mistake) in
            Placed(value: try kind.parse(node), place: node.place)
        } show: {
            kind.show($0.value)
        }
    }
}

/// A value and where it stands.
struct Placed<Value> {
    var value: Value
    var place: SourcePlace
}

extension Placed: Sendable where Value: Sendable {}

extension ValueKind where Value == Bool {
    static var flag: Self {
        ValueKind { node throws(Mistake) in
            guard case .boolean(let flag) = node.value else { throw .expected("true or false", found: node) }
            return flag
        } show: {
            String($0)
        }
    }
}

extension ValueKind where Value == Int {
    static func number(_ range: ClosedRange<Int>) -> Self {
        ValueKind { node throws(Mistake) in
            guard case .integer(let number) = node.value, range.contains(number) else {
                throw .expected("a whole number from \(range.lowerBound) to \(range.upperBound)", found: node)
            }
            return number
        } show: {
            String($0)
        }
    }
}

extension ValueKind where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
    /// One of the words of an enumeration.
    static var word: Self {
        let words = Value.allCases.map(\.rawValue)
        return ValueKind { node throws(Mistake) in
            let text = try ValueKind<String>.word(of: words).parse(node)
            guard let value = Value(rawValue: text) else { throw .expected("a known word", found: node) }
            return value
        } show: {
            tomlString($0.rawValue)
        }
    }
}
