import Domain

/// Sends HTTP requests over pooled connections; all transfers of one client run on one thread.
public final class HTTPClient: Sendable {
    /// Nil if the system could not give what it needs; then every request says so.
    private let thread: TransferThread?

    public init(_ options: HTTPClientOptions = HTTPClientOptions()) { thread = TransferThread(options) }

    deinit { thread?.stop() }

    /// Sends one request and returns the answer, whatever its status.
    ///
    /// Never repeats a request by itself unless its method is safe (GET, HEAD, OPTIONS) and a pooled connection turned
    /// out dead. Cancelling the task aborts the transfer.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        guard let thread else {
            throw TransportError(.unavailable, "no thread for requests could be started", retry: .later)
        }
        let target = try HTTPTarget(request.url)
        let number = thread.number()
        let deadline = ContinuousClock.now + request.timeout
        let result: Result<HTTPResponse, TransportError> = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                thread.start(
                    PendingRequest(
                        number: number, request: request, target: target, deadline: deadline,
                        continuation: continuation))
            }
        } onCancel: {
            thread.cancel(number)
        }
        return try result.get()
    }

    /// Ends all requests under way with ``TransportError/Kind/closed`` and closes the connections. Happens by itself
    /// when the last reference is gone.
    public func shutdown() { thread?.stop() }
}
