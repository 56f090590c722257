import Domain
import Testing

@testable import OAuth

@Suite struct TokenStateTests {
    private static let start = ContinuousClock.Instant.now
    private static let token = AccessToken(text: Secret("A"), asked: start, lifetime: .seconds(1000))
    private static let revoked = OAuthError(.credentials, "invalid_grant", retry: .never)

    private static func text(_ step: TokenState.Step) -> String {
        switch step {
        case .use(let token): token.reveal()
        case .renew: "renew"
        case .refuse(let error): "\(error.kind.rawValue) \(error.retry)"
        }
    }

    @Test(
        "a token is used for 80 % of its time, then replaced",
        arguments: [(0, "A"), (799, "A"), (800, "renew"), (2000, "renew")] as [(Int, String)])
    func share(second: Int, expected: String) {
        var state = TokenState()
        #expect(Self.text(state.step(at: Self.start, insteadOf: nil)) == "renew")
        state.renewed(Self.token)
        #expect(Self.text(state.step(at: Self.start + .seconds(second), insteadOf: nil)) == expected)
    }

    @Test(
        "where the server minds being asked early, a token is used until shortly before its end",
        arguments: [(0, "A"), (989, "A"), (990, "renew")] as [(Int, String)])
    func late(second: Int, expected: String) {
        var state = TokenState()
        state.renewed(
            AccessToken(
                text: Secret("A"), asked: Self.start, lifetime: .seconds(1000), renewal: .beforeEnd(.seconds(10))))
        #expect(Self.text(state.step(at: Self.start + .seconds(second), insteadOf: nil)) == expected)
    }

    @Test("a refused token is replaced at once, another one's refusal does not matter")
    func refused() {
        var state = TokenState()
        state.renewed(Self.token)
        #expect(Self.text(state.step(at: Self.start, insteadOf: Secret("A"))) == "renew")
        #expect(Self.text(state.step(at: Self.start, insteadOf: Secret("older"))) == "A")
    }

    @Test("when there is no new one, the old one serves to its end, and the server is left alone")
    func old() {
        var state = TokenState()
        state.renewed(Self.token)
        let due = Self.start + .seconds(800)
        state.failed(Self.revoked, at: due)
        #expect(Self.text(state.step(at: due, insteadOf: nil)) == "A")
        #expect(Self.text(state.step(at: due + .seconds(199), insteadOf: nil)) == "A")
        let error = OAuthError(.credentials, "invalid_grant", retry: .after(.seconds(1000)))
        guard case .refuse(let found) = state.step(at: due + .seconds(200), insteadOf: nil) else {
            Issue.record("not refused")
            return
        }
        #expect(found == error)
        #expect(Self.text(state.step(at: due + .seconds(1200), insteadOf: nil)) == "renew")
    }

    @Test(
        "the pause after a fault",
        arguments: [
            (.never, 1200), (.later, 5), (.after(.seconds(60)), 60), (.after(.zero), 5),
            (.after(.seconds(86_400)), 3600),
        ] as [(RetryAdvice, Int)])
    func pauses(retry: RetryAdvice, seconds: Int) {
        var state = TokenState()
        state.failed(OAuthError(.unavailable, "x", retry: retry), at: Self.start)
        let end = Self.start + .seconds(seconds)
        #expect(Self.text(state.step(at: end - .seconds(1), insteadOf: nil)).hasPrefix("unavailable"))
        #expect(Self.text(state.step(at: end, insteadOf: nil)) == "renew")
    }
}
