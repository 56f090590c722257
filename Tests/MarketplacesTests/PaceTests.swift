import Synchronization
import Testing
import Transport

@testable import Marketplaces

@Suite("the pace of calls") struct PaceTests {
    @Test(
        "an operation rests as long as an answer asks, an hour at most",
        arguments: [(5, 5), (3600, 3600), (86_400, 3600), (366 * 86_400, 3600)])
    func rest(asked: Int, rest: Int) {
        let start = ContinuousClock.now
        let time = Mutex(start)
        let pace = Pace { time.withLock { $0 } }
        let slow = HTTPResponse(status: 429, retryAfter: .seconds(asked))
        #expect(pace.heed(slow, to: "M12") == .seconds(rest))
        let turn = pace.reserve("M12", patience: .seconds(4))
        #expect(turn.wait == .seconds(rest) && !turn.isCounted)
        time.withLock { $0 = start + .seconds(rest) }
        let next = pace.reserve("M12", patience: .seconds(4))
        #expect(next.wait == .zero && next.isCounted)
    }
}
