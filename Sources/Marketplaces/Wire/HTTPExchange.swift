public import Transport

/// What a connector needs of HTTP: one request, one answer. ``HTTPClient`` in the product, a script in tests.
public protocol HTTPExchange: Sendable {
    /// Returns the answer whatever its status; throws where there is none.
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}

extension HTTPClient: HTTPExchange {}
