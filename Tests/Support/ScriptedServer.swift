import Glibc
import Synchronization

/// A TCP server on a free port of 127.0.0.1 whose side of the conversation the test writes.
///
/// The script runs on a thread of its own for each connection, may block, and gets the connection's number, counted from
/// 0. When it returns or throws, the connection is closed.
public final class ScriptedServer: Sendable {
    public typealias Script = @Sendable (_ peer: LoopbackSocket, _ number: Int) throws -> Void

    public let port: UInt16
    private let listener: LoopbackListener
    private let counts: Counts

    private final class Counts: Sendable {
        let state = Mutex((accepted: 0, open: 0, highest: 0))
    }

    public init(_ script: @escaping Script) throws {
        let listener = try LoopbackListener()
        let counts = Counts()
        self.listener = listener
        self.counts = counts
        port = listener.port
        startThread {
            while let descriptor = listener.accept() {
                let number = counts.state.withLock { state in
                    state.accepted += 1
                    state.open += 1
                    state.highest = max(state.highest, state.open)
                    return state.accepted - 1
                }
                startThread {
                    let peer = LoopbackSocket(descriptor: descriptor)
                    try? script(peer, number)
                    peer.close()
                    counts.state.withLock { $0.open -= 1 }
                }
            }
            Glibc.close(listener.descriptor)
        }
    }

    deinit { shutdown(listener.descriptor, Int32(SHUT_RDWR)) }

    /// Connections accepted so far.
    public var connections: Int { counts.state.withLock { $0.accepted } }

    /// The most connections that were open at one time.
    public var mostAtOneTime: Int { counts.state.withLock { $0.highest } }

    /// Connections whose script still runs.
    public var openConnections: Int { counts.state.withLock { $0.open } }
}

/// Holds scripts back until the test lets them go on.
public final class Gate: Sendable {
    private let semaphore = Semaphore()

    public init() {}

    deinit { open() }

    /// Blocks the calling thread until the gate is open, at most a minute.
    public func wait() { semaphore.wait() }

    /// Lets all who wait, and all who come later, pass.
    public func open() { semaphore.open() }
}

/// Collects what scripts see, in order.
public final class Journal<Entry: Sendable>: Sendable {
    private let state = Mutex<[Entry]>([])

    public init() {}

    public func append(_ entry: Entry) { state.withLock { $0.append(entry) } }
    public var entries: [Entry] { state.withLock { $0 } }
}

/// Unchecked: the condition variable and its mutex live at fixed addresses and guard the flag.
private final class Semaphore: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var isOpen = false

    init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func wait() {
        var deadline = timespec(tv_sec: time(nil) + 60, tv_nsec: 0)
        pthread_mutex_lock(mutex)
        while !isOpen, pthread_cond_timedwait(condition, mutex, &deadline) == 0 {}
        pthread_mutex_unlock(mutex)
    }

    func open() {
        pthread_mutex_lock(mutex)
        isOpen = true
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }
}
