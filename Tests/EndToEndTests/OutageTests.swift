import Domain
import MIME
import Sandbox
import TestSupport
import Testing

/// The marketplaces' interfaces refuse, break and fall silent; each answer arrives once, and its agent knows.
@Suite("faults of the marketplaces", .serialized, .enabled(if: Shop.isAvailable))
struct OutageTests {
    @Test("a refused key: doctor names the cure, the mail waits, and nothing is lost")
    func refusedKey() async throws {
        let shop = try await Shop.open(ShopOptions(miraklKey: "canary-wrong-key"))
        try await withShop(shop) { shop in
            let doctor = try await shop.run("doctor")
            #expect(doctor.status == 1)
            let line = try #require(doctor.lines.first { $0.contains("conrad") })
            #expect(line.hasPrefix("WRONG"))
            #expect(line.contains("cure: make a new key"))

            let receipt = try await shop.sandbox.write(.canary(at: .mirakl))
            try await shop.running.wait(for: "mail-postponed", "credentials")
            #expect(try await shop.client.mails(in: SandboxMarketplace.mirakl.folder).isEmpty)

            #expect(try await shop.running.end().status == 0)
            try await shop.configure(ShopOptions())
            try await shop.serve()
            try await shop.report("message", receipt, at: .mirakl)
            #expect(try await shop.run("doctor").status == 0)
            #expect(!shop.log.contains("canary-wrong-key"))
        }
    }

    @Test("a mail server that takes no large mail gets the question without its files, and the answer arrives")
    func smallMailbox() async throws {
        let capability = "IMAP4rev1 IDLE UIDPLUS MOVE LITERAL+ ENABLE QRESYNC ESEARCH NAMESPACE APPENDLIMIT=60000"
        let shop = try await Shop.open(ShopOptions(capability: capability))
        try await withShop(shop) { shop in
            var question = BuyerMessage.canary("Is this the canary that I bought?", at: .mirakl)
            let picture = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 7) }
            question.attachments = [Attachment(name: "canary-photo.png", type: "image/png", bytes: picture)]
            let (receipt, ticket) = try await shop.ask(question)
            #expect(ticket.message.parts.allSatisfy { !$0.isAttachment })
            #expect(ticket.text.contains("Is this the canary that I bought?"))
            #expect(ticket.text.contains("too large or not available: canary-photo.png"))
            try await shop.running.wait(for: "ticket-mail-without-files")
            try await shop.send(AgentMail.reply(to: ticket.message, "Yes, it sings already."))
            #expect(try await shop.answer(in: receipt).text == "Yes, it sings already.")
        }
    }

    @Test("a key that is refused while answering: the agent is told, and the answer arrives when it is tried again")
    func refusedAnswer() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            await shop.sandbox.add(.once(.mirakl, "M12", .status(401)))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            let notice = try await shop.report("notice", receipt, at: .mirakl)
            #expect(notice.text.contains("has not reached Conrad yet"))
            let entry = try #require(try await shop.queue().first)
            #expect(try await shop.run("queue", "retry", "\(entry.entry)").status == 0)
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.")
            try await shop.report("receipt", receipt, at: .mirakl)
            #expect(await shop.sandbox.postCount(.mirakl) == 1)
        }
    }

    @Test("Retry-After is kept to")
    func rateLimit() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            await shop.sandbox.add(.once(.mirakl, "M12", .status(429), retryAfter: 12))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            try await shop.running.wait(for: "post-postponed", "rate-limited")
            let start = ContinuousClock.now
            _ = try await shop.answer(in: receipt)
            // Without it the next attempt comes after 5 s; the log may be read late.
            #expect(ContinuousClock.now - start > .seconds(8))
            try await shop.report("receipt", receipt, at: .mirakl)
            #expect(await shop.accepted("M12") == 1)
            #expect(await shop.faulted("M12") == 1)
        }
    }

    @Test("an answer that was stored although the marketplace failed is found there, not sent again")
    func storedAndFailed() async throws {
        try await withShop { shop in
            await shop.sandbox.add(.once(.mirakl, "M12", .status(500), .after))
            await shop.sandbox.add(.once(.kaufland, "tickets.message", .status(500), .after))
            try await expectOneAnswerEach(shop)
            #expect(await shop.accepted("M12") == 1)
            #expect(await shop.accepted("tickets.message") == 1)
        }
    }

    @Test("a connection that breaks after the answer was stored: found, not sent again")
    func brokenAfter() async throws {
        try await withShop { shop in
            await shop.sandbox.add(.once(.mirakl, "M12", .drop, .after))
            await shop.sandbox.add(.once(.kaufland, "tickets.message", .drop, .after))
            try await expectOneAnswerEach(shop)
            #expect(await shop.accepted("M12") == 1)
            #expect(await shop.accepted("tickets.message") == 1)
        }
    }

    @Test("a connection that breaks before anything was stored: looked for, then sent once more")
    func brokenBefore() async throws {
        try await withShop { shop in
            await shop.sandbox.add(.once(.mirakl, "M12", .drop))
            await shop.sandbox.add(.once(.kaufland, "tickets.message", .drop))
            try await expectOneAnswerEach(shop)
            #expect(await shop.faulted("M12") == 1)
            #expect(await shop.accepted("M12") == 1)
            #expect(await shop.accepted("tickets.message") == 1)
        }
    }

    /// Asks and answers at both marketplaces with an API; the posts meet the faults that wait there.
    private func expectOneAnswerEach(_ shop: Shop) async throws {
        let conrad = try await shop.ask(.canary(at: .mirakl))
        let kaufland = try await shop.ask(.canary(at: .kaufland))
        try await shop.send(AgentMail.reply(to: conrad.ticket.message, "The canary comes tomorrow."))
        try await shop.send(AgentMail.reply(to: kaufland.ticket.message, "The canary comes on Friday."))
        try await shop.running.wait(for: "post-uncertain", count: 2)
        #expect(try await shop.answer(in: conrad.receipt).text == "The canary comes tomorrow.")
        #expect(try await shop.answer(in: kaufland.receipt).text == "The canary comes on Friday.")
        try await shop.report("receipt", conrad.receipt, at: .mirakl)
        try await shop.report("receipt", kaufland.receipt, at: .kaufland)
        #expect(await shop.sandbox.postCount(.mirakl) == 1)
        #expect(await shop.sandbox.postCount(.kaufland) == 1)
    }

    @Test("an answer that the marketplace refuses comes back with its reason, and is sent when it is changed")
    func refusal() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            await shop.sandbox.add(.once(.kaufland, "tickets.message", .status(400)))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            let failure = try await shop.report("failure", receipt, at: .kaufland)
            #expect(failure.subject.hasPrefix("NOT sent"))
            #expect(failure.text.contains("The canary comes tomorrow."))
            #expect(try await shop.queue().map(\.state) == ["failed"])
            #expect(try await shop.ticket(receipt.order).state == "open")

            try await shop.send(
                AgentMail.reply(to: failure.message, "The canary comes tomorrow.\nIn a cage.", style: .html))
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.\nIn a cage.")
            try await shop.report("receipt", receipt, at: .kaufland)
            #expect(await shop.sandbox.postCount(.kaufland) == 1)
        }
    }

    @Test("a conversation that cannot be read now is read later; an order that cannot is left out")
    func readingFails() async throws {
        try await withShop { shop in
            await shop.sandbox.add(.once(.mirakl, "M10", .status(503)))
            await shop.sandbox.add(.once(.kaufland, "tickets.detail", .status(503)))
            await shop.sandbox.add(.once(.amazon, "orders.get", .status(500)))
            let receipt = try await shop.sandbox.write(.canary(at: .mirakl))
            let ticket = try await shop.sandbox.write(.canary(at: .kaufland))
            let (_, mail) = try await shop.ask(.canary(at: .amazon))
            #expect(!mail.text.contains("Ordered on"))
            try await shop.running.wait(for: "mail-postponed", "unavailable", count: 2)
            try await shop.report("message", receipt, at: .mirakl)
            try await shop.report("message", ticket, at: .kaufland)
            #expect(try await shop.tickets().count == 3)
        }
    }
}
