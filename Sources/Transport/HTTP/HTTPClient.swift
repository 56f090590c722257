import Domain

/// Sends HTTP requests over pooled connections; all transfers of one client run on one thread.
public final class HTTPClient: Sendable {
    public init(_ options: HTTPClientOptions = HTTPClientOptions()) {}

    /// Sends one request and returns the answer, whatever its status.
    ///
    /// Never repeats a request by itself unless its method is safe (GET, HEAD, OPTIONS) and a pooled connection turned
    /// out dead. Cancelling the task aborts the transfer.
    public func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
        throw TransportError(.closed, "not built yet", retry: .later)
    }

    /// Ends all requests under way with ``TransportError/Kind/closed`` and closes the connections. Happens by itself
    /// when the last reference is gone.
    public func shutdown() {}
}
