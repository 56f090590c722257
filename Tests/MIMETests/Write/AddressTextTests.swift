import Testing

@testable import MIME

@Suite("Addresses in a field") struct AddressTextTests {
    private func field(_ mailboxes: Mailbox...) throws -> String {
        var writer = HeaderWriter()
        try writer.write("To", mailboxes: mailboxes)
        return String(decoding: writer.output, as: UTF8.self)
    }

    @Test(
        "display names are atoms, quoted or encoded",
        arguments: [
            ("Hans Meier", "Hans Meier"), ("Meier, Hans", "\"Meier, Hans\""), ("a\"b\\c", "\"a\\\"b\\\\c\""),
            ("Jörg, M.", "=?utf-8?B?SsO2cmcsIE0u?="), ("M. Muster", "\"M. Muster\""), ("a@b", "\"a@b\""),
            ("(x)", "\"(x)\""), (" a", "=?utf-8?Q?_a?="), ("a  b", "=?utf-8?Q?a__b?="),
            ("=?utf-8?Q?x?=", "=?utf-8?B?PT91dGYtOD9RP3g/PQ==?="),
        ])
    func names(name: String, written: String) throws {
        #expect(try field(Mailbox(name: name, address: "h@x.example")) == "To: \(written) <h@x.example>\r\n")
    }

    @Test("an address without a name needs no brackets; a list has commas; no address, no field")
    func lists() throws {
        #expect(
            try field(Mailbox(name: "", address: "h@x.example"), Mailbox(address: "i@x.example"))
                == "To: h@x.example, i@x.example\r\n")
        #expect(try field() == "")
    }

    @Test(
        "odd but usable addresses are written",
        arguments: [
            "a..b@docomo.example", "a.@docomo.example", "\"a b@c\"@d.example", "a+b=c@[192.0.2.1]",
            "a@[IPv6:2001:db8::1]", "o'neil@x.example", "a@localhost", "a@xn--mller-kva.example",
        ])
    func oddAddresses(address: String) throws {
        var message = WriteErrorTests.good
        message.to = [Mailbox(address: address)]
        #expect(String(decoding: try message.bytes(), as: UTF8.self).contains("To: \(address)\r\n"))
        #expect(!message.needsSMTPUTF8)
    }

    @Test(
        "international addresses are written as they are, and said to need SMTPUTF8",
        arguments: ["jörg@müller.example", "用户@例え.example", "\"ä b\"@x.example", "نامه\u{200C}ای@x.example"])
    func internationalAddress(address: String) throws {
        var message = WriteErrorTests.good
        message.to = [Mailbox(name: "Jörg", address: address)]
        #expect(message.needsSMTPUTF8)
        #expect(String(decoding: try message.bytes(), as: UTF8.self).contains("=?= <\(address)>\r\n"))
    }

    @Test(
        "what is no address is refused",
        arguments: [
            "", "a", "@b.example", "a@", "a b@c.example", "a@b..example", "a@b.", "a@b@c.example", "a,b@c.example",
            "<a@b.example>", "a@b.example>", "\"a@b.example", "\"a\"b\"@c.example", "a@[1.2.3.4", "a@[]", "a@[a]b]",
            "a@b example", "a(x)@b.example", "a\u{A0}b@c.example", "a@b\u{3000}.example", "a@\u{202E}b.example",
            "\"a\u{2066}b\"@c.example", "a@b.example\u{FEFF}", "\(String(repeating: "a", count: 320))@b.example",
        ])
    func refused(address: String) {
        var message = WriteErrorTests.good
        message.to = [Mailbox(address: address)]
        #expect(WriteErrorTests.error(of: message) == WriteError(field: "To", .malformedAddress))
    }
}
