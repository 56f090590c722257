import FoundationEssentials
import Sandbox
import TestSupport
import Testing

/// Data-subject requests at the command line, while the service runs.
@Suite("privacy", .serialized, .enabled(if: Shop.isAvailable))
struct PrivacyTests {
    @Test(
        "an erased order is in no file of the store, its mails come to nothing, and the next question is a new ticket")
    func erase() async throws {
        try await withShop { shop in
            let (receipt, mail) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: mail.message, "Your canary comes tomorrow, Zerlina."))
            try await shop.report("receipt", receipt, at: .mirakl)
            let ticket = try await shop.ticket(receipt.order).ticket
            #expect(try await shop.run("ticket", "show", "\(ticket)").status == 0)
            let words = [receipt.order, "Kanari", "canary"]
            #expect(try Set(shop.traces(of: words).map(\.word)) == Set(words))

            #expect(try await shop.run("erase", "--order", "77-X", "--yes").output.contains("nothing is held"))
            #expect(try await shop.run("erase", "--address", Shop.anna).status == 65)
            #expect(try await shop.run("ticket", "legal-hold", "\(ticket)").status == 0)
            #expect(try await shop.run("erase", "--order", receipt.order, "--yes", "--force").status == 65)
            #expect(try await shop.run("ticket", "legal-hold", "\(ticket)", "--lift").status == 0)
            let shown = try await shop.run("erase", "--order", receipt.order)
            #expect(
                shown.status == 1 && shown.output.contains("ticket \(ticket), conrad, pending: 2 messages, 1 answers"))
            let erased = try await shop.run("erase", "--order", receipt.order, "--yes")
            #expect(erased.status == 0, "\(erased)")
            #expect(erased.output.contains("folder Marketplaces/Conrad"))
            #expect(try shop.traces(of: words).isEmpty)

            let access = try await shop.run("journal", "--access", "--ticket", "\(ticket)")
            let events = access.lines.map { $0.split(separator: "\t").dropFirst().first }
            #expect(events == ["ticket-erased", "legal-hold-lifted", "legal-hold-set", "data-viewed"])
            #expect(try await shop.run("audit").status == 0)

            // The agent's next reply goes nowhere, and she is told.
            try await shop.send(AgentMail.reply(to: mail.message, "Did it arrive?"))
            try await shop.running.wait(for: "reply-refused")
            #expect(await shop.answers(in: receipt.conversation).count == 1)

            var again = BuyerMessage.canary("Is there another bird?", at: .mirakl)
            again.conversation = receipt.conversation
            let next = try await shop.ask(again)
            #expect(!next.ticket.text.contains("canary parcel"))
            let details = try await shop.run("ticket", "show", receipt.order)
            #expect(details.output.contains("another bird") && !details.output.contains("canary parcel"))
        }
    }
}

extension Shop {
    /// Which words the files of the store hold.
    func traces(of words: [String]) throws -> [(file: String, word: String)] {
        var found: [(String, String)] = []
        for name in try FileManager.default.contentsOfDirectory(atPath: directory.path).sorted()
        where name.hasPrefix("mailbridge.db") {
            let bytes = FileManager.default.contents(atPath: "\(directory.path)/\(name)") ?? Data()
            let text = String(decoding: bytes, as: Unicode.ASCII.self)
            for word in words where text.contains(word) { found.append((name, word)) }
        }
        return found
    }
}
