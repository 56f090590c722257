import Testing
import Transport

@Suite struct HTTPHeadersTests {
    @Test("names compare without case and repeated fields keep their order")
    func lookup() {
        let headers = HTTPHeaders([("Link", "a"), ("x-Rate", "7"), ("LINK", "b")])
        #expect(headers.first("link") == "a")
        #expect(headers.all("Link") == ["a", "b"])
        #expect(headers.first("X-RATE") == "7")
        #expect(headers.first("missing") == nil)
    }
}
