import FoundationEssentials
import MIME
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

            for other in [["--order", "77-X"], ["--ticket", "99"]] {
                let nothing = try await mailbridge(
                    ["erase", "--yes", "--config", shop.configuration] + other, in: shop.directory)
                #expect(nothing.status == 65 && nothing.output == "nothing is held\n", "\(nothing)")
                #expect(nothing.errors.contains("nothing was erased"))
            }
            #expect(try await shop.run("erase", "--address", Shop.anna).status == 65)
            #expect(try await shop.run("ticket", "legal-hold", "\(ticket)").status == 0)
            #expect(try await shop.run("erase", "--order", receipt.order, "--yes", "--force").status == 65)
            let held = try await shop.run("erase", "--order", receipt.order, "--yes", "--json")
            #expect(held.status == 65 && held.lines.count == 1, "\(held)")
            #expect(held.output.hasPrefix("{") && held.output.contains(#""erased":false"#))
            #expect(try await shop.run("ticket", "legal-hold", "\(ticket)", "--lift").status == 0)
            let shown = try await shop.run("erase", "--order", receipt.order)
            #expect(
                shown.status == 1 && shown.output.contains("ticket \(ticket), conrad, pending: 2 messages, 1 answers"))
            let erased = try await shop.run("erase", "--order", receipt.order, "--yes", "--mailboxes")
            #expect(erased.status == 0, "\(erased)")
            #expect(erased.output.contains("not reached: backups"))
            #expect(try shop.traces(of: words).isEmpty)
            #expect(try await shop.client.mails(in: "Marketplaces/Conrad").isEmpty)
            #expect(try await shop.client.mails(in: "Mailbridge/Originals").isEmpty)

            let slip = try await shop.run("journal", "--event", "ticket-erasd")
            #expect(
                slip.status == 64 && slip.errors.contains("no event ticket-erasd; there is ticket-erased"), "\(slip)")
            #expect(try await shop.run("journal", "--event", "nosuch").status == 64)
            #expect(try await shop.run("journal", "--event", "ticket-erased").status == 0)

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

    @Test("what lies in a mailbox of a mail in quarantine is named, and taken out by --mailboxes")
    func eraseKept() async throws {
        try await withShop { shop in
            let mail = try BadMails.phishing.bytes()
            let text = String(decoding: try BadMails.phishing.bytes(), as: UTF8.self)
            let nameless = text.split(separator: "\r\n", omittingEmptySubsequences: false)
                .filter { !$0.lowercased().hasPrefix("message-id:") }.joined(separator: "\r\n")
            #expect(nameless.utf8.count < text.utf8.count)
            for mail in [
                mail, Array(nameless.utf8), try BadMails.mail(from: "x@y.example", subject: "x", text: "y").bytes(),
            ] {
                try await offPool { [dovecot = shop.dovecot] in try dovecot.deliver(mail, to: Shop.mailboxUser) }
            }
            try await shop.running.wait(for: "mail-quarantined", count: 2)
            try await shop.waitForMails(3, in: "INBOX")
            let shown = try await shop.run("erase", "--order", "12345678-A", "--json")
            #expect(shown.status == 1, "\(shown)")
            #expect(shown.output.contains(#""mails about it: mailbox service, folder INBOX""#), "\(shown)")
            let erased = try await shop.run("erase", "--order", "12345678-A", "--yes", "--mailboxes")
            #expect(erased.status == 0 && erased.output.contains("mailboxes: 2 mails taken out"), "\(erased)")
            #expect(!erased.output.contains("not reached: mails"))
            #expect(try await shop.client.mails(in: "INBOX").count == 1)
            #expect(try await shop.quarantine().isEmpty)
        }
    }

    @Test("what erase does not take out of mailboxes is named as not reached")
    func keptNotReached() async throws {
        try await withShop { shop in
            try await offPool { [dovecot = shop.dovecot] in
                try dovecot.deliver(try BadMails.phishing.bytes(), to: Shop.mailboxUser)
            }
            try await shop.running.wait(for: "mail-quarantined")
            let erased = try await shop.run("erase", "--order", "12345678-A", "--yes")
            #expect(erased.status == 0)
            #expect(erased.output.contains("not reached: mails about it: mailbox service, folder INBOX\n"), "\(erased)")
        }
    }

    @Test("a backup made while the service works audits as the store did; an export has everything, notes marked")
    func backupAndExport() async throws {
        try await withShop { shop in
            let (receipt, mail) = try await shop.ask(.canary(at: .kaufland))
            try await shop.send(AgentMail.reply(to: mail.message, "#note Zerlina is a friend of birds"))
            try await shop.running.wait(for: "note-added")
            try await shop.send(AgentMail.reply(to: mail.message, "Your canary comes tomorrow."))
            try await shop.report("receipt", receipt, at: .kaufland)
            let audit = try await shop.run("audit", "--json")
            #expect(audit.status == 0 && audit.output.contains(#""exceptions":0"#))

            let directory = "\(shop.directory.path)/backups"
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: false)
            let file = "\(directory)/copy.db"
            #expect(try await shop.run("backup", file).status == 0)
            let kept = try await shop.run("backup", directory, "--keep", "1", "--json")
            #expect(kept.status == 0 && kept.output.contains("mailbridge-20"))
            #expect(try await shop.run("backup", "/nowhere/copy.db").status == 73)
            // A clock that was ahead: what was made then must not push out what is made now.
            let later = "\(directory)/mailbridge-29991231T235959Z.db"
            try shop.directory.write([1], to: "backups/mailbridge-29991231T235959Z.db")
            let next = try await shop.run("backup", directory, "--keep", "1", "--json")
            #expect(next.status == 0 && next.errors.contains(later), "\(next)")
            let made = try #require(try next.objects(CopyLine.self).first)
            let first = try #require(try kept.objects(CopyLine.self).first)
            #expect(made.path == first.path ? made.removed == [] : made.removed == [first.path])
            for place in [made.path, later] { #expect(FileManager.default.fileExists(atPath: place), "\(place)") }
            let other = try shop.directory.write(
                Array(
                    try String(contentsOfFile: shop.configuration, encoding: .utf8).replacing(
                        "\(shop.directory.path)/mailbridge.db", with: file
                    ).utf8), to: "restored.toml")
            let restored = try await mailbridge(["audit", "--json", "--config", other], in: shop.directory)
            #expect(restored.status == 0 && restored.output == audit.output, "\(restored)")

            let place = "\(shop.directory.path)/export"
            #expect(try await shop.run("export", "--order", receipt.order, "--output", place).status == 0)
            #expect(try await shop.run("export", "--order", receipt.order, "--output", place).status == 73)
            let text = try String(contentsOfFile: "\(place)/export.json", encoding: .utf8)
            for word in [receipt.order, "Zerlina Kanari", "canary parcel", "comes tomorrow", "friend of birds"] {
                #expect(text.contains(word), "\(word)")
            }
            #expect(text.contains(#""internal" : true"#))
            let printed = try await shop.run("export", "--order", receipt.order)
            #expect(printed.status == 0 && printed.output.contains("friend of birds"))
            #expect(try await shop.run("export", "--order", "77-X").status == 65)
            #expect(try await shop.run("journal", "--access", "--event", "data-exported").lines.count == 2)
        }
    }
}

/// What `backup --json` says.
private struct CopyLine: Decodable {
    var path: String
    var removed: [String]
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
