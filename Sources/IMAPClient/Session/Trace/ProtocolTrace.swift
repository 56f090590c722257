import Synchronization

/// Shows what is said over IMAP connections, while it is switched on.
public final class ProtocolTrace: Sendable {
    private let state: Mutex<(isOn: Bool, connections: Int)>
    private let write: @Sendable (_ connection: String, TraceLine) -> Void

    /// - Parameter write: Gets the connection's name, such as `shop#3`, and the line. Called from any thread.
    public init(isOn: Bool = false, write: @escaping @Sendable (_ connection: String, TraceLine) -> Void) {
        state = Mutex((isOn, 0))
        self.write = write
    }

    public var isOn: Bool {
        get { state.withLock { $0.isOn } }
        set { state.withLock { $0.isOn = newValue } }
    }

    /// Turns it on or off; returns what it is then.
    public func toggle() -> Bool {
        state.withLock { state in
            state.isOn.toggle()
            return state.isOn
        }
    }

    /// What listens to one connection of `account`.
    func listener(of account: String) -> @Sendable (TraceLine) -> Void {
        let number = state.withLock { state in
            state.connections += 1
            return state.connections
        }
        return { line in
            if self.isOn { self.write("\(account)#\(number)", line) }
        }
    }
}
