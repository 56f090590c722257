import Domain
import Sandbox
import Testing

@Suite("Options of the sandbox")
struct SandboxOptionsTests {
    @Test("the seller's address is the approved sender of relay mail")
    func approvedSender() throws {
        let seller = try #require(EmailAddress("shop@seller.example"))
        #expect(SandboxOptions(sellerAddress: seller, mailboxUser: "shop").approvedRelaySenders == [seller])
    }
}
