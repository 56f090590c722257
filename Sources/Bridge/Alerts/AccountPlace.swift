/// An account by its section of the configuration, as administrators know it.
enum AccountPlace: Sendable, Hashable, CustomStringConvertible {
    case mailbox(String)
    case marketplace(String)
    case submission

    var description: String {
        switch self {
        case .mailbox(let name): "[[mailbox]] \(name)"
        case .marketplace(let name): "[[marketplace]] \(name)"
        case .submission: "[submission]"
        }
    }
}
