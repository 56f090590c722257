import TestSupport
import Testing

@testable import Transport

@Suite struct LoginQueueTests {
    private static let limits = LoginQueue.Limits(all: 4, host: 3, failingHost: 1)

    @Test("so many logins begin at once, the others when one ends, the longest waiting first")
    func bounds() {
        var queue = LoginQueue(Self.limits)
        let begun = (0..<5).map { queue.enter($0, at: "a") }
        #expect(begun == [true, true, true, false, false])
        #expect(queue.enter(5, at: "b") == true)
        // All four places are taken.
        #expect(queue.enter(6, at: "b") == false)
        #expect(queue.leave("b", hasAnswered: true) == [6])
        #expect(queue.leave("a", hasAnswered: true) == [3])
        #expect(queue.leave("a", hasAnswered: true) == [4])
        #expect(queue.leave("a", hasAnswered: true).isEmpty)
    }

    @Test("a host that does not answer gets one at a time until it does, and keeps nobody else waiting")
    func failing() {
        var queue = LoginQueue(Self.limits)
        for id in 0..<10 { _ = queue.enter(id, at: "dead") }
        #expect(queue.leave("dead", hasAnswered: false).isEmpty)
        #expect(queue.leave("dead", hasAnswered: false).isEmpty)
        #expect(queue.leave("dead", hasAnswered: false) == [3])
        for id in 10..<13 { #expect(queue.enter(id, at: "alive") == true) }
        for _ in 0..<3 { #expect(queue.leave("alive", hasAnswered: true).isEmpty) }
        #expect(queue.leave("dead", hasAnswered: false) == [4])
        #expect(queue.leave("dead", hasAnswered: nil) == [5])
        #expect(queue.leave("dead", hasAnswered: true) == [6, 7, 8])
    }

    @Test("who withdraws is passed over, and cannot withdraw once it has begun")
    func withdraw() {
        var queue = LoginQueue(Self.limits)
        for id in 0..<6 { _ = queue.enter(id, at: "a") }
        #expect(queue.withdraw(3) == true)
        #expect(queue.withdraw(3) == false)
        #expect(queue.withdraw(0) == false)
        #expect(queue.leave("a", hasAnswered: true) == [4])
    }

    @Test("no order of logins breaks a bound or forgets anyone", arguments: 1...20)
    func random(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        var queue = LoginQueue(Self.limits)
        var underWay: [(id: Int, host: String)] = []
        var waiting: [Int: String] = [:]
        for id in 0..<300 {
            let host = ["a", "b", "c"].randomElement(using: &random) ?? "a"
            if queue.enter(id, at: host) { underWay.append((id, host)) } else { waiting[id] = host }
            if Bool.random(using: &random) { end() }
        }
        while !underWay.isEmpty { end() }
        #expect(waiting.isEmpty, "seed \(seed)")

        func end() {
            guard let index = underWay.indices.randomElement(using: &random) else { return }
            let ended = underWay.remove(at: index)
            for id in queue.leave(ended.host, hasAnswered: Int.random(in: 0..<4, using: &random) > 0) {
                underWay.append((id, waiting.removeValue(forKey: id) ?? "nobody"))
            }
            #expect(underWay.count <= 4, "seed \(seed)")
            for host in ["a", "b", "c"] { #expect(underWay.count { $0.host == host } <= 3, "seed \(seed)") }
        }
    }
}
