import Synchronization
import Transport

/// A channel with time limits: a task of its own reads ahead a little, so that a wait that runs out loses nothing.
///
/// Used by one owner that sends or takes, never both at a time. The owner must call ``close()``.
final class Link: Sendable {
    enum Taken {
        case bytes([UInt8])
        case timeout
        /// ``interrupt()`` was called.
        case interrupted
        case cancelled
        /// Nothing more will come; nil is a regular end of the stream.
        case ended(TransportError?)
    }

    private typealias Instant = ContinuousClock.Instant

    private struct State {
        var queue: [[UInt8]] = []
        var queuedOctets = 0
        var end: Taken?
        var isInterrupted = false
        var isCancelled = false
        var taker: CheckedContinuation<Taken, Never>?
        var reader: CheckedContinuation<Void, Never>?
        /// When the wait under way runs out.
        var deadline: Instant?
        /// Wakes at this time, or later if the deadline has moved on meanwhile.
        var alarm: (at: Instant, task: Task<Void, Never>)?
        var pump: Task<Void, Never>?

        /// Whoever waits for octets, whose wait is over with this.
        mutating func endWait() -> CheckedContinuation<Taken, Never>? {
            guard let taker else { return nil }
            self.taker = nil
            deadline = nil
            return taker
        }
    }

    private let channel: any ByteChannel
    private let state = Mutex(State())
    /// The reader stops until what it read is taken.
    private let readAhead = 1 << 20

    init(_ channel: any ByteChannel) {
        self.channel = channel
        let pump = Task { await self.readAll() }
        state.withLock { $0.pump = pump }
    }

    /// The octets that have arrived, or the first that do.
    ///
    /// - Parameter heedsCancellation: False to wait although the task is cancelled, for an answer that must be seen.
    func take(until deadline: ContinuousClock.Instant, heedsCancellation: Bool = true) async -> Taken {
        state.withLock { $0.isCancelled = false }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { taker in
                let (taken, reader) = state.withLock { state in
                    prepare(&state, taker, deadline, heedsCancellation: heedsCancellation)
                }
                reader?.resume()
                if let taken { taker.resume(returning: taken) }
            }
        } onCancel: {
            guard heedsCancellation else { return }
            let taker = state.withLock { state in
                state.isCancelled = true
                return state.endWait()
            }
            taker?.resume(returning: .cancelled)
        }
    }

    /// Sends all of `bytes`. The channel is closed if `limit` passes without the system taking a piece of them.
    func send(_ bytes: [UInt8], limit: Duration) async throws(TransportError) {
        var start = 0
        repeat {
            let end = min(bytes.count, start + 256 << 10)
            let deadline = ContinuousClock.now + limit
            state.withLock { arm(&$0, deadline) }
            defer { state.withLock { $0.deadline = nil } }
            try await pass(end - start == bytes.count ? bytes : Array(bytes[start..<end]))
            start = end
        } while start < bytes.count
    }

    /// A cancelled task still has to say DONE or LOGOUT, so these are sent by a task that is not.
    private func pass(_ piece: [UInt8]) async throws(TransportError) {
        if !Task.isCancelled { return try await channel.send(piece) }
        let result: Result<Void, TransportError> = await Task {
            do throws(TransportError) {
                return .success(try await channel.send(piece))
            } catch {
                return .failure(error)
            }
        }.value
        try result.get()
    }

    /// Ends the wait under way, or else the next one.
    func interrupt() {
        let taker = state.withLock { state in
            state.isInterrupted = state.taker == nil
            return state.endWait()
        }
        taker?.resume(returning: .interrupted)
    }

    /// Forgets an ``interrupt()`` that has not ended a wait.
    func clearInterrupt() { state.withLock { $0.isInterrupted = false } }

    func close() {
        channel.close()
        let (taker, reader) = state.withLock { state in
            state.end = state.end ?? .ended(nil)
            state.alarm?.task.cancel()
            state.alarm = nil
            state.pump?.cancel()
            return (state.endWait(), state.reader.take())
        }
        taker?.resume(returning: .ended(nil))
        reader?.resume()
    }

    private func prepare(
        _ state: inout State, _ taker: CheckedContinuation<Taken, Never>, _ deadline: Instant, heedsCancellation: Bool
    ) -> (Taken?, CheckedContinuation<Void, Never>?) {
        if heedsCancellation, state.isCancelled { return (.cancelled, nil) }
        if !state.queue.isEmpty {
            let bytes = state.queue.count == 1 ? state.queue[0] : Array(state.queue.joined())
            state.queue.removeAll()
            state.queuedOctets = 0
            return (.bytes(bytes), state.reader.take())
        }
        if let end = state.end { return (end, nil) }
        if state.isInterrupted {
            state.isInterrupted = false
            return (.interrupted, nil)
        }
        if deadline <= .now { return (.timeout, nil) }
        state.taker = taker
        arm(&state, deadline)
        return (nil, nil)
    }

    /// Sets the deadline. An alarm that comes earlier is left in place and looks again then, so that a wait for each
    /// piece of a long transfer costs no timer of its own.
    private func arm(_ state: inout State, _ deadline: Instant) {
        state.deadline = deadline
        if let alarm = state.alarm, alarm.at <= deadline { return }
        state.alarm?.task.cancel()
        let task = Task { [weak self] in
            try? await ContinuousClock().sleep(until: deadline)
            if !Task.isCancelled { self?.ring() }
        }
        state.alarm = (deadline, task)
    }

    private func ring() {
        let (taker, hangs) = state.withLock { state -> (CheckedContinuation<Taken, Never>?, Bool) in
            state.alarm = nil
            guard let deadline = state.deadline else { return (nil, false) }
            if deadline > .now {
                arm(&state, deadline)
                return (nil, false)
            }
            let taker = state.endWait()
            state.deadline = nil
            return (taker, taker == nil)
        }
        taker?.resume(returning: .timeout)
        if hangs { channel.close() }
    }

    private func readAll() async {
        while true {
            do throws(TransportError) {
                let bytes = try await channel.receive()
                if bytes.isEmpty { return finish(nil) }
                let taker = state.withLock { state -> CheckedContinuation<Taken, Never>? in
                    if let taker = state.endWait() { return taker }
                    state.queue.append(bytes)
                    state.queuedOctets += bytes.count
                    return nil
                }
                taker?.resume(returning: .bytes(bytes))
                await waitUntilTaken()
            } catch {
                return finish(error)
            }
        }
    }

    private func finish(_ error: TransportError?) {
        let (taker, end) = state.withLock { state -> (CheckedContinuation<Taken, Never>?, Taken) in
            let end = state.end ?? .ended(error)
            state.end = end
            return (state.endWait(), end)
        }
        taker?.resume(returning: end)
    }

    private func waitUntilTaken() async {
        await withCheckedContinuation { reader in
            let goesOn = state.withLock { state in
                if state.queuedOctets < readAhead || state.end != nil { return true }
                state.reader = reader
                return false
            }
            if goesOn { reader.resume() }
        }
    }
}
