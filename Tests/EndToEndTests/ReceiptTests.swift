import Domain
import IMAPClient
import MIME
import Sandbox
import TestSupport
import Testing

/// What agents see of answers that arrived, and of programs that answer in their place.
@Suite("receipts and programs", .serialized, .enabled(if: Shop.isAvailable))
struct ReceiptTests {
    @Test("a receipt shows the text as the marketplace stores it", arguments: [SandboxMarketplace.mirakl, .kaufland])
    func stored(marketplace: SandboxMarketplace) async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: marketplace))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            let mail = try await shop.report("receipt", receipt, at: marketplace)
            #expect(mail.text.contains("As it stands at"))
            #expect(mail.text.contains("The canary comes tomorrow."))
        }
    }

    @Test("with receipts as keywords a plain answer leaves no mail, but the keyword on both mails")
    func keyword() async throws {
        try await withShop(ShopOptions(more: "[tickets]\nreceipts = \"keyword\"")) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            let reply = try AgentMail.reply(to: ticket.message, "The canary comes tomorrow.")
            try await shop.send(reply)
            _ = try await shop.answer(in: receipt)
            try await shop.mail(in: SandboxMarketplace.mirakl.folder, "the answered ticket mail") {
                $0.uid == ticket.uid && $0.flags.contains(.answered) && $0.isMarkedSent
            }
            try await shop.mail(in: "Mailbridge/Originals", "the agent's own mail") {
                $0.message.messageID == reply.messageID && $0.isMarkedSent
            }
            #expect(try await shop.client.mails(in: SandboxMarketplace.mirakl.folder).count == 1)
            #expect(try await shop.run("audit").status == 0)

            // A failure is a mail in any case.
            await shop.sandbox.add(.once(.mirakl, "M12", .status(400)))
            try await shop.send(AgentMail.reply(to: ticket.message, "The second canary comes on Friday."))
            let failure = try await shop.report("failure", receipt, at: .mirakl)
            #expect(failure.text.contains("The second canary comes on Friday."))
        }
    }

    @Test("where the answered mail was moved away, the receipt is a mail after all")
    func movedAway() async throws {
        try await withShop(ShopOptions(more: "[tickets]\nreceipts = \"keyword\"")) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.client.move(ticket.uid, from: SandboxMarketplace.mirakl.folder, to: "Elsewhere")
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            let mail = try await shop.report("receipt", receipt, at: .mirakl)
            #expect(mail.text.contains("The canary comes tomorrow."))
        }
    }

    @Test("absences of the owner tell the team once, change nothing, and stand in the ticket's journal")
    func absence() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "#assign anna"))
            try await shop.report("notice", receipt, at: .mirakl, containing: "anna")
            let before = try await shop.ticket(receipt.order)
            for number in 0..<6 {
                var mail = try AgentMail.reply(to: ticket.message, "I am away until canary \(number).")
                mail.fields.append((name: "Auto-Submitted", value: "auto-replied"))
                try await shop.send(mail)
            }
            try await shop.running.wait(for: "mail-ignored", "reason=auto-reply", count: 6)
            try await shop.report("notice", receipt, at: .mirakl, containing: "anna is away", number: 1)
            let notices = try await shop.client.mails(in: SandboxMarketplace.mirakl.folder)
                .filter { $0.text.contains("anna is away") }
            #expect(notices.count == 1)
            #expect(try await shop.ticket(receipt.order).state == before.state)
            #expect(try await shop.ticket(receipt.order).deadline == before.deadline)
            #expect(await shop.sandbox.postCount(.mirakl) == 0)
            let shown = try await shop.run("ticket", "show", receipt.order)
            #expect(shown.output.contains("automatic-mail auto-reply of anna"))
        }
    }

    @Test("a held answer is released by the administrator only if the rules let it, or by force, which is on record")
    func release() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "See https://canary-shop.example/offer please."))
            try await shop.report("question", receipt, at: .mirakl)
            let entry = try #require(try await shop.queue().first)
            let refused = try await shop.run("queue", "release", "\(entry.entry)")
            #expect(refused.status == 1)
            #expect(try await shop.queue().map(\.state) == ["held"])
            #expect(await shop.sandbox.postCount(.mirakl) == 0)

            let released = try await shop.run("queue", "release", "--force", "--json", "\(entry.entry)")
            #expect(released.status == 0 && released.output.contains("\"state\":\"queued\""))
            #expect(try await shop.run("journal", "--access").output.contains("queue-release"))
            #expect(try await shop.answer(in: receipt).text.contains("canary-shop.example"))
            let shown = try await shop.run("ticket", "show", receipt.order)
            #expect(shown.output.contains("queue-release queued, forced: "))
        }
    }
}

extension ShownMail {
    fileprivate var isMarkedSent: Bool { flags.contains { $0.description == "$mb_sent" } }
}
