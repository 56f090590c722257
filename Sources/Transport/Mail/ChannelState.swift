import CCurl
import CCurlShims
import Domain
import Glibc

/// A connection after its login and all that is under way on it; lies behind the lock of its ``ChannelLine``.
struct ChannelState {
    typealias Taken = MailChannel.Taken
    typealias Sent = Result<Void, TransportError>

    struct Receiver {
        let number: UInt64
        let continuation: CheckedContinuation<Taken, Never>
        /// On the clock of the thread, in milliseconds.
        let deadline: Int?
        let expected: Int
        /// Until then only much of what is expected ends the wait.
        var lingersUntil: Int?
    }

    struct Sending {
        let number: UInt64
        let content: OutgoingBytes
        /// Milliseconds without progress after which the connection counts as dead.
        let stallLimit: Int?
        /// Nil once the caller has gone away.
        var continuation: CheckedContinuation<Sent, Never>?
        var sent = 0
        var hasBegun = false
    }

    enum Ending {
        case endOfStream
        case failed(TransportError)
        case closed
    }

    /// Who waited and waits no longer; to be told outside the lock.
    struct Answers {
        var taken: (CheckedContinuation<Taken, Never>, Taken)?
        var sent: [(CheckedContinuation<Sent, Never>, Sent)] = []

        func give() {
            if let (continuation, value) = taken { continuation.resume(returning: value) }
            for (continuation, value) in sent { continuation.resume(returning: value) }
        }
    }

    /// Nil once closed.
    private(set) var handle: CurlHandle?
    private(set) var backlog: [UInt8] = []
    var receiver: Receiver?
    private(set) var sends: [Sending] = []
    private(set) var ending: Ending?
    var isInterrupted = false
    /// When the send that is blocked counts as dead.
    private(set) var stallDeadline: Int?
    private var lastNumber: UInt64 = 0
    private var room = Self.smallestRoom

    private static let smallestRoom = 4 << 10
    private static let largestRoom = 256 << 10
    /// While a send is blocked no more than this many bytes are taken in that nobody has asked for.
    private static let backlogLimit = 4 << 20

    init(_ handle: CurlHandle) { self.handle = handle }

    mutating func number() -> UInt64 {
        lastNumber += 1
        return lastNumber
    }

    var isBlocked: Bool { !sends.isEmpty }
    var takesInput: Bool { ending == nil && (receiver != nil || (isBlocked && backlog.count < Self.backlogLimit)) }

    // MARK: Input

    /// What there is to say without waiting; nil if there is nothing.
    mutating func takeNow(expected: Int) -> Taken? {
        if backlog.isEmpty { backlog = read(expected: expected) }
        if !backlog.isEmpty {
            defer { backlog = [] }
            return .bytes(backlog)
        }
        switch ending {
        case .endOfStream: return .ended(nil)
        case .failed(let error): return .ended(error)
        case .closed: return .ended(.closed())
        case nil: break
        }
        guard isInterrupted else { return nil }
        isInterrupted = false
        return .interrupted
    }

    /// Answers the receiver if there is something to say.
    mutating func advanceInput(_ answers: inout Answers) {
        if let receiver {
            guard let taken = takeNow(expected: receiver.expected) else { return }
            answers.taken = (receiver.continuation, taken)
            self.receiver = nil
        } else {
            // A server that pipelines answers stops reading when nobody reads those.
            while isBlocked, ending == nil, backlog.count < Self.backlogLimit {
                let bytes = read(expected: Self.largestRoom)
                if bytes.isEmpty { return }
                backlog += bytes
            }
        }
    }

    /// Bytes that have come, until libcurl says AGAIN or enough are there: decrypted ones may wait inside OpenSSL, where
    /// no look at the socket finds them. Sets ``ending`` when there will be no more.
    private mutating func read(expected: Int) -> [UInt8] {
        guard let handle, ending == nil else { return [] }
        let size = max(room, min(expected, Self.largestRoom))
        var end: CURLcode?
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { space, filled in
            while filled < size {
                var count = 0
                let code = curl_easy_recv(handle.raw, space.baseAddress?.advanced(by: filled), size - filled, &count)
                filled += count
                if code != CURLE_OK || count == 0 { end = code }
                // Little is most often all; if not, the next call will show it.
                if end != nil || count < Self.smallestRoom { break }
            }
        }
        room = bytes.count == size ? min(size * 4, Self.largestRoom) : Self.smallestRoom
        switch end {
        case nil, CURLE_AGAIN: break
        case CURLE_OK: ending = .endOfStream
        case let code?: ending = .failed(TransportError(code, handle.explanation(of: code), requestWasSent: false))
        }
        return bytes
    }

    // MARK: Output

    mutating func enqueue(_ sending: Sending) { sends.append(sending) }

    /// Sends as much as the connection takes. Under TLS it may have to receive for that, which OpenSSL does by itself.
    mutating func advanceOutput(now: Int, _ answers: inout Answers) {
        while let handle, !sends.isEmpty {
            sends[0].hasBegun = true
            let bytes = sends[0].content.bytes
            while sends[0].sent < bytes.count {
                let sent = sends[0].sent
                var count = 0
                let code = curl_easy_send(handle.raw, bytes.baseAddress?.advanced(by: sent), bytes.count - sent, &count)
                if code == CURLE_AGAIN {
                    stallDeadline = stallDeadline ?? sends[0].stallLimit.map { now + $0 }
                    return
                }
                guard code == CURLE_OK else {
                    // What the server said before is worth more than the fault, and stays to be read.
                    backlog += read(expected: Self.largestRoom)
                    let error = TransportError(code, handle.explanation(of: code), requestWasSent: false)
                    return end(.failed(error))
                }
                stallDeadline = nil
                sends[0].sent += count
            }
            let done = sends.removeFirst()
            if let continuation = done.continuation { answers.sent.append((continuation, .success(()))) }
        }
        stallDeadline = nil
    }

    /// Withdraws a send that has not begun; one that has begun goes out whole without its caller.
    mutating func cancelSend(_ number: UInt64, _ answers: inout Answers) {
        guard let index = sends.firstIndex(where: { $0.number == number }) else { return }
        let sending = sends[index]
        if sending.hasBegun { sends[index].continuation = nil } else { sends.remove(at: index) }
        guard let continuation = sending.continuation else { return }
        answers.sent.append((continuation, .failure(.cancelled(requestWasSent: sending.hasBegun))))
    }

    // MARK: End

    /// Why nothing can be sent any more; after the end of the peer's stream one still can.
    var refusal: TransportError? {
        switch ending {
        case .failed(let error): error
        case .closed: .closed()
        case .endOfStream, nil: nil
        }
    }

    /// Only the first end counts, except that closing always does.
    mutating func end(_ ending: Ending) {
        if case .closed = ending {
            self.ending = ending
            backlog = []
        } else if refusal == nil {
            self.ending = ending
        }
    }

    /// After the end nobody waits any more.
    mutating func settle(_ answers: inout Answers) {
        if ending != nil { advanceInput(&answers) }
        guard var error = refusal else { return }
        for sending in sends {
            error.requestWasSent = sending.hasBegun
            if let continuation = sending.continuation { answers.sent.append((continuation, .failure(error))) }
        }
        sends = []
        stallDeadline = nil
    }

    /// The connection dies with what is returned, outside the lock.
    mutating func takeHandle() -> CurlHandle? { handle.take() }
}
