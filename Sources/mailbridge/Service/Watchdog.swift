import Bridge
import Marketplaces
import Store
import Synchronization

/// What is to be said of the service beside its figures, until it is over.
final class StatusRemark: Sendable {
    private let remark = Mutex<String?>(nil)

    func note(_ text: String?) { remark.withLock { $0 = text } }
    func added(to text: String) -> String { [text, remark.withLock { $0 }].compactMap { $0 }.joined(separator: "; ") }
}

/// Tells systemd now and then how the service stands.
func tellStatus(_ notifier: SystemdNotifier, _ line: StatusLine, _ remark: StatusRemark) async {
    while !Task.isCancelled {
        // Cancellation ends the pause, and the loop with it.
        try? await Task.sleep(for: .seconds(15))
        if !Task.isCancelled { notifier.status(remark.added(to: await line.text(at: systemTime()))) }
    }
}

/// Tells systemd that the service lives, as long as its store takes commits and no work is stuck: a service that cannot
/// remember, or waits for ever, must not go on.
func pingWatchdog(_ notifier: SystemdNotifier, every pause: Duration, _ store: any TicketStore, _ pulse: WorkPulse)
    async
{
    while !Task.isCancelled {
        var wait = pause
        do {
            try await store.proveWritable()
            if let (name, time) = pulse.stuck() {
                complain("watchdog: \(name) does not end, after \(time.components.seconds) s")
            } else {
                notifier.alive()
            }
        } catch {
            complain("watchdog: \(error)")
            // Whoever kept it busy may be gone before systemd loses its patience.
            wait = min(pause, .seconds(1))
        }
        // Cancellation ends the pause, and the loop with it.
        try? await Task.sleep(for: wait)
    }
}
