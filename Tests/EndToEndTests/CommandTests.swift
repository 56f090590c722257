import Domain
import FoundationEssentials
import Glibc
import MIME
import Sandbox
import TestSupport
import Testing

/// The commands of an admin who looks and acts while the service runs.
@Suite("commands", .serialized, .enabled(if: Shop.isAvailable))
struct CommandTests {
    @Test("queue: list, show, hold, release, drop and retry")
    func queue() async throws {
        try await withShop(ShopOptions(grace: "120s")) { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            try await shop.running.wait(for: "reply-queued")
            let entry = try #require(try await shop.queue().first)
            #expect(entry.state == "queued")
            let list = try await shop.run("queue", "list")
            #expect(list.lines.count == 1)
            #expect(list.output.hasPrefix("\(entry.entry)\t\(entry.ticket)\tqueued\t0\t"))
            #expect(!list.output.contains("canary"))
            let shown = try await shop.run("queue", "show", "\(entry.entry)")
            #expect(shown.output.contains("The canary comes tomorrow."))

            #expect(try await shop.run("queue", "hold", "\(entry.entry)").status == 0)
            #expect(try await shop.queue().map(\.state) == ["held"])
            let retry = try await shop.run("queue", "retry", "\(entry.entry)")
            #expect(retry.status == 65)
            #expect(retry.errors.contains("held"))
            #expect(try await shop.run("queue", "release", "\(entry.entry)").status == 0)
            // Released means now, without the grace period, and although the service was not told.
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.")
            try await shop.report("receipt", receipt, at: .mirakl)
            #expect(try await shop.run("queue", "list").output.isEmpty)
            #expect(try await shop.run("queue", "drop", "\(entry.entry)").status == 65)
            #expect(try await shop.run("queue", "show", "77").status == 65)

            try await shop.send(AgentMail.reply(to: ticket.message, "Another canary comes on Friday."))
            try await shop.running.wait(for: "reply-queued", count: 2)
            let second = try #require(try await shop.queue().last)
            #expect(try await shop.run("queue", "drop", "\(second.entry)").status == 0)
            #expect(try await shop.queue().map(\.state) == ["confirmed", "dropped"])
            #expect(await shop.sandbox.postCount(.mirakl) == 1)
        }
    }

    @Test("queue: flush tries what was put off; ALL means all, in capitals only, and one that must stay stops no other")
    func massActions() async throws {
        try await withShop { shop in
            await shop.sandbox.add(.once(.mirakl, "M12", .status(401)))
            let (receipt, ticket) = try await shop.ask(.canary(at: .mirakl))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            try await shop.running.wait(for: "post-postponed")
            let entry = try #require(try await shop.queue().first).entry
            #expect(try await shop.run("queue", "flush", "conrat").status == 65)
            #expect(try await shop.run("queue", "flush", "kaufland").output.isEmpty)
            for word in ["all", "All", "*"] { #expect(try await shop.run("queue", "hold", word).status == 64) }
            #expect(try await shop.run("queue", "hold", "ALL", "\(entry)").status == 64)
            #expect(try await shop.run("queue", "hold", "ALL").output == "entry \(entry): held\n")
            #expect(try await shop.run("queue", "flush").output.isEmpty)
            #expect(try await shop.run("queue", "retry", "ALL").output.isEmpty)
            #expect(try await shop.queue().map(\.state) == ["held"])
            #expect(try await shop.run("queue", "release", "ALL").status == 0)
            #expect(try await shop.answer(in: receipt).text == "The canary comes tomorrow.")
            try await shop.report("receipt", receipt, at: .mirakl)

            await shop.sandbox.add(.once(.mirakl, "M12", .status(401)))
            try await shop.send(AgentMail.reply(to: ticket.message, "Another canary comes on Friday."))
            try await shop.running.wait(for: "post-postponed", count: 2)
            let second = try #require(try await shop.queue().last).entry
            #expect(try await shop.run("queue", "flush", "conrad").output == "entry \(second): queued\n")
            #expect(try await shop.answer(number: 2, in: receipt).text == "Another canary comes on Friday.")

            for _ in 0..<2 { #expect(try await shop.run("deliver", input: try BadMails.phishing.bytes()).status == 0) }
            try await eventually("both are in quarantine") { try await shop.quarantine().count == 2 }
            let key = try #require(try await shop.quarantine().first).key
            #expect(try await shop.run("explain", key).output.hasPrefix("outcome: quarantined ("))
            #expect(try await shop.run("quarantine", "drop", "ALL").lines.count == 2)
            #expect(try await shop.quarantine().isEmpty)
        }
    }

    @Test("a thread is split off and merged again; answers go where they belong all along")
    func splitAndMerge() async throws {
        try await withShop { shop in
            let (first, _) = try await shop.ask(.canary(at: .kaufland))
            var question = BuyerMessage.canary("And where is my second canary?", at: .kaufland)
            question.order = first.order
            question.startsNewConversation = true
            let (second, mail) = try await shop.ask(question)
            #expect(second.conversation != first.conversation)
            let whole = try await shop.ticket(first.order).ticket

            let missing = try await shop.run("ticket", "split", "\(whole)", "--thread", "no-such-thread")
            #expect(missing.status == 65)
            let split = try await shop.run("ticket", "split", "\(whole)", "--thread", second.conversation)
            #expect(split.status == 0)
            let part = try #require(split.output.split(separator: " ").dropFirst().first.map(String.init))
            // The mail was written before: its reply address is still that of the whole ticket.
            try await shop.send(AgentMail.reply(to: mail.message, "The second canary comes on Monday."))
            #expect(try await shop.answer(in: second).text == "The second canary comes on Monday.")
            try await shop.report("receipt", second, at: .kaufland)
            let shown = try await shop.run("ticket", "show", part)
            #expect(shown.output.contains("The second canary comes on Monday."))
            #expect(shown.output.contains("ticket-split"))
            let rest = try await shop.run("ticket", "show", "\(whole)")
            #expect(rest.output.contains("Where does my canary parcel stay?"))
            #expect(!rest.output.contains("second canary"))

            var again = BuyerMessage.canary("Monday is late for a canary.", at: .kaufland)
            again.conversation = second.conversation
            _ = try await shop.ask(again)
            #expect(try await shop.run("ticket", "show", part).output.contains("Monday is late"))

            #expect(try await shop.run("ticket", "close", part).status == 65)
            #expect(try await shop.run("ticket", "assign", part, "nobody").status == 65)
            let assigned = try await shop.run("ticket", "assign", part, "anna", "--json")
            #expect(assigned.status == 0 && assigned.output.contains("\"owner\":\"anna\""))
            #expect(try await shop.run("ticket", "merge", part, "\(whole)").status == 0)
            let merged = try await shop.run("ticket", "show", part)
            #expect(merged.errors.contains("ticket \(part) is part of ticket \(whole)"))
            #expect(merged.output.contains("Where does my canary parcel stay?"))
            #expect(merged.output.contains("Monday is late"))
            try await shop.send(AgentMail.reply(to: mail.message, "Then we send it today."))
            #expect(try await shop.answer(number: 2, in: second).text == "Then we send it today.")
            #expect(await shop.answers(in: first.conversation).isEmpty)
            try await eventually("the answer is settled, and the ticket can be split") {
                try await shop.run("ticket", "split", part).status == 0
            }
            #expect(try await shop.run("ticket", "show", part).output.contains("Then we send it today."))
            #expect(try await shop.run("audit").status == 0)
        }
    }

    @Test("a ticket that was closed here is opened again here, with the wait that the close ended")
    func reopen() async throws {
        try await withShop { shop in
            let (receipt, _) = try await shop.ask(.canary(at: .kaufland))
            let number = "\(try await shop.ticket(receipt.order).ticket)"
            func clock() async throws -> [Substring] {
                let shown = try await shop.run("ticket", "list", "--order", receipt.order, "--json").output
                return shown.matches(of: /"(?:waiting_since|deadline|state)":"[^"]*"/).map(\.output)
            }
            let before = try await clock()
            #expect(before.count == 3 && before.contains("\"state\":\"open\""))
            #expect(try await shop.run("ticket", "close", number).status == 65)
            #expect(try await shop.run("ticket", "close", number, "--force").status == 0)
            #expect(try await clock() == ["\"state\":\"closed\""])
            let reopened = try await shop.run("ticket", "reopen", number)
            #expect(reopened.status == 0 && reopened.output == "ticket \(number) is open\n", "\(reopened)")
            #expect(try await clock() == before)
            #expect(try await shop.run("ticket", "show", number).output.contains("ticket-reopened"))
            #expect(try await shop.run("ticket", "reopen", "4711").status == 65)
        }
    }

    @Test("a report tells of the answer that was just given, in every form")
    func report() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
            try await shop.report("receipt", receipt, at: .kaufland)
            let csv = try await shop.run("report", "--period", "day", "--format", "csv")
            #expect(csv.output.contains("marketplace,kaufland,,answers,1\r\n"))
            #expect(csv.output.contains("agent,,anna,in_time,1\r\n"))
            let json = try await shop.run("report", "--json", "--orders", "kaufland=10")
            #expect(json.lines.count == 1)
            #expect(json.output.contains("\"first_answers\":{\"count\":1"))
            #expect(json.output.contains("\"orders\":10"))
            let page = try await shop.run("report", "--format", "html", "--language", "fr")
            #expect(page.output.hasPrefix("<!DOCTYPE html>\n<html lang=\"fr\">"))
            #expect(!page.output.contains("Kanari"))
            #expect(try await shop.run("report").output.contains("kaufland"))
            for (option, value) in [
                ("--since", "x"), ("--period", "decade"), ("--orders", "kaufland"), ("--norm", "shop=1"),
                ("--orders", "kaufland=9223372036854775807"), ("--orders", "kaufland=1000000001"),
            ] {
                #expect(try await shop.run("report", option, value).status == 64, "\(option)")
            }
            #expect(try await shop.run("report", "--orders", "kaufland=1000000000").status == 0)
        }
    }

    @Test("a report is written into a file of its own: nobody else can read it, and a link's target is left alone")
    func reportFile() async throws {
        let shop = try await Shop.open()
        _ = try await shop.run("fetch")
        let open = try shop.directory.write(Array("precious".utf8), to: "open.csv")
        let link = "\(shop.directory.path)/link.csv"
        try #require(chmod(open, 0o644) == 0 && symlink(open, link) == 0)
        for (place, target) in [(link, "precious"), (open, nil)] {
            let report = try await shop.run("report", "--format", "csv", "--output", place)
            #expect(report.status == 0 && report.output.isEmpty, "\(report)")
            if let target { #expect(readText(open) == target) }
            var status = stat()
            #expect(lstat(place, &status) == 0 && status.st_mode == S_IFREG | 0o600)
            #expect(readText(place).hasPrefix("section,marketplace,name,"))
        }
        let device = try await shop.run("report", "--output", "/dev/null")
        #expect(device.status == 73 && device.errors.contains("/dev/null is no regular file"), "\(device)")
        #expect(try await shop.run("report", "--output", "/nowhere/x").status == 73)
        let names = try FileManager.default.contentsOfDirectory(atPath: shop.directory.path)
        #expect(!names.contains { $0.hasSuffix(".tmp") && !$0.hasPrefix("command") })
        await shop.sandbox.stop()
    }

    @Test("ticket list and show, and explain for tickets and mails")
    func tickets() async throws {
        try await withShop { shop in
            let (receipt, ticket) = try await shop.ask(.canary(at: .kaufland))
            _ = try await shop.ask(.canary(at: .amazon))
            let list = try await shop.run("ticket", "list")
            #expect(list.lines.count == 2)
            #expect(list.output.contains("kaufland"))
            #expect(try await shop.run("ticket", "list", "--marketplace", "amazon").lines.count == 1)
            #expect(try await shop.run("ticket", "list", "--state", "closed").lines.isEmpty)
            #expect(try await shop.run("ticket", "list", "--state", "shut").status == 64)
            #expect(try await shop.run("ticket", "list", "--text", "CANÁRY \"parcel stay\"").lines.count == 2)
            #expect(try await shop.run("ticket", "list", "--text", "AND NOT (\"").lines.isEmpty)
            #expect(try await shop.run("ticket", "list", "--order", receipt.order, "--due").lines.count == 1)
            #expect(try await shop.run("ticket", "list", "--kind", "buyer-message", "--since", "1h").lines.count == 2)
            #expect(try await shop.run("ticket", "list", "--until", "2001-01-31").lines.isEmpty)
            #expect(try await shop.run("ticket", "list", "--since", "yesterday").status == 64)
            #expect(try await shop.run("ticket", "list", "--kind", "nothing").status == 64)
            for list in ["ticket", "queue", "quarantine"] {
                #expect(try await shop.run(list, "list", "--limit", "0").status == 64, "\(list)")
            }
            #expect(try await shop.run("journal", "--limit", "0").status == 64)
            for (option, wrong, known) in [
                ("--marketplace", "conradd", "conrad, kaufland, amazon"), ("--owner", "annna", "anna, ben"),
            ] {
                let slip = try await shop.run("ticket", "list", option, wrong)
                #expect(slip.status == 64 && slip.output.isEmpty)
                #expect(slip.errors.contains("\(wrong); there are \(known)"), "\(slip.errors)")
            }
            // Known, and nothing open.
            for (option, name) in [("--marketplace", "conrad"), ("--owner", "ben")] {
                let nothing = try await shop.run("ticket", "list", option, name)
                #expect(nothing.status == 0 && nothing.lines.isEmpty)
            }

            let line = try await shop.ticket(receipt.order)
            #expect(line.folder == "Marketplaces/Kaufland")
            for name in [receipt.order, "\(line.ticket)"] {
                let shown = try await shop.run("ticket", "show", name, "--json")
                #expect(shown.status == 0)
                #expect(shown.lines.count == 1)
                #expect(shown.output.contains("Where does my canary parcel stay?"))
                #expect(shown.output.contains("Zerlina Kanari"))
                #expect(try await shop.run("ticket", "show", name).output.contains("mail message: appended"))
            }
            #expect(try await shop.run("ticket", "show", "no-such-order").status == 65)

            let why = try await shop.run("explain", receipt.order)
            #expect(why.status == 0)
            #expect(why.output.contains("Marketplaces/Kaufland"))
            #expect(try await shop.run("explain", "no-such-order").status == 65)
            let notification = try #require(await shop.sandbox.mails().first)
            let file = try shop.directory.write(notification.bytes, to: "notification.eml")
            let mail = try await shop.run("explain", file, "--json")
            #expect(mail.output.contains("\"order\":\"\(receipt.order)\""))
            #expect(mail.output.contains("\"marketplace\":\"kaufland\""))
            #expect(ticket.kind == "message")
        }
    }

    @Test("message parse, reply and classify on standard input, files and directories")
    func messages() async throws {
        let shop = try await Shop.open()
        let receipt = try await shop.sandbox.write(.canary(at: .kaufland))
        let notification = try #require(await shop.sandbox.mails().first).bytes
        let directory = "\(shop.directory.path)/mails"
        try await offPool { _ = try run("mkdir", [directory]) }
        for name in ["b.eml", "a.eml"] { try shop.directory.write(notification, to: "mails/\(name)") }

        let parsed = try await mailbridge(["message", "parse"], input: notification, in: shop.directory)
        #expect(parsed.status == 0)
        #expect(parsed.lines.count == 1)
        #expect(parsed.output.contains("\"subject\":\"Neues Ticket \(receipt.conversation) zu Ihrer Bestellung\""))
        let files = try await mailbridge(
            ["message", "parse", "\(directory)/b.eml", directory], in: shop.directory)
        #expect(
            try files.objects(FileLine.self).map(\.file) == ["b.eml", "a.eml", "b.eml"].map { "\(directory)/\($0)" })
        let missing = try await mailbridge(
            ["message", "parse", "\(directory)/none.eml", "\(directory)/a.eml"], in: shop.directory)
        #expect(missing.status == 65)
        #expect(missing.lines.count == 1)
        #expect(missing.errors.contains("none.eml"))

        let classified = try await mailbridge(
            ["message", "classify", "--authserv-id", shop.stand.authservID], input: notification, in: shop.directory)
        let found = try #require(try classified.objects(Classified.self).first)
        #expect(found.marketplace == "kaufland")
        #expect(found.order == receipt.order)
        #expect(found.thread == receipt.conversation)
        #expect(found.authenticated)
        let doubtful = try await mailbridge(["message", "classify", directory], in: shop.directory)
        #expect(try doubtful.objects(Classified.self).map(\.authenticated) == [false, false])
        let named = try await shop.run("message", "classify", "--authserv-id", shop.stand.authservID, directory)
        #expect(try named.objects(Classified.self).map(\.marketplace) == ["kaufland", "kaufland"])

        let sent = "Please type your reply above this line [[mb:K7Q2-9F]]\n\nWhere is it?\n"
        let text = try shop.directory.write(Array(sent.utf8), to: "sent.txt")
        let quoted = sent.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)\n" }.joined()
        let reply = "From: \(Shop.anna)\nSubject: Re: x\n\nIt comes.\n\nOn 11/22/26 10:12, Z wrote:\n\(quoted)"
        for arguments in [[], ["--sent-text", text]] {
            let result = try await mailbridge(
                ["message", "reply"] + arguments, input: Array(reply.utf8), in: shop.directory)
            let read = try #require(try result.objects(ReplyLine.self).first)
            #expect(read.decision == "relay")
            #expect(read.text == "It comes.")
            #expect(read.reason == nil)
        }
        let nothing = try await mailbridge(["message", "reply"], in: shop.directory)
        #expect(try nothing.objects(ReplyLine.self).map(\.decision) == ["hold"])
        await shop.sandbox.stop()
    }

    private struct FileLine: Decodable { var file: String }

    private struct Classified: Decodable {
        var marketplace: String?
        var order: String?
        var thread: String?
        var authenticated: Bool
    }

    private struct ReplyLine: Decodable {
        var decision: String
        var reason: String?
        var text: String
    }

    @Test("fetch does one pass: first it only looks, then it takes tickets in, posts answers and tells the agent")
    func fetch() async throws {
        let shop = try await Shop.open()
        #expect(try await shop.run("fetch").status == 0)
        let receipt = try await shop.sandbox.write(.canary(at: .mirakl))
        #expect(try await shop.run("fetch").status == 0)
        let ticket = try #require(try await shop.client.mails(in: SandboxMarketplace.mirakl.folder).first)
        #expect(ticket.text.contains("canary parcel"))
        #expect(try await shop.client.mails(in: "INBOX").isEmpty)

        try await shop.send(AgentMail.reply(to: ticket.message, "The canary comes tomorrow."))
        #expect(try await shop.run("fetch").status == 0)
        #expect(await shop.answers(in: receipt.conversation).map(\.text) == ["The canary comes tomorrow."])
        #expect(
            try await shop.client.mails(in: SandboxMarketplace.mirakl.folder).map(\.kind) == ["message", "receipt"])
        #expect(try await shop.run("fetch").status == 0)
        #expect(await shop.sandbox.postCount(.mirakl) == 1)
        #expect(try await shop.run("audit", "--online").status == 0)
        await shop.sandbox.stop()
    }

    @Test("doctor --probe tells whether the host takes out forged Authentication-Results", arguments: [true, false])
    func probe(removes: Bool) async throws {
        let shop = try await Shop.open(ShopOptions(removesForgedResults: removes))
        #expect(try await !shop.run("doctor").output.contains("forged-results"))
        let doctor = try await shop.run("doctor", "--probe")
        #expect(doctor.status == (removes ? 0 : 1), "\(doctor)")
        let line = try #require(doctor.lines.first { $0.contains("service forged-results") })
        #expect(line.hasPrefix(removes ? "ok\t" : "WRONG\t"))
        #expect(line.contains("cure: have the mail server take out") == !removes)

        let text = readText(shop.configuration)
        let proof = try #require(text.firstMatch(of: /authserv_id = [^\n]*\n/)).output
        try shop.directory.write(text.replacing(proof, with: ""), to: "config.toml")
        let without = try await shop.run("doctor", "--probe")
        #expect(without.status == 1)
        let missing = try #require(without.lines.first { $0.contains("service forged-results") })
        #expect(missing.hasPrefix("WRONG\tmailbox\t") && missing.contains("\tnot probed: without authserv_id "))
        #expect(missing.contains("\tcure: set authserv_id"))
        await shop.sandbox.stop()
    }

    @Test("doctor tells a marketplace's clock that is not ours, even if its answer is a refusal")
    func clock() async throws {
        let shop = try await Shop.open()
        let server = try ScriptedServer { peer, _ in
            while try peer.receiveRequest() != nil {
                try peer.respond(401, headers: [("Date", "Sun, 06 Nov 1994 08:49:37 GMT")])
            }
        }
        let text = readText(shop.configuration)
        let url = await shop.sandbox.miraklURL
        try shop.directory.write(
            text.replacing("\"\(url)\"", with: "\"http://127.0.0.1:\(server.port)\""), to: "config.toml")
        let doctor = try await shop.run("doctor")
        #expect(doctor.status == 1)
        let line = try #require(doctor.lines.first { $0.hasPrefix("WRONG\tmarketplace\tconrad clock\t") })
        #expect(line.contains("ahead of its\tcure: have the clock synchronised"))
        await shop.sandbox.stop()
    }

    @Test("where there is no store, no command makes one and calls it sound")
    func noStore() async throws {
        let shop = try await Shop.open()
        for command in [
            ["audit"], ["backup", "copy.db"], ["erase", "--order", "1-A", "--yes"], ["export", "--order", "1-A"],
            ["journal"], ["queue", "list"], ["quarantine", "list"], ["report"], ["sla"], ["ticket", "list"],
        ] {
            let result = try await mailbridge(command + ["--config", shop.configuration], in: shop.directory)
            #expect(result.status == 77, "\(command): \(result)")
            #expect(result.errors.contains("mailbridge.db: No such file or directory; the service makes it"))
            #expect(!FileManager.default.fileExists(atPath: "\(shop.directory.path)/mailbridge.db"))
        }
        let nightly = try await shop.run("audit", "--unless-new")
        #expect(nightly.status == 0 && nightly.errors.contains("the service has never run"), "\(nightly)")
        try shop.directory.write("", to: "mailbridge.db.lock")
        #expect(try await shop.run("audit", "--unless-new").status == 77, "the store is lost")
        #expect(try await shop.run("doctor").output.contains("/mailbridge.db\tis not there yet: "))
        #expect(!FileManager.default.fileExists(atPath: "\(shop.directory.path)/mailbridge.db"))
        await shop.sandbox.stop()
    }

    @Test(
        "root makes nothing where the store belongs to somebody else, and is told how to be him",
        .enabled(if: geteuid() == 0, "only root can try"))
    func foreignState() async throws {
        let shop = try await Shop.open()
        let state = "\(shop.directory.path)/state"
        try #require(mkdir(state, 0o755) == 0 && chown(state, 65534, 65534) == 0)
        let text = readText(shop.configuration)
        try shop.directory.write(
            text.replacing("\(shop.directory.path)/mailbridge.db", with: "\(state)/mailbridge.db"), to: "config.toml")
        for (command, status) in [("fetch", 77), ("serve", 77), ("doctor", 77), ("deliver", 75)] as [(String, Int32)] {
            let result = try await shop.run(command, input: Array("Subject: x\r\n\r\n".utf8))
            #expect(result.status == status, "\(command): \(result)")
            #expect(result.errors.contains("\(state) belongs to nobody, who could not open what root makes there"))
            #expect(result.errors.contains("runuser -u nobody -- mailbridge"))
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: state).isEmpty)
        // What lies there already counts as well.
        try #require(chown(state, 0, 0) == 0)
        let store = try shop.directory.write("", to: "state/mailbridge.db")
        try #require(chown(store, 65534, 65534) == 0)
        #expect(try await shop.run("fetch").errors.contains("\(store) belongs to nobody"))
        #expect(!FileManager.default.fileExists(atPath: "\(store).lock"))
        await shop.sandbox.stop()
    }

    @Test("a healthy installation: check-config, doctor, show-config and version say so")
    func healthy() async throws {
        let shop = try await Shop.open()
        let check = try await shop.run("check-config")
        #expect(check.status == 0)
        #expect(check.output.contains("1 mailbox, 3 marketplaces, 2 agents"))
        let doctor = try await shop.run("doctor")
        #expect(doctor.status == 0, "\(doctor)")
        let kinds = doctor.lines.map { $0.split(separator: "\t").prefix(2).joined(separator: " ") }
        #expect(Set(kinds) == ["ok store", "ok mailbox", "ok submission", "ok marketplace"])
        #expect(kinds.count { $0 == "ok marketplace" } == 3)
        let mailbox = doctor.lines.filter { $0.hasPrefix("ok\tmailbox\tservice ") }.joined(separator: "\n")
        for fact in ["certificate until 20", "login ok (password)", "QRESYNC", "UIDVALIDITY", "= sent", "believes "] {
            #expect(mailbox.contains(fact), "\(fact) in \(mailbox)")
        }
        #expect(doctor.output.contains("ok\tstore\troom\t"))
        #expect(doctor.output.contains("tls\tcertificate until 20"))
        let traced = try await shop.run("doctor", "--trace")
        #expect(traced.errors.contains("service#1 C: m"))
        #expect(!traced.errors.contains(Shop.password))
        #expect(try await shop.run("doctor", "--json").lines.count == doctor.lines.count)
        let shown = try await shop.run("show-config")
        #expect(shown.status == 0)
        for secret in [Shop.password, shop.stand.miraklKey.reveal(), shop.stand.kauflandSecret.reveal()] {
            #expect(!shown.output.contains(secret))
            #expect(!doctor.output.contains(secret))
        }
        let version = try await mailbridge(["version"], in: shop.directory)
        #expect(version.output.hasPrefix("mailbridge "))
        #expect(try await mailbridge(["no-such-command"], in: shop.directory).status == 64)
        #expect(try await mailbridge(["--help"], in: shop.directory).status == 0)
        await shop.sandbox.stop()
    }
}
