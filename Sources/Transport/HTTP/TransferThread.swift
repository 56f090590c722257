import CCurl
import Domain
import Synchronization

/// The thread that runs all transfers of one client.
final class TransferThread: Sendable {
    private enum Command: Sendable {
        case start(PendingRequest)
        case cancel(UInt64)
    }

    private struct Inbox {
        var commands: [Command] = []
        var lastNumber: UInt64 = 0
        var isStopped = false
    }

    private let inbox = Mutex(Inbox())
    private let multi: CurlMulti

    /// Nil if the system has no thread or libcurl no memory left.
    init?(_ options: HTTPClientOptions) {
        guard let multi = CurlMulti() else { return nil }
        self.multi = multi
        multi.set(CURLMOPT_MAX_HOST_CONNECTIONS, max(1, options.requestsPerHost))
        multi.set(CURLMOPT_MAXCONNECTS, max(1, options.requests))
        let started = startThread(named: "http") { [self] in
            var desk = TransferDesk(options, multi)
            while let commands = takeCommands() {
                for command in commands {
                    switch command {
                    case .start(let pending): desk.enqueue(pending)
                    case .cancel(let number): desk.cancel(number)
                    }
                }
                desk.advance()
                multi.wait(desk.timeToNextExpiry)
            }
            desk.endAll()
            multi.destroy()
        }
        if !started { return nil }
    }

    func number() -> UInt64 {
        inbox.withLock { inbox in
            inbox.lastNumber += 1
            return inbox.lastNumber
        }
    }

    /// Answers at once if the thread has been stopped.
    func start(_ pending: PendingRequest) {
        let refusal: TransportError? = inbox.withLock { inbox in
            if inbox.isStopped { return .closed() }
            // The cancellation may have come before this; it found nothing to cancel.
            if Task.isCancelled { return .cancelled() }
            inbox.commands.append(.start(pending))
            return nil
        }
        if let refusal { pending.answer(.failure(refusal)) } else { multi.wakeUp() }
    }

    func cancel(_ number: UInt64) {
        inbox.withLock { $0.commands.append(.cancel(number)) }
        multi.wakeUp()
    }

    func stop() {
        inbox.withLock { $0.isStopped = true }
        multi.wakeUp()
    }

    /// Nil when it is time to end; requests that came before that are answered first.
    private func takeCommands() -> [Command]? {
        let (commands, isStopped) = inbox.withLock { inbox in
            let commands = inbox.commands
            inbox.commands = []
            return (commands, inbox.isStopped)
        }
        guard isStopped else { return commands }
        for case .start(let pending) in commands { pending.answer(.failure(.closed())) }
        return nil
    }
}
