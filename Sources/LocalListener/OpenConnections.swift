import NIOCore
import Synchronization

/// The connections that there are, up to a limit.
final class OpenConnections: Sendable {
    private struct Entry {
        var channel: any Channel
        /// Kept once nothing of the connection is going on any more.
        var done: EventLoopFuture<Void>
    }

    private struct State {
        var entries: [ObjectIdentifier: Entry] = [:]
        var isStopping = false
    }

    private let state = Mutex(State())
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    /// Keeps the connection until `done`, whatever its admission.
    func admit(_ channel: any Channel, done: EventLoopFuture<Void>) -> LocalListener.Admission {
        let id = ObjectIdentifier(channel)
        let admission = state.withLock { state in
            state.entries[id] = Entry(channel: channel, done: done)
            if state.isStopping { return LocalListener.Admission.stopping }
            return state.entries.count > limit ? .tooMany : .welcome
        }
        done.whenComplete { [self] _ in state.withLock { _ = $0.entries.removeValue(forKey: id) } }
        return admission
    }

    /// Asks all to end, and returns when they have.
    func stop() async {
        let entries = state.withLock { state in
            state.isStopping = true
            return Array(state.entries.values)
        }
        for entry in entries { entry.channel.pipeline.fireUserInboundEventTriggered(LocalListener.Stop()) }
        // Nothing that is waited for here fails.
        for entry in entries { try? await entry.done.get() }
    }
}
