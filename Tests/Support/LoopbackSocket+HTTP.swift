/// A request as a scripted HTTP/1.1 server received it.
public struct ReceivedRequest: Sendable {
    /// `GET /path?query HTTP/1.1`
    public var line: String
    /// Header lines in order, as they came.
    public var headerLines: [String]
    public var body: [UInt8]

    /// The value of the first field with this name.
    public func header(_ name: String) -> String? {
        let prefix = name.lowercased() + ":"
        guard let line = headerLines.first(where: { $0.lowercased().hasPrefix(prefix) }) else { return nil }
        return String(line.dropFirst(prefix.count).drop { $0 == " " })
    }
}

extension LoopbackSocket {
    /// The next request with its body (by Content-Length); nil when the client closed the connection instead.
    public func receiveRequest() throws -> ReceivedRequest? {
        guard let line = try receiveLine() else { return nil }
        var request = ReceivedRequest(line: line, headerLines: [], body: [])
        while let field = try receiveLine(), !field.isEmpty { request.headerLines.append(field) }
        let length = request.header("Content-Length").flatMap { Int($0) } ?? 0
        while request.body.count < length {
            let bytes = try receive(limit: length - request.body.count)
            if bytes.isEmpty { throw SupportError("connection lost in a request body") }
            request.body += bytes
        }
        return request
    }

    /// Sends a response with its Content-Length.
    public func respond(
        _ status: Int = 200, headers: [(name: String, value: String)] = [], body: [UInt8] = []
    ) throws {
        let fields = headers.map { "\($0.name): \($0.value)\r\n" }.joined()
        try send(Array("HTTP/1.1 \(status) Scripted\r\n\(fields)Content-Length: \(body.count)\r\n\r\n".utf8) + body)
    }
}
