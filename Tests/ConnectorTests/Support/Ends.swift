import Marketplaces
import Testing

/// How a post ended, for comparison.
func ending(_ result: PostResult) -> String {
    switch result {
    case .accepted: "accepted"
    case .refused(let reason): "refused: \(reason)"
    case .notSent(let error): "not sent: \(error.kind.rawValue)"
    case .uncertain: "uncertain"
    }
}

/// How an action ended, for comparison.
func ending(_ result: ActionResult) -> String {
    switch result {
    case .done: "done"
    case .pending: "pending"
    case .refused(let reason): "refused: \(reason)"
    case .notSent(let error): "not sent: \(error.kind.rawValue)"
    case .uncertain: "uncertain"
    }
}

extension SandboxAccount {
    /// Sends an answer as the bridge does: what is unclear is read back before it goes out again. Returns whether it
    /// arrived.
    func deliver(_ post: Post, attempts: Int = 4) async throws -> Bool {
        for _ in 0..<attempts {
            switch await connector.post(post) {
            case .accepted: return true
            case .refused(let reason):
                Issue.record("refused: \(reason)")
                return false
            case .notSent: continue
            case .uncertain:
                switch try await connector.readBack(post) {
                case .found: return true
                case .absent: continue
                case .impossible: return false
                }
            }
        }
        return false
    }
}
