import Domain
import FoundationEssentials
import Glibc
import IMAPClient
import MIME
import Sandbox
import TestSupport
import Testing

/// The service among servers that fail, admins who err and machines that stop.
@Suite("the service in bad times", .serialized, .enabled(if: Shop.isAvailable))
struct ServiceTests {
    // MARK: What the admin got wrong

    @Test("a wrong mailbox password: doctor names the cure, fetch fails, serve keeps trying")
    func wrongPassword() async throws {
        let shop = try await Shop.open(ShopOptions(password: "canary-wrong-password"))
        try await expectNoConnection(in: shop, cure: "check user and password", fetchStatus: 77)
        #expect(!shop.log.contains("canary-wrong-password"))
    }

    @Test("a certificate that nobody vouches for: nobody logs in")
    func wrongCertificate() async throws {
        let other = try TemporaryDirectory()
        let certificate = try await SelfSignedCertificate.make(in: other.path).certificate
        let shop = try await Shop.open(ShopOptions(caFile: certificate))
        try await expectNoConnection(in: shop, cure: "certificate", fetchStatus: 69)
        #expect(!shop.dovecot.log.contains("Login: user="))
    }

    /// The service starts, tells that it cannot connect, and stays; the other commands say why.
    private func expectNoConnection(in shop: Shop, cure: String, fetchStatus: Int32) async throws {
        let doctor = try await shop.run("doctor")
        #expect(doctor.status == 1)
        let line = try #require(doctor.lines.first { $0.hasPrefix("WRONG\tmailbox\tservice ") })
        #expect(line.contains("cure: "))
        #expect(line.contains(cure))
        let submission = try #require(doctor.lines.first { $0.contains("\tsubmission\t") })
        #expect(submission.hasPrefix("WRONG"))
        #expect(submission.contains(cure))

        let fetch = try await shop.run("fetch")
        #expect(fetch.status == fetchStatus, "\(fetch)")
        #expect(fetch.errors.contains("mailbridge: service: "))

        let service = try shop.start()
        try await service.wait(for: "mail-disconnected", "retry_ms=")
        #expect(try await service.end().status == 0)
        #expect(service.events("mail-connected").isEmpty)
        try await expectNoCanaries(in: shop)
        await shop.sandbox.stop()
    }

    @Test("a typo in the configuration is told with its place and what was meant")
    func typo() async throws {
        let shop = try await Shop.open()
        let text = readText(shop.configuration).replacing("grace =", with: "grcae =")
        try shop.directory.write(text, to: "config.toml")
        for command in ["check-config", "serve", "fetch", "doctor", "show-config"] {
            let result = try await shop.run(command)
            #expect(result.status == 78, "\(command): \(result)")
            #expect(result.errors.contains("config.toml:3:1: error: "), "\(result)")
            #expect(result.errors.contains("grcae"), "\(result)")
            #expect(result.errors.contains("did you mean \"grace\""), "\(result)")
        }
        await shop.sandbox.stop()
    }

    @Test("a second instance stays out")
    func secondInstance() async throws {
        try await withShop { shop in
            for command in ["serve", "fetch"] {
                let second = try await shop.run(command)
                #expect(second.status == 75, "\(second)")
                #expect(second.errors.contains("another mailbridge"), "\(second)")
            }
            try shop.running.check()
        }
    }

    // MARK: What the admin changes

    @Test("SIGUSR1 looks at everything before its time")
    func lookNow() async throws {
        try await withShop { shop in
            try await shop.lookNow()
            // The first look tells nothing, and by itself the second one comes after a quarter of an hour.
            try await shop.running.wait(for: "sweep-finished", "marketplace=conrad")
        }
    }

    @Test("SIGUSR2 shows what is said over IMAP, without contents and secrets, and the next one ends it")
    func trace() async throws {
        try await withShop { shop in
            try await shop.running.send(SIGUSR2)
            try await shop.running.wait(for: "imap-trace-switched", "on=true")
            let (receipt, _) = try await shop.ask(.canary(at: .mirakl))
            try await shop.running.wait(for: "imap-trace", "C: m", "UID FETCH")
            try await shop.running.wait(for: "imap-trace", "C: m", "APPEND", "{")
            try await shop.running.send(SIGUSR2)
            try await shop.running.wait(for: "imap-trace-switched", "on=false")
            try await expectNoCanaries(in: shop)
            #expect(!shop.log.contains(Shop.password))
            _ = receipt
        }
    }

    @Test("SIGHUP takes a new configuration; one with a mistake or another store changes nothing")
    func reload() async throws {
        try await withShop(ShopOptions(mode: "shadow")) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            let good = readText(shop.configuration)
            try shop.directory.write(good.replacing("grace =", with: "grcae ="), to: "config.toml")
            try await shop.running.send(SIGHUP)
            try await shop.running.wait(for: "configuration-refused", "config.toml:3:1", "did you mean")
            try shop.directory.write(good.replacing("mailbridge.db", with: "other.db"), to: "config.toml")
            try await shop.running.send(SIGHUP)
            try await shop.running.wait(for: "configuration-refused", "other.db, but the service works on")
            for (name, words) in [("service", "mailbox service (0 mails"), ("conrad", "marketplace conrad (1 open")] {
                try shop.directory.write(
                    good.replacing("name = \"\(name)\"", with: "name = \"\(name)-new\"")
                        .replacing("mailbox = \"\(name)\"", with: "mailbox = \"\(name)-new\""), to: "config.toml")
                try await shop.running.send(SIGHUP)
                try await shop.running.wait(for: "configuration-refused", words)
            }
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            try await shop.report("notice", receipt, at: .mirakl, containing: "Trial mode")

            try await shop.configure(ShopOptions())
            try await shop.running.send(SIGHUP)
            try await shop.running.wait(for: "mail-connected", count: 2)
            let entry = try #require(try await shop.queue().first)
            #expect(try await shop.run("queue", "release", "\(entry.entry)").status == 0)
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.")
            try await shop.report("receipt", receipt, at: .mirakl)
        }
    }

    @Test("the log as JSON: one object a line, and no more told than in text", arguments: ["info", "trace"])
    func jsonLog(level: String) async throws {
        let shop = try await Shop.open(ShopOptions(logLevel: level, logFormat: "json"))
        let service = try shop.start()
        try await eventually("the service watches the mailbox") {
            try service.check()
            return shop.log.contains(#""event":"mail-connected""#)
        }
        let (receipt, ticket) = try await shop.ask(.canary(at: .amazon))
        try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
        try await shop.report("receipt", receipt, at: .amazon)
        #expect(try await service.end().status == 0)
        let lines = shop.log.split(separator: "\n")
        let events = try lines.map { try JSONDecoder().decode(LogLine.self, from: Data($0.utf8)).event }
        #expect(Set(["service-started", "ticket-opened", "post-confirmed", "service-stopped"]).isSubset(of: events))
        try await expectNoCanaries(in: shop)
        await shop.sandbox.stop()
    }

    private struct LogLine: Decodable {
        var time: String
        var level: String
        var event: String
    }

    // MARK: Servers that are gone

    @Test("the mail server goes away and comes back: what arrived and what waited is dealt with, once")
    func mailServerGone() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            // Longer than the reply waits to be moved, so that the receipt finds no server.
            await shop.sandbox.add(.once(.kaufland, "tickets.message", .slow, delay: .seconds(6)))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            try await shop.running.wait(for: "originals-moved", count: 2)
            try await shop.dovecot.crash()
            try await shop.running.wait(for: "mail-disconnected")
            try await shop.running.wait(for: "post-confirmed")
            try await shop.running.wait(for: "ticket-mail-postponed")

            // The notification cannot be delivered now, and lies in the inbox when the server is back.
            await #expect(throws: SandboxError.self) { try await shop.sandbox.write(.canary(at: .mirakl)) }
            let notification = try #require(await shop.sandbox.mails().last)
            try shop.dovecot.store(notification.bytes, for: Shop.mailboxUser)
            try await shop.dovecot.startAgain()

            let late = try await shop.mail(
                in: SandboxMarketplace.mirakl.folder, "the late ticket mail"
            ) { $0.kind == "message" }
            #expect(late.text.contains("canary parcel"))
            try await shop.report("receipt", receipt, at: .kaufland)
            #expect(try await shop.client.mails(in: SandboxMarketplace.kaufland.folder).count == 2)
            #expect(try await shop.client.mails(in: SandboxMarketplace.mirakl.folder).count == 1)
            #expect(await shop.sandbox.postCount(.kaufland) == 1)
        }
    }

    @Test("a folder that was made anew brings no second ticket")
    func renumberedFolder() async throws {
        let shop = try await Shop.open(ShopOptions(watch: ["INBOX", "Shop"]))
        try await shop.client.append(BadMails.phishing.bytes(), to: "Shop")
        try await withShop(shop) { shop in
            try await shop.running.wait(for: "mail-connected", count: 2)
            let first = try await shop.notifySilently(.canary("The first canary question", at: .mirakl))
            try await shop.client.append(first.mail, to: "Shop")
            try await shop.report("message", first.receipt, at: .mirakl)

            await shop.client.close()
            try await shop.dovecot.administer(["mailbox", "delete", "-u", Shop.mailboxUser, "-s", "Shop"])
            try await shop.running.wait(for: "mail-disconnected", "folder=Shop")
            // Restored from a backup, with one mail more.
            var question = BuyerMessage.canary("The second canary question", at: .mirakl)
            question.conversation = first.receipt.conversation
            let second = try await shop.notifySilently(question)
            // As long as somebody had it open, the server may still be deleting it.
            try await eventually("the folder can be made anew") {
                (try? await shop.client.append(first.mail, to: "Shop")) != nil
            }
            try await shop.client.append(second.mail, to: "Shop")
            try await shop.running.wait(for: "folder-renumbered")
            try await shop.report("message", first.receipt, at: .mirakl, containing: "The second canary question")
            #expect(try await shop.tickets().count == 1)
            #expect(try await shop.client.mails(in: SandboxMarketplace.mirakl.folder).count == 2)
        }
    }

    // MARK: The end of the process

    @Test("SIGTERM in the middle of a slow post: ends within seconds, and the answer arrives once")
    func stopDuringPost() async throws {
        try await withShop { shop in
            let receipt = try await shop.beginSlowPost(delay: .seconds(7))
            let end = try await shop.running.end(SIGTERM, within: .seconds(30))
            #expect(end.status == 0)
            #expect(end.time < .seconds(5))
            try await expectOneAnswer(receipt, in: shop)
        }
    }

    @Test("kill -9 in the middle of a slow post: the answer arrives once", arguments: [true, false])
    func killDuringPost(isStored: Bool) async throws {
        try await withShop { shop in
            let receipt = try await shop.beginSlowPost(delay: .seconds(4), isStored: isStored)
            #expect(try await shop.running.end(SIGKILL).status == 128 + SIGKILL)
            try await expectOneAnswer(receipt, in: shop)
        }
    }

    /// Starts the service again and lets it find out.
    private func expectOneAnswer(_ receipt: BuyerReceipt, in shop: Shop) async throws {
        try await shop.serve()
        let answer = try await shop.answer(in: receipt)
        #expect(answer.text == "The canary comes tomorrow.")
        try await shop.report("receipt", receipt, at: .mirakl)
        #expect(await shop.sandbox.postCount(.mirakl) == 1)
        #expect(try await shop.queue().map(\.state) == ["confirmed"])
    }

    @Test("kill -9 while mails come in: each ticket and each ticket mail stands there once")
    func killDuringIntake() async throws {
        try await withShop { shop in
            var receipts: [BuyerReceipt] = []
            for number in 1...12 {
                let place = SandboxMarketplace.usual[number % 3]
                receipts.append(try await shop.sandbox.write(.canary("Canary question number \(number)", at: place)))
                if number.isMultiple(of: 4) {
                    try await shop.running.end(SIGKILL)
                    try await shop.serve()
                }
            }
            try await eventually("all ticket mails") {
                var count = 0
                for place in SandboxMarketplace.usual {
                    count += try await shop.client.mails(in: place.folder).count
                }
                return count >= receipts.count
            }
            // What is to be doubled has been, once what is asked after another look stands in each folder.
            try await shop.lookNow()
            for place in SandboxMarketplace.usual {
                receipts.append(try await shop.ask(.canary("One more canary question", at: place)).receipt)
            }
            let tickets = try await shop.tickets()
            #expect(Set(tickets.map(\.order)) == Set(receipts.map(\.order)))
            #expect(tickets.count == receipts.count)
            for place in SandboxMarketplace.usual {
                let ids = try await shop.client.mails(in: place.folder).map(\.message.messageID)
                #expect(ids.count == 5)
                #expect(Set(ids).count == 5)
            }
        }
    }
}

extension Shop {
    /// Makes the service look at everything before its time.
    func lookNow() async throws {
        try await running.send(SIGUSR1)
        try await running.wait(for: "looking-now")
    }

    /// Asks, answers, and returns while the answer is on its way.
    fileprivate func beginSlowPost(delay: Duration, isStored: Bool = false) async throws -> BuyerReceipt {
        let (receipt, ticket) = try await ask(.canary(at: .mirakl))
        await sandbox.add(.once(.mirakl, "M12", .slow, isStored ? .after : .before, delay: delay))
        try await send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
        try await running.wait(for: "reply-queued")
        try await eventually("the answer is being posted") {
            try await queue().map(\.state) == ["sending"]
        }
        return receipt
    }
}
