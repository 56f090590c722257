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

    @Test("cancellation ends the wait, also one that begins later", .timeLimit(.minutes(5)))
    func cancelled() async {
        let bell = Bell()
        let task = Task {
            let early = await bell.wait(atMost: .seconds(3600))
            let late = await bell.wait(atMost: .seconds(3600))
            return (early, late)
        }
        task.cancel()
        #expect(await task.value == (false, false))
    }
}
