import FlyingFox
import FlyingSocks
import Foundation

/// HTTP on 127.0.0.1: turns FlyingFox's requests into ours and back.
struct WebServer: Sendable {
    typealias Handler = @Sendable (Request) async -> Exchange.Outcome

    /// Largest request body in bytes; a connection that sends more is dropped.
    private static let bodyLimit = 64 << 20

    private let server: HTTPServer

    init(port: UInt16, handler: @escaping Handler) throws(SandboxError) {
        do {
            let address: sockaddr_in = try .inet(ip4: "127.0.0.1", port: port)
            // The server binds only when it runs, and tells nobody but its log that it could not.
            let probe = try Socket(domain: AF_INET)
            defer { try? probe.close() }
            try probe.setValue(true, for: .localAddressReuse)
            try probe.bind(to: address)
            try probe.listen()
            let configuration = HTTPServer.Configuration(
                address: address, timeout: 300, pool: PromptPool(base: HTTPServer.defaultPool()), logger: Silence())
            server = HTTPServer(config: configuration, handler: Adapter(handler: handler))
        } catch {
            throw SandboxError(.portTaken, "HTTP port \(port) cannot be bound: \(error)")
        }
    }

    /// Serves until cancelled or stopped.
    func run() async throws { try await server.run() }

    /// The port, once the server listens.
    func port() async throws -> UInt16 {
        try await server.waitUntilListening(timeout: 5)
        guard case .ip4(_, let port) = await server.listeningAddress else {
            throw SandboxError(.portTaken, "the HTTP port is not open")
        }
        return port
    }

    func stop() async { await server.stop(timeout: 0) }

    private struct Silence: Logging {
        func logDebug(_ debug: @autoclosure () -> String) {}
        func logInfo(_ info: @autoclosure () -> String) {}
        func logWarning(_ warning: @autoclosure () -> String) {}
        func logError(_ error: @autoclosure () -> String) {}
        func logCritical(_ critical: @autoclosure () -> String) {}
    }

    private struct Adapter: HTTPHandler {
        let handler: Handler

        func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
            var body: [UInt8] = []
            for try await chunk in request.bodySequence {
                body += chunk
                guard body.count <= WebServer.bodyLimit else { return HTTPResponse(webSocket: Dropped()) }
            }
            var headers: [String: String] = [:]
            for (name, value) in request.headers { headers[name.rawValue.lowercased()] = value }
            let ours = Request(
                method: request.method.rawValue, target: request.target.rawValue, headers: headers, body: body)
            switch await handler(ours) {
            case .drop: return HTTPResponse(webSocket: Dropped())
            case .response(let response):
                var fields = HTTPHeaders()
                for (name, value) in response.headers { fields.addValue(value, for: HTTPHeader(name)) }
                return HTTPResponse(
                    statusCode: HTTPStatusCode(response.status, phrase: "Sandbox"), headers: fields,
                    body: Data(response.body))
            }
        }
    }

    /// FlyingFox asks an upgraded connection's handler before it writes a byte; this one ends the connection there.
    private struct Dropped: WSHandler {
        func makeFrames(for client: AsyncThrowingStream<WSFrame, any Error>) async throws -> AsyncStream<WSFrame> {
            throw SocketError.disconnected
        }
    }
}
