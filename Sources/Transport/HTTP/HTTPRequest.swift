/// One HTTP request. Nothing is added but `Host`, `Accept`, `User-Agent`, `Accept-Encoding` and the body's length.
public struct HTTPRequest: Sendable {
    /// In capitals: `GET`, `POST`.
    public var method: String
    /// Absolute, printable ASCII, without user name and fragment. Path and query go out byte for byte as written here.
    /// `https`, or `http` to a loopback address.
    public var url: String
    /// No value may hold a line break or NUL.
    public var headers: [(name: String, value: String)]
    public var body: [UInt8]
    /// From the call to the last byte of the answer, the wait for a free connection included.
    public var timeout: Duration
    /// A PEM file of accepted authorities instead of the system's.
    public var caFile: String?

    public init(
        method: String = "GET", url: String, headers: [(name: String, value: String)] = [], body: [UInt8] = [],
        timeout: Duration = .seconds(30), caFile: String? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeout = timeout
        self.caFile = caFile
    }
}
