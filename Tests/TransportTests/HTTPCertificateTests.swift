import Domain
import Glibc
import TestSupport
import Testing

@testable import Transport

@Suite(.serialized, .timeLimit(.minutes(1)), .enabled(if: TLSFront.isAvailable))
struct HTTPCertificateTests {
    enum Fault: CaseIterable {
        case unknownAuthority, wrongHost, expired, oldTLS
    }

    @Test("a trusted certificate is accepted, and its trust is of the request that named it")
    func trusted() async throws {
        let place = try TemporaryDirectory()
        let certificate = try await SelfSignedCertificate.make(in: place.path)
        let server = try ScriptedServer { peer, _ in while try peer.receiveRequest() != nil { try peer.respond() } }
        let front = try await TLSFront(before: server.port, certificate)
        let client = HTTPClient()
        let url = "https://localhost:\(front.port)/"
        for _ in 0..<3 {
            let response = try await client.send(HTTPRequest(url: url, caFile: certificate.certificate))
            #expect(response.status == 200)
        }
        #expect(server.connections == 1)
        // The pooled connection was made under another trust and must not serve this one.
        let error = await #expect(throws: TransportError.self) { try await client.send(HTTPRequest(url: url)) }
        #expect(error?.kind == .certificate)
        #expect(server.connections == 1)
    }

    @Test("the end of a web server's certificate is told without a request; of one that is not trusted, nothing")
    func webCertificate() async throws {
        let place = try TemporaryDirectory()
        let certificate = try await SelfSignedCertificate.make(in: place.path, days: 5)
        let journal = Journal<[UInt8]>()
        let server = try ScriptedServer { peer, _ in journal.append(try peer.receive()) }
        let front = try await TLSFront(before: server.port, certificate)
        let url = "https://localhost:\(front.port)/api"
        let found = try #require(try await ServerCertificate.of(web: url, caFile: certificate.certificate))
        let now = Timestamp(seconds: Int64(time(nil)))
        #expect(found.expires > now + .seconds(4 * 86_400) && found.expires < now + .seconds(6 * 86_400))
        #expect(!journal.entries.contains { !$0.isEmpty })
        let error = await #expect(throws: TransportError.self) { try await ServerCertificate.of(web: url, caFile: nil) }
        #expect(error?.kind == .certificate)
        #expect(try await ServerCertificate.of(web: "http://localhost:1/", caFile: nil) == nil)
    }

    @Test("no connection with a certificate or TLS version that is not good enough", arguments: Fault.allCases)
    func refused(_ fault: Fault) async throws {
        let place = try TemporaryDirectory()
        let certificate = try await SelfSignedCertificate.make(
            in: place.path, names: fault == .wrongHost ? ["DNS:example.com"] : ["DNS:localhost", "IP:127.0.0.1"],
            days: fault == .expired ? -1 : 30)
        let journal = Journal<[UInt8]>()
        let server = try ScriptedServer { peer, _ in journal.append(try peer.receive()) }
        let front = try await TLSFront(before: server.port, certificate, newest: fault == .oldTLS ? .tls11 : .tls13)
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(
                HTTPRequest(
                    method: "POST", url: "https://localhost:\(front.port)/", body: [1],
                    caFile: fault == .unknownAuthority ? nil : certificate.certificate))
        }
        #expect(error?.kind == (fault == .oldTLS ? .tls : .certificate))
        #expect(error?.requestWasSent == false)
        // libcurl looks at the host name after the handshake, so that there may be a connection, but without a byte.
        #expect(!journal.entries.contains { !$0.isEmpty })
        #expect(fault == .wrongHost || server.connections == 0)
    }

    @Test("a CA file that does not exist is a mistake of the configuration")
    func missingFile() async throws {
        let error = await #expect(throws: TransportError.self) {
            try await HTTPClient().send(HTTPRequest(url: "https://localhost:1/", caFile: "/nonexistent/ca.pem"))
        }
        #expect(error?.kind == .configuration || error?.kind == .connect)
        #expect(error?.requestWasSent == false)
    }
}
