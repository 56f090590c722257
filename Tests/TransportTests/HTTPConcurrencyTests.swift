import Domain
import TestSupport
import Testing

@testable import Transport

@Suite(.serialized, .timeLimit(.minutes(1)))
struct HTTPConcurrencyTests {
    @Test("64 requests at a time share the connections that one host may have")
    func sharedConnections() async throws {
        let server = try ScriptedServer { peer, _ in
            while let request = try peer.receiveRequest() { try peer.respond(body: Array(request.line.utf8)) }
        }
        let client = HTTPClient(HTTPClientOptions(requestsPerHost: 4))
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<64 {
                group.addTask {
                    let response = try await client.send(HTTPRequest(url: server.url("/\(number)")))
                    return String(decoding: response.body, as: UTF8.self) == "GET /\(number) HTTP/1.1"
                }
            }
            for try await isRight in group { #expect(isRight) }
        }
        #expect(server.connections <= 4)
        #expect(server.mostAtOneTime <= 4)
    }

    @Test("a host that stalls does not hold up another")
    func stall() async throws {
        let gate = Gate()
        let stalled = try ScriptedServer { peer, _ in
            while try peer.receiveRequest() != nil {
                gate.wait()
                try peer.respond()
            }
        }
        let quick = try ScriptedServer { peer, _ in while try peer.receiveRequest() != nil { try peer.respond() } }
        let client = HTTPClient(HTTPClientOptions(requestsPerHost: 2, requests: 4))
        let waiting = (0..<10).map { _ in Task { try await client.send(HTTPRequest(url: stalled.url("/"))) } }
        try await eventually("the slow host has its share") { stalled.connections == 2 }
        for _ in 0..<10 { #expect(try await client.send(HTTPRequest(url: quick.url("/"))).status == 200) }
        gate.open()
        for task in waiting { #expect(try await task.value.status == 200) }
    }

    @Test("many small requests pass in seconds")
    func throughput() async throws {
        let server = try ScriptedServer { peer, _ in while try peer.receiveRequest() != nil { try peer.respond() } }
        let client = HTTPClient(HTTPClientOptions(requestsPerHost: 8))
        let start = ContinuousClock.now
        let count = 1000
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<count {
                group.addTask { _ = try await client.send(HTTPRequest(url: server.url("/"), timeout: .seconds(50))) }
            }
            try await group.waitForAll()
        }
        let rate = Double(count) / ((ContinuousClock.now - start) / .seconds(1))
        print("HTTP on loopback: \(Int(rate)) requests a second")
        #expect(rate > 10)
    }

    @Test("large answers pass in full")
    func largeAnswers() async throws {
        let body = (0..<20).flatMap { [UInt8](repeating: UInt8($0), count: 1_000_000) }
        let server = try ScriptedServer { peer, _ in
            while try peer.receiveRequest() != nil { try peer.respond(body: body) }
        }
        let start = ContinuousClock.now
        let response = try await HTTPClient().send(HTTPRequest(url: server.url("/")))
        #expect(same(response.body, body))
        print("HTTP on loopback: \(Int(20 / ((ContinuousClock.now - start) / .seconds(1)))) MB a second")
    }
}
