import Synchronization
import Transport
import Testing

@testable import Marketplaces

@Suite("Calls that a rate leaves") struct CallsLeftTests {
    @Test("calls take from their operation and from all together, and time gives back")
    func budgets() {
        let time = Mutex(ContinuousClock.now)
        let pace = Pace(
            [Pace.overall: .init(perSecond: 10, burst: 20), "send": .init(perSecond: 1, burst: 3)],
            now: { time.withLock { $0 } })
        #expect(pace.left.isEmpty)
        _ = pace.reserve("send", patience: .zero)
        _ = pace.reserve("read", patience: .zero)
        #expect(pace.left == ["all": 18, "send": 2])
        for _ in 0..<9 { _ = pace.reserve("send", patience: .seconds(60)) }
        #expect(pace.left["send"] == 0)
        time.withLock { $0 += .seconds(600) }
        #expect(pace.left == ["all": 20, "send": 3])
    }

    @Test("a pause that the marketplace asked for leaves none, until it is over")
    func pause() {
        let time = Mutex(ContinuousClock.now)
        let pace = Pace(["send": .init(perSecond: 1, burst: 3)], now: { time.withLock { $0 } })
        _ = pace.reserve("send", patience: .zero)
        pace.heed(HTTPResponse(status: 429, retryAfter: .seconds(30)), to: "send")
        pace.heed(HTTPResponse(status: 429, retryAfter: .seconds(30)), to: "read")
        #expect(pace.left == ["send": 0, "read": 0])
        time.withLock { $0 += .seconds(31) }
        #expect(pace.left == ["send": 3])
    }
}
