import Domain
import Testing

@testable import Bridge

@Suite("How long an answer waits") struct PatienceTests {
    private static let now = Fixtures.now

    @Test(
        "the grace period ends before the deadline, and stays whole where there is none to be kept",
        arguments: [
            (60, nil, 60), (60, 86_400, 60), (60, 361, 60), (60, 330, 30), (60, 300, 0), (60, 10, 0), (60, -10, 60),
            (0, 86_400, 0), (3600, 1800, 1500),
        ] as [(Int, Int?, Int)])
    func grace(grace: Int, left: Int?, wait: Int) {
        let deadline = left.map { Self.now + .seconds($0) }
        #expect(GracePeriod.wait(.seconds(grace), deadline: deadline, at: Self.now) == .seconds(wait))
    }

    @Test(
        "an agent is told after ten minutes or a quarter of the time left, and takes over near the deadline",
        arguments: [
            // begun, next try and deadline in seconds from now
            (0, 5, nil, .wait), (-595, 10, nil, .tell), (-590, 10, nil, .wait), (-600, 5, 86_400, .tell),
            (-10, 400, 86_400, .wait),
            // 400 s were left: a quarter is 100 s
            (-50, 40, 350, .wait), (-50, 60, 350, .tell), (-50, 251, 350, .handOver),
            // far from the deadline, but the pause reaches behind it
            (-10, 3600, 3000, .handOver), (0, 90_000, 86_400, .handOver),
            // it is over anyway
            (-4000, 60, -10, .tell), (-172_800, 60, nil, .giveUp), (-172_800, 60, 10, .giveUp),
        ] as [(Int, Int, Int?, PostPatience.Verdict)])
    func patience(begun: Int, next: Int, deadline: Int?, verdict: PostPatience.Verdict) {
        let patience = PostPatience(
            begun: Self.now + .seconds(begun), deadline: deadline.map { Self.now + .seconds($0) },
            canBeHandedOver: true)
        #expect(patience.verdict(next: Self.now + .seconds(next), isToMend: false, at: Self.now) == verdict)
    }

    @Test("a refused key is told at once, and what no person wrote is handed to nobody")
    func others() {
        var patience = PostPatience(begun: Self.now, deadline: Self.now + .seconds(60), canBeHandedOver: false)
        let next = Self.now + .seconds(120)
        #expect(patience.verdict(next: next, isToMend: false, at: Self.now) == .tell)
        patience.deadline = nil
        #expect(patience.verdict(next: Self.now + .seconds(5), isToMend: true, at: Self.now) == .tell)
    }

    @Test(
        "ten mails in ten minutes and three of the same words in an hour are read, no more",
        arguments: [
            ([], [], true), (Array(repeating: 10, count: 9), [], true), (Array(repeating: 10, count: 10), [], false),
            (Array(repeating: 600, count: 50), [], true), ([10, 20], [10, 20], true), ([1, 2, 3], [1, 2, 3], false),
            ([1, 2, 3600], [1, 2, 3600], true), ([-5], Array(repeating: -5, count: 3), false),
        ] as [([Int], [Int], Bool)])
    func budget(mails: [Int], same: [Int], allowed: Bool) {
        let ago = { (seconds: Int) in Self.now + .seconds(-seconds) }
        #expect(MailBudget(mails: mails.map(ago), same: same.map(ago)).allows(at: Self.now) == allowed)
    }
}
