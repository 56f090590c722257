import Bridge
import Domain
import FoundationEssentials
import Logging
import Marketplaces
import Routing
import Sandbox
import Store
import Testing
import TestSupport
import Transport

/// Posts over the API connectors while the marketplaces fail in every way that the sandbox knows: afterwards each answer
/// stands once before the buyer, or a person was told that nobody knows.
///
/// `POSTS` sets how many for each marketplace (100 unless set), `SEED` repeats a run.
@Suite("Posts among faults", .serialized) struct FaultedPostsTests {
    private static let posts = ProcessInfo.processInfo.environment["POSTS"].flatMap { Int($0) } ?? 100
    private static let seed = ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) } ?? 20_261_129
    private static let texts = ["Es kommt morgen.", "Dzień dobry,\n\nwysłane.", "It is on its way & <soon> there."]

    @Test(
        "each answer is seen once, or a person is told", .timeLimit(.minutes(50)),
        arguments: [SandboxMarketplace.mirakl, .kaufland, .ebay, .allegro, .octopia, .backmarket])
    func exactlyOnce(marketplace: SandboxMarketplace) async throws {
        try await FaultBench.with(marketplace) { try await post($0, marketplace) }
    }

    private func post(_ bench: FaultBench, _ marketplace: SandboxMarketplace) async throws {
        var random = SeededGenerator(seed: Self.seed &+ UInt64(marketplace.rawValue.utf8.reduce(0) { $0 &+ Int($1) }))
        var conversations: [BuyerReceipt] = []
        // About as many answers to a conversation as a long one has in life.
        for number in 0..<min(Self.posts, max(20, Self.posts / 8)) {
            conversations.append(try await bench.question(number))
        }

        var texts: [Int64: String] = [:]
        for number in 0..<Self.posts {
            let receipt = conversations[number % conversations.count]
            let text = "\(Self.texts[number % Self.texts.count]) Nr. \(marketplace.rawValue)-\(number)."
            texts[try await bench.enqueue(text, in: receipt, number: number)] = text
        }
        try await bench.drain {
            // What no call met is taken back: faults that pile up would leave nothing that works.
            await bench.sandbox.clearFaults()
            let operations = await bench.operations
            for _ in 0..<Int.random(in: 0...2, using: &random) {
                await bench.sandbox.add(FaultBench.randomFault(at: marketplace, operations, using: &random))
            }
        }

        var sure = 0
        var doubtful = 0
        let seen = await bench.sandbox.conversations().filter { $0.marketplace == marketplace }
            .flatMap(\.messages).filter { $0.role == .seller }.map { FaultBench.comparable($0.text) }
        let count = Dictionary(seen.map { ($0, 1) }, uniquingKeysWith: +)
        for (id, text) in texts {
            let entry = try #require(try await bench.store.outboxEntry(id))
            let visible = count[FaultBench.comparable(text), default: 0]
            #expect(visible <= 1, "seed \(Self.seed): posted \(visible) times: \(text)")
            switch entry.state {
            case .confirmed:
                sure += 1
                #expect(visible == 1, "seed \(Self.seed): confirmed, but not seen: \(text)")
            case .held:
                doubtful += 1
                #expect(entry.reason == "outcome-unknown", "\(text)")
            case .failed: #expect(visible == 0, "seed \(Self.seed): failed (\(entry.reason ?? "")), but seen: \(text)")
            default: Issue.record("seed \(Self.seed): \(entry.state) at the end: \(text)")
            }
        }
        print("\(marketplace.rawValue): \(Self.posts) posts, \(sure) confirmed, \(doubtful) asked a person")
        // Doubt is the exception, or nobody would look any more.
        #expect(doubtful * 4 <= Self.posts)
        #expect(sure > 0)
    }
}
