import Domain
import TestSupport
import Testing

@testable import Transport

@Suite(.timeLimit(.minutes(1)))
struct HTTPFaultTests {
    /// Where the server breaks the connection off.
    enum Cut: CaseIterable {
        case beforeReading, afterReading, afterReadingByReset, inStatusLine, inHeader, inBody, inChunk
    }

    @Test("a connection cut at any step is a lost connection, and the request counts as sent", arguments: Cut.allCases)
    func cut(_ cut: Cut) async throws {
        let server = try ScriptedServer { peer, _ in
            if cut == .beforeReading { return peer.finishSending() }
            _ = try peer.receiveRequest()
            switch cut {
            case .beforeReading, .afterReading: break
            case .afterReadingByReset: peer.resetOnClose()
            case .inStatusLine: try peer.send("HTTP/1.1 2")
            case .inHeader: try peer.send("HTTP/1.1 200 OK\r\nContent-Le")
            case .inBody: try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
            case .inChunk: try peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nA\r\n123")
            }
        }
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(HTTPRequest(method: "POST", url: server.url("/"), body: [1]))
        }
        #expect(error?.kind == .connectionLost || error?.kind == .protocolViolation, "\(String(describing: error))")
        #expect(error?.requestWasSent == true)
        #expect(error?.retry == .later)
        #expect(server.connections == 1)
    }

    @Test("an answer that is no HTTP is a fault of the peer", arguments: ["hello\r\n\r\n", "\0\0\0\0\0\0\0\0\r\n\r\n"])
    func garbage(_ answer: String) async throws {
        let server = try ScriptedServer { peer, _ in
            _ = try peer.receiveRequest()
            try peer.send(answer)
        }
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(HTTPRequest(url: server.url("/")))
        }
        #expect(error?.kind == .protocolViolation)
        #expect(error?.retry == .later)
    }

    @Test("a request that finds no listener was not sent")
    func refusedConnection() async throws {
        let ports = try ReservedPorts(1)
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(HTTPRequest(method: "POST", url: "http://127.0.0.1:\(ports[0])/", body: [1]))
        }
        #expect(error?.kind == .connect)
        #expect(error?.requestWasSent == false)
        #expect(error?.retry == .later)
        #expect(error?.curlCode == 7)
    }

    @Test("an unknown host was not sent to")
    func unknownHost() async throws {
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(HTTPRequest(url: "https://mailbridge-test.invalid/", timeout: .seconds(20)))
        }
        // Without a reachable name server the answer may come from the connect timeout.
        #expect(error?.kind == .resolve || error?.kind == .timeout)
        #expect(error?.requestWasSent == false)
    }

    @Test("a POST is not repeated when a pooled connection breaks, a GET is", arguments: ["POST", "GET", "DELETE"])
    func deadPooledConnection(_ method: String) async throws {
        let journal = Journal<String>()
        let server = try ScriptedServer { peer, number in
            for count in 0... {
                guard let request = try peer.receiveRequest() else { return }
                journal.append("\(number) \(request.line.prefix { $0 != " " })")
                // The first connection serves one request and dies on the next, after having read it.
                if number == 0, count == 1 { return }
                try peer.respond()
            }
        }
        let client = HTTPClient()
        _ = try await client.send(HTTPRequest(url: server.url("/first")))
        let request = HTTPRequest(method: method, url: server.url("/second"), body: method == "POST" ? [1, 2] : [])
        if method == "GET" {
            #expect(try await client.send(request).status == 200)
            #expect(journal.entries == ["0 GET", "0 GET", "1 GET"])
        } else {
            let error = await #expect(throws: TransportError.self) { try await client.send(request) }
            #expect(error?.kind == .connectionLost)
            #expect(error?.requestWasSent == true)
            #expect(error?.retry == .later)
            #expect(journal.entries == ["0 GET", "0 \(method)"])
            // libcurl did want to send it again.
            #expect(error?.detail.contains("pooled") == true)
        }
        // The client goes on working.
        #expect(try await client.send(HTTPRequest(url: server.url("/third"))).status == 200)
    }

    @Test("a pooled connection that the server has closed in the meantime costs nothing, not even a POST")
    func closedPooledConnection() async throws {
        let gate = Gate()
        let server = try ScriptedServer { peer, number in
            _ = try peer.receiveRequest()
            try peer.respond()
            if number == 0 { return }
            gate.wait()
        }
        let client = HTTPClient()
        _ = try await client.send(HTTPRequest(url: server.url("/")))
        try await eventually("the server has closed") { server.openConnections == 0 }
        #expect(try await client.send(HTTPRequest(method: "POST", url: server.url("/"), body: [1])).status == 200)
        #expect(server.connections == 2)
        gate.open()
    }

    @Test("a silent server meets the timeout, and the request counts as sent")
    func timeout() async throws {
        let gate = Gate()
        let server = try ScriptedServer { peer, _ in
            _ = try peer.receiveRequest()
            gate.wait()
        }
        let start = ContinuousClock.now
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(HTTPRequest(url: server.url("/"), timeout: .milliseconds(300)))
        }
        #expect(error?.kind == .timeout)
        #expect(error?.requestWasSent == true)
        #expect(error?.retry == .later)
        #expect(ContinuousClock.now - start >= .milliseconds(290))
        gate.open()
    }

    @Test("the wait for a free connection counts, and a request that waited in vain was not sent")
    func queueTimeout() async throws {
        let gate = Gate()
        let server = try ScriptedServer { peer, _ in
            _ = try peer.receiveRequest()
            gate.wait()
            try peer.respond()
        }
        let client = HTTPClient(HTTPClientOptions(requestsPerHost: 1))
        async let first = client.send(HTTPRequest(url: server.url("/1")))
        try await eventually("the first is under way") { server.connections == 1 }
        let error = await #expect(throws: TransportError.self) {
            try await client.send(HTTPRequest(url: server.url("/2"), timeout: .milliseconds(200)))
        }
        #expect(error?.kind == .timeout)
        #expect(error?.requestWasSent == false)
        gate.open()
        #expect(try await first.status == 200)
    }

    @Test("the connect timeout holds where nobody answers")
    func connectTimeout() async throws {
        // A listener with a full backlog: the handshake is never finished.
        let full = try FullListener()
        let client = HTTPClient(HTTPClientOptions(connectTimeout: .milliseconds(300)))
        let error = await #expect(throws: TransportError.self) {
            try await client.send(HTTPRequest(url: "http://127.0.0.1:\(full.port)/", timeout: .seconds(20)))
        }
        #expect(error?.kind == .timeout)
        #expect(error?.requestWasSent == false)
        withExtendedLifetime(full) {}
    }

    @Test("cancelling the task aborts the transfer and closes its connection")
    func cancellation() async throws {
        let gone = Journal<Bool>()
        let server = try ScriptedServer { peer, _ in
            _ = try peer.receiveRequest()
            gone.append(false)
            gone.append(try peer.receive().isEmpty)
        }
        let client = HTTPClient()
        let task = Task { try await client.send(HTTPRequest(method: "POST", url: server.url("/"), body: [1])) }
        try await eventually("the request has arrived") { gone.entries == [false] }
        task.cancel()
        let error = await #expect(throws: TransportError.self) { try await task.value }
        #expect(error?.kind == .cancelled)
        #expect(error?.requestWasSent == true)
        try await eventually("the server sees the connection end") { gone.entries == [false, true] }
    }

    @Test("a request cancelled in the queue, or before it began, was not sent")
    func cancellationInQueue() async throws {
        let gate = Gate()
        let journal = Journal<String>()
        let server = try ScriptedServer { peer, _ in
            while let request = try peer.receiveRequest() {
                journal.append(request.line)
                gate.wait()
                try peer.respond()
            }
        }
        let client = HTTPClient(HTTPClientOptions(requestsPerHost: 1))
        async let first = client.send(HTTPRequest(url: server.url("/1")))
        try await eventually("the first is under way") { journal.entries.count == 1 }
        let tasks = (0..<20).map { number in
            Task { try await client.send(HTTPRequest(url: server.url("/cancelled/\(number)"))) }
        }
        for task in tasks {
            task.cancel()
            let error = await #expect(throws: TransportError.self) { try await task.value }
            #expect(error?.kind == .cancelled)
            #expect(error?.requestWasSent == false)
        }
        gate.open()
        _ = try await first
        _ = try await client.send(HTTPRequest(url: server.url("/2")))
        #expect(journal.entries == ["GET /1 HTTP/1.1", "GET /2 HTTP/1.1"])
    }

    @Test("shutdown ends what is under way and what waits; later requests are refused")
    func shutdown() async throws {
        let gate = Gate()
        let server = try ScriptedServer { peer, _ in
            _ = try peer.receiveRequest()
            gate.wait()
        }
        let client = HTTPClient(HTTPClientOptions(requestsPerHost: 2))
        let tasks = (0..<5).map { _ in Task { try await client.send(HTTPRequest(url: server.url("/"))) } }
        try await eventually("two are under way") { server.connections == 2 }
        client.shutdown()
        var sent = 0
        for task in tasks {
            let error = await #expect(throws: TransportError.self) { try await task.value }
            #expect(error?.kind == .closed)
            if error?.requestWasSent == true { sent += 1 }
        }
        #expect(sent <= 2)
        let error = await #expect(throws: TransportError.self) {
            try await client.send(HTTPRequest(url: server.url("/")))
        }
        #expect(error?.kind == .closed)
        gate.open()
    }
}
