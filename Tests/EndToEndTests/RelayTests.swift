import Domain
import MIME
import Sandbox
import TestSupport
import Testing

/// Answers that go by mail: nothing can be read back, so a doubt ends with a person.
@Suite("faults of the relay", .serialized, .enabled(if: Shop.isAvailable))
struct RelayTests {
    private static let text = "The canary eats 110 volts."

    @Test("a relay that is busy gets the answer later, once")
    func busy() async throws {
        try await withShop(ShopOptions(submitsDirectly: true)) { shop in
            await shop.sandbox.add(.relay(.status(451)))
            let (receipt, ticket) = try await shop.ask(.canary(at: .amazon))
            try await shop.answer(ticket)
            try await shop.running.wait(for: "post-postponed")
            #expect(try await shop.answer(in: receipt).text.hasPrefix(Self.text))
            try await shop.report("receipt", receipt, at: .amazon)
            #expect(await shop.sandbox.postCount(.amazon) == 1)
        }
    }

    @Test("a refused answer comes back; the admin can try it again")
    func refused() async throws {
        try await withShop(ShopOptions(submitsDirectly: true)) { shop in
            await shop.sandbox.add(.relay(.status(554)))
            let (receipt, ticket) = try await shop.ask(.canary(at: .amazon))
            try await shop.answer(ticket)
            let failure = try await shop.report("failure", receipt, at: .amazon)
            #expect(failure.text.contains(Self.text))
            #expect(failure.text.contains("554"))
            #expect(await shop.sandbox.postCount(.amazon) == 0)

            let entry = try #require(try await shop.queue().first)
            #expect(try await shop.run("queue", "retry", "\(entry.entry)").status == 0)
            _ = try await shop.answer(in: receipt)
            try await shop.report("receipt", receipt, at: .amazon)
            #expect(await shop.sandbox.postCount(.amazon) == 1)
        }
    }

    @Test("a connection lost after the final dot: a person decides, and ok sends once more")
    func lostBefore() async throws {
        try await withShop(ShopOptions(submitsDirectly: true, sendsOwnCopies: false)) { shop in
            await shop.sandbox.add(.relay(.drop))
            let (receipt, ticket) = try await shop.ask(.canary(at: .amazon))
            try await shop.answer(ticket)
            let question = try await shop.report("question", receipt, at: .amazon)
            #expect(question.text.contains("It is not certain whether your answer reached Amazon"))
            #expect(try await shop.queue().map(\.reason) == ["outcome-unknown"])
            #expect(await shop.sandbox.postCount(.amazon) == 0)

            try await shop.send(AgentMail.reply(to: question.message, "ok"))
            #expect(try await shop.answer(in: receipt).text.hasPrefix(Self.text))
            try await shop.report("receipt", receipt, at: .amazon)
            #expect(await shop.sandbox.postCount(.amazon) == 1)
        }
    }

    @Test("a connection lost after the relay took the answer: Amazon's copy settles it")
    func lostAfter() async throws {
        try await withShop(ShopOptions(submitsDirectly: true)) { shop in
            await shop.sandbox.add(.relay(.drop, .after))
            let (receipt, ticket) = try await shop.ask(.canary(at: .amazon))
            try await shop.answer(ticket)
            try await shop.report("receipt", receipt, at: .amazon)
            #expect(try await shop.queue().map(\.state) == ["confirmed"])
            #expect(await shop.sandbox.postCount(.amazon) == 1)

            // The wait is over: a later question starts a new one.
            var more = BuyerMessage.canary("And how many canary amperes?", at: .amazon)
            more.conversation = receipt.conversation
            let (_, next) = try await shop.ask(more)
            #expect(next.text.contains(Self.text))
        }
    }

    @Test("a mail server between that loses the relay leaves the same doubt", arguments: [true, false])
    func lostBehindProxy(isStored: Bool) async throws {
        try await withShop(ShopOptions(sendsOwnCopies: false)) { shop in
            await shop.sandbox.add(.relay(.drop, isStored ? .after : .before))
            let (receipt, ticket) = try await shop.ask(.canary(at: .amazon))
            try await shop.answer(ticket)
            try await shop.report("question", receipt, at: .amazon, containing: "It is not certain")
            #expect(try await shop.queue().map(\.reason) == ["outcome-unknown"])
            #expect(await shop.sandbox.postCount(.amazon) == (isStored ? 1 : 0))
        }
    }

    @Test("without a copy it stays with the person; the admin can drop it")
    func lostAfterWithoutCopy() async throws {
        try await withShop(ShopOptions(submitsDirectly: true, sendsOwnCopies: false)) { shop in
            await shop.sandbox.add(.relay(.drop, .after))
            let (receipt, ticket) = try await shop.ask(.canary(at: .amazon))
            try await shop.answer(ticket)
            try await shop.report("question", receipt, at: .amazon)
            let entry = try #require(try await shop.queue().first)
            #expect(entry.state == "held")
            let all = try await shop.run("queue", "drop", "ALL")
            #expect(all.status == 0 && all.output.isEmpty, "\(all)")
            #expect(
                all.errors.contains(
                    "1 left as they are, since they may have gone out: \(entry.entry). Look in the portal"))
            #expect(try await shop.queue().map(\.state) == ["held"])
            #expect(try await shop.run("queue", "drop", "\(entry.entry)").status == 0)
            #expect(try await shop.queue().map(\.state) == ["dropped"])
            #expect(await shop.sandbox.postCount(.amazon) == 1)
        }
    }

    @Test("a mail server reports that the answer did not get through: the agent is told")
    func bounced() async throws {
        try await withShop(ShopOptions(sendsOwnCopies: false)) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .amazon))
            let deadline = try #require(try await shop.ticket(receipt.order).deadline)
            try await shop.answer(ticket)
            try await shop.report("receipt", receipt, at: .amazon)
            #expect(try await shop.ticket(receipt.order).deadline == nil)
            let relayed = try #require(await shop.sandbox.mails().last { $0.kind == .relayed })
            let report = try BadMails.bounce(of: Message(parsing: relayed.bytes), to: Shop.mailboxUser)
            try await offPool { [dovecot = shop.dovecot] in try dovecot.deliver(report, to: Shop.mailboxUser) }
            let failure = try await shop.report("failure", receipt, at: .amazon)
            #expect(failure.text.contains("did not reach the buyer"))
            #expect(failure.text.contains(Self.text))
            try await shop.running.wait(for: "post-bounced")
            let reopened = try await shop.ticket(receipt.order)
            #expect(reopened.state == "open")
            #expect(reopened.deadline == deadline)
            #expect(try await shop.queue().map(\.state) == ["failed"])
        }
    }
}

extension Shop {
    fileprivate func answer(_ ticket: ShownMail) async throws {
        try await send(AgentMail.reply(to: ticket.message, "The canary eats 110 volts."))
    }
}
