import Bridge
import Configuration
import Glibc

extension StoreRoom {
    /// What the configured store's disk has left for this user, for the largest mail that anybody may bring.
    init(_ configuration: Configuration) {
        let path = configuration.store.path
        let directory = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        let limits = configuration.mailboxes.map(\.mailLimit) + [configuration.lmtp?.mailLimit].compactMap { $0 }
        self.init(largestMail: limits.max() ?? 0) {
            var answer = statvfs()
            guard statvfs(directory.isEmpty ? "." : directory, &answer) == 0 else { return nil }
            let (octets, isHuge) = UInt64(answer.f_bavail).multipliedReportingOverflow(by: UInt64(answer.f_frsize))
            return isHuge ? .max : Int64(clamping: octets)
        }
    }
}
