import Domain
import IMAPClient
import MIME
import Sandbox
import TestSupport
import Testing

/// Mails of the seller's everyday life, and of people who want something of the seller.
@Suite("mails that are no answer", .serialized, .enabled(if: Shop.isAvailable))
struct StrangeMailTests {
    @Test("mail that was there before the first run, and ordinary mail, is left as it lies")
    func ordinaryMail() async throws {
        let shop = try await Shop.open(ShopOptions(logLevel: "info"))
        let old = BadMails.mail(from: "friend@canary-sender.example", subject: "Lunch?", text: "Canary lunch at noon?")
        try await shop.receive(old)
        try await withShop(shop) { shop in
            #expect(try shop.running.events("folder-started", "next=2").count == 1)
            let new = BadMails.mail(
                from: "friend@canary-sender.example", subject: "Re: Lunch?", text: "Or canary dinner?")
            try await shop.receive(new)
            try await shop.running.wait(for: "mail-ignored", "reason=not-a-marketplace-mail")
            let mails = try await shop.client.mails(in: "INBOX")
            #expect(mails.map(\.message.messageID) == [old.messageID, new.messageID])
            #expect(mails.filter { !$0.flags.isEmpty }.isEmpty)
            #expect(try await shop.tickets().isEmpty)
            #expect(try await shop.quarantine().isEmpty)
        }
    }

    @Test("a notification that nobody vouches for is kept whole in quarantine")
    func phishing() async throws {
        try await withShop { shop in
            try await shop.receive(BadMails.phishing)
            try await shop.running.wait(for: "mail-quarantined", "reason=unproven-marketplace")
            let kept = try #require(try await shop.quarantine().first)
            #expect(kept.reason == "unproven-marketplace")
            let original = try #require(try await shop.client.mails(in: "INBOX").first)
            #expect(original.flags.isEmpty)
            let shown = try await shop.run("quarantine", "show", "\(kept.mail)")
            #expect(shown.status == 0)
            #expect(shown.output == String(decoding: original.message.bytes, as: UTF8.self))
            #expect(try await shop.tickets().isEmpty)
        }
    }

    @Test("whoever has a ticket's address is not an agent yet")
    func stranger() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            let text = "Your canary order is cancelled."
            let stranger = try AgentMail.reply(to: ticket.message, text, from: "mallory@canary-sender.example")
            try await shop.receive(stranger)
            try await shop.running.wait(for: "mail-quarantined", "not-an-agent")
            let notice = try await shop.report("notice", receipt, at: .mirakl, containing: "not-an-agent")
            #expect(notice.text.contains("mallory@canary-sender.example is no agent's address"))

            // The agent's address, but nobody who proved to be the agent.
            try await shop.receive(AgentMail.reply(to: ticket.message, text))
            try await shop.running.wait(for: "mail-quarantined", "unproven-sender", count: 2)
            try await shop.report(
                "notice", receipt, at: .mirakl, containing: "could not be proven", number: 2)

            // Logged in, but as somebody else.
            var forged = try AgentMail.reply(to: ticket.message, text, from: Shop.ben)
            forged.from = Mailbox(name: "Anna", address: Shop.anna)
            try await shop.submit(forged, as: Shop.ben)
            try await shop.running.wait(for: "mail-quarantined", "submitted-by-somebody-else")

            #expect(try await shop.quarantine().count == 3)
            // Nobody writes to him, and nobody tried.
            #expect(await shop.sandbox.mails().filter { $0.recipient.text == "mallory@canary-sender.example" }.isEmpty)
            #expect(await shop.sandbox.refusedRecipients() == 0)
            #expect(try await shop.queue().isEmpty)
            #expect(await shop.sandbox.postCount(.mirakl) == 0)
        }
    }

    @Test("an address that was taken back, and an agent of other marketplaces, are refused with the cure")
    func refused() async throws {
        try await withShop(ShopOptions(bensMarketplaces: ["amazon"])) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            let number = try await shop.ticket(receipt.order).ticket
            #expect(try await shop.run("ticket", "renew", "\(number)").status == 0)
            let text = "The canary comes tomorrow."
            try await shop.send(AgentMail.reply(to: ticket.message, text))
            let failure = try await shop.report("failure", receipt, at: .mirakl, containing: "was taken back")
            #expect(failure.text.contains(text) && failure.subject.contains("NOT sent"))

            // The next mail of the conversation carries the new address, and belongs to the same thread.
            var more = BuyerMessage.canary("One more canary question", at: .mirakl)
            more.conversation = receipt.conversation
            let (_, next) = try await shop.ask(more)
            #expect(next.message.references.first == ticket.message.references.first)
            try await shop.send(AgentMail.reply(to: next.message, text))
            #expect(try await shop.answer(in: receipt).text == text)

            let other = try AgentMail.reply(to: next.message, "It never comes.", from: Shop.ben)
            try await shop.send(other)
            try await shop.report("failure", receipt, at: .mirakl, containing: "gehört nicht zu")
            #expect(await shop.sandbox.postCount(.mirakl) == 1)
        }
    }

    @Test("automatic mail to a ticket's address is not an answer")
    func automatic() async throws {
        try await withShop { shop in
            let (_, ticket) = try await shop.ask(.canary(at: .kaufland))
            try await shop.send(BadMails.absence(of: ticket.message))
            try await shop.running.wait(for: "mail-ignored", "reason=auto-reply")
            let bounce = try BadMails.bounce(of: ticket.message)
            try await offPool { [dovecot = shop.dovecot] in try dovecot.deliver(bounce, to: Shop.mailboxUser) }
            try await shop.running.wait(for: "mail-ignored", "reason=bounce")
            #expect(try await shop.queue().isEmpty)
            #expect(await shop.sandbox.postCount(.kaufland) == 0)
            #expect(try await shop.client.mails(in: SandboxMarketplace.kaufland.folder).count == 1)
            try await shop.waitForMails(2, in: "INBOX")
        }
    }
}
