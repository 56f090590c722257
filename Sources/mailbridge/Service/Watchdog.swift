import Store

/// Tells systemd that the service lives, as long as its store answers: a service that cannot remember must not go on.
func pingWatchdog(_ notifier: SystemdNotifier, every pause: Duration, _ store: any TicketStore) async {
    while !Task.isCancelled {
        do {
            _ = try await store.nextTicketMailTime()
            notifier.alive()
        } catch {
            complain("watchdog: \(error)")
        }
        // Cancellation ends the pause, and the loop with it.
        try? await Task.sleep(for: pause)
    }
}
