/// Limits of an ``HTTPClient``.
public struct HTTPClientOptions: Sendable {
    /// The `User-Agent` of requests that bring none.
    public var userAgent: String
    /// Requests under way at one time to one origin (scheme, host and port); more wait in line. At least 1.
    public var requestsPerHost: Int
    /// Requests under way at one time in all. At least 1.
    public var requests: Int
    /// For name resolution, TCP and TLS together.
    public var connectTimeout: Duration
    /// Longest body, in bytes after content decoding; a longer one fails with ``TransportError/Kind/tooLarge``.
    public var responseLimit: Int

    public init(
        userAgent: String = "mailbridge", requestsPerHost: Int = 4, requests: Int = 64,
        connectTimeout: Duration = .seconds(10), responseLimit: Int = 32 << 20
    ) {
        self.userAgent = userAgent
        self.requestsPerHost = requestsPerHost
        self.requests = requests
        self.connectTimeout = connectTimeout
        self.responseLimit = responseLimit
    }
}
