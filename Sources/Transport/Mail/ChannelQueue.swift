import Domain
import Synchronization

/// What lies between the tasks that use a channel and the thread that drives it: bytes received and not yet asked for,
/// bytes to send, who waits for what, and how the connection ended.
final class ChannelQueue: Sendable {
    /// Reading stops when more than this many bytes wait for ``receive()``.
    static let backlogLimit = 4 << 20

    typealias Received = Result<[UInt8], TransportError>
    typealias Sent = Result<Void, TransportError>

    struct Outgoing: Sendable {
        let number: UInt64
        let content: OutgoingBytes
    }

    /// What the caller has to tell the event thread, outside the lock.
    enum Wake: Sendable { case no, yes }

    private struct Sending {
        let outgoing: Outgoing
        /// Nil once the caller has gone away.
        var continuation: CheckedContinuation<Sent, Never>?
        var hasBegun = false
    }

    private enum Ending {
        case endOfStream
        case failed(TransportError)
        case closed
    }

    private struct State {
        var received: [UInt8] = []
        var readingPaused = false
        var receiver: (number: UInt64, continuation: CheckedContinuation<Received, Never>)?
        var sends: [Sending] = []
        var ending: Ending?
        var lastNumber: UInt64 = 0

        mutating func number() -> UInt64 {
            lastNumber += 1
            return lastNumber
        }
    }

    private let state = Mutex(State())

    // MARK: For the tasks

    /// A ticket for one call of ``receive(_:_:)`` or ``send(_:_:)``, by which it can be cancelled.
    func ticket() -> UInt64 { state.withLock { $0.number() } }

    /// Answers `continuation` now or when bytes come. The result says whether reading must be started again.
    func receive(_ ticket: UInt64, _ continuation: CheckedContinuation<Received, Never>) -> Wake {
        let (answer, wake): (Received?, Wake) = state.withLock { state in
            if !state.received.isEmpty {
                let bytes = state.received
                state.received = []
                let wasPaused = state.readingPaused
                state.readingPaused = false
                return (.success(bytes), wasPaused ? .yes : .no)
            }
            switch state.ending {
            case .endOfStream: return (.success([]), .no)
            case .failed(let error): return (.failure(error), .no)
            case .closed: return (.failure(.closed()), .no)
            case nil: break
            }
            if Task.isCancelled { return (.failure(.cancelled()), .no) }
            if state.receiver != nil {
                let error = TransportError(.configuration, "two receives at one time", retry: .never)
                return (.failure(error), .no)
            }
            state.receiver = (ticket, continuation)
            return (nil, .no)
        }
        if let answer { continuation.resume(returning: answer) }
        return wake
    }

    func cancelReceive(_ ticket: UInt64) {
        let waiting: CheckedContinuation<Received, Never>? = state.withLock { state in
            guard let receiver = state.receiver, receiver.number == ticket else { return nil }
            state.receiver = nil
            return receiver.continuation
        }
        waiting?.resume(returning: .failure(.cancelled()))
    }

    /// Puts `content` in line; `continuation` is answered when it has gone out.
    func send(_ content: OutgoingBytes, _ ticket: UInt64, _ continuation: CheckedContinuation<Sent, Never>) -> Wake {
        let refusal: TransportError? = state.withLock { state in
            switch state.ending {
            case .failed(let error): return error
            case .closed: return .closed()
            case .endOfStream, nil: break
            }
            if Task.isCancelled { return .cancelled() }
            let outgoing = Outgoing(number: ticket, content: content)
            state.sends.append(Sending(outgoing: outgoing, continuation: continuation))
            return nil
        }
        guard let refusal else { return .yes }
        continuation.resume(returning: .failure(refusal))
        return .no
    }

    /// Withdraws a send that has not begun; one that has begun goes out whole without its caller.
    func cancelSend(_ ticket: UInt64) {
        let (waiting, hasBegun): (CheckedContinuation<Sent, Never>?, Bool) = state.withLock { state in
            guard let index = state.sends.firstIndex(where: { $0.outgoing.number == ticket }) else {
                return (nil, false)
            }
            let sending = state.sends[index]
            if sending.hasBegun {
                state.sends[index].continuation = nil
            } else {
                state.sends.remove(at: index)
            }
            return (sending.continuation, sending.hasBegun)
        }
        waiting?.resume(returning: .failure(.cancelled(requestWasSent: hasBegun)))
    }

    var sendsUnderWay: Int { state.withLock { $0.sends.count } }
    var hasReceiver: Bool { state.withLock { $0.receiver != nil } }

    // MARK: For the event thread

    var isReadingPaused: Bool { state.withLock { $0.readingPaused } }

    /// The bytes to send next; from now on they cannot be withdrawn.
    func beginSend() -> Outgoing? {
        state.withLock { state in
            guard !state.sends.isEmpty else { return nil }
            state.sends[0].hasBegun = true
            return state.sends[0].outgoing
        }
    }

    /// All bytes of the send that was begun have gone out.
    func finishSend() {
        let done: Sending? = state.withLock { $0.sends.isEmpty ? nil : $0.sends.removeFirst() }
        done?.continuation?.resume(returning: .success(()))
    }

    /// Hands received bytes on; false if reading must stop until somebody asks for what has gathered.
    func deliver(_ bytes: [UInt8]) -> Bool {
        let (waiting, goOn): (CheckedContinuation<Received, Never>?, Bool) = state.withLock { state in
            if let receiver = state.receiver {
                state.receiver = nil
                return (receiver.continuation, true)
            }
            if state.received.isEmpty { state.received = bytes } else { state.received += bytes }
            state.readingPaused = state.received.count > Self.backlogLimit
            return (nil, !state.readingPaused)
        }
        waiting?.resume(returning: .success(bytes))
        return goOn
    }

    func endStream() { end(.endOfStream, received: .success([]), sent: nil) }
    func fail(_ error: TransportError) { end(.failed(error), received: .failure(error), sent: error) }
    func close() { end(.closed, received: .failure(.closed()), sent: .closed()) }

    /// Only the first end counts, except that closing always does. After the end of the peer's stream one can still
    /// send (`sent` nil).
    private func end(_ ending: Ending, received: Received, sent: TransportError?) {
        let (receiver, sends): (CheckedContinuation<Received, Never>?, [Sending]) = state.withLock { state in
            if case .closed = ending {
                state.ending = ending
                state.received = []
            } else if state.ending == nil {
                state.ending = ending
            }
            let receiver = state.receiver?.continuation
            state.receiver = nil
            guard sent != nil else { return (receiver, []) }
            let sends = state.sends
            state.sends = []
            return (receiver, sends)
        }
        receiver?.resume(returning: received)
        guard var error = sent else { return }
        for sending in sends {
            error.requestWasSent = sending.hasBegun
            sending.continuation?.resume(returning: .failure(error))
        }
    }
}
