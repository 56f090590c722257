import Domain
import IMAPClient
import MIME
import Sandbox
import TestSupport
import Testing

/// Replies that are not simply posted: the agent is asked, or told what became of them.
@Suite("replies that are no plain answer", .serialized, .enabled(if: Shop.isAvailable))
struct ReplyTests {
    @Test("a reply with nothing new asks; ok sends nothing, and words send the words")
    func nothingNew() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, ""))
            let question = try await shop.report("question", receipt, at: .mirakl)
            #expect(question.text.contains("no new text was found"))
            #expect(question.subject.hasPrefix("Please confirm"))

            try await shop.send(AgentMail.reply(to: question.message, "ok"))
            let again = try await shop.report("question", receipt, at: .mirakl, number: 2)
            #expect(await shop.sandbox.postCount(.mirakl) == 0)

            try await shop.send(AgentMail.reply(to: again.message, "The canary comes tomorrow.", style: .html))
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.")
            try await shop.report("receipt", receipt, at: .mirakl)
            #expect(await shop.sandbox.postCount(.mirakl) == 1)
        }
    }

    @Test("an answer between the buyer's lines asks; ok sends exactly what was shown, once")
    func interleaved() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(
                .canary("Is the canary yellow?\nHow much does it weigh?", at: .kaufland))
            try await shop.send(AgentMail.interleaved(ticket.message, ["Is the canary yellow?": "Yes, quite yellow."]))
            let question = try await shop.report("question", receipt, at: .kaufland)
            #expect(question.text.contains("your words stand between quoted lines"))
            let held = try #require(try await shop.queue().first)
            #expect(held.state == "held")
            let shown = try await shop.run("queue", "show", "\(held.entry)", "--json").objects(PostLine.self)
            let text = try #require(shown.first?.text)
            #expect(text.contains("Yes, quite yellow."))
            #expect(question.text.contains(text))

            try await shop.send(AgentMail.reply(to: question.message, "Ok!"))
            #expect(try await shop.answer(in: receipt).text == text)
            try await shop.report("receipt", receipt, at: .kaufland)

            // Somebody answers the same question once more.
            try await shop.send(AgentMail.reply(to: question.message, "ok"))
            try await shop.report("notice", receipt, at: .kaufland, containing: "Nothing was waiting")
            #expect(await shop.sandbox.postCount(.kaufland) == 1)
        }
    }

    @Test("new words and files in the answer to a question take the place of the first")
    func newText() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary("Is the canary yellow?\nOr green?", at: .mirakl))
            try await shop.send(AgentMail.interleaved(ticket.message, ["Is the canary yellow?": "Yes, quite yellow."]))
            let question = try await shop.report("question", receipt, at: .mirakl)
            let file = OutgoingMessage.Attachment(name: "canary.txt", type: "text/plain", bytes: Array("tweet".utf8))
            try await shop.send(
                AgentMail.reply(to: question.message, "It is green, see the canary file.", attachments: [file]))
            let answer = try await shop.answer(in: receipt)
            #expect(answer.text == "It is green, see the canary file.")
            #expect(answer.attachments.map(\.name) == ["canary.txt"])
            try await shop.report("receipt", receipt, at: .mirakl)
            #expect(await shop.sandbox.postCount(.mirakl) == 1)
            #expect(try await shop.queue().map(\.state).contains("held") == false)
        }
    }

    @Test("a file without words asks for words, and goes out with them")
    func onlyFile() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            let file = OutgoingMessage.Attachment(name: "canary.txt", type: "text/plain", bytes: Array("tweet".utf8))
            try await shop.send(AgentMail.reply(to: ticket.message, "", attachments: [file]))
            let question = try await shop.report("question", receipt, at: .kaufland)
            try await shop.send(AgentMail.reply(to: question.message, "OK"))
            let again = try await shop.report("question", receipt, at: .kaufland, number: 2)
            try await shop.send(AgentMail.reply(to: again.message, "See the canary file."))
            let answer = try await shop.answer(in: receipt)
            #expect(answer.text == "See the canary file.")
            #expect(answer.attachments.map(\.name) == ["canary.txt"])
            try await shop.report("receipt", receipt, at: .kaufland)
            #expect(await shop.sandbox.postCount(.kaufland) == 1)
        }
    }

    @Test("commands are carried out or explained, and never sent")
    func commands() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "#clsoe\nThe canary is out."))
            let unknown = try await shop.report("notice", receipt, at: .mirakl, containing: "#clsoe")
            #expect(unknown.text.contains("#close"))
            #expect(unknown.text.contains("Nothing was sent"))

            try await shop.send(AgentMail.reply(to: ticket.message, "#note the canary customer is difficult"))
            try await shop.report("notice", receipt, at: .mirakl, containing: "Your note is kept")
            let details = try await shop.run("ticket", "show", receipt.order)
            #expect(details.output.contains("read from \(Shop.anna): unknown-command"))
            #expect(details.output.contains("    cut:") && details.output.contains("Please type your reply above"))
            #expect(details.output.contains("the canary customer is difficult"))

            try await shop.send(AgentMail.reply(to: ticket.message, "#assign anna"))
            try await shop.report("notice", receipt, at: .mirakl, containing: "#assign")

            // Mirakl counts on until its portal knows.
            try await shop.send(AgentMail.reply(to: ticket.message, "#close", style: .html))
            try await shop.report("notice", receipt, at: .mirakl, containing: "The ticket stays open")
            #expect(try await shop.ticket(receipt.order).state == "open")
            try await shop.send(AgentMail.reply(to: ticket.message, "#noreply"))
            try await shop.report("notice", receipt, at: .mirakl, containing: "in the portal")
            try await shop.send(AgentMail.reply(to: ticket.message, "#close\n\nKind regards\nAnna"))
            try await shop.report("notice", receipt, at: .mirakl, containing: "The ticket is closed")
            #expect(try await shop.ticket(receipt.order).state == "closed")
            #expect(await shop.sandbox.postCount(.mirakl) == 0)

            var more = BuyerMessage.canary("One more canary question", at: .mirakl)
            more.conversation = receipt.conversation
            _ = try await shop.ask(more)
            #expect(try await shop.ticket(receipt.order).state == "open")
        }
    }

    @Test("within the grace period an answer can be taken back, and given again")
    func undo() async throws {
        try await withShop(ShopOptions(grace: "60s")) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            let text = "The canary is sold out."
            try await shop.send(AgentMail.reply(to: ticket.message, text))
            try await shop.running.wait(for: "reply-queued")
            #expect(try await shop.queue().map(\.state) == ["queued"])

            try await shop.send(AgentMail.reply(to: ticket.message, "#undo"))
            let undone = try await shop.report("notice", receipt, at: .kaufland, containing: "Taken back")
            #expect(undone.text.contains(text))
            #expect(try await shop.queue().map(\.state) == ["dropped"])
            try await shop.send(AgentMail.reply(to: ticket.message, "#undo"))
            try await shop.report("notice", receipt, at: .kaufland, containing: "Nothing was waiting")

            try await shop.send(AgentMail.reply(to: ticket.message, text))
            try await shop.running.wait(for: "reply-queued", count: 2)
            #expect(try await shop.queue().map(\.state) == ["dropped", "queued"])
            #expect(await shop.sandbox.postCount(.kaufland) == 0)
        }
    }

    @Test("in shadow mode nothing goes out, whatever agents and admins say")
    func shadow() async throws {
        try await withShop(ShopOptions(mode: "shadow")) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            let notice = try await shop.report("notice", receipt, at: .mirakl, containing: "Trial mode")
            #expect(notice.text.contains("The canary comes tomorrow."))
            let entry = try #require(try await shop.queue().first)
            #expect(entry.state == "held")
            #expect(entry.reason == "shadow")

            #expect(try await shop.run("queue", "release", "\(entry.entry)").status == 0)
            try await shop.running.wait(for: "post-held", "reason=shadow")
            try await shop.report("notice", receipt, at: .mirakl, containing: "Trial mode", number: 2)
            #expect(try await shop.queue().map(\.state) == ["held"])

            try await shop.send(AgentMail.interleaved(ticket.message, ["Where does my canary parcel stay?": "Here."]))
            let question = try await shop.report("question", receipt, at: .mirakl)
            try await shop.send(AgentMail.reply(to: question.message, "ok"))
            try await shop.report("notice", receipt, at: .mirakl, containing: "Trial mode", number: 3)
            #expect(await shop.sandbox.counts().filter { $0.operation == "M12" }.isEmpty)
        }
    }

    @Test("a mail that belongs to two tickets is sent to neither, and its agent is told")
    func twoTickets() async throws {
        try await withShop { shop in
            let first = try await shop.ask(.canary("The first canary question", at: .mirakl))
            let second = try await shop.ask(.canary("The second canary question", at: .mirakl))
            var mail = try AgentMail.reply(to: second.ticket.message, "The canary comes tomorrow.")
            mail.references += first.ticket.message.references
            try await shop.send(mail)
            let failure = try await shop.report("failure", second.receipt, at: .mirakl)
            #expect(failure.text.contains("several tickets"))
            #expect(failure.text.contains("The canary comes tomorrow."))
            #expect(try await shop.queue().isEmpty)
            #expect(await shop.sandbox.postCount(.mirakl) == 0)
        }
    }

    @Test("of two agents who answer at once, the second is asked")
    func twoAgents() async throws {
        try await withShop(ShopOptions(grace: "60s")) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            try await shop.running.wait(for: "reply-queued")
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes on Friday.", from: Shop.ben))
            let question = try await shop.report("question", receipt, at: .mirakl)
            #expect(question.text.contains("eine andere Antwort") || question.text.contains("unterwegs"))
            #expect(try await shop.queue().map(\.state) == ["queued", "held"])
        }
    }
}
