import Domain
import Marketplaces
import Sandbox
import Testing

@Suite("Kaufland's connector against its stand-in") struct KauflandSandboxTests {
    @Test("an answer arrives once, and the conversation shows it")
    func answers() async throws {
        try await SandboxAccount.with(.kaufland) { account in
            let receipt = try await account.buyerWrites("Wo bleibt mein Paket?")
            guard case .accepted = await account.connector.post(account.post("Es kommt morgen.", to: receipt)) else {
                Issue.record("not accepted")
                return
            }
            let texts = try await account.seen(receipt.conversation).messages.map(\.text)
            #expect(texts == ["Wo bleibt mein Paket?", "Es kommt morgen."])
        }
    }
}
