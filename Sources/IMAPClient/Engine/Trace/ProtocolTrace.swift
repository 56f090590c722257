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

    /// For one connection of `account`.
    func connection(of account: String) -> ConnectionTrace {
        let number = state.withLock { state in
            state.connections += 1
            return state.connections
        }
        return ConnectionTrace(trace: self, name: "\(account)#\(number)")
    }

    fileprivate func tell(_ line: TraceLine, of connection: String) {
        if isOn { write(connection, line) }
    }
}

/// One connection's share of a ``ProtocolTrace``.
public struct ConnectionTrace: Sendable {
    fileprivate let trace: ProtocolTrace
    fileprivate let name: String

    func tell(_ line: TraceLine) { trace.tell(line, of: name) }
}
