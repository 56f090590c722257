/// Who goes next: first come, first served for each key, the keys taking turns, with a limit for each key and in all.
struct FairQueue<Element> {
    private struct Line {
        var waiting: [Element] = []
        /// Index of the first that still waits; what is before it has been taken.
        var head = 0
        var running = 0
    }

    private let perKey: Int
    private let total: Int
    private var lines: [String: Line] = [:]
    /// Keys with somebody waiting, the one whose turn it is first.
    private var turns: [String] = []
    private(set) var running = 0

    init(perKey: Int, total: Int) {
        self.perKey = max(1, perKey)
        self.total = max(1, total)
    }

    mutating func append(_ element: Element, for key: String) {
        if lines[key, default: Line()].waiting.isEmpty { turns.append(key) }
        lines[key, default: Line()].waiting.append(element)
    }

    /// The next one that may start; its place is taken until ``release(_:)``.
    mutating func next() -> Element? {
        guard running < total,
            let turn = turns.firstIndex(where: { lines[$0, default: Line()].running < perKey })
        else { return nil }
        let key = turns.remove(at: turn)
        var line = lines[key, default: Line()]
        let element = line.waiting[line.head]
        line.head += 1
        line.running += 1
        running += 1
        if line.head == line.waiting.count {
            line.waiting = []
            line.head = 0
        } else {
            turns.append(key)
            if line.head > 64, line.head * 2 > line.waiting.count {
                line.waiting.removeFirst(line.head)
                line.head = 0
            }
        }
        lines[key] = line
        return element
    }

    /// Gives back the place of one that ``next()`` returned.
    mutating func release(_ key: String) {
        guard var line = lines[key], line.running > 0 else { return }
        line.running -= 1
        running -= 1
        lines[key] = line.running == 0 && line.waiting.isEmpty ? nil : line
    }

    /// Takes out all that wait and fulfil the condition.
    mutating func removeWaiting(where condition: (Element) -> Bool) -> [Element] {
        var removed: [Element] = []
        for key in turns {
            guard var line = lines[key] else { continue }
            let waiting = line.waiting[line.head...]
            removed += waiting.filter(condition)
            line.waiting = waiting.filter { !condition($0) }
            line.head = 0
            lines[key] = line.running == 0 && line.waiting.isEmpty ? nil : line
        }
        turns.removeAll { lines[$0, default: Line()].waiting.isEmpty }
        return removed
    }

    /// All that wait, in no particular order.
    var waiting: [Element] { turns.flatMap { lines[$0].map { Array($0.waiting[$0.head...]) } ?? [] } }
}
