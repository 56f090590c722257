import Domain
import Marketplaces
import Sandbox
import TestSupport
import Testing

/// A fault of a post, and what has to come of it.
struct FaultedPost: Sendable, CustomTestStringConvertible {
    var effect: SandboxFault.Effect
    var moment: SandboxFault.Moment
    /// What the connector says at once, on either marketplace.
    var results: Set<String>
    /// What the buyer sees in the end.
    var visible: Int

    var testDescription: String { "\(effect) \(moment)" }

    init(_ effect: SandboxFault.Effect, _ moment: SandboxFault.Moment, _ results: Set<String>, visible: Int) {
        self.effect = effect
        self.moment = moment
        self.results = results
        self.visible = visible
    }

    static let all = [
        FaultedPost(.status(429), .before, ["not sent: rate-limited"], visible: 0),
        FaultedPost(.status(500), .before, ["uncertain"], visible: 0),
        FaultedPost(.status(503), .before, ["uncertain"], visible: 0),
        FaultedPost(.drop, .before, ["uncertain"], visible: 0),
        FaultedPost(.garbled, .before, ["uncertain"], visible: 0),
        FaultedPost(.status(500), .after, ["uncertain"], visible: 1),
        FaultedPost(.status(503), .after, ["uncertain"], visible: 1),
        FaultedPost(.drop, .after, ["uncertain"], visible: 1),
        // Kaufland's answer is empty, and cannot be cut; Mirakl's then names no message.
        FaultedPost(.garbled, .after, ["uncertain", "accepted"], visible: 1),
        FaultedPost(.lag(.milliseconds(400)), .before, ["uncertain", "accepted"], visible: 1),
        FaultedPost(.altered, .before, ["uncertain", "accepted"], visible: 1),
    ]
}

@Suite("A post that meets a fault is seen once, or is in doubt") struct FaultedPostTests {
    @Test("an answer", arguments: [SandboxMarketplace.mirakl, .kaufland], FaultedPost.all)
    func answer(_ marketplace: SandboxMarketplace, _ row: FaultedPost) async throws {
        try await SandboxAccount.with(marketplace) { (account) async throws in
            let receipt = try await account.buyerWrites("Wo bleibt mein Paket?")
            let post = account.post("Es kommt morgen, spätestens am Mittwoch.", to: receipt)
            try await check(post, row, marketplace == .mirakl ? "M12" : "tickets.message", account)
        }
    }

    @Test("a new conversation", arguments: [SandboxMarketplace.mirakl, .kaufland], FaultedPost.all)
    func opening(_ marketplace: SandboxMarketplace, _ row: FaultedPost) async throws {
        try await SandboxAccount.with(marketplace) { (account) async throws in
            let order = marketplace == .mirakl ? "2600000002-A" : "MSANDB1"
            let post = account.opening("Ihre Bestellung kommt einen Tag später an.", order: order)
            try await check(post, row, marketplace == .mirakl ? "OR43" : "tickets.open", account)
        }
    }

    private func check(
        _ post: Post, _ row: FaultedPost, _ operation: String, _ account: SandboxAccount
    ) async throws {
        var fault = SandboxFault(.init(rawValue: account.marketplace.rawValue) ?? .smtp, operation, row.effect)
        fault.moment = row.moment
        await account.sandbox.add(fault)
        let result = await account.connector.post(post)
        #expect(row.results.contains(word(result)), "\(word(result))")
        let visible = await account.sandbox.postCount(account.marketplace)
        #expect(visible == row.visible)
        guard case .uncertain = result else { return }
        var look = ReadBack.absent
        try await eventually("what lags shows in time", within: .seconds(10), every: .milliseconds(20)) {
            look = try await account.connector.readBack(post)
            if case .absent = look { return visible == 0 }
            return true
        }
        switch look {
        case .found: #expect(visible == 1)
        // The text was changed: a person has to look.
        case .impossible: #expect(visible == 1)
        case .absent:
            #expect(visible == 0)
            // Only now may it go out again.
            let again = word(await account.connector.post(post))
            #expect(again == "accepted")
            #expect(await account.sandbox.postCount(account.marketplace) == 1)
        }
    }
}
