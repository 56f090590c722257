import CCurlShims
import Glibc
import Synchronization

/// The one thread that waits for the sockets of all mail channels after their login, on one epoll descriptor, and keeps
/// their time limits.
///
/// A socket is watched only while somebody waits for it, and then for one event; what can be sent and received at once
/// is done by the task that wants it. A channel that rests costs nothing.
final class ChannelThread: Sendable {
    /// Nil if the system gives no descriptor or thread.
    static let shared = ChannelThread()

    typealias Instant = ContinuousClock.Instant

    private struct Desk {
        var channels: [UInt64: ChannelLine] = [:]
        var lastID: UInt64 = 0
        var alarms = AlarmQueue()
        /// When the thread will wake by itself; nil while it is awake.
        var sleepsUntil: Int?
    }

    private static let wakeID: UInt64 = 0
    /// Alarms that are further away are put off to the next multiple of this many milliseconds, so that many ring together.
    private static let grain = 64

    private let desk = Mutex(Desk())
    private let epoll: Int32
    private let wake: Int32
    private let start = ContinuousClock.now

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

    /// Takes in a connection after its login and gives it its number. Nothing is watched yet.
    func add(_ channel: ChannelLine) -> UInt64 {
        desk.withLock { desk in
            desk.lastID += 1
            desk.channels[desk.lastID] = channel
            return desk.lastID
        }
    }

    /// To be called before the socket is closed, which ends its being watched.
    func remove(_ id: UInt64) {
        // What dies with the last reference dies outside the lock.
        let gone = desk.withLock { $0.channels.removeValue(forKey: id) }
        withExtendedLifetime(gone) {}
    }

    /// Has ``ChannelLine/advance()`` called once, when the socket has one of `events`. False if the system refuses.
    func watch(_ socket: Int32, _ id: UInt64, for events: UInt32, isNew: Bool) -> Bool {
        var event = epoll_event()
        event.events = events | EPOLLONESHOT.rawValue
        event.data.u64 = id
        return epoll_ctl(epoll, isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, socket, &event) == 0
    }

    /// Has ``ChannelLine/ring(_:)`` called at `time` of this thread's clock.
    func setAlarm(_ id: UInt64, at time: Int) {
        let mustWake = desk.withLock { desk in
            desk.alarms.insert(AlarmQueue.Alarm(time: time, id: id))
            guard let sleepsUntil = desk.sleepsUntil, time < sleepsUntil else { return false }
            desk.sleepsUntil = nil
            return true
        }
        if mustWake {
            var one: UInt64 = 1
            _ = write(wake, &one, 8)
        }
    }

    /// Milliseconds since the start of the thread that have passed whole.
    var now: Int { milliseconds(until: .now) }

    private func milliseconds(until instant: Instant) -> Int {
        let (seconds, attoseconds) = start.duration(to: instant).components
        return Int(min(seconds, 1 << 40)) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    }

    /// The time of an alarm for `instant`, never before it.
    func alarmTime(of instant: Instant) -> Int {
        let time = milliseconds(until: instant) + 1
        return time - now < 1000 ? time : (time + Self.grain - 1) / Self.grain * Self.grain
    }

    private func run() {
        let events = UnsafeMutableBufferPointer<epoll_event>.allocate(capacity: 256)
        while true { turn(events) }
    }

    /// Apart from the endless loop: what a function that cannot return still holds, the optimizer need not release, and an
    /// array of a turn was kept for ever.
    @inline(never)
    private func turn(_ events: UnsafeMutableBufferPointer<epoll_event>) {
        let count = epoll_wait(epoll, events.baseAddress, Int32(events.count), timeUntilAlarm())
        var ready: [ChannelLine] = []
        desk.withLock { desk in
            desk.sleepsUntil = nil
            for event in events[..<Int(max(0, count))] where event.data.u64 != Self.wakeID {
                if let channel = desk.channels[event.data.u64] { ready.append(channel) }
            }
        }
        for event in events[..<Int(max(0, count))] where event.data.u64 == Self.wakeID {
            var value: UInt64 = 0
            _ = read(wake, &value, 8)
        }
        for channel in ready { channel.advance() }
        ringAlarms()
    }

    private func timeUntilAlarm() -> Int32 {
        desk.withLock { desk in
            let first = desk.alarms.first?.time
            desk.sleepsUntil = first ?? .max
            guard let first else { return -1 }
            return Int32(clamping: max(0, first - now))
        }
    }

    private func ringAlarms() {
        var due: [(ChannelLine, Int)] = []
        desk.withLock { desk in
            guard !desk.alarms.isEmpty else { return }
            let now = now
            while let alarm = desk.alarms.popFirst(until: now) {
                if let channel = desk.channels[alarm.id] { due.append((channel, alarm.time)) }
            }
        }
        for (channel, time) in due { channel.ring(time) }
    }
}
