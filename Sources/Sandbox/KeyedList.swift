/// What a ``KeyedList`` finds its elements by.
protocol Keyed {
    /// Never change while the element is in a list. Elements may share a key.
    var keys: [String] { get }
}

/// A list that only grows and finds elements by their keys without looking through all of them: a sandbox with tens of
/// thousands of conversations answers as fast as an empty one.
struct KeyedList<Element: Keyed & Sendable>: Sendable {
    private var elements: [Element] = []
    private var positions: [String: [Int]] = [:]

    mutating func append(_ element: Element) {
        for key in Set(element.keys) { positions[key, default: []].append(elements.count) }
        elements.append(element)
    }

    /// Where elements with `key` are, in the order of the list.
    func indices(of key: String) -> [Int] { positions[key] ?? [] }

    /// The elements with one of `keys`, all where it is nil, in the order of the list.
    func all(_ keys: Set<String>?) -> [Element] {
        guard let keys else { return elements }
        return Set(keys.flatMap(indices)).sorted().map { elements[$0] }
    }
}

extension KeyedList: RandomAccessCollection {
    var startIndex: Int { elements.startIndex }
    var endIndex: Int { elements.endIndex }

    subscript(position: Int) -> Element {
        _read { yield elements[position] }
        _modify { yield &elements[position] }
    }
}
