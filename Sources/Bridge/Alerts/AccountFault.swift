import Domain
import Marketplaces

/// Why an account cannot be used, as far as waiting does not cure it. It goes with the first call that works.
struct AccountFault: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// Login or key is refused.
        case credentials
        /// More calls than the marketplace allows.
        case rateLimited

        /// Nil for what is not an administrator's to mend.
        init?(_ kind: ConnectorError.Kind) {
            switch kind {
            case .credentials, .forbidden: self = .credentials
            case .rateLimited: self = .rateLimited
            case .notFound, .invalid, .unavailable, .protocolViolation, .unsupported: return nil
            }
        }
    }

    /// Nobody tried again for so long: what is known is too old. No retry waits longer.
    private static let memory = Duration.seconds(2 * 3600)

    let kind: Kind
    let since: Timestamp
    private(set) var last: Timestamp
    private(set) var times = 1

    init(_ kind: Kind, at now: Timestamp) {
        self.kind = kind
        since = now
        last = now
    }

    func isRecent(at now: Timestamp) -> Bool { now - last <= Self.memory }

    /// With one failure more.
    func again(_ kind: Kind, at now: Timestamp) -> AccountFault {
        guard kind == self.kind, isRecent(at: now) else { return AccountFault(kind, at: now) }
        var fault = self
        fault.last = max(last, now)
        fault.times += 1
        return fault
    }
}
