/// The final answer to a request, whatever its status; redirects are not followed.
public struct HTTPResponse: Sendable {
    public var status: Int
    public var headers: HTTPHeaders
    /// Content coding (gzip …) is already undone.
    public var body: [UInt8]
    /// From `Retry-After` (RFC 9110 §10.2.3), never negative; a date counts from the answer's own `Date`, so that the
    /// clocks need not agree.
    public var retryAfter: Duration?

    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [], retryAfter: Duration? = nil) {
        self.status = status
        self.headers = headers
        self.body = body
        self.retryAfter = retryAfter
    }
}
