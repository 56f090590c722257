/// Values by the numbers of words, which are given one after the other and so are small: looked up a million times a report.
struct WordTable<Value: Sendable>: Sendable {
    private static var most: Int64 { 4096 }
    private var small: [Value?] = []
    private var others: [Int64: Value] = [:]

    subscript(word: Int64) -> Value? {
        if 0..<Self.most ~= word { return word < small.count ? small[Int(word)] : nil }
        return others[word]
    }

    subscript(word: Int64, default fallback: @autoclosure () -> Value) -> Value {
        get { self[word] ?? fallback() }
        _modify {
            guard 0..<Self.most ~= word else {
                yield &others[word, default: fallback()]
                return
            }
            if word >= small.count {
                small += [Value?](repeating: nil, count: Int(word) + 1 - small.count)
            }
            var value = small[Int(word)].take() ?? fallback()
            defer { small[Int(word)] = value }
            yield &value
        }
    }

    var all: [(word: Int64, value: Value)] {
        small.enumerated().compactMap { number, value in value.map { (Int64(number), $0) } }
            + others.map { ($0, $1) }
    }
}
