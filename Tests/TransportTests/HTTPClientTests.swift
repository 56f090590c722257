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
                method: method, url: server.url("/a?b"),
                headers: [("Content-Type", "application/json"), ("X-Empty", "")],
                body: body))
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

    @Test(
        "path and query go out byte for byte",
        arguments: [
            "/", "/a/../b/./c", "//double//", "/%7e%7E%2f%2F", "/x?a=%20+&b=[1]&c=a:b@c", "/x?", "/x??a=/../",
            "/a;b=c,d(e)'f*!$", "/%zz", "/.",
        ])
    func byteForByte(_ target: String) async throws {
        let journal = Journal<String>()
        let server = try ScriptedServer { peer, _ in
            while let request = try peer.receiveRequest() {
                journal.append(request.line)
                try peer.respond()
            }
        }
        _ = try await HTTPClient().send(HTTPRequest(url: server.url(target)))
        #expect(journal.entries == ["GET \(target) HTTP/1.1"])
    }

    @Test("a large body is sent at once, without waiting for 100 Continue, and a POST without body says so")
    func bodies() async throws {
        let journal = Journal<ReceivedRequest>()
        let server = try ScriptedServer { peer, _ in
            while let request = try peer.receiveRequest() {
                journal.append(request)
                try peer.respond(body: request.body)
            }
        }
        let client = HTTPClient()
        let body = (0..<3).flatMap { [UInt8](repeating: UInt8($0), count: 1_000_000) }
        let response = try await client.send(HTTPRequest(method: "POST", url: server.url("/"), body: body))
        #expect(same(response.body, body))
        _ = try await client.send(HTTPRequest(method: "POST", url: server.url("/")))
        let requests = journal.entries
        #expect(requests.map { $0.header("Expect") } == [nil, nil])
        #expect(requests.map { $0.header("Content-Type") } == [nil, nil])
        #expect(requests.map { $0.header("Content-Length") } == ["3000000", "0"])
        #expect(server.connections == 1)
    }

    @Test("a redirect is an answer like any other, an interim answer is none, and Retry-After is read")
    func answers() async throws {
        let server = try ScriptedServer { peer, _ in
            _ = try peer.receiveRequest()
            try peer.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n")
            try peer.respond(
                302, headers: [("Location", "http://127.0.0.1:1/"), ("Retry-After", "17"), ("Set-Cookie", "a")])
        }
        let response = try await HTTPClient().send(HTTPRequest(url: server.url("/")))
        #expect(response.status == 302)
        #expect(response.retryAfter == .seconds(17))
        #expect(response.headers.fields.map(\.name) == ["Location", "Retry-After", "Set-Cookie", "Content-Length"])
        #expect(server.connections == 1)
    }

    @Test("chunks and gzip are undone")
    func coding() async throws {
        // gzip of "hello", stored without compression.
        let gzip: [UInt8] =
            [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1, 5, 0, 0xFA, 0xFF] + Array("hello".utf8)
            + [0x86, 0xA6, 0x10, 0x36, 5, 0, 0, 0]
        let server = try ScriptedServer { peer, _ in
            _ = try peer.receiveRequest()
            try peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")
            for byte in gzip { try peer.send(Array("1\r\n".utf8) + [byte] + Array("\r\n".utf8)) }
            try peer.send("0\r\n\r\n")
        }
        let response = try await HTTPClient().send(HTTPRequest(url: server.url("/")))
        #expect(String(decoding: response.body, as: UTF8.self) == "hello")
    }

    @Test(
        "an answer over the cap is given up", arguments: ["Content-Length: 1001", "Transfer-Encoding: chunked", "X: y"])
    func bodyLimit(_ field: String) async throws {
        let server = try ScriptedServer { peer, _ in
            _ = try peer.receiveRequest()
            try peer.send("HTTP/1.1 200 OK\r\n\(field)\r\n\r\n")
            let body = [UInt8](repeating: 0x61, count: 1001)
            try peer.send(field.hasPrefix("T") ? Array("3e9\r\n".utf8) + body + Array("\r\n0\r\n\r\n".utf8) : body)
        }
        let client = HTTPClient(HTTPClientOptions(responseLimit: 1000))
        let error = await #expect(throws: TransportError.self) {
            try await client.send(HTTPRequest(url: server.url("/")))
        }
        #expect(error?.kind == .tooLarge)
        #expect(error?.retry == .never)
        #expect(error?.requestWasSent == true)
    }

    @Test("an endless header is given up")
    func headerLimit() async throws {
        let server = try ScriptedServer { peer, _ in
            _ = try peer.receiveRequest()
            try peer.send("HTTP/1.1 200 OK\r\n")
            while true {
                try peer.send(String(repeating: "X-Padding: \(String(repeating: "x", count: 80))\r\n", count: 99))
            }
        }
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(HTTPRequest(url: server.url("/")))
        }
        #expect(error?.kind == .tooLarge)
    }

    @Test("header fields that would break the request are refused before anything is sent")
    func fields() async throws {
        let bad = [("X", "a\r\nY: b"), ("X", "a\nb"), ("X Y", "a"), ("", "a"), ("Content-Length", "5"), ("X", "a\0b")]
        for field in bad {
            let error = await #expect(throws: TransportError.self) {
                try await HTTPClient().send(HTTPRequest(url: "http://127.0.0.1:9/", headers: [field]))
            }
            #expect(error?.kind == .configuration, "\(field)")
            #expect(error?.requestWasSent == false)
        }
        await #expect(throws: TransportError.self) {
            try await HTTPClient().send(HTTPRequest(method: "GET / HTTP/1.1\r\nX:", url: "http://127.0.0.1:9/"))
        }
    }
}

extension ScriptedServer {
    func url(_ target: String) -> String { "http://127.0.0.1:\(port)\(target)" }
}
