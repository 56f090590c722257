import Domain
import Testing

@testable import Bridge

@Suite struct RetryScheduleTests {
    private let schedule = RetrySchedule(first: .seconds(4), longest: .seconds(60))

    @Test("pauses double until the longest, between half and whole", arguments: [1, 2, 3, 4, 5, 6, 40, 10_000])
    func doubling(attempt: Int) {
        let ceiling = min(4 << min(attempt - 1, 10), 60)
        #expect(schedule.delay(after: attempt, random: 0) == .seconds(ceiling) / 2)
        #expect(schedule.delay(after: attempt, random: 1) == .seconds(ceiling))
    }

    @Test("an attempt that was never made counts as the first")
    func noAttempt() {
        #expect(schedule.delay(after: 0, random: 1) == .seconds(4))
        #expect(schedule.delay(after: -7, random: 1) == .seconds(4))
    }

    @Test("what the peer asked for is never undercut, and only then")
    func advice() {
        #expect(schedule.delay(after: 1, advice: .after(.seconds(90)), random: 1) == .seconds(90))
        #expect(schedule.delay(after: 1, advice: .after(.seconds(1)), random: 1) == .seconds(4))
        #expect(schedule.delay(after: 1, advice: .never, random: 1) == .seconds(4))
    }

    @Test("the first retry of a post comes within ten seconds")
    func posts() {
        #expect(RetrySchedule.posts.delay(after: 1, random: 1) <= .seconds(10))
    }
}
