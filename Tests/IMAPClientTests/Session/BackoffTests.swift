import IMAPClient
import Testing

@Suite struct BackoffTests {
    @Test("pauses stay below a ceiling that doubles up to the limit") func ceilingDoubles() {
        var random = SystemRandomNumberGenerator()
        var backoff = Backoff(base: .seconds(1), limit: .seconds(300))
        for expected in [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300] {
            #expect(backoff.ceiling == .seconds(expected))
            let pause = backoff.next(using: &random)
            #expect(pause >= .zero && pause <= .seconds(expected))
        }
    }

    @Test("thousands of failures do not overflow") func manyFailures() {
        var backoff = Backoff(base: .seconds(1), limit: .seconds(300))
        for _ in 0..<5000 { _ = backoff.next() }
        #expect(backoff.ceiling == .seconds(300))
    }

    @Test("a reset starts from the base again") func reset() {
        var backoff = Backoff(base: .seconds(1), limit: .seconds(300))
        for _ in 0..<5 { _ = backoff.next() }
        backoff.reset()
        #expect(backoff.failures == 0)
        #expect(backoff.ceiling == .seconds(1))
    }

    @Test("jitter is full: pauses spread over the whole range") func jitterSpreads() {
        var random = SystemRandomNumberGenerator()
        let backoff = Backoff(base: .seconds(100), limit: .seconds(100))
        let pauses = (0..<1000).map { _ in
            var fresh = backoff
            return fresh.next(using: &random)
        }
        #expect(pauses.contains { $0 < .seconds(20) })
        #expect(pauses.contains { $0 > .seconds(80) })
    }
}
