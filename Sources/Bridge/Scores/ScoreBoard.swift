import Domain
import Store
import Synchronization

/// The scores of all accounts as of the last look, for everybody who shows them.
final class ScoreBoard: Sendable {
    private let state = Mutex<[AccountScore]>([])

    /// In the order of the accounts' names; empty before the first look.
    var latest: [AccountScore] { state.withLock(\.self) }

    func show(_ scores: [AccountScore]) { state.withLock { $0 = scores } }
}
