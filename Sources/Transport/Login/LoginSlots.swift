/// Bounds the logins that are under way at one time in the whole process, each of which takes a thread; see
/// ``LoginQueue``.
actor LoginSlots {
    static let shared = LoginSlots()

    private var queue: LoginQueue
    private var waiting: [Int: CheckedContinuation<Bool, Never>] = [:]
    private var lastID = 0

    init(_ limits: LoginQueue.Limits = LoginQueue.Limits()) { queue = LoginQueue(limits) }

    /// Waits for a place at `host`. False if the task was cancelled; otherwise ``leave(_:hasAnswered:)`` must follow.
    func enter(_ host: String) async -> Bool {
        if Task.isCancelled { return false }
        lastID += 1
        let id = lastID
        if queue.enter(id, at: host) { return true }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                waiting[id] = continuation
                if Task.isCancelled { cancel(id) }
            }
        } onCancel: {
            Task { await self.cancel(id) }
        }
    }

    /// `hasAnswered`: whether the host was reached, whatever it said; nil if nobody knows.
    func leave(_ host: String, hasAnswered: Bool?) {
        for id in queue.leave(host, hasAnswered: hasAnswered) {
            waiting.removeValue(forKey: id)?.resume(returning: true)
        }
    }

    private func cancel(_ id: Int) {
        guard queue.withdraw(id) else { return }
        waiting.removeValue(forKey: id)?.resume(returning: false)
    }
}
