import Domain
import MIME
import Sandbox
import TestSupport
import Testing

/// Mails that a mail server hands over by `deliver`, and what lies in quarantine.
@Suite("mails handed over, mails set aside", .serialized, .enabled(if: Shop.isAvailable))
struct DeliverTests {
    @Test("garbage is kept whole, an empty mail stays with the mail server, and the next mail goes on")
    func garbage() async throws {
        try await withShop { shop in
            var random = SystemRandomNumberGenerator()
            let garbage = (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &random) }
            #expect(try await shop.run("deliver", input: garbage).status == 0)
            let empty = try await shop.run("deliver")
            #expect(empty.status == 75)
            #expect(empty.errors.contains("no mail on standard input"))
            #expect(try await shop.run("deliver", input: [0]).status == 0)
            try await shop.running.wait(for: "mail-quarantined", count: 2)
            let kept = try await shop.quarantine()
            #expect(kept.map(\.size) == [20_000, 1])
            #expect(kept.map(\.reason) == ["not-a-marketplace-mail", "not-a-marketplace-mail"])

            let next = try await shop.notifySilently(.canary(at: .mirakl))
            #expect(try await shop.run("deliver", input: next.mail).status == 0)
            try await shop.report("message", next.receipt, at: .mirakl)
        }
    }

    @Test("garbage in the mailbox is left there, and the next mail goes on")
    func garbageInMailbox() async throws {
        try await withShop { shop in
            let garbage = (0..<5_000).map { UInt8(truncatingIfNeeded: $0 &* 7 | 0x80) }
            for mail in [garbage, Array("\n\n\n".utf8), Array(":\n=?utf-8?b?canary\nContent-Type: multipart/x\n".utf8)]
            {
                try await offPool { [dovecot = shop.dovecot] in try dovecot.deliver(mail, to: Shop.mailboxUser) }
            }
            try await shop.running.wait(for: "mail-ignored", "not-a-marketplace-mail", count: 3)
            _ = try await shop.ask(.canary(at: .kaufland))
            try await shop.waitForMails(3, in: "INBOX")
        }
    }

    @Test("notification and reply by deliver, while the service runs and while it does not")
    func wholeLoop() async throws {
        try await withShop { shop in
            let (receipt, notification) = try await shop.notifySilently(.canary(at: .mirakl))
            #expect(try await shop.running.end().status == 0)
            #expect(try await shop.run("deliver", input: notification).status == 0)
            // The mail server is not sure and hands it over again.
            #expect(try await shop.run("deliver", input: notification).status == 0)
            try await shop.serve()
            let ticket = try await shop.report("message", receipt, at: .mirakl)

            let reply = try shop.vouched(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            #expect(try await shop.run("deliver", input: reply).status == 0)
            #expect(try await shop.run("deliver", input: reply).status == 0)
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.")
            try await shop.report("receipt", receipt, at: .mirakl)
            try await shop.running.wait(for: "mail-ignored", "reason=duplicate", count: 2)
            #expect(await shop.sandbox.postCount(.mirakl) == 1)
            #expect(try await shop.client.mails(in: SandboxMarketplace.mirakl.folder).count == 2)
        }
    }

    @Test("a wrong word on the command line leaves the mail with the mail server", arguments: ["--confg", "mail"])
    func wrongUsage(word: String) async throws {
        let directory = try TemporaryDirectory()
        let result = try await mailbridge(["deliver", word], input: Array("Subject: canary\n\nx".utf8), in: directory)
        #expect(result.status == 75)
        #expect(result.errors.contains("Usage"))
        #expect(try await mailbridge(["deliver", "--help"], in: directory).status == 0)
    }

    @Test("a mail that is too large for ever goes back to its sender")
    func tooLarge() async throws {
        let shop = try await Shop.open()
        let result = try await shop.run("deliver", input: [UInt8](repeating: 0x78, count: (100 << 20) + 1))
        #expect(result.status == 65)
        #expect(result.errors.contains("larger than"))
        await shop.sandbox.stop()
    }

    @Test("deliver without a usable configuration leaves the mail with the mail server")
    func brokenConfiguration() async throws {
        let shop = try await Shop.open()
        try shop.directory.write("[bridge]\ngrcae = \"1s\"\n", to: "config.toml")
        let result = try await shop.run("deliver", input: Array("Subject: canary\n\nx".utf8))
        #expect(result.status == 75)
        #expect(result.errors.contains("grcae"))
        await shop.sandbox.stop()
    }

    @Test("a notification that was quarantined by mistake is processed once the cause is cured")
    func release() async throws {
        let shop = try await Shop.open()
        let text = readText(shop.configuration)
        try shop.directory.write(
            text.replacing("authserv_id = \"", with: "authserv_id = \"other."), to: "config.toml")
        try await withShop(shop) { shop in
            let receipt = try await shop.sandbox.write(.canary(at: .kaufland))
            try await shop.running.wait(for: "mail-quarantined", "unproven-marketplace")
            let kept = try #require(try await shop.quarantine().first)
            let list = try await shop.run("quarantine", "list")
            #expect(list.output.contains("unproven-marketplace"))

            // Without a cure it comes back.
            #expect(try await shop.run("quarantine", "release", "\(kept.mail)").status == 0)
            try await shop.running.wait(for: "mail-quarantined", "unproven-marketplace", count: 2)
            let again = try #require(try await shop.quarantine().first)
            #expect(again.mail != kept.mail)
            #expect(try await shop.run("quarantine", "release", "\(kept.mail)").status == 65)

            #expect(try await shop.running.end().status == 0)
            try shop.directory.write(text, to: "config.toml")
            try await shop.serve()
            #expect(try await shop.run("quarantine", "release", "\(again.mail)").status == 0)
            try await shop.report("message", receipt, at: .kaufland)
            #expect(try await shop.quarantine().isEmpty)
            #expect(try await shop.run("quarantine", "list", "--all").lines.count == 2)
            #expect(try await shop.run("quarantine", "show", "999").status == 65)
        }
    }

    @Test("ALL goes on where one mail has to stay in quarantine")
    func releaseAll() async throws {
        let shop = try await Shop.open()
        let text = readText(shop.configuration)
        try shop.directory.write(
            text.replacing("mailbridge.db\"", with: "mailbridge.db\"\nquarantine_limit = \"10MB\""), to: "config.toml")
        try await withShop(shop) { shop in
            // Too large to be kept: it lies in the mailbox only, and cannot be released.
            let line = String(repeating: "canary ", count: 100) + "\r\n"
            let large = try BadMails.phishing.bytes() + Array(String(repeating: line, count: 16_000).utf8)
            try await offPool { [dovecot = shop.dovecot] in try dovecot.deliver(large, to: Shop.mailboxUser) }
            try await shop.running.wait(for: "mail-quarantined", "unproven-marketplace")
            #expect(try await shop.run("deliver", input: try BadMails.phishing.bytes()).status == 0)
            try await shop.running.wait(for: "mail-quarantined", "unproven-marketplace", count: 2)
            let mails = try await shop.quarantine()
            #expect(mails.map { $0.size == 0 } == [true, false])
            let released = try await shop.run("quarantine", "release", "ALL")
            #expect(released.status == 1, "\(released)")
            #expect(
                released.errors.contains("mail \(mails[0].mail): mail \(mails[0].mail) lies with the mail server only"))
            #expect(released.output.hasPrefix("mail \(mails[1].mail): released"))
            try await shop.running.wait(for: "mail-quarantined", "unproven-marketplace", count: 3)
        }
    }
}

extension Shop {
    /// A mail as the seller's mail server took it from an agent who logged in.
    func vouched(_ mail: OutgoingMessage) throws -> [UInt8] {
        let trace = "Authentication-Results: \(stand.authservID); auth=pass smtp.auth=\(mail.from.address)\r\n"
        return Array(trace.utf8) + (try mail.bytes())
    }
}
