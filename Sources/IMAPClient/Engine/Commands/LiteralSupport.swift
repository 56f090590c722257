/// How a server takes literals (RFC 7888).
public enum LiteralSupport: Sendable, Equatable {
    /// Each literal waits for the server's `+`.
    case synchronising
    /// Literals up to this size are sent at once; nil = of any size.
    case nonSynchronising(upTo: Int?)

    func waits(forLiteralOf size: Int) -> Bool {
        switch self {
        case .synchronising: true
        case .nonSynchronising(let limit): limit.map { size > $0 } ?? false
        }
    }
}
