import LocalListener
import Synchronization
import TestSupport
import Testing
import Web
import WebListener

/// A web listener at work, and the requests that it took.
private final class RunningWeb: Sendable {
    private let place = Mutex<String?>(nil)
    private let taken = Mutex<[WebRequest]>([])
    private let work = Mutex<Task<ListenerError?, Never>?>(nil)

    var requests: [WebRequest] { taken.withLock { $0 } }

    init(
        connections: Int = 20, arrival: Duration = .seconds(30),
        answer: @escaping @Sendable (WebRequest) async -> WebResponse = { _ in .text(200, "here") }
    ) async throws {
        let settings = ListenerSettings(
            place: .tcp(host: "127.0.0.1", port: 0), connections: connections, idleTimeout: arrival)
        let listener = WebListener(settings: settings) { [self] request in
            taken.withLock { $0.append(request) }
            return await answer(request)
        }
        let task = Task { () -> ListenerError? in
            do throws(ListenerError) {
                try await listener.run { place in self.place.withLock { $0 = place } }
                return nil
            } catch { return error }
        }
        work.withLock { $0 = task }
        try await eventually("it listens") { self.place.withLock { $0 } != nil }
    }

    func connection() throws -> LoopbackSocket {
        let port = try #require(place.withLock { $0 }?.split(separator: ":").last.flatMap { UInt16($0) })
        return try LoopbackSocket(port: port)
    }

    /// Sends `text` and returns everything that comes until the connection ends.
    func exchange(_ text: String) async throws -> String {
        let socket = try connection()
        defer { socket.close() }
        return try await offPool {
            try socket.send(text)
            return Self.rest(of: socket)
        }
    }

    /// A connection that is torn down at last is one that ended.
    static func rest(of socket: LoopbackSocket) -> String {
        var bytes: [UInt8] = []
        while let more = try? socket.receive(), !more.isEmpty { bytes += more }
        return String(decoding: bytes, as: UTF8.self)
    }

    func end() async throws {
        let task = work.withLock { $0 }
        task?.cancel()
        if let fault = await task?.value { throw fault }
    }
}

@Suite("web listener")
struct WebListenerTests {
    @Test("one request a connection, with its parts as they came", .timeLimit(.minutes(1)))
    func request() async throws {
        let web = try await RunningWeb()
        let answer = try await web.exchange(
            "POST /queue?a=b%20c HTTP/1.1\r\nHost: x\r\nX-Two: 1\r\nx-two: 2\r\nContent-Length: 3\r\n\r\nabcGET / HTTP/1.1\r\n\r\n"
        )
        #expect(answer.hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(answer.contains("Connection: close\r\n") && answer.hasSuffix("\r\n\r\nhere\n"))
        let request = try #require(web.requests.first)
        #expect(web.requests.count == 1)
        #expect((request.method, request.path, request.query) == ("POST", "/queue", "a=b%20c"))
        #expect(request.only("host") == "x" && request.only("x-two") == nil)
        #expect(request.body == Array("abc".utf8))
        try await web.end()
    }

    @Test("HEAD has no body", .timeLimit(.minutes(1)))
    func head() async throws {
        let web = try await RunningWeb()
        let answer = try await web.exchange("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(answer.contains("Content-Length: 5") && answer.hasSuffix("\r\n\r\n"))
        try await web.end()
    }

    @Test("a value never begins a line of its own", .timeLimit(.minutes(1)))
    func headerInjection() async throws {
        let web = try await RunningWeb { _ in
            WebResponse(status: 200, type: "text/plain", fields: [("X-A", "b\r\nSet-Cookie: evil=1\u{0}")], body: [])
        }
        let answer = try await web.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        #expect(answer.contains("X-A: bSet-Cookie: evil=1\r\n") && !answer.contains("\nSet-Cookie"))
        try await web.end()
    }

    @Test(
        "what is no request is answered by none of ours",
        .timeLimit(.minutes(1)),
        arguments: [
            "\u{16}\u{3}\u{1}\u{2}", "HELLO\r\n\r\n", "GET / HTTP/1.1\r\nBad Header: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n",
            "GET / HTTP/1.1\r\nX: \(String(repeating: "x", count: 100_000))\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n\(String(repeating: "x", count: 100_000))",
            "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
        ])
    func garbage(text: String) async throws {
        let web = try await RunningWeb()
        let answer = try await web.exchange(text)
        // Too large: the connection may be torn down before its answer is read.
        #expect(answer.isEmpty || answer.hasPrefix("HTTP/1.1 4"))
        #expect(web.requests.isEmpty)
        #expect(try await web.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").hasPrefix("HTTP/1.1 200"))
        try await web.end()
    }

    @Test("who sends a byte now and then is shown out in time, and keeps nobody out", .timeLimit(.minutes(1)))
    func slowClient() async throws {
        let web = try await RunningWeb(arrival: .milliseconds(400))
        let slow = try (0..<5).map { _ in try web.connection() }
        let answers = try await offPool {
            for socket in slow { try socket.send("GET / HTTP/1.1\r\nHost: x\r\nX") }
            return slow.map { RunningWeb.rest(of: $0) }
        }
        for socket in slow { socket.close() }
        #expect(answers.allSatisfy { $0.hasPrefix("HTTP/1.1 408") })
        #expect(try await web.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").hasPrefix("HTTP/1.1 200"))
        #expect(web.requests.count == 1)
        try await web.end()
    }

    @Test("beyond the limit of connections one is told so, and room comes back", .timeLimit(.minutes(1)))
    func manyClients() async throws {
        let web = try await RunningWeb(connections: 2)
        let silent = try (0..<2).map { _ in try web.connection() }
        try await eventually("a third one is refused") { try await web.exchange("").hasPrefix("HTTP/1.1 503") }
        for socket in silent { socket.close() }
        try await eventually("there is room again") {
            try await web.exchange("GET / HTTP/1.1\r\nHost: x\r\n\r\n").hasPrefix("HTTP/1.1 200")
        }
        try await web.end()
    }

    @Test("silent connections do not keep the service from its stop", .timeLimit(.minutes(1)))
    func stop() async throws {
        let web = try await RunningWeb()
        let silent = try web.connection()
        defer { silent.close() }
        try await web.end()
    }
}
