import Marketplaces
import TestSupport

/// Sends an answer until it is there, as the bridge does: what was not sent goes out again, what is unclear is looked for
/// first.
struct Sender: Sendable {
    /// Attempts after which something is wrong: no test plans that many failures of one answer.
    private static let attempts = 20

    let connector: any Connector

    /// How many times it was handed over.
    func send(_ post: Post) async throws -> Int {
        for attempt in 1...Self.attempts {
            switch await connector.post(post) {
            case .accepted: return attempt
            case .refused(let reason): throw SupportError("refused: \(reason)")
            case .notSent: continue
            case .uncertain:
                guard case .found = try await lookedUp(post) else { continue }
                return attempt
            }
        }
        throw SupportError("not sent in \(Self.attempts) attempts")
    }

    /// A look may fail, too.
    private func lookedUp(_ post: Post) async throws -> ReadBack {
        var failure: (any Error)?
        for _ in 0..<Self.attempts {
            do {
                return try await connector.readBack(post)
            } catch {
                failure = error
            }
        }
        throw failure ?? SupportError("never looked")
    }
}
