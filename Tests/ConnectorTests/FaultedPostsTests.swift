import Domain
import Marketplaces
import Sandbox
import TestSupport
import Testing

@Suite("Answers through a marketplace that fails at random") struct FaultedPostsTests {
    /// Operations that send and read in the two marketplaces.
    private static let places: [(SandboxMarketplace, SandboxFault.Place, send: String, read: String)] = [
        (.ebay, .ebay, "sendMessage", "getConversation"),
        (.backmarket, .backmarket, "postMessage", "getCareFolderDetails"),
    ]

    @Test("each is visible exactly once", arguments: [0, 1], [UInt64(1), 2])
    func once(place: Int, seed: UInt64) async throws {
        let (marketplace, faulty, send, read) = Self.places[place]
        var generator = SeededGenerator(seed: seed)
        try await SandboxAccount.with(marketplace) { account in
            let sender = Sender(connector: account.connector)
            var receipts: [BuyerReceipt] = []
            for _ in 0..<3 { receipts.append(try await account.buyerWrites("Frage")) }
            var expected: [String: [String]] = [:]
            for number in 0..<16 {
                for _ in 0..<Int.random(in: 0...3, using: &generator) {
                    let fault = FaultCase.all.randomElement(using: &generator) ?? FaultCase.all[0]
                    let isRead = Bool.random(using: &generator)
                    var planned = SandboxFault(faulty, isRead ? read : send, fault.effect)
                    planned.moment = fault.moment
                    // Back-off is not what is tried here.
                    planned.retryAfter = 0
                    await account.sandbox.add(planned)
                }
                let receipt = receipts[Int.random(in: 0..<receipts.count, using: &generator)]
                let text = "Antwort \(number)"
                expected[receipt.conversation, default: []].append(text)
                _ = try await sender.send(account.post(text, to: receipt))
                await account.sandbox.clearFaults()
            }
            for receipt in receipts {
                let answers = try await account.seen(receipt.conversation).messages.filter { $0.role == .seller }
                #expect(answers.map(\.text) == expected[receipt.conversation] ?? [], "seed \(seed)")
            }
        }
    }
}
