import Synchronization

/// Shows what is said over IMAP connections, while it is switched on.
public final class ProtocolTrace: Sendable {
    private let flag: Atomic<Bool>
    private let connections = Atomic(0)
    private let write: @Sendable (_ connection: String, TraceLine) -> Void

    /// - Parameter write: Gets the connection's name, such as `shop#3`, and the line. Called from any thread.
    public init(isOn: Bool = false, write: @escaping @Sendable (_ connection: String, TraceLine) -> Void) {
        flag = Atomic(isOn)
        self.write = write
    }

    public var isOn: Bool { flag.load(ordering: .relaxed) }

    /// Turns it on or off; returns what it is then.
    public func toggle() -> Bool { !flag.logicalXor(true, ordering: .relaxed).oldValue }

    /// What listens to one connection of `account`.
    func listener(of account: String) -> @Sendable (() -> TraceLine) -> Void {
        let name = "\(account)#\(connections.add(1, ordering: .relaxed).newValue)"
        return { line in
            if self.isOn { self.write(name, line()) }
        }
    }
}
