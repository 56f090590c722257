import FlyingSocks
import FoundationEssentials
import Glibc
import Testing

@testable import Sandbox

/// A client's connection to the sandbox, on sockets that block no thread.
struct TestClient {
    let socket: AsyncSocket

    init(port: UInt16) async throws {
        socket = try await AsyncSocket.connected(to: try sockaddr_in.inet(ip4: "127.0.0.1", port: port))
    }

    func send(_ text: String) async throws { try await socket.write(Data(text.utf8)) }

    /// Everything up to the end of the stream.
    func rest() async throws -> [UInt8] {
        var bytes: [UInt8] = []
        do {
            while true { bytes += try await socket.read(atMost: 4096) }
        } catch SocketError.disconnected {
            return bytes
        }
    }

    func close() { try? socket.close() }

    /// Says all of `text` to an SMTP server and returns its replies once it has closed.
    static func smtp(port: UInt16, _ text: String) async throws -> String {
        let client = try await TestClient(port: port)
        defer { client.close() }
        try await client.send(text)
        return String(decoding: try await client.rest(), as: UTF8.self)
    }

    struct Answer {
        var status: Int
        var head: String
        var body: [UInt8]
        var json: JSON? { JSON(parsing: body) }
    }

    /// One HTTP request on a connection of its own; nil when the server closed without an answer.
    static func http(
        port: UInt16, _ method: String, _ target: String, headers: [String: String] = [:], body: [UInt8] = []
    ) async throws -> Answer? {
        let client = try await TestClient(port: port)
        defer { client.close() }
        var text = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in headers { text += "\(name): \(value)\r\n" }
        text += "Content-Length: \(body.count)\r\n\r\n"
        try await client.socket.write(Data(Array(text.utf8) + body))
        let answer = try await client.rest()
        guard !answer.isEmpty else { return nil }
        let whole = String(decoding: answer, as: UTF8.self)
        let end = try #require(whole.firstRange(of: "\r\n\r\n"))
        let head = String(whole[..<end.lowerBound])
        let status = try #require(Int(head.split(separator: " ")[1]))
        return Answer(status: status, head: head, body: Array(answer[(head.utf8.count + 4)...]))
    }

    /// `POST` of JSON to the control interface.
    static func post(port: UInt16, _ target: String, _ value: JSON) async throws -> Answer? {
        try await http(
            port: port, "POST", target, headers: ["Content-Type": "application/json"], body: Array(value.text.utf8))
    }
}
