import CCurlShims
import Domain
import Glibc
import Synchronization

/// What the tasks that use a channel and the thread that waits for its socket share.
///
/// Whoever wants something does it at once, under the lock, as far as the connection lets it; only what has to wait is
/// left to the thread.
final class ChannelLine: Sendable {
    typealias Answers = ChannelState.Answers

    /// What the thread has been asked for.
    private struct Watch {
        var isNew = true
        var events: UInt32 = 0
        /// The next alarm; later ones that were set before are void.
        var alarm: Int?
        /// How many bytes must wait for the socket to count as readable.
        var lowWater: Int32 = 1
    }

    private struct Shared {
        var state: ChannelState
        var watch = Watch()
        var id: UInt64 = 0
    }

    private let shared: Mutex<Shared>
    private let thread: ChannelThread
    private let socket: Int32

    /// Waits for more of what is expected are drawn out to this many milliseconds, so that a long answer does not wake a
    /// task for each packet.
    private static let linger = 20
    private static let leastExpected = 64 << 10
    private static let highestWater = 256 << 10

    /// Takes over a connection after its login.
    init(_ handle: CurlHandle, on thread: ChannelThread) {
        self.thread = thread
        socket = handle.activeSocket ?? -1
        shared = Mutex(Shared(state: ChannelState(handle)))
        let id = thread.add(self)
        shared.withLock { $0.id = id }
        if socket < 0 {
            fail(TransportError(.connectionLost, "the connection ended with the login", retry: .later))
        }
    }

    // MARK: For the tasks

    /// A number for one call of ``take`` or ``send``, by which it can be cancelled.
    func number() -> UInt64 { shared.withLock { $0.state.number() } }

    /// Answers `continuation` now, or when bytes come or the wait is over.
    func take(
        _ number: UInt64, until deadline: ContinuousClock.Instant?, expected: Int, heedsCancellation: Bool,
        _ continuation: CheckedContinuation<MailChannel.Taken, Never>
    ) {
        work { shared, answers in
            if heedsCancellation, Task.isCancelled {
                answers.taken = (continuation, .cancelled)
                return
            }
            guard shared.state.receiver == nil else {
                let error = TransportError(.configuration, "two receives at one time", retry: .never)
                answers.taken = (continuation, .ended(error))
                return
            }
            if let taken = shared.state.takeNow(expected: expected) {
                answers.taken = (continuation, taken)
            } else if let deadline, deadline <= .now {
                answers.taken = (continuation, .timeout)
            } else {
                shared.state.receiver = ChannelState.Receiver(
                    number: number, continuation: continuation, deadline: deadline.map { thread.alarmTime(of: $0) },
                    expected: expected,
                    lingersUntil: expected < Self.leastExpected ? nil : thread.now + Self.linger)
            }
        }
    }

    func cancelTake(_ number: UInt64) { endTake(.cancelled) { $0.number == number } }

    /// Ends the wait under way, or else the next one.
    func interrupt() {
        endTake(.interrupted) { _ in true }
    }

    func clearInterrupt() { shared.withLock { $0.state.isInterrupted = false } }

    private func endTake(_ taken: MailChannel.Taken, where applies: (ChannelState.Receiver) -> Bool) {
        work { shared, answers in
            guard let receiver = shared.state.receiver else {
                if case .interrupted = taken { shared.state.isInterrupted = true }
                return
            }
            guard applies(receiver) else { return }
            answers.taken = (receiver.continuation, taken)
            shared.state.receiver = nil
        }
    }

    /// Puts `content` in line; `continuation` is answered when it has gone out.
    func send(
        _ number: UInt64, _ content: OutgoingBytes, stallLimit: Duration?, heedsCancellation: Bool,
        _ continuation: CheckedContinuation<ChannelState.Sent, Never>
    ) {
        work { shared, answers in
            let refusal = heedsCancellation && Task.isCancelled ? .cancelled() : shared.state.refusal
            if let refusal {
                answers.sent.append((continuation, .failure(refusal)))
                return
            }
            shared.state.enqueue(
                ChannelState.Sending(
                    number: number, content: content, stallLimit: stallLimit?.wholeMilliseconds,
                    continuation: continuation))
            shared.state.advanceOutput(now: thread.now, &answers)
        }
    }

    func cancelSend(_ number: UInt64) { work { $0.state.cancelSend(number, &$1) } }

    func close() {
        var handle: CurlHandle?
        var id: UInt64 = 0
        work { shared, answers in
            shared.state.end(.closed)
            handle = shared.state.takeHandle()
            id = shared.id
        }
        // First nobody finds the channel any more, then the socket goes.
        thread.remove(id)
        withExtendedLifetime(handle) {}
    }

    var sendsUnderWay: Int { shared.withLock { $0.state.sends.count } }
    var hasReceiver: Bool { shared.withLock { $0.state.receiver != nil } }

    // MARK: For the thread

    /// The socket has something.
    func advance() {
        work { shared, answers in
            shared.watch.events = 0
            shared.state.advanceOutput(now: thread.now, &answers)
            shared.state.advanceInput(&answers)
        }
    }

    /// It is `time`, for which an alarm was set.
    func ring(_ time: Int) {
        work { shared, answers in
            guard shared.watch.alarm == time else { return }
            shared.watch.alarm = nil
            let now = thread.now
            if let receiver = shared.state.receiver {
                if let deadline = receiver.deadline, deadline <= now {
                    answers.taken = (receiver.continuation, .timeout)
                    shared.state.receiver = nil
                } else if let lingersUntil = receiver.lingersUntil, lingersUntil <= now {
                    shared.state.receiver?.lingersUntil = nil
                    shared.state.advanceInput(&answers)
                }
            }
            if let deadline = shared.state.stallDeadline, deadline <= now {
                let error = TransportError(.timeout, "the peer takes no more bytes", retry: .later)
                shared.state.end(.failed(error))
            }
        }
    }

    private func fail(_ error: TransportError) { work { shared, _ in shared.state.end(.failed(error)) } }

    // MARK: Under the lock

    /// Does `body`, has the thread wait for what is still to come, and answers those whose wait is over.
    private func work(_ body: (inout Shared, inout Answers) -> Void) {
        var answers = Answers()
        shared.withLock { shared in
            body(&shared, &answers)
            shared.state.settle(&answers)
            watch(&shared, &answers)
        }
        answers.give()
    }

    private func watch(_ shared: inout Shared, _ answers: inout Answers) {
        guard shared.state.handle != nil, shared.state.refusal == nil else { return }
        var events: UInt32 = 0
        if shared.state.takesInput { events |= EPOLLIN.rawValue | EPOLLRDHUP.rawValue }
        if shared.state.isBlocked { events |= EPOLLOUT.rawValue }
        setLowWater(&shared)
        if events & ~shared.watch.events != 0 {
            guard thread.watch(socket, shared.id, for: events, isNew: shared.watch.isNew) else {
                let error = TransportError(.unavailable, "epoll: \(String(cString: strerror(errno)))", retry: .later)
                shared.state.end(.failed(error))
                return shared.state.settle(&answers)
            }
            shared.watch.isNew = false
            shared.watch.events = events
        }
        let times = [shared.state.receiver?.deadline, shared.state.stallDeadline, shared.state.receiver?.lingersUntil]
        guard let next = times.compactMap({ $0 }).min() else { return }
        // An alarm that comes earlier is left in place and looks again then: most waits end long before their time.
        if let alarm = shared.watch.alarm, alarm <= next { return }
        shared.watch.alarm = next
        thread.setAlarm(shared.id, at: next)
    }

    /// Half of what is expected, because a part of it may already lie inside OpenSSL.
    private func setLowWater(_ shared: inout Shared) {
        guard let receiver = shared.state.receiver else { return }
        let isLong = receiver.lingersUntil != nil && !shared.state.isBlocked
        var octets = isLong ? Int32(min(receiver.expected / 2, Self.highestWater)) : 1
        guard octets != shared.watch.lowWater else { return }
        let result = setsockopt(socket, SOL_SOCKET, SO_RCVLOWAT, &octets, socklen_t(MemoryLayout<Int32>.size))
        if result == 0 { shared.watch.lowWater = octets }
    }
}
