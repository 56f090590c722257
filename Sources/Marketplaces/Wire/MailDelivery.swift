public import Domain
import Transport

/// How one mail to people fared.
public enum MailDelivery: Sendable, Hashable {
    case taken
    /// For good.
    case refused(code: Int)
    /// Not taken, or nobody knows.
    case unclear(reason: String)
}

extension MailSubmission {
    public func deliver(_ message: [UInt8], from: EmailAddress?, to: [EmailAddress]) async -> MailDelivery {
        switch await submit(message, from: from, to: to) {
        case .accepted: .taken
        case .refused(let code, _): .refused(code: code)
        case .notSent(let error): .unclear(reason: "\(error)")
        case .uncertain(let detail): .unclear(reason: detail)
        }
    }
}
