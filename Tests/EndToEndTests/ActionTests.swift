import Domain
import MIME
import Sandbox
import TestSupport
import Testing

/// What agents ask of the marketplace beside an answer, from the mail client to the marketplace and back.
@Suite("actions from the mail client", .serialized, .enabled(if: Shop.isAvailable))
struct ActionTests {
    @Test("#close closes the conversation at the marketplace, and the receipt says so")
    func close() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            try await shop.send(AgentMail.reply(to: ticket.message, "#close\n\nKind regards\nAnna"))
            try await shop.report("receipt", receipt, at: .kaufland, containing: "has done this")
            let conversations = await shop.sandbox.conversations()
            #expect(conversations.first { $0.id == receipt.conversation }?.isClosed == true)
            #expect(await shop.sandbox.postCount(.kaufland) == 0)
        }
    }

    @Test("#refund shows its exact effect and moves nothing; ok moves it, once")
    func refund() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            try await shop.send(AgentMail.reply(to: ticket.message, "#refund 5,00 EUR delivery_delay"))
            let question = try await shop.report(
                "question", receipt, at: .kaufland, containing: "Nothing has been done yet")
            #expect(question.text.contains("5.00 EUR"))
            #expect(await shop.sandbox.carriedOut("order-units.refund", at: .kaufland) == 0)
            try await shop.send(AgentMail.reply(to: ticket.message, "#refund 5,00 EUR delivery_delay"))
            try await shop.report("notice", receipt, at: .kaufland, containing: "a few minutes ago")

            try await shop.send(AgentMail.reply(to: question.message, "ok"))
            try await shop.report("notice", receipt, at: .kaufland, containing: "Without its code nothing is done")
            let code = try #require(question.text.firstMatch(of: /ok ([A-Z0-9]{6})/)).1
            try await shop.send(AgentMail.reply(to: question.message, "ok \(code)"))
            try await shop.report("receipt", receipt, at: .kaufland, containing: "has done this")
            try await shop.send(AgentMail.reply(to: question.message, "ok \(code)"))
            try await shop.report("notice", receipt, at: .kaufland, containing: "Nothing waits for this code")
            #expect(await shop.sandbox.carriedOut("order-units.refund", at: .kaufland) == 1)
        }
    }

    @Test("an amount above the price and a reason that nobody knows are refused with what would fit")
    func wrong() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            try await shop.send(AgentMail.reply(to: ticket.message, "#refund 9999 EUR"))
            try await shop.report("notice", receipt, at: .kaufland, containing: "is no amount in EUR up to")
            try await shop.send(AgentMail.reply(to: ticket.message, "#cancel because I say so"))
            let notice = try await shop.report("notice", receipt, at: .kaufland, containing: "does not know the reason")
            #expect(notice.text.contains("NoInventory"))
        }
    }

    @Test("what has no door ends in the portal's link, and the ticket stays open")
    func portal() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            try await shop.send(
                AgentMail.reply(to: ticket.message, "#escalate\n\nPlease look into this buyer's account."))
            let notice = try await shop.report("notice", receipt, at: .kaufland, containing: "in its portal only")
            #expect(notice.text.contains("Please look into this buyer's account."))
            #expect(await shop.sandbox.postCount(.kaufland) == 0)
        }
    }
}

extension Sandbox {
    /// How often an operation was carried out.
    func carriedOut(_ operation: String, at marketplace: SandboxMarketplace) async -> Int {
        await counts().first { $0.place.rawValue == marketplace.rawValue && $0.operation == operation }?.accepted ?? 0
    }

    /// How often the seller's mail host refused a recipient.
    func refusedRecipients() async -> Int {
        await counts().first { $0.place == .smtp && $0.operation == "rcpt" }?.refused ?? 0
    }
}
