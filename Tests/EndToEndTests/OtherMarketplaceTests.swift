import Domain
import MIME
import Sandbox
import TestSupport
import Testing

/// The same loop at the marketplaces beyond the usual three.
@Suite("the loop at further marketplaces", .serialized, .enabled(if: Shop.isAvailable))
struct OtherMarketplaceTests {
    @Test(
        "a question becomes a ticket, and the answer stands at the marketplace",
        arguments: [SandboxMarketplace.bol, .ebay, .allegro, .octopia, .backmarket])
    func loop(marketplace: SandboxMarketplace) async throws {
        try await withShop(ShopOptions(others: [marketplace])) { shop in
            let question = BuyerMessage.canary("Hello,\nwhere does my canary parcel stay?", at: marketplace)
            let (receipt, ticket) = try await shop.ask(question)
            #expect(ticket.text.contains("where does my canary parcel stay?"))
            #expect(ticket.text.contains("Order: \(receipt.order)"))
            #expect(ticket.text.contains("Answer by: "))

            let text = "Hello Zerlina,\n\nit arrives tomorrow, in the canary van.\n\nKind regards\nAnna"
            try await shop.send(AgentMail.reply(to: ticket.message, text))
            let answer = try await shop.answer(in: receipt)
            #expect(answer.text.hasPrefix(text))
            try await shop.report("receipt", receipt, at: marketplace)
            #expect(try await shop.ticket(receipt.order).state == "pending")
            #expect(await shop.sandbox.postCount(marketplace) == 1)
        }
    }
}
