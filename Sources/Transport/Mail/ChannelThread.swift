import CCurlShims
import Domain
import Glibc
import Synchronization

/// The one thread that moves the bytes of all mail channels after their login, on one epoll descriptor.
///
/// Sockets are watched edge-triggered in both directions from the start: a channel always goes on until libcurl says
/// AGAIN, so that an edge is all it needs, and a paused channel costs nothing.
final class ChannelThread: Sendable {
    /// Nil if the system gives no descriptor or thread.
    static let shared = ChannelThread()

    private enum Command: Sendable {
        case attach(UInt64, CurlHandle, ChannelQueue)
        case advance(UInt64)
        case detach(UInt64)
    }

    private struct Inbox {
        var commands: [Command] = []
        var lastID: UInt64 = 0
    }

    private static let wakeID: UInt64 = 0

    private let inbox = Mutex(Inbox())
    private let epoll: Int32
    private let wake: Int32

    private init?() {
        epoll = epoll_create1(Int32(EPOLL_CLOEXEC))
        wake = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
        guard epoll >= 0, wake >= 0 else { return nil }
        var event = epoll_event()
        event.events = EPOLLIN.rawValue
        event.data.u64 = Self.wakeID
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, wake, &event) == 0 else { return nil }
        guard startThread(named: "mail-channels", { [self] in run() }) else { return nil }
    }

    /// Takes over a connection after its login; the handle belongs to this thread from now on.
    func attach(_ handle: CurlHandle, _ queue: ChannelQueue) -> UInt64 {
        let id = inbox.withLock { inbox in
            inbox.lastID += 1
            inbox.commands.append(.attach(inbox.lastID, handle, queue))
            return inbox.lastID
        }
        wakeUp()
        return id
    }

    /// There is something to send, or somebody reads again.
    func advance(_ id: UInt64) { post(.advance(id)) }

    /// Closes the connection.
    func detach(_ id: UInt64) { post(.detach(id)) }

    private func post(_ command: Command) {
        inbox.withLock { $0.commands.append(command) }
        wakeUp()
    }

    private func wakeUp() {
        var one: UInt64 = 1
        _ = write(wake, &one, 8)
    }

    /// What the thread has at hand; it never ends, so nothing of it is given back.
    private struct Desk {
        var channels: [UInt64: DrivenChannel] = [:]
        /// Channels that stopped in the middle of their bytes so that the others have their turn.
        var unfinished: Set<UInt64> = []
        let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: 256)
        let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    }

    private func run() {
        var desk = Desk()
        while true { turn(&desk) }
    }

    /// Apart from the endless loop: what a function that cannot return still holds, the optimizer need not release, and an
    /// array of a turn was kept for ever.
    @inline(never)
    private func turn(_ desk: inout Desk) {
        let limit = Int32(desk.events.count)
        let count = epoll_wait(epoll, desk.events.baseAddress, limit, desk.unfinished.isEmpty ? -1 : 0)
        var ready = desk.unfinished
        for event in desk.events[..<Int(max(0, count))] {
            if event.data.u64 == Self.wakeID {
                var value: UInt64 = 0
                _ = read(wake, &value, 8)
                takeCommands(&desk.channels, &ready)
            } else {
                ready.insert(event.data.u64)
            }
        }
        desk.unfinished = ready.filter { desk.channels[$0]?.advance(with: desk.scratch) == .more }
    }

    private func takeCommands(_ channels: inout [UInt64: DrivenChannel], _ ready: inout Set<UInt64>) {
        let commands = inbox.withLock { inbox in
            let commands = inbox.commands
            inbox.commands = []
            return commands
        }
        for command in commands {
            switch command {
            case .attach(let id, let handle, let queue):
                guard let channel = register(id, handle, queue) else { continue }
                channels[id] = channel
                ready.insert(id)
            case .advance(let id):
                ready.insert(id)
            case .detach(let id):
                guard let channel = channels.removeValue(forKey: id) else { continue }
                epoll_ctl(epoll, EPOLL_CTL_DEL, channel.socket, nil)
            }
        }
    }

    private func register(_ id: UInt64, _ handle: CurlHandle, _ queue: ChannelQueue) -> DrivenChannel? {
        guard let socket = handle.activeSocket else {
            queue.fail(TransportError(.connectionLost, "the connection ended with the login", retry: .later))
            return nil
        }
        var event = epoll_event()
        event.events = EPOLLIN.rawValue | EPOLLOUT.rawValue | EPOLLRDHUP.rawValue | EPOLLET.rawValue
        event.data.u64 = id
        guard epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event) == 0 else {
            let text = String(cString: strerror(errno))
            queue.fail(TransportError(.unavailable, "epoll: \(text)", retry: .later))
            return nil
        }
        return DrivenChannel(handle, socket: socket, queue: queue)
    }
}
