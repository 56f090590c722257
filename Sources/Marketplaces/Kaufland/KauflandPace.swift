import Synchronization

/// How long to wait after Kaufland's 429, which names no time: one second, doubled with each one in a row, at most a
/// minute. The limit of 111 requests a second counts over all operations of the seller.
final class KauflandPace: Sendable {
    private let refusals = Mutex(0)

    func accepted() { refusals.withLock { $0 = 0 } }

    func refused() -> Duration {
        refusals.withLock { count in
            let wait = Duration.seconds(min(60, 1 << min(count, 6)))
            count += 1
            return wait
        }
    }
}
