import CCurl
import Domain

/// The requests of one client that wait and those under way; used on the client's thread only.
struct TransferDesk {
    private let options: HTTPClientOptions
    private let multi: CurlMulti
    private var queue: FairQueue<PendingRequest>
    private var transfers: [UnsafeMutableRawPointer: HTTPTransfer] = [:]
    /// Not later than the first deadline among the waiting.
    private var nextExpiry: ContinuousClock.Instant?

    init(_ options: HTTPClientOptions, _ multi: CurlMulti) {
        self.options = options
        self.multi = multi
        queue = FairQueue(perKey: options.requestsPerHost, total: options.requests)
    }

    var timeToNextExpiry: Duration {
        guard let nextExpiry else { return .seconds(60) }
        return max(.zero, min(nextExpiry - .now, .seconds(60)))
    }

    mutating func enqueue(_ pending: PendingRequest) {
        queue.append(pending, for: pending.target.origin)
        nextExpiry = min(nextExpiry ?? pending.deadline, pending.deadline)
    }

    mutating func cancel(_ number: UInt64) {
        for pending in queue.removeWaiting(where: { $0.number == number }) {
            pending.answer(.failure(.cancelled()))
        }
        guard let transfer = transfers.values.first(where: { $0.pending.number == number }) else { return }
        end(transfer, .failure(.cancelled(requestWasSent: transfer.requestWasSent)))
    }

    /// Moves everything on as far as it goes without waiting.
    mutating func advance() {
        expireWaiting()
        startWaiting()
        multi.perform()
        while let (raw, code) = multi.nextFinished() {
            guard let transfer = transfers[raw] else { continue }
            end(transfer, transfer.result(code))
            // The place that became free is taken in this same round.
            startWaiting()
        }
    }

    mutating func endAll() {
        for pending in queue.removeWaiting(where: { _ in true }) { pending.answer(.failure(.closed())) }
        for transfer in Array(transfers.values) {
            end(transfer, .failure(.closed(requestWasSent: transfer.requestWasSent)))
        }
    }

    private mutating func startWaiting() {
        while let pending = queue.next() {
            do throws(TransportError) {
                let timeLeft = pending.deadline - .now
                let transfer = try HTTPTransfer(pending, options: options, timeLeft: timeLeft)
                guard multi.add(transfer.handle) else {
                    throw TransportError(.unavailable, "libcurl has no memory left", retry: .later)
                }
                transfers[transfer.handle.raw] = transfer
            } catch {
                queue.release(pending.target.origin)
                pending.answer(.failure(error))
            }
        }
    }

    private mutating func end(_ transfer: HTTPTransfer, _ result: Result<HTTPResponse, TransportError>) {
        multi.remove(transfer.handle)
        transfers[transfer.handle.raw] = nil
        queue.release(transfer.pending.target.origin)
        transfer.pending.answer(result)
    }

    private mutating func expireWaiting() {
        guard let first = nextExpiry else { return }
        let now = ContinuousClock.now
        guard first <= now else { return }
        for pending in queue.removeWaiting(where: { $0.deadline <= now }) {
            let text = "no connection to the host became free in time"
            pending.answer(.failure(TransportError(.timeout, text, retry: .later)))
        }
        nextExpiry = queue.waiting.map(\.deadline).min()
    }
}
