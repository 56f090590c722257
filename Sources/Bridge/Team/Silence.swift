import Domain
import Store

/// A marketplace from which no mail came for longer than its `silence`.
struct Silence: Sendable {
    var account: Account
    /// Its last mail; if there never was one, the first question there that no mail told of.
    var since: Timestamp
    var hasSpoken: Bool

    var matter: String { "silence \(account.name)" }
}

/// Looks for marketplaces that may have lost our address.
struct SilenceSurvey: Sendable {
    private static let pause = Duration.seconds(86_400)
    let context: BridgeContext

    init(_ context: BridgeContext) { self.context = context }

    /// Where the marketplace's own list of conversations is looked at, that list tells whether there was anything to write about.
    /// Where it is not, a marketplace of which nothing was ever heard may have had nothing to say.
    func silences(at now: Timestamp) async throws(StoreError) -> [Silence] {
        let limits = context.accountsInOrder.compactMap { account in account.silence.map { (account, $0) } }
        guard !limits.isEmpty else { return [] }
        let heard = try await context.store.lastHeard()
        var found: [Silence] = []
        for (account, limit) in limits {
            let last = heard[account.name]
            if let last, now - last <= limit { continue }
            guard account.sweep != nil else {
                if let last { found.append(Silence(account: account, since: last, hasSpoken: true)) }
                continue
            }
            let start = last ?? Timestamp(milliseconds: 0)
            guard let asked = try await context.store.firstQuestion(at: account.name, after: start) else { continue }
            let since = last ?? asked
            if now - since > limit { found.append(Silence(account: account, since: since, hasSpoken: last != nil)) }
        }
        return found
    }

    /// Those that were not told of within a day.
    func untold(_ silences: [Silence], at now: Timestamp) async throws(StoreError) -> [Silence] {
        guard !silences.isEmpty else { return [] }
        let told = try await context.store.alertMarks()
        // A clock that was ahead must not hide one.
        return silences.filter { silence in
            told[silence.matter].map { $0.at > now || now - $0.at >= Self.pause } ?? true
        }
    }
}

extension TeamTexts {
    /// One sentence; `date` is when it began.
    func told(_ silence: Silence, _ date: String) -> String {
        AgentTexts.fill(
            silence.hasSpoken ? silenceLast : silenceNever,
            ["marketplace": silence.account.shownName, "date": date])
    }
}
