import Testing

@testable import Domain

@Suite("Mail addresses") struct EmailAddressTests {
    @Test("letters compare without case")
    func folding() { #expect(EmailAddress("Anna@Seller.Example") == EmailAddress("anna@seller.example")) }

    @Test("the sub-address stands behind the first plus sign")
    func detail() throws {
        let address = try #require(EmailAddress("service+abc+d@seller.example"))
        #expect(address.detail == "abc+d")
        #expect(address.withoutDetail == EmailAddress("service@seller.example"))
        #expect(address.withDetail("x").text == "service+x@seller.example")
    }

    @Test("what cannot be a mailbox is refused", arguments: ["", "a", "@b", "a@", "a b@c", "a@b\r\n", "<a@b>"])
    func refused(text: String) { #expect(EmailAddress(text) == nil) }
}

@Suite("Secrets") struct SecretTests {
    @Test("a secret never prints itself")
    func redacted() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(secret, to: &dumped)
        for text in ["\(secret)", String(reflecting: secret), dumped, "\([secret])"] {
            #expect(!text.contains("hunter2"))
        }
    }
}
