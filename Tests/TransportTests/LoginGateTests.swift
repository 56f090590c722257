import Domain
import Testing

@testable import Transport

@Suite struct LoginGateTests {
    private static let start = ContinuousClock.Instant.now
    private static let refused = TransportError(.credentials, "wrong password", retry: .never)
    private static let busy = TransportError(.unavailable, "come later", retry: .later)

    /// Opens a proven account's gate.
    private func proven() -> LoginGate {
        var gate = LoginGate()
        _ = gate.enter(at: Self.start)
        gate.leave(.success, at: Self.start, jitter: 0)
        return gate
    }

    @Test("until a login has succeeded one is tried at a time")
    func oneAtATime() {
        var gate = LoginGate()
        #expect(gate.enter(at: Self.start).isGo)
        #expect(gate.enter(at: Self.start).isWait)
        gate.leave(.success, at: Self.start, jitter: 0)
        for _ in 0..<LoginGate.strikeLimit { #expect(gate.enter(at: Self.start).isGo) }
        // If all that are under way were refused, the account must not be locked yet.
        #expect(gate.enter(at: Self.start).isWait)
    }

    @Test("wrong credentials are tried three times an hour, whoever asks and however often")
    func strikes() {
        var gate = LoginGate()
        var attempts: [Duration] = []
        // Someone asks every ten seconds for five hours.
        for second in stride(from: 0, to: 5 * 3600, by: 10) {
            let now = Self.start + .seconds(second)
            guard gate.enter(at: now).isGo else { continue }
            attempts.append(.seconds(second))
            gate.leave(.strike(Self.refused), at: now, jitter: 0)
        }
        for attempt in attempts {
            #expect(attempts.count { (attempt..<attempt + .seconds(3600)).contains($0) } <= 3)
        }
        #expect(attempts.count == 15)
    }

    @Test("whoever is turned away gets the error of the refused login and the time that is left")
    func sameError() {
        var gate = LoginGate()
        _ = gate.enter(at: Self.start)
        gate.leave(.strike(Self.refused), at: Self.start, jitter: 0)
        guard case .closed(let error, let rest) = gate.enter(at: Self.start + .seconds(60)) else {
            Issue.record("the gate is open")
            return
        }
        #expect(error == Self.refused)
        #expect(rest == LoginGate.strikePause - .seconds(60))
    }

    @Test("three that were under way together when the password changed count as three")
    func together() {
        var gate = proven()
        for _ in 0..<3 { _ = gate.enter(at: Self.start) }
        for _ in 0..<3 { gate.leave(.strike(Self.refused), at: Self.start, jitter: 0) }
        #expect(gate.enter(at: Self.start + .seconds(3599)).isClosed)
        #expect(gate.enter(at: Self.start + .seconds(3600)).isGo)
    }

    @Test("a success forgets the strikes")
    func success() {
        var gate = LoginGate()
        var now = Self.start
        for _ in 0..<2 {
            _ = gate.enter(at: now)
            gate.leave(.strike(Self.refused), at: now, jitter: 0)
            now += LoginGate.strikePause
        }
        #expect(gate.hasStrike)
        _ = gate.enter(at: now)
        gate.leave(.success, at: now, jitter: 0)
        #expect(!gate.hasStrike)
        _ = gate.enter(at: now)
        gate.leave(.strike(Self.refused), at: now, jitter: 0)
        #expect(gate.enter(at: now + LoginGate.strikePause).isGo)
    }

    @Test("a server that is busy is asked less and less often, by one at a time")
    func busy() {
        var gate = proven()
        var now = Self.start
        for expected: Duration in [.seconds(5), .seconds(10), .seconds(20), .seconds(40)] {
            #expect(gate.enter(at: now).isGo)
            gate.leave(.pause(Self.busy, nil), at: now, jitter: 0)
            #expect(gate.enter(at: now + expected - .milliseconds(1)).isClosed)
            now += expected
        }
        #expect(gate.enter(at: now).isGo)
        #expect(gate.enter(at: now).isWait)
    }

    @Test(
        "a pause that the server names is kept, with a tenth of jitter and at most an hour",
        arguments: [(60, 0, 60), (60, 1, 66), (100_000, 0, 3600)] as [(Int, Double, Int)])
    func named(seconds: Int, jitter: Double, expected: Int) {
        var gate = proven()
        _ = gate.enter(at: Self.start)
        gate.leave(.pause(Self.busy, .seconds(seconds)), at: Self.start, jitter: jitter)
        #expect(gate.enter(at: Self.start + .seconds(expected) - .milliseconds(1)).isClosed)
        #expect(gate.enter(at: Self.start + .seconds(expected) + .milliseconds(1)).isGo)
    }

    @Test("pauses grow to five minutes and no further")
    func longest() {
        var gate = LoginGate()
        var now = Self.start
        for _ in 0..<100 {
            _ = gate.enter(at: now)
            gate.leave(.pause(Self.busy, nil), at: now, jitter: 0)
            now += LoginGate.longestPause
            #expect(gate.enter(at: now).isGo)
            gate.leave(.other, at: now, jitter: 0)
        }
    }

    @Test("a short pause does not cut a long one short")
    func longerOne() {
        var gate = proven()
        for _ in 0..<2 { _ = gate.enter(at: Self.start) }
        gate.leave(.strike(Self.refused), at: Self.start, jitter: 0)
        gate.leave(.pause(Self.busy, nil), at: Self.start, jitter: 0)
        #expect(gate.enter(at: Self.start + .seconds(600)).isClosed)
    }

    @Test("what an open connection was told counts for the next logins too")
    func told() {
        var gate = proven()
        gate.note(.pause(Self.busy, .seconds(120)), at: Self.start, jitter: 0)
        #expect(gate.enter(at: Self.start + .seconds(119)).isClosed)
        #expect(gate.enter(at: Self.start + .seconds(120)).isGo)
    }

    @Test("a broken network closes nothing")
    func network() {
        var gate = LoginGate()
        for _ in 0..<10 {
            #expect(gate.enter(at: Self.start).isGo)
            gate.leave(.other, at: Self.start, jitter: 0)
        }
        #expect(!gate.hasStrike)
    }
}

extension LoginGate.Entry {
    fileprivate var isGo: Bool { if case .go = self { true } else { false } }
    fileprivate var isWait: Bool { if case .wait = self { true } else { false } }
    fileprivate var isClosed: Bool { if case .closed = self { true } else { false } }
}
