import Store
import Synchronization

/// Mails that are here wait for their turn, since each is decided on by what the ones before it changed. What marketplaces
/// say about them is asked for meanwhile, about several at a time.
final class LookAhead: Sendable {
    /// Mails that are asked about at a time, or whose answers wait for them.
    private static let width = 8
    /// Mails behind these: more than are fetched before their turn, since one that finds no place is not looked at again.
    private static let longestQueue = 4096
    /// Older answers are asked for anew.
    private static let lifetime = Duration.seconds(30)

    private struct Look {
        var task: Task<Outlook?, Never>
        var since: ContinuousClock.Instant
    }

    private struct State {
        var looks: [MailKey: Look] = [:]
        var waiting: [MailKey: @Sendable () async -> Outlook?] = [:]
        /// In the order of their coming; some wait no more.
        var queue: [MailKey] = []
    }

    private let state = Mutex(State())
    private let now: @Sendable () -> ContinuousClock.Instant

    init(now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }) { self.now = now }

    /// Begins with this mail, or lets it wait. With too many before it, nothing happens: it is looked at in its turn.
    func begin(_ mail: MailKey, _ look: @escaping @Sendable () async -> Outlook?) {
        let time = now()
        state.withLock { state in
            guard state.looks[mail].map({ time - $0.since > Self.lifetime }) ?? true,
                state.waiting[mail] == nil, state.queue.count < Self.longestQueue
            else { return }
            state.queue.append(mail)
            state.waiting[mail] = look
            Self.goOn(&state, at: time)
        }
    }

    /// What was found, once it is there; nil if nobody looked. Each mail's outlook is given out once.
    func take(_ mail: MailKey) async -> Outlook? {
        let time = now()
        let taken = state.withLock { state -> Look? in
            state.waiting[mail] = nil
            defer { Self.goOn(&state, at: time) }
            return state.looks.removeValue(forKey: mail)
        }
        guard let taken else { return nil }
        guard time - taken.since <= Self.lifetime else {
            taken.task.cancel()
            return nil
        }
        return await withTaskCancellationHandler {
            await taken.task.value
        } onCancel: {
            taken.task.cancel()
        }
    }

    /// The connection to their server is gone: who knows when they come again.
    func forgetAll(of account: String, folder: String) {
        let time = now()
        state.withLock { state in
            func isMeant(_ mail: MailKey) -> Bool { mail.account == account && mail.folder == folder }
            state.waiting = state.waiting.filter { !isMeant($0.key) }
            for (mail, look) in state.looks where isMeant(mail) {
                look.task.cancel()
                state.looks[mail] = nil
            }
            Self.goOn(&state, at: time)
        }
    }

    /// Nobody is going to ask for it any more.
    func forget(_ mail: MailKey) {
        let time = now()
        state.withLock { state in
            state.waiting[mail] = nil
            state.looks.removeValue(forKey: mail)?.task.cancel()
            Self.goOn(&state, at: time)
        }
    }

    /// A mail that does not come after all must not stand in the others' way for ever.
    private static func goOn(_ state: inout State, at time: ContinuousClock.Instant) {
        for (mail, look) in state.looks where time - look.since > lifetime {
            look.task.cancel()
            state.looks[mail] = nil
        }
        while state.looks.count < width, !state.queue.isEmpty {
            let mail = state.queue.removeFirst()
            guard let look = state.waiting.removeValue(forKey: mail) else { continue }
            state.looks[mail] = Look(task: Task { await look() }, since: time)
        }
    }
}
