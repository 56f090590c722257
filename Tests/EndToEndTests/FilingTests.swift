import Domain
import IMAPClient
import MIME
import Sandbox
import TestSupport
import Testing

/// What the bridge does with ticket mails that lie in the agents' mailbox, and what it takes from them.
@Suite("ticket mails in their folders", .serialized, .enabled(if: Shop.isAvailable))
struct FilingTests {
    private static let folder = SandboxMarketplace.mirakl.folder

    @Test("keywords follow the ticket; seen and flagged stay the agent's")
    func keywords() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            _ = try await shop.answer(in: receipt)
            let mail = try await shop.mail(in: Self.folder, "the answered ticket mail") {
                $0.uid == ticket.uid && $0.flags.contains { $0.name == "$mb_waiting" }
            }
            #expect(!mail.flags.contains(.seen) && !mail.flags.contains(.flagged))
            try await shop.send(AgentMail.reply(to: ticket.message, "#assign anna"))
            try await shop.mail(in: Self.folder, "the ticket mail with its owner") {
                $0.uid == ticket.uid && $0.flags.contains { $0.name == "$mb_owner_anna" }
            }
        }
    }

    @Test("mails move to the folder of the state, and what an agent took elsewhere stays there")
    func states() async throws {
        try await withShop(ShopOptions(more: "[tickets]\nby_state = true")) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            _ = try await shop.answer(in: receipt)
            try await shop.mail(in: "Marketplaces/Waiting", "the answered ticket mail") {
                $0.message.messageID == ticket.message.messageID
            }
            let moved = try await shop.mail(in: "Marketplaces/Waiting", "the receipt") {
                $0.message.messageID != ticket.message.messageID
            }
            try await shop.client.move(moved.uid, from: "Marketplaces/Waiting", to: "Kept")
            #expect(try await shop.run("ticket", "close", "1").status == 0)
            try await shop.mail(in: "Marketplaces/Done", "the closed ticket's mail") {
                $0.message.messageID == ticket.message.messageID
            }
            #expect(try await shop.client.mails(in: "Kept").count == 1)
            #expect(try await shop.run("audit").status == 0)
        }
    }

    @Test("a mail in Done closes its ticket, out of it again reopens it, and a mail that is none of ours means nothing")
    func gestures() async throws {
        try await withShop(ShopOptions(more: "[tickets]\ngestures = true")) { shop in
            for folder in [Self.folder, "Marketplaces/Done"] {
                try await shop.running.wait(for: "mail-connected", "folder=\(folder)")
            }
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            _ = try await shop.answer(in: receipt)
            try await shop.report("receipt", receipt, at: .mirakl)
            try await shop.client.move(ticket.uid, from: Self.folder, to: "Marketplaces/Done")
            try await shop.running.wait(for: "gesture-made", "gesture=close")
            #expect(try await shop.ticket(receipt.order).state == "closed")
            let there = try await shop.mail(in: "Marketplaces/Done", "the mail") {
                $0.message.messageID == ticket.message.messageID
            }
            try await shop.client.move(there.uid, from: "Marketplaces/Done", to: Self.folder)
            try await shop.running.wait(for: "gesture-made", "gesture=reopen")
            #expect(try await shop.ticket(receipt.order).state == "open")
            try await shop.client.append(
                Array("From: x@example.com\r\nMessage-ID: <x@example.com>\r\n\r\n#close\r\n".utf8),
                to: "Marketplaces/Done")
            try await shop.running.wait(for: "mail-ignored", "reason=not-a-ticket-mail")
            let shown = try await shop.run("ticket", "show", receipt.order)
            #expect(shown.output.contains("gesture-made"))
            #expect(try await shop.run("audit").status == 0)
        }
    }
}
