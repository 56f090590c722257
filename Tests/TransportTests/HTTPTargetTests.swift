import Domain
import Testing

@testable import Transport

@Suite struct HTTPTargetTests {
    @Test(
        "takes an address apart without changing path or query",
        arguments: [
            ("https://api.example.com/v1/x?y=%7e", "https://api.example.com:443", "/v1/x?y=%7e"),
            ("https://API.example.com:8443", "https://api.example.com:8443", "/"),
            ("https://api.example.com?b=/c", "https://api.example.com:443", "/?b=/c"),
            ("https://api.example.com/a/../b/./c//d;e", "https://api.example.com:443", "/a/../b/./c//d;e"),
            ("http://127.0.0.1:80/%2F%aB", "http://127.0.0.1:80", "/%2F%aB"),
            ("http://[::1]:99/x", "http://[::1]:99", "/x"),
            ("http://localhost/", "http://localhost:80", "/"),
        ])
    func accepted(_ url: String, origin: String, target: String) throws {
        let parts = try HTTPTarget(url)
        #expect(parts.origin == origin)
        #expect(parts.requestTarget == target)
    }

    @Test(
        "refuses what is not https, leads elsewhere than it seems, or cannot be sent as it is",
        arguments: [
            "", "api.example.com/x", "ftp://127.0.0.1/x", "file:///etc/passwd", "http://example.com/",
            "http://127.0.0.1.example.com/", "http://localhost.example.com/", "http://127.0.0.1@example.com/",
            "http://user:key@127.0.0.1/", "https://user@example.com/", "http:///127.0.0.1/", "https:/example.com/",
            "https://example.com/a b", "https://example.com/ü", "https://example.com/x#y", "https:///x",
            "https://example.com\\@127.0.0.1/", "http://127.0.0.1\\.example.com/", "https://example.com:port/",
            "https://example.com/a\r\nX: y", "https://?x", "http://0x7f.evil.com/", "http://10.0.0.1/",
        ])
    func refused(_ url: String) {
        let error = #expect(throws: TransportError.self) { try HTTPTarget(url) }
        #expect(error?.kind == .configuration)
        #expect(error?.retry == .never)
        #expect(error?.requestWasSent == false)
    }

    @Test(
        "knows this host",
        arguments: [
            ("localhost", true), ("LocalHost", true), ("127.0.0.1", true), ("127.255.0.9", true), ("::1", true),
            ("[::1]", true), ("127.1", false), ("128.0.0.1", false), ("127.0.0.256", false), ("127.0.0.01", false),
            ("localhost.", false), ("127.0.0.1.x", false), ("example.com", false), ("", false), ("127.0.0.", false),
            ("::2", false), ("127.0.0.+1", false),
        ])
    func loopback(_ host: String, expected: Bool) { #expect(isLoopback(host) == expected) }
}
