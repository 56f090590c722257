import Domain
import IMAPClient
import MIME
import Sandbox
import TestSupport
import Testing

/// The main job: a buyer asks, the agent presses Reply, the buyer reads the answer.
@Suite("the loop", .serialized, .enabled(if: Shop.isAvailable))
struct LoopTests {
    @Test("question, answer, second question and second order, all the way", arguments: SandboxMarketplace.usual)
    func wholeLoop(marketplace: SandboxMarketplace) async throws {
        try await withShop { shop in
            var question = BuyerMessage.canary("Hello,\nwhere does my canary parcel stay?", at: marketplace)
            question.attachments = [Attachment(name: "canary-photo.png", type: "image/png", bytes: Self.picture)]
            let (receipt, ticket) = try await shop.ask(question)

            #expect(ticket.text.contains("Hello,\nwhere does my canary parcel stay?"))
            #expect(ticket.text.contains("Answer by: "))
            #expect(ticket.text.contains("Order: \(receipt.order)"))
            #expect(!ticket.flags.contains(.seen))
            let photo = try #require(ticket.message.attachments.first)
            #expect(ticket.message.fileName(of: photo) == "canary-photo.png")
            #expect(ticket.message.content(of: photo) == Self.picture)
            try await expectOriginal(of: receipt, in: shop)

            let text = "Hello Zerlina,\n\nit arrives tomorrow, in the canary van.\n\nKind regards\nAnna"
            let file = OutgoingMessage.Attachment(name: "canary-label.pdf", type: "application/pdf", bytes: Self.label)
            try await shop.send(AgentMail.reply(to: ticket.message, text, attachments: [file]))
            let answer = try await shop.answer(in: receipt)
            expect(answer, says: text, at: marketplace)
            #expect(answer.attachments.map(\.name) == ["canary-label.pdf"])
            let stored = try #require(answer.attachments.first)
            #expect(await shop.sandbox.attachment(stored.id, at: marketplace) == Self.label)
            let confirmation = try await shop.report("receipt", receipt, at: marketplace)
            #expect(confirmation.text.contains(text))
            #expect(confirmation.message.references.first == ticket.message.references.first)
            try await shop.mail(in: marketplace.folder, "the answered ticket mail") {
                $0.uid == ticket.uid && $0.flags.contains(.answered)
            }
            try await shop.mail(in: "Mailbridge/Originals", "the agent's own mail") {
                $0.message.from.flatMap(\.mailboxes).first?.address == Shop.anna
            }
            #expect(try await shop.ticket(receipt.order).state == "pending")

            var second = BuyerMessage.canary("And where is the second canary?", at: marketplace)
            second.conversation = receipt.conversation
            let (again, next) = try await shop.ask(second)
            #expect(again.order == receipt.order)
            #expect(next.message.references.first == ticket.message.references.first)
            #expect(next.text.contains("Earlier in this conversation"))
            let reopened = try await shop.ticket(receipt.order)
            #expect(reopened.state == "open")
            #expect(reopened.deadline != nil)
            #expect(next.text.contains("Answer by: "))

            let html = "Hello,\n\nthe second canary follows on Friday: 2 < 3 & \"so on\".\n\nKind regards\nAnna"
            try await shop.send(AgentMail.reply(to: next.message, html, style: .html))
            expect(try await shop.answer(number: 2, in: receipt), says: html, at: marketplace)
            try await shop.report("receipt", receipt, at: marketplace, number: 2)

            let other = try await shop.ask(.canary("A canary question about another order", at: marketplace))
            #expect(other.receipt.order != receipt.order)
            #expect(other.ticket.message.references.first != ticket.message.references.first)
            #expect(try await shop.tickets().count == 2)
            #expect(await shop.sandbox.postCount(marketplace) == 2)
        }
    }

    /// The notification lies with the originals, and nowhere else.
    private func expectOriginal(of receipt: BuyerReceipt, in shop: Shop) async throws {
        let id = try #require(receipt.notification)
        try await shop.mail(in: "Mailbridge/Originals", "the original") { $0.message.messageID == id }
        #expect(try await shop.client.mails(in: "INBOX").isEmpty)
    }

    /// Amazon's relay shows what stands above the quoted original, which may end in the order's number.
    private func expect(_ answer: SandboxMessage, says text: String, at marketplace: SandboxMarketplace) {
        if marketplace == .amazon {
            #expect(answer.text.hasPrefix(text))
        } else {
            #expect(answer.text == text)
        }
    }

    private static let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + (0...255)
    private static let label = Array("%PDF-1.4\n".utf8) + (0...255) + Array("\n%%EOF\n".utf8)
}
