import Bridge
import Configuration

extension StoreRoom {
    /// What the configured store's disk has left for this user, for the largest mail that anybody may bring.
    init(_ configuration: Configuration) {
        let path = configuration.store.path
        let limits = configuration.mailboxes.map(\.mailLimit) + [configuration.lmtp?.mailLimit].compactMap { $0 }
        self.init(largestMail: limits.max() ?? 0) { freeRoom(besides: path) }
    }
}
