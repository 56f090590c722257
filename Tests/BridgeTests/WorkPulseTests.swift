import Testing

@testable import Bridge

@Suite("Work that does not end")
struct WorkPulseTests {
    @Test("work that goes on for too long is named, and what has ended is not")
    func stuckWork() async throws {
        let pulse = WorkPulse()
        let (entered, enter) = AsyncStream.makeStream(of: Void.self)
        let (released, release) = AsyncStream.makeStream(of: Void.self)
        await pulse.during("short") {}
        let work = Task {
            await pulse.during("outbox conrad") {
                enter.yield()
                for await _ in released { break }
            }
        }
        for await _ in entered { break }
        #expect(pulse.stuck() == nil)
        let later = ContinuousClock.now + WorkPulse.longest + .seconds(1)
        #expect(pulse.stuck(at: later)?.name == "outbox conrad")
        release.yield()
        await work.value
        #expect(pulse.stuck(at: later) == nil)
    }
}
