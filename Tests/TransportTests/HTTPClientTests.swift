import Domain
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1)))
struct HTTPClientTests {
    @Test("sends what was asked for and nothing else", arguments: ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"])
    func request(_ method: String) async throws {
        let journal = Journal<ReceivedRequest>()
        let server = try ScriptedServer { peer, _ in
            while let request = try peer.receiveRequest() {
                journal.append(request)
                if method == "HEAD" {
                    try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n")
                } else {
                    try peer.respond(201, headers: [("X-Trace", " 7 ")], body: Array("created".utf8))
                }
            }
        }
        let client = HTTPClient(HTTPClientOptions(userAgent: "mailbridge/1 (test)"))
        let body = ["GET", "HEAD", "DELETE"].contains(method) ? [] : [UInt8](0...255)
        let response = try await client.send(
            HTTPRequest(
                method: method, url: "http://127.0.0.1:\(server.port)/a?b",
                headers: [("Content-Type", "application/json"), ("X-Empty", "")], body: body))
        #expect(response.status == (method == "HEAD" ? 200 : 201))
        #expect(response.body == (method == "HEAD" ? [] : Array("created".utf8)))
        #expect(response.headers.first("x-trace") == (method == "HEAD" ? nil : "7"))
        let request = try #require(journal.entries.first)
        #expect(request.line == "\(method) /a?b HTTP/1.1")
        #expect(request.body == body)
        #expect(request.header("Content-Length") == (body.isEmpty ? nil : "256"))
        #expect(
            request.headerLines.map { $0.lowercased() }.filter { !$0.hasPrefix("content-length") } == [
                "host: 127.0.0.1:\(server.port)", "user-agent: mailbridge/1 (test)", "accept: */*",
                "accept-encoding: \(request.header("Accept-Encoding") ?? "")", "content-type: application/json",
                "x-empty:",
            ])
    }
}
