import TestSupport
import Testing

@testable import Transport

@Suite struct AlarmQueueTests {
    @Test("alarms come out in the order of their times, none before its time and none twice") func order() {
        let seed: UInt64 = 11
        var random = SeededGenerator(seed: seed)
        for _ in 0..<200 {
            var queue = AlarmQueue()
            var waiting: [AlarmQueue.Alarm] = []
            var now = 0
            for id in 0..<UInt64.random(in: 1...80, using: &random) {
                let alarm = AlarmQueue.Alarm(time: Int.random(in: 0...50, using: &random), id: id)
                queue.insert(alarm)
                waiting.append(alarm)
                guard Bool.random(using: &random) else { continue }
                now = Int.random(in: 0...60, using: &random)
                while let due = queue.popFirst(until: now) {
                    #expect(due.time == waiting.map(\.time).min(), "seed \(seed)")
                    #expect(due.time <= now, "seed \(seed)")
                    waiting.removeAll { $0 == due }
                }
                #expect(waiting.allSatisfy { $0.time > now }, "seed \(seed)")
            }
            while let due = queue.popFirst(until: .max) { waiting.removeAll { $0 == due } }
            #expect(waiting.isEmpty && queue.isEmpty, "seed \(seed)")
        }
    }
}
