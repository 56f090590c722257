import UnixSignals

/// Returns at SIGINT or SIGTERM, or when `work` ends.
func stopRequest(_ work: @Sendable @escaping () async -> Void) async {
    await withTaskGroup(of: Void.self) { group in
        group.addTask {
            for await _ in await UnixSignalsSequence(trapping: [.sigint, .sigterm]) { return }
        }
        group.addTask { await work() }
        await group.next()
        group.cancelAll()
    }
}
