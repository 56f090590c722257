import Domain
import Testing

@testable import Configuration

@Suite("[lmtp]")
struct LMTPSectionTests {
    private static func settings(_ lines: String) throws -> LMTPSettings {
        try #require(try "\(Broken.minimalText)\n[lmtp]\n\(lines)\n".checked().offline.lmtp)
    }

    @Test("without the section nothing is taken, with it the mailboxes' addresses are")
    func defaults() throws {
        #expect(try Broken.minimalText.checked().offline.lmtp == nil)
        let settings = try Self.settings("")
        #expect(settings.place == .path("/run/mailbridge/lmtp", mode: 0o660, group: nil))
        #expect(settings.recipients.map(\.text) == ["shop@example.com"])
        #expect(settings.domains.isEmpty && settings.subAddressing)
        #expect((settings.mailLimit, settings.recipientLimit, settings.connections) == (60_000_000, 100, 20))
        #expect(settings.idleTimeout == .seconds(300))
    }

    @Test("addresses and whole domains can be named")
    func recipients() throws {
        let settings = try Self.settings("recipients = [\"reply@example.com\", \"@Bridge.example.com\"]")
        #expect(settings.recipients.map(\.text) == ["reply@example.com"])
        #expect(settings.domains == ["bridge.example.com"])
    }

    @Test(
        "a port of this machine", arguments: [("127.0.0.1:2424", "127.0.0.1"), ("[::1]:2424", "::1")])
    func port(text: String, host: String) throws {
        #expect(try Self.settings("listen = \"\(text)\"").place == .port(host: host, port: 2424))
    }
}
