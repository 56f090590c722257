import Domain
import IMAPClient
import MIME
import Sandbox
import TestSupport
import Testing

/// Answers that break a marketplace's rules: refused, asked about, warned of.
@Suite("content rules", .serialized, .enabled(if: Shop.isAvailable))
struct ContentTests {
    @Test("what is refused comes back in the agent's language with rule, place, cure and text, and no ok sends it")
    func refused() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            let text = "Hello,\nyour canary {{order.number}} is on its way."
            try await shop.send(AgentMail.reply(to: ticket.message, text))
            let failure = try await shop.report("failure", receipt, at: .mirakl)
            #expect(failure.text.contains("Placeholder not filled in (line 2: “…{{order.number}}…”): put in what"))
            #expect(failure.text.contains(text))
            #expect(failure.text.contains("https://conrad.example/mmp/shop/order/\(receipt.order)"))

            try await shop.send(AgentMail.reply(to: failure.message, "ok"))
            try await shop.report("question", receipt, at: .mirakl)
            #expect(await shop.sandbox.postCount(.mirakl) == 0)

            try await shop.send(AgentMail.reply(to: failure.message, "Hello,\nyour canary is on its way."))
            #expect(try await shop.answer(in: receipt).text == "Hello,\nyour canary is on its way.")
            try await shop.report("receipt", receipt, at: .mirakl)

            try await shop.send(
                AgentMail.reply(to: ticket.message, "Siehe www.canary.example, bitte.", from: Shop.ben))
            let question = try await shop.report(
                "question", receipt, at: .mirakl, containing: "Das fällt in Ihrem Text auf")
            #expect(question.text.contains("Link (Zeile 1: „…www.canary.example…“): Entfernen Sie"))
            #expect(await shop.sandbox.postCount(.mirakl) == 1)
        }
    }

    @Test(
        "what is held is asked about with all finds; ok sends exactly it and is journalled, carriers' links go at once")
    func held() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            let text = "Hello,\ncall 0431 5550177 about the canary, or write to birds@canary.example."
            try await shop.send(AgentMail.reply(to: ticket.message, text))
            let question = try await shop.report("question", receipt, at: .mirakl)
            #expect(question.text.contains("Phone number (line 2: “…0431 5550177…”)"))
            #expect(question.text.contains("Mail address (line 2: “…birds@canary.example"))
            let held = try #require(try await shop.queue().first)
            #expect(held.state == "held" && held.reason == "content-rules")

            // Another text is looked through as well.
            try await shop.send(AgentMail.reply(to: question.message, "Hello,\ncall 0431 5550178 about the canary."))
            let again = try await shop.report("question", receipt, at: .mirakl, number: 2)
            #expect(await shop.sandbox.postCount(.mirakl) == 0)
            try await shop.send(AgentMail.reply(to: again.message, "ok"))
            #expect(try await shop.answer(in: receipt).text == "Hello,\ncall 0431 5550178 about the canary.")
            try await shop.report("receipt", receipt, at: .mirakl)
            let journal = try await shop.run("ticket", "show", receipt.order).output
            #expect(journal.contains("rule-overridden"))

            let tracked = "Your canary: https://www.dhl.de/de/privatkunden.html?piececode=00340434161094021501"
            try await shop.send(AgentMail.reply(to: ticket.message, tracked))
            #expect(try await shop.answer(number: 2, in: receipt).text == tracked)
            #expect(await shop.sandbox.postCount(.mirakl) == 2)
        }
    }

    @Test("each marketplace has its own rules: Kaufland refuses any link, Amazon warns of advertising in the receipt")
    func kinds() async throws {
        try await withShop { shop in
            let (first, question) = try await shop.ask(.canary(at: .kaufland))
            try await shop.send(AgentMail.reply(to: question.message, "The canary: https://www.dhl.de/x"))
            let failure = try await shop.report("failure", first, at: .kaufland)
            #expect(failure.text.contains("Link (line 1: “…https://www.dhl.de/x…”)"))
            #expect(await shop.sandbox.postCount(.kaufland) == 0)

            let (second, mail) = try await shop.ask(.canary(at: .amazon))
            try await shop.send(
                AgentMail.reply(to: mail.message, "Hello,\nthe canary comes tomorrow, with a coupon for the next one."))
            let receipt = try await shop.report("receipt", second, at: .amazon)
            #expect(receipt.text.contains("Advertising (line 2: “…coupon…”): leave it out."))
        }
    }

    @Test("Allegro's message centre refuses at once what only its issues take")
    func lengths() async throws {
        try await withShop(ShopOptions(others: [.allegro])) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .allegro))
            let long = Array(repeating: "The canary sings all day.", count: 90).joined(separator: "\n")
            try await shop.send(AgentMail.reply(to: ticket.message, long))
            let failure = try await shop.report("failure", receipt, at: .allegro)
            #expect(failure.text.contains("at most 2000 are taken: shorten it"))
            #expect(await shop.sandbox.postCount(.allegro) == 0)
            #expect(try await shop.queue().isEmpty)
        }
    }
}
