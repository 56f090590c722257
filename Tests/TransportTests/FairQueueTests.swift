import Testing

@testable import Transport

@Suite struct FairQueueTests {
    @Test("keys take turns, each in its own order")
    func turns() {
        var queue = FairQueue<String>(perKey: 10, total: 10)
        for element in ["a1", "a2", "a3", "b1", "c1", "c2"] { queue.append(element, for: String(element.prefix(1))) }
        var order: [String] = []
        while let element = queue.next() { order.append(element) }
        #expect(order == ["a1", "b1", "c1", "a2", "c2", "a3"])
    }

    @Test("a key at its limit lets the others pass, and the total holds")
    func limits() {
        var queue = FairQueue<String>(perKey: 2, total: 3)
        for element in ["a1", "a2", "a3", "b1", "b2"] { queue.append(element, for: String(element.prefix(1))) }
        #expect([queue.next(), queue.next(), queue.next(), queue.next()] == ["a1", "b1", "a2", nil])
        queue.release("b")
        #expect(queue.next() == "b2")
        #expect(queue.next() == nil)
        queue.release("a")
        #expect(queue.next() == "a3")
        #expect(queue.running == 3)
    }

    @Test("what is taken out never comes up, and its key keeps its place")
    func removal() {
        var queue = FairQueue<Int>(perKey: 1, total: 9)
        for number in 1...6 { queue.append(number, for: number % 2 == 0 ? "even" : "odd") }
        #expect(queue.removeWaiting { $0 == 2 || $0 == 3 }.sorted() == [2, 3])
        #expect(queue.waiting.sorted() == [1, 4, 5, 6])
        #expect([queue.next(), queue.next(), queue.next()] == [1, 4, nil])
        queue.release("odd")
        #expect(queue.next() == 5)
    }

    @Test("however they end, order and limits hold", arguments: 0..<20 as Range<UInt64>)
    func property(_ seed: UInt64) {
        var random = SeededNumbers(seed)
        var queue = FairQueue<(key: String, number: Int)>(perKey: 3, total: 5)
        var running: [String: Int] = [:]
        var last: [String: Int] = [:]
        for number in 0..<500 { queue.append(("k\(number % 7)", number), for: "k\(number % 7)") }
        var left = 500
        while left > 0 {
            if let (key, number) = queue.next() {
                left -= 1
                #expect(number > last[key, default: -1], "seed \(seed)")
                last[key] = number
                running[key, default: 0] += 1
                #expect(running[key, default: 0] <= 3 && running.values.reduce(0, +) <= 5, "seed \(seed)")
            } else if let key = running.filter({ $0.value > 0 }).keys.sorted().randomElement(using: &random) {
                running[key, default: 0] -= 1
                queue.release(key)
            }
        }
    }
}

/// SplitMix64, so that a seed says all.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
