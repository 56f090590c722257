import Testing

@testable import Bridge

@Suite struct BellTests {
    @Test("a ring before anyone listens is heard once")
    func early() async {
        let bell = Bell()
        bell.ring()
        bell.ring()
        #expect(await bell.wait(atMost: .seconds(60)))
        let start = ContinuousClock.now
        #expect(await !bell.wait(atMost: .milliseconds(20)))
        #expect(ContinuousClock.now - start >= .milliseconds(20))
    }

    @Test("a ring ends the wait")
    func ring() async {
        let bell = Bell()
        async let waiting = bell.wait(atMost: .seconds(60))
        bell.ring()
        #expect(await waiting)
    }

    @Test("cancellation ends the wait, also one that begins later")
    func cancelled() async {
        let bell = Bell()
        let start = ContinuousClock.now
        let task = Task {
            await bell.wait(atMost: .seconds(60))
            await bell.wait(atMost: .seconds(60))
        }
        task.cancel()
        _ = await task.value
        #expect(ContinuousClock.now - start < .seconds(50))
    }
}
