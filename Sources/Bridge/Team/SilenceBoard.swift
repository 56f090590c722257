import Synchronization

/// The marketplaces that have fallen silent, as of the last look, for everybody who shows them.
final class SilenceBoard: Sendable {
    private let state = Mutex<[Silence]>([])

    var latest: [Silence] { state.withLock(\.self) }

    func show(_ silences: [Silence]) { state.withLock { $0 = silences } }
}
