import Domain
import IMAPClient
import Sandbox
import TestSupport
import Testing

@Suite("reminders of held answers", .serialized, .enabled(if: Shop.isAvailable))
struct ReminderTests {
    @Test("a held answer is reminded of twice, the second time louder, and ok to a reminder sends it")
    func reminders() async throws {
        let clock = "[[clock]]\nname = \"conrad\"\ntarget = \"50s\"\ncounting = \"calendar\"\ntimezone = \"UTC\"\n"
        try await withShop(ShopOptions(more: clock)) { shop in
            let (receipt, ticket) = try await shop.ask(.canary("Is the canary yellow?\nOr green?", at: .mirakl))
            try await shop.send(AgentMail.interleaved(ticket.message, ["Is the canary yellow?": "Yes, quite yellow."]))
            try await shop.report("question", receipt, at: .mirakl)
            let half = try await shop.report("question", receipt, at: .mirakl, number: 2)
            #expect(half.text.contains("waits for your word, anna"))
            let late = try await shop.report("question", receipt, at: .mirakl, number: 3)
            try await shop.report("notice", receipt, at: .mirakl, containing: "Nothing is sent by itself")
            #expect(await shop.sandbox.postCount(.mirakl) == 0)

            try await shop.send(AgentMail.reply(to: late.message, "ok"))
            #expect(try await shop.answer(in: receipt).text.contains("Yes, quite yellow."))
            #expect(await shop.sandbox.postCount(.mirakl) == 1)
        }
    }
}
